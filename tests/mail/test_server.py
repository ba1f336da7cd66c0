"""Mails through a real SMTP server on loopback, and back through a mail parser."""

import asyncio
import email
import email.policy
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from letters import KINDS, letters, mails

from kppress.cli.group import run
from kppress.model.mailing import Mailing
from kppress.render.message import eml

READER = "redaktionen@tidning.example"


class Mailbox:
    """What the server was given."""

    def __init__(self) -> None:
        self.content: list[bytes] = []

    async def handle_DATA(  # noqa: N802 # aiosmtpd's own name
        self,
        server: SMTP,  # noqa: ARG002 # as above
        session: Session,  # noqa: ARG002 # as above
        envelope: Envelope,
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.content.append(envelope.content)
        return "250 OK"


class Server(Controller):
    """On a port that the system chooses; aiosmtpd asks for its greeting at the one it was given."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call] # aiosmtpd has no types


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Mailing]:
    return mails(letters(tmp_path_factory.mktemp("letters")))


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    server = Server(box, hostname="127.0.0.1", port=0)
    server.start()
    yield box, server.port
    server.stop()


def received(message: bytes, mailbox: tuple[Mailbox, int]) -> EmailMessage:
    """The message after its way through the server."""
    box, port = mailbox
    with smtplib.SMTP("127.0.0.1", port, local_hostname="kommun.example") as server:
        server.sendmail("press@kommun.example", [READER], message)
    [content] = box.content
    assert content == message
    return email.message_from_bytes(content, policy=email.policy.default)


@pytest.mark.parametrize("kind", [*KINDS, "digest"])
def test_a_mail_arrives_as_it_was_sent(
    made: dict[str, Mailing], mailbox: tuple[Mailbox, int], kind: str
) -> None:
    mailing = made[kind]
    sent = eml(mailing, to=READER, list_unsubscribe="https://www.kommun.example/av")
    message = received(sent, mailbox)
    assert message.defects == []
    assert message["Subject"] == mailing.subject
    assert message["Subject"].defects == ()
    assert message["From"].addresses[0].display_name == "Exempelkommunen"
    assert message["To"].addresses[0].addr_spec == READER
    assert message["List-Id"] == "Exempelkommunens nyhetsrum <press.kommun.example>"
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == mailing.text
    assert html.get_content().replace("\r\n", "\n") == mailing.html
    assert text.defects == html.defects == []


def test_the_message_that_the_command_writes_can_be_sent_as_it_is(
    mailbox: tuple[Mailbox, int], tmp_path: Path
) -> None:
    root = letters(tmp_path)
    file = tmp_path / "mail.eml"
    arguments = ["--root", str(root), "--now", "2018-07-05 09:00", "email", "--digest", "alla"]
    assert run([*arguments, "--to", f"Redaktionen <{READER}>", "--output", str(file)]) == 0
    message = received(file.read_bytes(), mailbox)
    assert message["Subject"] == "Alla nyheter, 28 juni–5 juli 2018"
    assert message["To"].addresses[0].display_name == "Redaktionen"

"""SpamAssassin's own rules, without a network: no mail of ours looks like junk."""

import os
import re
import shutil
import subprocess
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import format_datetime

import pytest
from letters import KINDS, letters, mails

from kppress.model.mailing import Mailing
from kppress.render.message import eml

MOST = 1.0
"""Points; a mail is taken for junk from 5."""


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[float, str]]:
    """Points and what they were given for; all mails in one run, since it takes long to start."""
    program = shutil.which("spamassassin")
    if program is None:
        assert not os.environ.get("CI"), "script/bootstrap test installs spamassassin"
        pytest.skip("no SpamAssassin: as root, apt-get install spamassassin")
    folder = tmp_path_factory.mktemp("spam")
    made = mails(letters(folder / "letters"))
    box = folder / "box"
    box.write_bytes(b"".join(_posted(kind, mailing) for kind, mailing in made.items()))
    settings = folder / "user_prefs"
    # That it comes from our own network must not speak for it.
    settings.write_text("use_bayes 0\nreport_safe 0\nscore ALL_TRUSTED 0\n")
    told = subprocess.run(
        [program, "--local", "--test-mode", "--prefspath", settings, "--mbox", box],
        capture_output=True,
        timeout=240,
        check=True,
        env={**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"},
    ).stdout
    found = {}
    for part in re.split(rb"^From press@kommun\.example.*\n", told, flags=re.MULTILINE)[1:]:
        message = message_from_bytes(part, policy=policy.default)
        status = " ".join(str(message["X-Spam-Status"]).split())
        points = re.search(r"score=(-?[\d.]+)", status)
        assert points, status
        found[str(message["X-Kind"])] = float(points[1]), status
    return found


def _posted(kind: str, mailing: Mailing) -> bytes:
    """As it lies in a mailbox, with what servers write on the way, sent when it is dated."""
    message = eml(
        mailing,
        to="redaktionen@tidning.example",
        list_unsubscribe="https://www.kommun.example/av",
    )
    when = format_datetime(datetime.fromisoformat(mailing.date))
    head = (
        "From press@kommun.example Thu Jul  5 09:00:01 2018\n"
        "Received: from mail.kommun.example (mail.kommun.example [10.1.2.3])\n"
        f"\tby mx.tidning.example with ESMTPS id 4711; {when}\n"
        f"X-Kind: {kind}\n"
    )
    return head.encode() + message.replace(b"\r\n", b"\n") + b"\n"


@pytest.mark.parametrize("kind", [*KINDS, "digest"])
def test_no_mail_looks_like_junk(scores: dict[str, tuple[float, str]], kind: str) -> None:
    points, status = scores[kind]
    assert "HTML_MESSAGE" in status  # the rules were read
    assert points < MOST, status

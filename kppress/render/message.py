"""A mail as the bytes of an RFC 5322 message: text first, then HTML, both quoted-printable.

The same mailing gives the same bytes: Message-ID and boundary come from what it is made of.
"""

import re
from datetime import UTC, datetime
from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy, Policy
from email.utils import format_datetime, formataddr, getaddresses, unquote
from hashlib import sha256

from kppress.model.mailing import Mailing

LINE = 76
"""Characters that a header line aims at (RFC 2047, 2); 998 is the limit (RFC 5322, 2.1.1)."""

_LONGEST_ADDRESS = 900
"""Of a URL in a header, which cannot be folded."""

_CONTROL = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_LEAVING = re.compile(r"(?:https?://|mailto:)[!-;=?-~]+")
_LIST = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def eml(
    mailing: Mailing, *, to: str = "", list_unsubscribe: str = "", one_click: bool = True
) -> bytes:
    """The message, with CRLF line ends, as it may be handed to a mail server.

    `to` is one or several addresses; `list_unsubscribe` an https: or mailto: URL, for which
    RFC 8058's one click is offered when it is https: and `one_click`. Raises ValueError for an
    address, list, language or date that cannot stand in a header; nothing is then written.
    """
    sender = _mailbox(mailing.sender)
    moment = datetime.fromisoformat(mailing.date)
    message = EmailMessage(policy=_POLICY)
    message["From"] = _written(*sender)
    if to:
        message["To"] = ", ".join(_written(name, address) for name, address in _mailboxes(to))
    message["Subject"] = _encoded(one_line(mailing.subject))
    message["Date"] = format_datetime(moment)
    message["Message-ID"] = _message_id(mailing.id, moment, sender[1].rpartition("@")[2])
    if mailing.list_id:
        message["List-Id"] = _list_id(mailing.list_id)
    if list_unsubscribe:
        url = _matching(_LEAVING, list_unsubscribe.strip(" <>"), "an address to leave by")
        message["List-Unsubscribe"] = f"<{url}>"
        if one_click and url.startswith("https:"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mailing.text, cte="quoted-printable")
    message.add_alternative(mailing.html, subtype="html", cte="quoted-printable")
    message.set_boundary(_boundary(mailing))
    # Not before: set_content and add_alternative move every Content- header to their own part.
    message["Content-Language"] = _matching(_LANGUAGE, mailing.lang, "a language")
    return message.as_bytes()


def one_line(text: str) -> str:
    """The text without line ends, control characters and double spaces, for a subject."""
    return _CONTROL.sub(" ", text).strip()


class _Folded(UnstructuredHeader, BaseHeader):
    """A header that is ASCII already and is folded at its spaces, never within a word.

    `email.policy.SMTP` loses spaces where it folds Swedish subjects, and writes a long URL as
    encoded words, by which nobody can leave a list.
    """

    @classmethod
    def parse(cls, value: str, kwds: dict[str, object]) -> None:
        super().parse(value, kwds)
        kwds["decoded"] = value

    def fold(self, *, policy: Policy) -> str:
        first, *rest = str(self).split(" ")
        lines = [f"{self.name}: {first}"]
        for word in rest:
            if len(lines[-1]) + 1 + len(word) > LINE:
                lines.append("")
            lines[-1] += f" {word}"
        return policy.linesep.join([*lines, ""])


def _policy() -> "EmailPolicy[EmailMessage]":
    registry = HeaderRegistry()
    for name in ("From", "To", "Subject", "Message-ID", "List-Id", "List-Unsubscribe"):
        registry.map_to_type(name, _Folded)
    return SMTP.clone(header_factory=registry)


_POLICY = _policy()


def _encoded(text: str) -> str:
    """ASCII as it is, all else as encoded words (RFC 2047) with single spaces between them."""
    plain = text.isascii() and "=?" not in text
    if plain and all(len(word) < LINE for word in text.split(" ")):
        return text
    words = Header(text, "utf-8", maxlinelen=LINE - 1, header_name="Subject")
    return words.encode(splitchars="", linesep="\n").replace("\n ", " ")


def _written(name: str, address: str) -> str:
    encoded = _encoded(name)
    return formataddr((name, address)) if encoded == name else f"{encoded} <{address}>"


def _mailbox(text: str) -> tuple[str, str]:
    """The name and address of `Växjö kommun <press@…>`, whose name may hold a comma."""
    name, bracket, address = _safe(text).rpartition("<")
    if bracket and address.endswith(">"):
        return unquote(name.strip()), _address(address[:-1])
    return "", _address(text.strip())


def _mailboxes(text: str) -> list[tuple[str, str]]:
    return [(name, _address(address)) for name, address in getaddresses([_safe(text)])]


def _address(address: str) -> str:
    """The address in ASCII (RFC 5890); a local part outside ASCII has no such form."""
    local, at, domain = address.rpartition("@")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            raise ValueError(f"not a mail address: {address!r}") from None
    return _matching(_ADDRESS, f"{local}{at}{domain}", "a mail address")


def _safe(text: str) -> str:
    """The text, if no line end or other control character could break out of its header."""
    if set("".join(_CONTROL.findall(text))) - {" "}:
        raise ValueError(f"a control character in a header: {text!r}")
    return text.strip()


def _matching(pattern: re.Pattern[str], text: str, what: str) -> str:
    if pattern.fullmatch(text) is None or len(text) > _LONGEST_ADDRESS:
        raise ValueError(f"not {what}: {text!r}")
    return text


def _message_id(urn: str, moment: datetime, domain: str) -> str:
    """`<uuid.moment@domain>`: another for a correction, the same for every build of it."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", urn.removeprefix("urn:uuid:")).strip("-")
    at = moment.astimezone(UTC) if moment.tzinfo else moment
    return f"<{name}.{at:%Y%m%dT%H%M%S}@{domain}>"


def _list_id(text: str) -> str:
    """RFC 2919: `Nyhetsrum <press.vaxjo.example>`, or the identifier alone."""
    name, bracket, identifier = _safe(text).rpartition("<")
    identifier = _matching(_LIST, identifier.removesuffix(">"), "a list")
    if not bracket:
        return f"<{identifier}>"
    # The words before an identifier are a phrase, quoted like the name of a mailbox.
    return f"{_written(unquote(name.strip()), '').removesuffix('<>').strip()} <{identifier}>"


def _boundary(mailing: Mailing) -> str:
    """Never in the content: quoted-printable has no `=` before `_` (RFC 2045, 6.7)."""
    parts = (mailing.id, mailing.lang, mailing.date)
    return f"=_kppress_{sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"

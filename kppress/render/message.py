"""A mail as the bytes of an RFC 5322 message: text first, then HTML, both quoted-printable.

The same mailing gives the same bytes: Message-ID and boundary come from what it is made of.

The message is joined here and not by `email.message`, which loses spaces where it folds Swedish
subjects, writes a long address as encoded words, by which nobody can leave a list, and takes ten
times as long. Its parser reads every message back in the tests.
"""

import re
from binascii import b2a_base64, b2a_qp
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime, formataddr, getaddresses, unquote
from functools import cache, lru_cache
from hashlib import sha256

from kppress.model.mailing import Mailing

LINE = 76
"""Characters that a header line aims at (RFC 2047, 2); 998 is the limit (RFC 5322, 2.1.1)."""

_ROOM = LINE - len("Subject: =?utf-8?q??=")
"""Characters of an encoded word, so that also the first fits beside its header's name."""

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
    boundary = _boundary(mailing)
    headers = _headers(mailing, to, list_unsubscribe, one_click)
    return b"".join(
        (
            *(_lines(_folded(name, value)) for name, value in headers),
            _lines(f'Content-Type: multipart/alternative;\n boundary="{boundary}"\n'),
            *_part("plain", mailing.text, boundary),
            *_part("html", mailing.html, boundary),
            _lines(f"\n--{boundary}--\n"),
        )
    )


def _headers(
    mailing: Mailing, to: str, list_unsubscribe: str, one_click: bool
) -> Iterator[tuple[str, str]]:
    """Names and values in ASCII, each value on one line."""
    sender = _mailbox(mailing.sender)
    moment = datetime.fromisoformat(mailing.date)
    yield "From", _written(*sender)
    if to:
        yield "To", ", ".join(_written(name, address) for name, address in _mailboxes(to))
    yield "Subject", _encoded(one_line(mailing.subject))
    yield "Date", format_datetime(moment)
    yield "Message-ID", _message_id(mailing.id, moment, sender[1].rpartition("@")[2])
    if mailing.list_id:
        yield "List-Id", _list_id(mailing.list_id)
    if list_unsubscribe:
        url = _matching(_LEAVING, list_unsubscribe.strip(" <>"), "an address to leave by")
        yield "List-Unsubscribe", f"<{url}>"
        if one_click and url.startswith("https:"):
            yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    yield "Content-Language", _matching(_LANGUAGE, mailing.lang, "a language")
    yield "MIME-Version", "1.0"


def _part(subtype: str, text: str, boundary: str) -> tuple[bytes, bytes]:
    """A text as a part: in ASCII, in lines of at most 76 characters (RFC 2045, 6.7)."""
    head = (
        f'\n--{boundary}\nContent-Type: text/{subtype}; charset="utf-8"\n'
        "Content-Transfer-Encoding: quoted-printable\n\n"
    )
    # A line end of another kind would go as it is, and some servers refuse it.
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _lines(head), b"\r\n\r\n".join(map(_quoted_printable, plain.split("\n\n")))


@lru_cache(maxsize=256)
def _quoted_printable(paragraph: str) -> bytes:
    """Lines without an empty one; half of a mail is a frame that stands in every mail."""
    return b2a_qp(paragraph.encode()).replace(b"\n", b"\r\n")


def _lines(text: str) -> bytes:
    """What is ASCII already, as it is sent."""
    return text.replace("\n", "\r\n").encode("ascii")


def one_line(text: str) -> str:
    """The text without line ends, control characters and double spaces, for a subject."""
    return _CONTROL.sub(" ", text).strip()


def _folded(name: str, value: str) -> str:
    """The header, folded at its spaces and never within a word (RFC 5322, 2.2.3)."""
    line, *words = value.split(" ")
    line, written = f"{name}: {line}", ""
    for word in words:
        if len(line) + 1 + len(word) > LINE:
            written, line = f"{written}{line}\n", ""
        line += f" {word}"
    return f"{written}{line}\n"


def _encoded(text: str) -> str:
    """ASCII as it is, all else as encoded words (RFC 2047) with single spaces between them."""
    plain = text.isascii() and "=?" not in text
    if plain and all(len(word) < LINE for word in text.split(" ")):
        return text
    signs = [_quoted(sign) for sign in text]
    letter, room = "q", _ROOM
    # What is mostly outside ASCII takes nine characters a sign so, and four in base64.
    if sum(map(len, signs)) > 2 * len(text.encode()):
        letter, room, signs = "b", _ROOM // 4 * 3, list(text)
    words, left = [""], room
    for sign in signs:
        size = len(sign.encode())
        if size > left:
            words.append("")
            left = room
        words[-1] += sign
        left -= size
    if letter == "b":
        words = [b2a_base64(word.encode(), newline=False).decode("ascii") for word in words]
    return " ".join(f"=?utf-8?{letter}?{word}?=" for word in words)


@cache
def _quoted(sign: str) -> str:
    """A character in the Q encoding; none is ever split over two words (RFC 2047, 5)."""
    if sign.isascii() and (sign.isalnum() or sign in "!*+-/"):
        return sign
    return "_" if sign == " " else "".join(f"={byte:02X}" for byte in sign.encode())


@lru_cache(maxsize=64)
def _written(name: str, address: str) -> str:
    encoded = _encoded(name)
    return formataddr((name, address)) if encoded == name else f"{encoded} <{address}>"


@lru_cache(maxsize=64)
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

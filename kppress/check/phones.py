"""Telephone numbers, as fields and in the text."""

import re
from collections.abc import Iterator

from kppress.check.expression import expression
from kppress.check.numbering import grouped, is_possible
from kppress.check.passage import Passage, Spot
from kppress.check.prose import Prose
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument

W = Severity.WARNING


@rule("KP312", "phone-format", W, fixable=True)
def phone_format(document: AnyDocument, prose: Prose) -> Hits:
    """A telephone number is not grouped as people read it.

    A hyphen after the area code and then pairs, with three digits first where they are odd: so a
    number is read aloud and dialled without fault (Post- och telestyrelsen). Short numbers and
    the series 020, 0200 and 077 are grouped as their owners like.

    Bad::

        telefon: 0470-796720

    Good::

        telefon: 0470-79 67 20
    """
    for found in prose.spots("KP312"):
        yield hit(found.place, fix=found.fix, phone=found.values["phone"])


_DASH = r"[-‐‑‒–—−/]"
_SPACE = r"[ \u00a0]"
_NATIONAL = expression(
    rf"(?<![\w.,:/+–-])(?<!\d{_SPACE})\(?0\d{{1,3}}\)?(?:{_SPACE}*{_DASH}{_SPACE}*|{_SPACE}+)?"
    rf"\d(?:{_SPACE}?-?\d){{1,8}}(?![\w:/]|[.,-]\d)"
)
_ABROAD = expression(rf"(?<!\w)\+\d[\d \u00a0()-]{{5,}}\d(?:{_DASH}\d{{2}}\b)?")
_SERIES = expression(rf"{_SPACE}?[–-]{_SPACE}?\d{{1,2}}(?!\d)")
_SPECIAL = expression(r"020|0200|077|0939|0900|099")
_CALLS = expression(
    r"(?:tel|tfn|telefon|telefonnummer|mobil|mobilnummer|växel|växeln|ring|ringa|nummer|numret|sms"
    r"|nås|nå|fax|phone|call|mobile|switchboard|tel)[.:]?(?:\s+(?:på|till|via|at|on))?[:.]?\s*$",
    re.IGNORECASE,
)


def phones(passage: Passage) -> Iterator[Spot]:
    """Numbers to mend, those that cannot exist, and those that are right and only kept."""
    text = passage.text
    field = passage.path[-1:] == ("phone",)
    if "+" in text:
        for match in _ABROAD.finditer(text):
            yield Spot("", *match.span())
    if "0" not in text:
        return
    for match in _NATIONAL.finditer(text):
        written = match[0]
        start, end = match.span()
        digits = re.sub(r"\D", "", written)
        called = field or bool(_CALLS.search(text, 0, start))
        right = "" if _SPECIAL.match(digits) else grouped(digits)
        # A hyphen after the area code tells a number; digits alone need to be called one.
        plain = re.match(rf"\(?0\d{{1,3}}\)?{_SPACE}*-", written) or right == _spaced(written)
        if right and (called or plain or (digits.startswith("07") and len(digits) == 10)):
            if _spaced(written) == right or _same(written, right):
                series = _SERIES.match(text, end)
                yield Spot("", start, series.end() if series else end)
            else:
                # What stands in brackets keeps none: 0470 is no part that may be left out.
                yield Spot("KP312", start, end, "", ((start, end, right),), {"phone": right})
        elif called and not field and not right and not _SPECIAL.match(digits):
            if not is_possible(digits):
                yield Spot("KP605", start, end, "body", values={"phone": written})
            else:
                yield Spot("", start, end)
        elif called or _SPECIAL.match(digits):
            yield Spot("", start, end)


def _spaced(written: str) -> str:
    return written.replace("\u00a0", " ").replace("‑", "-")


def _same(written: str, right: str) -> bool:
    """Whether it differs in its groups alone, none of them long: `0470-796 720`."""
    area, dash, rest = _spaced(written).partition("-")
    groups = rest.split(" ")
    return (
        bool(dash)
        and right.startswith(f"{area}-")
        and len(groups) > 1
        and all(group.isdigit() and len(group) in (2, 3) for group in groups)
    )

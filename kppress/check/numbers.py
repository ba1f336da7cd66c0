"""Numbers: ranges, thousands, the time of day and postcodes."""

import re
from collections.abc import Iterator

from kppress.check.expression import expression
from kppress.check.passage import Passage, Spot
from kppress.check.prose import Prose
from kppress.check.right import LOOSE
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument

W = Severity.WARNING

_HOUR = r"(?:[01]?\d|2[0-4])"
_WITHIN = r"[.,:\d]"
_NUMBER = r"\d{1,3}(?:[. \u00a0,]\d{3})+(?!\d)|\d+(?:[.,:]\d+)?"


@rule("KP305", "closed-range", W, fixable=True)
def closed_range(document: AnyDocument, prose: Prose) -> Hits:
    """A range has a hyphen, or spaces around its dash.

    From one number to another goes an en dash without spaces; a hyphen reads as a code or a number
    of its own (Svenska skrivregler).

    Bad::

        Projektet (2013-2015) följs av ett nytt (2016 - ).

    Good::

        Projektet (2013–2015) följs av ett nytt (2016–).
    """
    for variant in ("", "open"):
        for found in prose.spots("KP305", variant):
            yield hit(found.place, variant, fix=found.fix)


_OPEN = expression(r"(?<![\d-])(?:1[5-9]|20)\d\d([ \u00a0]*[-–—][ \u00a0]*)(?=\))")
_RANGE = expression(
    rf"(?<![\d.,:/\w-])({_NUMBER})([ \u00a0]*[-–—][ \u00a0]*)({_NUMBER})(?![\d:/]|[.,]\d)"
    r"(?!-\d)(?![A-Za-zÅÄÖåäö])"
)
_YEAR = expression(r"(?:1[5-9]|20)\d\d$")
_CLOCK = expression(rf"{_HOUR}[.:][0-5]\d$")
_DAYS = r"(?:må(?:n(?:dag)?)?|(?:tis|ons|fre|lör|sön)(?:dag)?|tor(?:s(?:dag)?)?)"
_MONTHS = (
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
)
_NAMED = expression(
    rf"(?<![\w-])(?:{_DAYS}(?:en|ar)?([ \u00a0]*-[ \u00a0]*){_DAYS}(?:en|ar)?"
    rf"|{_MONTHS}([ \u00a0]*-[ \u00a0]*){_MONTHS})(?![\w-])",
    re.IGNORECASE,
)
_MAYBE_NAMED = expression(r"-[ \u00a0]*[adfjlmnost]", re.IGNORECASE)
_BEFORE = expression(
    r"(?:\b(?:[Kk]l\.?|[Kk]lockan|[Ss]id\.?|[Ss]idan|[Ss]idorna|s\.|[Kk]ap\.?|[Kk]apitel|[Åå]rskurs"
    r"|[Åå]k|[Nn]r|[Nn]ummer|[Bb]ilaga|[Vv]ecka|v\.|[Pp]unkt|§§?|pages?|pp?\.|chapters?|weeks?|år"
    r"|ages?|aged|grades?|cirka|ca|omkring|ungefär|mellan"
    r"|ålder|åldern|åldrarna|(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en|ar)?)?|vardagar)"
    r"[ \u00a0]+)$"
)
_AFTER = expression(r"[ \u00a0\n][a-zåäö]|[ \u00a0]?[%°§€]|-[a-zåäö]")


def ranges(passage: Passage) -> Iterator[Spot]:
    """Ranges of years, numbers, times, days and months with another dash than a closed one."""
    text = passage.text
    for match in _OPEN.finditer(text) if ")" in text else ():
        start, end = match.span(1)
        if match[1] != "–":
            yield Spot("KP305", *match.span(), "open", ((start, end, "–"),))
    for match in _RANGE.finditer(text) if LOOSE.search(text) else ():
        start, end = match.span(2)
        if match[2] == "–" or not _ascends(match[1], match[3]):
            # From the greater to the smaller goes no range, but a result or a sum.
            yield Spot("", *match.span())
        elif _is_range(text, match):
            yield Spot("KP305", *match.span(), "", ((start, end, "–"),))
        else:
            yield Spot("", *match.span())
    if passage.swedish and _MAYBE_NAMED.search(text):
        for match in _NAMED.finditer(text):
            start, end = match.span(1) if match[1] else match.span(2)
            yield Spot("KP305", *match.span(), "", ((start, end, "–"),))


def _is_range(text: str, match: re.Match[str]) -> bool:
    first, dash, last = match.groups()
    years = bool(_YEAR.match(first)) and bool(_YEAR.match(last) or 12 < _value(last) < 100)
    clock = bool(_CLOCK.match(first) and _CLOCK.match(last))
    if dash.strip() != "-":
        return years or clock  # a spaced dash may also be a dash between other numbers
    if years or clock:
        return True
    if len(last) > 3 and last.isdigit():
        return bool(_AFTER.match(text, match.end()))  # `123-4567` alone is a number of something
    if first.startswith("0") or (_value(first) < 20 and _value(last) < 20):
        return bool(_AFTER.match(text, match.end()) or _BEFORE.search(text, 0, match.start()))
    return True


def _value(number: str) -> float:
    number = re.sub(r"[ \u00a0]|[.,](?=\d{3}(?!\d))", "", number)
    return float(re.sub("[,:]", ".", number))


def _ascends(first: str, last: str) -> bool:
    one, other = _value(first), _value(last)
    short_year = bool(_YEAR.match(first)) and 12 < other < 100 and other > one % 100
    return one < other or short_year


@rule("KP309", "clock-full-stop", W, fixable=True)
def clock_full_stop(document: AnyDocument, prose: Prose) -> Hits:
    """The time of day has another sign than its language has between hours and minutes.

    Swedish prose has a full stop, English a colon (Svenska skrivregler; CLDR).

    Bad::

        Mötet börjar kl. 13:00.

    Good::

        Mötet börjar kl. 13.00.
    """
    for variant in ("", "english"):
        for found in prose.spots("KP309", variant):
            yield hit(found.place, variant, fix=found.fix, time=found.values["time"])


_COLON = expression(
    rf"(?<![\w:.,/-])(?:(?<=[Kk]l\.[ \u00a0])|(?<=[Kk]l[ \u00a0])|(?<=[Kk]lockan[ \u00a0])"
    rf"|(?<=[–-])|(?=\d\d:)|(?=\d:[0-5]\d ?[-–] ?\d))({_HOUR})(:)([0-5]\d)(?![\w:]|[.,]\d)"
)
# Prices and rates of tax have a colon too: `21:19 per hundralapp`.
_RATE = expression(r":-|[ \u00a0](?:per|kronor|kr|öre|procent|%)\b")
# So are plots of land numbered: `fastigheten Hovshaga 10:15`.
_PLOT = expression(
    r"(?:\b[Ff]astighet\w*|\b[Kk]varteret|\b[Kk]v\.|\b[Dd]etaljplan\w*)[\w\s,:]{0,30}$"
)
_SECOND = expression(rf"(?<=\d[–-])({_HOUR})(:)([0-5]\d)(?![\w:]|[.,]\d)")
_STOP = expression(r"\b(?:at|until|till|by)[ \u00a0](\d\d)(\.)(00|15|30|45)(?![\w%.,]\d|\w|%)")
_NO_CLOCK = expression(r"\s?(?:per|kronor|kr\b|SEK|euros?|metres|kilo|million|pounds|dollars)")


def clocks(passage: Passage) -> Iterator[Spot]:
    """Times with a colon in Swedish, with a full stop in English."""
    text = passage.text
    if passage.swedish and ":" in text:
        for pattern in (_COLON, _SECOND):
            for match in pattern.finditer(text):
                if not _RATE.match(text, match.end()) and not _PLOT.search(text, 0, match.start()):
                    yield _clock(match, match.start(1), "", ".")
    elif passage.english and "." in text:
        for match in _STOP.finditer(text):
            if int(match[1]) < 24 and not _NO_CLOCK.match(text, match.end()):
                yield _clock(match, match.start(1), "english", ":")


def _clock(match: re.Match[str], start: int, variant: str, sign: str) -> Spot:
    written = f"{match[1]}{sign}{match[3]}"
    return Spot("KP309", start, match.end(), variant, ((*match.span(2), sign),), {"time": written})


@rule("KP310", "thousands-space", W, fixable=True)
def thousands_space(document: AnyDocument, prose: Prose) -> Hits:
    """The thousands of a number are parted by another sign than the language's.

    Swedish has a no-break space: a full stop is read as an English decimal point, and 1.500 becomes
    one and a half. English has a comma (Svenska skrivregler; CLDR).

    Bad::

        Badhuset hade 1.500 besökare.

    Good::

        Badhuset hade 1 500 besökare.
    """
    for variant in ("", "english"):
        for found in prose.spots("KP310", variant):
            yield hit(found.place, variant, fix=found.fix)


_STOPS = expression(r"(?<![\w.,:/-])[1-9]\d{0,2}(?:\.\d{3})+(?![\w:/-]|[.,]\d|°)")
_STOPS_IN_RANGE = expression(
    r"(?<=[\d]-)[1-9]\d{0,2}(?:\.\d{3})+(?![\w:/-]|[.,]\d)|(?<![\w.,:/-])[1-9]\d{0,2}(?:\.\d{3})+(?=-\d)"
)
_STOP_THREE = expression(r"\d\.\d{3}")
_GAPS = expression(
    r"(?<![\w.,:/+-])(?<!\+\d )[1-9]\d{0,2}(?:[ \u00a0]\d{3})+(?![\w:/-]|[.,]\d| \d)"
)


def thousands(passage: Passage) -> Iterator[Spot]:
    """Numbers whose thousands are parted by a full stop, in English by a space."""
    if passage.swedish and "." in passage.text:
        for pattern in (_STOPS, _STOPS_IN_RANGE) if _STOP_THREE.search(passage.text) else ():
            for match in pattern.finditer(passage.text):
                yield _parted(match, ".", "\u00a0", "")
    elif passage.english:
        for match in _GAPS.finditer(passage.text):
            # After a year or a day stands another number: `In 2018 150 people`.
            yield _parted(match, " \u00a0", ",", "english")


def _parted(match: re.Match[str], signs: str, wanted: str, variant: str) -> Spot:
    at = [match.start() + index for index, sign in enumerate(match[0]) if sign in signs]
    edits = tuple((index, index + 1, wanted) for index in at)
    return Spot("KP310", *match.span(), variant, edits)


@rule("KP311", "postcode", W, fixable=True)
def postcode(document: AnyDocument, prose: Prose) -> Hits:
    """The postcode is written without its space.

    Three digits, a space and two: so it is read, and so address registers find it (Postnord).

    Bad::

        Box 1222, 35112 Växjö

    Good::

        Box 1222, 351 12 Växjö
    """
    for found in prose.spots("KP311"):
        yield hit(found.place, fix=found.fix, postcode=found.values["postcode"])


_POSTCODE = expression(
    r"(?:^|(?<=[,;:(\n])|(?<=[,;:(\n][ \u00a0])|(?<=SE-)|(?<=S-)|(?<=\d[ \u00a0]))"
    r"([1-9]\d\d)(\d\d)[ \u00a0]{1,2}([A-ZÅÄÖ][A-ZÅÄÖa-zåäöé]+)(?=(.{0,2}))"
)
_FIVE = expression(r"\d\d{4}[ \u00a0]{1,2}[A-ZÅÄÖ]")
_PEOPLE = expression(r"(?:bor|borna|are|arna|barn|kronor)$")


def postcodes(passage: Passage) -> Iterator[Spot]:
    """Five digits before a town, where an address stands."""
    text = passage.text
    for match in _POSTCODE.finditer(text) if _FIVE.search(text) else ():
        start = match.start(1)
        after = match[4]
        # A line that begins with a number may go on with what is counted.
        ends = not after or after[0] in ",.;)\n" or (start > 0 and text[start - 1] != "\n")
        first = int(match[1]) <= 984
        if first and ends and not _PEOPLE.search(match[3]):
            cut = match.end(1)
            written = f"{match[1]} {match[2]}"
            edits = ((cut, cut, " "),)
            end = match.end(2)
            yield Spot("KP311", start, end, "", edits, {"postcode": written}, ((start, end),))

"""Dates in the text: weekdays, days that do not exist, weeks without a year."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from kppress.check.expression import expression
from kppress.check.passage import Passage, Spot
from kppress.check.prose import Prose
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument, Invitation
from kppress.model.term import Term

E, W = Severity.ERROR, Severity.WARNING

_MONTHS_SV = (
    "januari februari mars april maj juni juli augusti september oktober november december"
).split()
_MONTHS_EN = (
    "January February March April May June July August September October November December"
).split()


class Weekday(Term):
    """The days of the week, from Monday on."""

    MONDAY = "Monday", "måndag"
    TUESDAY = "Tuesday", "tisdag"
    WEDNESDAY = "Wednesday", "onsdag"
    THURSDAY = "Thursday", "torsdag"
    FRIDAY = "Friday", "fredag"
    SATURDAY = "Saturday", "lördag"
    SUNDAY = "Sunday", "söndag"


_DAYS_SV = [day.sv for day in Weekday]
_DAYS_EN = [day.value for day in Weekday]

MONTHS: Mapping[str, int] = {
    name.casefold(): number
    for names in (_MONTHS_SV, _MONTHS_EN)
    for number, name in enumerate(names, start=1)
}
DAYS: Mapping[str, int] = {
    name.casefold(): number for names in (_DAYS_SV, _DAYS_EN) for number, name in enumerate(names)
}
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_S = r"[ \u00a0\n]"
_DATE_SV = expression(
    rf"(?:\b(?P<weekday>{'|'.join(_DAYS_SV)})(?:en|s)?,?{_S}+(?:den{_S}+)?)?"
    rf"(?<![\d.,:/–-])\b(?P<day>\d{{1,2}})(?::?[ae])?{_S}+(?P<month>{'|'.join(_MONTHS_SV)})\b"
    rf"(?:,?{_S}+(?P<year>(?:1[5-9]|20)\d\d)\b)?",
    re.IGNORECASE,
)
_WEEKDAY_EN = rf"(?:\b(?P<weekday>{'|'.join(_DAYS_EN)}),?{_S}+(?:the{_S}+)?)?"
_DATE_EN = expression(
    rf"{_WEEKDAY_EN}(?<![\d.,:/–-])\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_S}+(?:of{_S}+)?"
    rf"(?P<month>{'|'.join(_MONTHS_EN)})\b(?:,?{_S}+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
)
_DATE_US = expression(
    rf"{_WEEKDAY_EN}\b(?P<month>{'|'.join(_MONTHS_EN)}){_S}+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"(?![:.]\d)(?:,{_S}+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
)
# What every Swedish date in words has, searched for by its number: a text has few.
_MAYBE_SV = expression(
    rf"\d(?::?[ae])?{_S}+(?:{'|'.join(name[:2] for name in _MONTHS_SV)})", re.IGNORECASE
)
_MONTH = expression("|".join(name[1:] for name in (*_MONTHS_SV, *_MONTHS_EN)))
_ISO = expression(r"(?<![\w/-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w/-])")
_ANY_YEAR = expression(r"\b(?:1[5-9]|20)\d\d\b")


@rule("KP313", "weekday-fits-date", E)
def weekday_fits_date(document: AnyDocument, prose: Prose) -> Hits:
    """The weekday is not that of the date.

    Whoever wants to come does so on one of the two days, and it may be the wrong one.

    Bad::

        Mötet hålls tisdag 12 november 2018.

    Good::

        Mötet hålls måndag 12 november 2018.
    """
    for variant in ("", "near"):
        for found in prose.spots("KP313", variant):
            date, year = found.values["date"], found.values["year"]
            yield hit(found.place, variant, date=date, year=year, weekday=found.values["weekday"])


@rule("KP314", "impossible-date", E)
def impossible_date(document: AnyDocument, prose: Prose) -> Hits:
    """The date does not exist.

    Nobody knows which day was meant.

    Bad::

        Ansök senast 31 juni.

    Good::

        Ansök senast 30 juni.
    """
    for found in prose.spots("KP314"):
        yield hit(found.place, date=found.values["date"])


def dates(passage: Passage) -> Iterator[Spot]:
    """Weekdays that do not fit, and days that do not exist."""
    text = passage.text
    if text.count("-") > 1:
        for match in _ISO.finditer(text):
            if not _exists(int(match["year"]), int(match["month"]), int(match["day"])):
                yield Spot("KP314", *match.span(), values={"date": match[0]})
    if (passage.swedish and not _MAYBE_SV.search(text)) or not _MONTH.search(text):
        return
    if passage.swedish:
        patterns: tuple[re.Pattern[str], ...] = (_DATE_SV,)
    else:
        patterns = (_DATE_EN, _DATE_US) if passage.english else ()
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield from _dated(passage, match)


def _dated(passage: Passage, match: re.Match[str]) -> Iterator[Spot]:
    month, day = MONTHS[match["month"].casefold()], int(match["day"])
    year = int(match["year"]) if match["year"] else None
    if not _exists(year, month, day):
        start = min(match.start("day"), match.start("month"))
        written = passage.text[start : match.end()]
        yield Spot("KP314", start, match.end(), values={"date": written})
        return
    if not match["weekday"]:
        return
    weekday = DAYS[match["weekday"].casefold()]
    if year is not None:
        right = date(year, month, day).weekday()
        if right != weekday:
            yield _misfit(match, "", right, year)
        return
    near = _year_of(passage)
    # Without a year it is the next or the last such day, unless the text speaks of another year.
    if near is None or _ANY_YEAR.search(passage.text):
        return
    fits = {
        date(other, month, day).weekday()
        for other in (near - 1, near, near + 1)
        if _exists(other, month, day)
    }
    if weekday not in fits and _exists(near, month, day):
        yield _misfit(match, "near", date(near, month, day).weekday(), near)


def _misfit(match: re.Match[str], variant: str, right: int, year: int) -> Spot:
    """The finding, with the right weekday in both languages."""
    start = match.start("weekday")
    values = {
        "weekday": tuple(Weekday)[right],
        "date": match[0][min(match.start("day"), match.start("month")) - match.start() :],
        "year": str(year),
    }
    return Spot("KP313", start, match.end(), variant, values=values)


def _exists(year: int | None, month: int, day: int) -> bool:
    if not 1 <= month <= 12 or not 1 <= day <= _LENGTHS[month - 1]:
        return False
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return leap or (month, day) != (2, 29)


def _year_of(passage: Passage) -> int | None:
    document = passage.document
    if isinstance(document, Invitation) and document.occasion is not None:
        return document.occasion.start.at.year
    moment = document.first_public_moment or document.last_changed
    return moment.at.year if moment else None


@rule("KP315", "week-without-year", W)
def week_without_year(document: AnyDocument, prose: Prose) -> Hits:
    """A week has a number and no year.

    The release is found for years to come, and outside Scandinavia few know weeks by number.

    Bad::

        Under vecka 19 är gästerna i Växjö.

    Good::

        Under vecka 19 2018 (7–13 maj) är gästerna i Växjö.
    """
    for found in prose.spots("KP315"):
        yield hit(found.place, week=found.values["week"])


_WEEK = expression(
    rf"(?<![\w-])(?P<word>veckorna|vecka|v\.|weeks?){_S}+(?P<first>\d{{1,2}})"
    rf"(?:{_S}*(?:[-–]|och|till|to|and|,){_S}*(?P<last>\d{{1,2}}))?(?![\w:]|[.,-]\d|-\w)",
    re.IGNORECASE,
)
_MAYBE_WEEK = expression(r"\d(?<=[AKSaks. \u00a0\n\u017f\u212a][ \u00a0\n]\d)")
_COUNTED = expression(
    rf"(?:\b(?:varje|varannan|var|per|en|denna|den|förra|nästa|samma|hela|a|each|every|per|one|next"
    rf"|last|this|graviditetens|kursens|programmets){_S}+)$",
    re.IGNORECASE,
)
_SENTENCE_END = expression(rf"[.!?](?={_S}+[A-ZÅÄÖ–”])")
_THINGS = expression(rf"{_S}+(?:av|i kursen|of|personer|kronor|timmar|dagar|hours|people|days)\b")


def weeks(passage: Passage) -> Iterator[Spot]:
    """Numbered weeks in a sentence that names no year and gives no dates."""
    text = passage.text
    for match in _WEEK.finditer(text) if _MAYBE_WEEK.search(text) else ():
        first = int(match["first"])
        if not 1 <= first <= 53 or _COUNTED.search(text, 0, match.start()):
            continue
        if _THINGS.match(text, match.end()):
            continue
        before = [m.end() for m in _SENTENCE_END.finditer(text, 0, match.start())]
        after = _SENTENCE_END.search(text, match.end())
        sentence = text[before[-1] if before else 0 : after.start() if after else len(text)]
        if _ANY_YEAR.search(sentence) or (_DATE_SV.search(sentence) or _DATE_EN.search(sentence)):
            continue
        week = text[match.start("first") : match.end()]
        yield Spot("KP315", *match.span(), values={"week": week})

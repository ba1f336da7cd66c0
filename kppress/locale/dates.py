"""Dates, times and sizes in words.

The names of months and days are those of Babel's CLDR data. They stand in the tables of phrases:
to load that data takes as long as to make all files of a document.
"""

import re
from datetime import datetime
from functools import lru_cache

from kppress.locale.words import phrases, spoken
from kppress.model.edition import Stamp
from kppress.model.moment import Moment, iso


@lru_cache(maxsize=4096)
def _format(at: datetime, pattern: str, language: str) -> str:
    words = phrases("terms", language)
    return words[f"date.{pattern}"].format(
        weekday=words["date.weekdays"].split()[at.weekday()],
        day=at.day,
        month=words["date.months"].split()[at.month - 1],
        short_month=words["date.short_months"].split()[at.month - 1],
        year=at.year,
        hour=f"{at.hour:02}",
        minute=f"{at.minute:02}",
    )


def stamp(moment: Moment, language: str) -> Stamp:
    """A moment, in all the ways in which a page says it."""
    return Stamp(
        iso=iso(moment.at) if moment.exact else moment.at.date().isoformat(),
        text=_format(moment.at, "day_and_time" if moment.exact else "day", language),
        day=_format(moment.at, "day", language),
        short=_format(moment.at, "short", language),
    )


def weekday(moment: Moment, language: str, now: datetime) -> str:
    """`fredag 31 augusti kl. 18.00`, with the year where it is not that of `now`."""
    pattern = "weekday" if moment.at.year == now.year else "weekday_year"
    return _format(moment.at, pattern + ("_and_time" if moment.exact else ""), language)


def span(start: Moment, end: Moment | None, language: str) -> str:
    """`tisdag 10 juli 2018 kl. 10.00–11.30`, always with the year."""
    pattern = "weekday_year_and_time" if start.exact else "weekday_year"
    first = _format(start.at, pattern, language)
    if end is None:
        return first
    words = phrases("terms", language)
    if start.at.date() == end.at.date():
        if not (start.exact and end.exact):
            return first
        return words["span.same_day"].format(
            day=_format(start.at, "weekday_year", language),
            start=_format(start.at, "time", language),
            end=_format(end.at, "time", language),
        )
    pattern = "weekday_year_and_time" if end.exact else "weekday_year"
    return words["span.days"].format(start=first, end=_format(end.at, pattern, language))


def period(first: datetime, last: datetime, language: str) -> str:
    """`28 juni–5 juli 2018`, or one day where both are within it."""
    if first.date() == last.date():
        return _format(last, "day", language)
    from babel.dates import format_interval  # late: the table of mails alone asks for it

    locale = "sv" if spoken(language) == "sv" else "en_GB"
    text = format_interval(first.date(), last.date(), "yMMMMd", locale=locale)
    # CLDR has thin spaces about the dash; Swedish and English put none between dates.
    return re.sub(r"\s*–\s*", "–", text)


def size_in_words(size: int, language: str) -> str:
    """`4,2 MB`, `310 kB`, in units of 1,000 bytes."""
    if size >= 1_000_000:
        number = f"{size / 1_000_000:.1f}"
        unit = "MB"
    else:
        number, unit = str(max(1, round(size / 1_000))), "kB"
    decimal = "," if spoken(language) == "sv" else "."
    return f"{number.replace('.', decimal)}\N{NO-BREAK SPACE}{unit}"


def moment_in_words(at: datetime, language: str) -> str:
    """`måndag 9 juli 2018 kl. 06.00`."""
    return _format(at, "weekday_year_and_time", language)

"""Dates and times as people write them, and the one reading of them."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from msgspec import Struct

FIRST_MINUTE = time(0, 0)
LAST_MINUTE = time(23, 59)

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years beyond are slips of the hand, and would overflow what reckons with them."""

_WRITTEN = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:(?:\s*[Tt]\s*|\s*,?\s+(?:kl\.?\s*)?)"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<offset>Z|z|[+-]\d{2}:?\d{2})?)?"
)


class Moment(Struct, frozen=True, order=True):
    """An instant, and whether the writer gave the time of day or a date alone."""

    at: datetime
    """Aware, in the newsroom's zone."""
    exact: bool = True

    def __reduce__(self) -> tuple[type["Moment"], tuple[datetime, bool]]:
        """As the constructor takes it: ten thousand documents have many, and each is unpickled."""
        return Moment, (self.at, self.exact)

    def __str__(self) -> str:
        return self.at.isoformat() if self.exact else self.at.date().isoformat()


class BadMoment(ValueError):
    """Why a text is no moment: `format`, `date`, `time`, `skipped`, `repeated` or `needs_time`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def moment_of(text: str, zone: tzinfo, *, date_alone: time | None = FIRST_MINUTE) -> Moment:
    """Read `2018-05-07`, `2018-05-07 09:00`, `09.00` and `T`, with or without offset.

    A date alone means the minute `date_alone` of that day; None refuses it.
    Times without offset are in `zone`. Raises BadMoment.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise BadMoment("format")
    try:
        day = date.fromisoformat(match["date"])
    except ValueError:
        raise BadMoment("date") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadMoment("date")
    if match["hour"] is None:
        if date_alone is None:
            raise BadMoment("needs_time")
        return Moment(pinned(datetime.combine(day, date_alone, zone)), exact=False)
    try:
        clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        raise BadMoment("time") from None
    if match["offset"]:
        offset = match["offset"].upper().replace("Z", "+00:00")
        try:
            return Moment(pinned(datetime.fromisoformat(f"{day}T{clock}{offset}").astimezone(zone)))
        except (ValueError, OverflowError):
            raise BadMoment("time") from None
    at = datetime.combine(day, clock, zone)
    # PEP 495: in the hour that summer time skips or repeats, the two folds differ in offset.
    if at.utcoffset() != at.replace(fold=1).utcoffset():
        there_and_back = at.astimezone(UTC).astimezone(zone)
        raise BadMoment("repeated" if there_and_back.replace(fold=0) == at else "skipped")
    return Moment(pinned(at))


def pinned(at: datetime) -> datetime:
    """The same instant with its offset alone.

    Times of one zone compare by wall clock in Python, whatever their fold: in the hour that summer
    time repeats an embargo would open too early (PEP 495).
    """
    return at.replace(tzinfo=_offset(at.utcoffset() or timedelta()), fold=0)


@lru_cache(maxsize=64)
def _offset(east: timedelta) -> timezone:
    """One object for each, as a newsroom has thousands of moments and two offsets."""
    return timezone(east)


def iso(at: datetime) -> str:
    """RFC 3339 with seconds and a numeric offset, never `Z`."""
    return at.replace(microsecond=0).isoformat()


def next_minute(at: datetime) -> datetime:
    """The first instant after the minute that `at` stands in."""
    return at.replace(second=0, microsecond=0) + timedelta(minutes=1)

"""Dates and times as people write them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kppress.model.moment import LAST_MINUTE, BadMoment, Moment, moment_of

ZONE = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize(
    "text",
    [
        "2018-05-07 09:00",
        "2018-05-07 09.00",
        "2018-05-07T09:00",
        "2018-05-07 9.00",
        "2018-05-07 kl. 09.00",
        "2018-05-07T09:00:00+02:00",
        "2018-05-07T07:00Z",
    ],
)
def test_the_usual_spellings_mean_the_same_minute(text: str) -> None:
    assert moment_of(text, ZONE) == Moment(datetime(2018, 5, 7, 9, 0, tzinfo=ZONE))


def test_a_date_alone_is_its_first_minute_for_starts_and_its_last_for_ends() -> None:
    start = moment_of("2018-05-07", ZONE)
    end = moment_of("2018-05-07", ZONE, date_alone=LAST_MINUTE)
    assert (start.at.hour, start.at.minute, start.exact) == (0, 0, False)
    assert (end.at.hour, end.at.minute, end.exact) == (23, 59, False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("7 maj 2018", "format"),
        ("2018-05-07 09", "format"),
        ("", "format"),
        ("2018-02-30", "date"),
        ("2018-05-07 25:00", "time"),
        ("2018-03-25 02:30", "skipped"),
        ("2018-10-28 02:30", "repeated"),
    ],
)
def test_what_is_no_moment_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadMoment) as caught:
        moment_of(text, ZONE)
    assert caught.value.reason == reason


def test_an_offset_settles_the_hour_that_comes_twice() -> None:
    assert moment_of("2018-10-28 02:30+01:00", ZONE).at.utcoffset() is not None


def test_an_embargo_needs_a_time() -> None:
    with pytest.raises(BadMoment, match="needs_time"):
        moment_of("2018-05-07", ZONE, date_alone=None)


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_a_reason(text: str) -> None:
    try:
        assert moment_of(text, ZONE).at.tzinfo is not None
    except BadMoment as fault:
        assert fault.reason in {"format", "date", "time", "skipped", "repeated"}


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))
def test_what_is_printed_is_read_back(at: datetime) -> None:
    moment = Moment(at.replace(microsecond=0, tzinfo=ZoneInfo("UTC")).astimezone(ZONE))
    assert moment_of(str(moment), ZONE).at == moment.at

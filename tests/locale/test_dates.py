"""Dates in words are those of CLDR, though its data is not asked."""

from datetime import UTC, datetime, timedelta

import pytest
from babel.dates import format_datetime

from kppress.locale.dates import moment_in_words, stamp, weekday
from kppress.model.moment import Moment

PATTERNS = {
    ("sv", "text"): "d MMMM y 'kl.' HH.mm",
    ("sv", "day"): "d MMMM y",
    ("sv", "short"): "d MMM",
    ("sv", "weekday"): "EEEE d MMMM 'kl.' HH.mm",
    ("sv", "words"): "EEEE d MMMM y 'kl.' HH.mm",
    ("en", "text"): "d MMMM y, HH:mm",
    ("en", "day"): "d MMMM y",
    ("en", "short"): "d MMM",
    ("en", "weekday"): "EEEE d MMMM, HH:mm",
    ("en", "words"): "EEEE d MMMM y, HH:mm",
}
DAYS = [
    datetime(2024, 1, 1, 7, 5, tzinfo=UTC) + timedelta(days=n, minutes=67 * n) for n in range(366)
]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_day_of_a_year_is_called_as_in_cldr(language: str) -> None:
    for at in DAYS:
        said = stamp(Moment(at), language)
        made = {
            "text": said.text,
            "day": said.day,
            "short": said.short,
            "weekday": weekday(Moment(at), language, at),
            "words": moment_in_words(at, language),
        }
        locale = {"sv": "sv", "en": "en_GB"}[language]
        for name, text in made.items():
            wanted = format_datetime(at, PATTERNS[language, name], tzinfo=UTC, locale=locale)
            assert text == wanted.rstrip("."), at

"""What is asked of a text first, because it is told fast, never hides what the rules would find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kppress.check import dates, numbers, people, right, typography
from kppress.check.passage import Look, Order
from kppress.model import readability

N = "\N{NO-BREAK SPACE}"
PIECES = (
    *"0123456789", "12", "2018", "35112", "850709", "070", "-", "–", "—", ".", ",", ":", "/", ")",
    "(", "°", " ", " ", " ", N, "\n", "e", "th", ":e", "maj", "MAJ", "mars", "juni", "oktober",
    "april", "måndag", "fre", "tisdag", "lördag", "vecka", "veckorna", "v.", "V.", "Week", "weeks",
    "\N{KELVIN SIGN}", "\N{LATIN SMALL LETTER LONG S}", "Växjö", "ord", "A", "AB", "dnr",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=2, max_size=12).map("".join)

QUESTIONS = (
    (dates._MAYBE_SV, dates._DATE_SV),
    (dates._MAYBE_WEEK, dates._WEEK),
    (numbers._MAYBE_NAMED, numbers._NAMED),
    (numbers._FIVE, numbers._POSTCODE),
    (numbers._STOP_THREE, numbers._STOPS),
    (people._SIX, people._PERSONAL),
    (re.compile(f"  |{N}"), right._TOWN_SPACES),
    (re.compile(r"\)"), numbers._OPEN),
    (re.compile(f" [ .,;!?:]|{N}"), typography._BEFORE),
    (re.compile(f" [ .,;!?:]|{N}"), typography._DOUBLE),
)
FOUND = {
    dates._DATE_SV: "måndag 7:e  Maj",
    dates._WEEK: "wee\N{KELVIN SIGN}  12",
    numbers._NAMED: "måndag- \N{LATIN SMALL LETTER LONG S}öndag",
    numbers._POSTCODE: "35112  Växjö",
    numbers._STOPS: "1.500",
    numbers._OPEN: "2016 - )",
    people._PERSONAL: "850709-9805",
    right._TOWN_SPACES: "351 12  Växjö",
    typography._BEFORE: "ord .",
    typography._DOUBLE: "ord  ord",
}


@pytest.mark.parametrize(("quick", "whole"), QUESTIONS, ids=lambda pattern: pattern.pattern[:30])
def test_an_example_of_what_is_found_is_asked_for(
    quick: re.Pattern[str], whole: re.Pattern[str]
) -> None:
    assert whole.search(FOUND[whole])
    assert quick.search(FOUND[whole])


@pytest.mark.parametrize("name", [*dates._DAYS_SV, *dates._MONTHS_SV])
def test_every_day_and_month_is_asked_for(name: str) -> None:
    assert numbers._NAMED.search(f"{name}-{name}")
    assert numbers._MAYBE_NAMED.search(f"{name}-{name}")
    if name in dates._MONTHS_SV:
        assert dates._MAYBE_SV.search(f"7 {name}")


@given(TEXTS)
def test_what_is_found_is_asked_for_first(text: str) -> None:
    for quick, whole in QUESTIONS:
        assert quick.search(text) or not whole.search(text), whole.pattern


@given(st.from_regex(right._PHONE, fullmatch=True))
def test_a_telephone_number_alone_has_no_other_form(text: str) -> None:
    assert not right._NUMBERS.search(text)


@given(st.text("aA1 .-–\n;"))
def test_a_text_is_looked_at_by_all_whose_signs_it_holds(text: str) -> None:
    looks = (
        Look(lambda _: (), "-–"), Look(lambda _: ()), Look(lambda _: (), digits=True),
        Look(lambda _: (), ".", digits=True), Look(lambda _: (), ";"),
    )  # fmt: skip
    wanted = [
        look
        for look in looks
        if (not look.signs or any(sign in text for sign in look.signs))
        and (not look.digits or "1" in text)
    ]
    assert [*Order(*looks).at(text)] == wanted


@given(st.text("abcdefgh.,-–! 12ÅÄ\n"))
def test_lix_is_that_of_the_words_and_sentences(text: str) -> None:
    words = readability.words(text)
    long = sum(sum(map(str.isalpha, word)) > readability.LONG for word in words)
    sentences = max(1, len(readability.sentences(text)))
    wanted = round(len(words) / sentences + 100 * long / len(words)) if words else 0
    assert readability.lix(text) == wanted

import pytest

from kppress.model.readability import lix, prose, reading_minutes, sentences, words
from kppress.read.markdown import read_body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("Badet öppnar", ("Badet öppnar",)),
        ("Badet öppnar. Det kostar inget.", ("Badet öppnar.", "Det kostar inget.")),
        ("Badet öppnar kl. 13.00 i maj. Kom!", ("Badet öppnar kl. 13.00 i maj.", "Kom!")),
        ("Vi möter bl.a. Växjö, t.ex. Karin. Och nr. 5.", None),
        ("Prof. Karin B. Svensson talar.", ("Prof. Karin B. Svensson talar.",)),
        ("Kom! sa hon. Ja.", ("Kom! sa hon.", "Ja.")),
        ("Vi har kaffe m.m. Alla är välkomna.", ("Vi har kaffe m.m.", "Alla är välkomna.")),
        ("”Välkomna.” Så sa hon.", ("”Välkomna.”", "Så sa hon.")),
        ("Ett stycke utan punkt\n\nEtt till", ("Ett stycke utan punkt", "Ett till")),
        ("Raden\nbryts här. Och här.", ("Raden bryts här.", "Och här.")),
        ("Det hände 2018. 12 kom.", ("Det hände 2018.", "12 kom.")),
        ("– Ja. – Nej.", ("– Ja.", "– Nej.")),
        ("Varför? Därför!", ("Varför?", "Därför!")),
        ("Mejla a.b@x.example. Tack.", ("Mejla a.b@x.example.", "Tack.")),
    ],
)
def test_a_sentence_ends_where_a_reader_hears_it_end(
    text: str, expected: tuple[str, ...] | None
) -> None:
    if expected is None:
        expected = ("Vi möter bl.a. Växjö, t.ex. Karin.", "Och nr. 5.")
    assert sentences(text) == expected


def test_numbers_compounds_and_genitives_are_one_word_each() -> None:
    assert words("EU:s e-post kl. 13.00, 1 500 kr – bl.a.") == (
        "EU:s", "e-post", "kl", "13.00", "1", "500", "kr", "bl.a",
    )  # fmt: skip


def test_lix_is_words_a_sentence_and_long_words_in_a_hundred() -> None:
    # Ten words, two sentences, two words of more than six letters: 5 + 20.
    assert lix("Badhuset har nu två nya varma bassänger. Kom hit.") == round(9 / 2 + 200 / 9)
    assert lix("Kommun. Kommuns.") == 51
    assert lix("") == 0
    assert lix("– –") == 0


@pytest.mark.parametrize(("count", "minutes"), [(0, 0), (1, 1), (200, 1), (201, 2), (1000, 5)])
def test_reading_time_is_rounded_up_to_minutes(count: int, minutes: int) -> None:
    assert reading_minutes("ord " * count) == minutes


def test_prose_is_what_is_read_as_sentences() -> None:
    body = read_body(
        "# Rubrik\n\nEtt *stycke* med [länk](x).\n\n- Punkt ett\n- Punkt två\n\n> Citat[^1]\n\n"
        "| a | b |\n| --- | --- |\n| c | d |\n\n```\nkod\n```\n\n![alt](b.jpg)\n\n[^1]: Noten.\n"
    )
    assert prose(body).split("\n\n") == [
        "Ett stycke med länk.", "Punkt ett", "Punkt två", "Citat", "Noten.",
    ]  # fmt: skip

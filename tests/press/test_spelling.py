from pathlib import Path

import pytest
from making import NOW, SETTINGS, newsroom, release

from kppress.locale.findings import sentence
from kppress.model.diagnostic import Diagnostic
from kppress.press.check import check_newsroom
from kppress.press.spelling import speller

FILE = "releases/a.md"


def told(root: Path, body: str, check: str = "", **fields: str) -> tuple[Diagnostic, ...]:
    settings = SETTINGS + (f"\n[check]\n{check}\n" if check else "")
    newsroom(root, {FILE: release(1, "", body, **fields)}, settings)
    found = check_newsroom(root, NOW, spelling=True).found
    return tuple(d for d in found if d.rule in ("KP390", "KP901"))


def words(found: tuple[Diagnostic, ...]) -> list[str]:
    return [dict(d.values)["word"] for d in found]


def test_the_dictionary_is_installed_where_tests_are_run() -> None:
    dictionary = speller()
    assert dictionary is not None
    assert dictionary.knows("eldningsförbud")
    assert dictionary.knows("badhuschefen"), "a compound that is in no list"
    assert not dictionary.knows("förskllola")
    assert "brandrisk" in dictionary.near("brandriks")


def test_a_misspelt_word_is_told_once_with_what_was_meant(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "Vi har brandriks i dag. Stor brandriks.")
    assert words((found,)) == ["brandriks"]
    assert sentence(found, "sv")[1].startswith("menade du brandrisk")
    assert (found.place.column, found.place.end_column) == (8, 17)


def test_at_the_beginning_of_a_sentence_too(tmp_path: Path) -> None:
    assert words(told(tmp_path, "Komunen bygger.")) == ["Komunen"]


@pytest.mark.parametrize(
    "body",
    [
        "Vi besöker Potchefstroom och Qwertystan.",
        "Exempelkommunen är här, i Exempellän.",
        "Enligt `brandriks` och https://a.example/brandriks.",
        "Det heter [brandriks oops]{lang=en}.",
        "EU:s, SIDA:s, 3G-nät, bl.a. t.ex. kl. 9.00, gång- och cykelväg, e-post.",
    ],
)
def test_names_code_addresses_and_foreign_words_are_left_alone(body: str, tmp_path: Path) -> None:
    assert told(tmp_path, body) == ()


def test_the_newsrooms_own_words_are_known(tmp_path: Path) -> None:
    assert told(tmp_path, "Vi har flurbar.", 'words = ["flurbar"]') == ()


def test_english_is_not_looked_up(tmp_path: Path) -> None:
    assert told(tmp_path, "We havve it.", lang="en") == ()


def test_what_is_allowed_is_silent_and_of_use(tmp_path: Path) -> None:
    assert told(tmp_path, "Vi har brandriks.", tillåt="[misspelt-word]") == ()
    assert [d.rule for d in told(tmp_path, "Vi har allt.", tillåt="[KP390]")] == ["KP901"]


def test_an_exception_is_not_of_no_use_where_no_word_was_looked_up(tmp_path: Path) -> None:
    newsroom(tmp_path, {FILE: release(body="Vi har brandriks.", tillåt="[KP390]")})
    assert check_newsroom(tmp_path, NOW).found == ()


def test_a_newsroom_that_ignores_spelling_reads_no_dictionary(tmp_path: Path) -> None:
    assert told(tmp_path, "Vi har brandriks.", 'ignore = ["KP390"]') == ()

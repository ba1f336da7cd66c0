"""The two real pages, word for word: every fault is found at its place, and mended right."""

import shutil
from pathlib import Path

import pytest
from laid_out import findings
from mending import mended
from test_correct_prose import underlined

from kppress.model.diagnostic import Diagnostic, Severity
from kppress.read.folder import read_newsroom

SEEDS = Path(__file__).parent.parent / "seeds"
RELEASE = "releases/sydafrikasamarbete.md"
PAGE = "releases/pages/kommunala-partnerskap.md"
SETTINGS = "kppress.toml"
NOTICE = "releases/notices/eldningsforbud.md"
N = "\N{NO-BREAK SPACE}"

FAULTS = (
    (RELEASE, "KP301", "-", "denna gång.\n\n– Erfarenheten visar"),
    (RELEASE, "KP306", "dokumenthante-ringssystem", ""),
    (RELEASE, "KP307", ";", "bland annat: dokument"),
    (RELEASE, "KP315", "vecka 19", ""),
    (RELEASE, "KP304", "-", "gräsrotsnivå – för"),
    (RELEASE, "KP602", "kontakter", ""),
    (
        RELEASE,
        "KP316",
        "Municipal work to empower children and youths in lines with a Gender Equality perspective",
        "",
    ),
    (PAGE, "KP305", "2006 - ", "Sydafrika (2006–)"),
    (PAGE, "KP305", "2015 - ", "Vietnam (2015–)"),
    (PAGE, "KP305", "2013-2015", "(2013–2015)"),
    (PAGE, "KP305", "2014-2016", "(2014–2016)"),
    (PAGE, "KP308", " ", "södra delar. Vi"),
    (PAGE, "KP308", N, "\n\nSedan 2010"),
    (PAGE, "KP312", "0470-796720", "telefon 0470-79 67 20."),
    (PAGE, "KP320", "SIDA", "en Sida-finansierad"),
    (PAGE, "KP320", "SIDA", "medel från Sida."),
    (PAGE, "KP320", "Landstinget", ""),
    (PAGE, "KP307", ";", "tre delar: extern"),
    (SETTINGS, "KP311", "35112", '"351 12 Växjö"'),
    (SETTINGS, "KP312", "0470- 419 61", 'phone = "0470-419 61"'),
    (NOTICE, "KP320", "extrem hög", "råder extremt stor brandrisk"),
)


@pytest.fixture
def laid(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


@pytest.mark.parametrize(("path", "rule", "words", "right"), FAULTS)
def test_a_fault_is_found_at_its_place_and_mended(
    laid: Path, path: str, rule: str, words: str, right: str
) -> None:
    text = (laid / path).read_text(encoding="utf-8")
    found = [d for d in findings(laid) if d.place.file == path]
    assert (rule, words) in [(d.rule, underlined(d, text)) for d in found]
    assert right in mended(text, found)
    assert right not in text or not right


def mend(laid: Path) -> tuple[Diagnostic, ...]:
    found = findings(laid)
    for path in (RELEASE, PAGE, NOTICE, SETTINGS):
        text = (laid / path).read_text(encoding="utf-8")
        of_file = [d for d in found if d.place.file == path]
        (laid / path).write_text(mended(text, of_file), encoding="utf-8", newline="")
    return found


def test_neither_page_has_an_error(laid: Path) -> None:
    assert [d for d in findings(laid) if d.severity is Severity.ERROR] == []
    mend(laid)
    assert [d for d in findings(laid) if d.severity is Severity.ERROR] == []


def test_what_is_mended_has_nothing_to_mend(laid: Path) -> None:
    assert sum(bool(d.fix) for d in mend(laid)) > 12
    assert [d for d in findings(laid) if d.fix] == []


def test_mending_leaves_the_words(laid: Path) -> None:
    before = read_newsroom(laid).newsroom
    mend(laid)
    after = read_newsroom(laid).newsroom
    assert before is not None
    assert after is not None
    for one, other in zip(before.documents, after.documents, strict=True):
        assert one.id == other.id
        assert one.title == other.title
        assert letters(one.source.text) == letters(other.source.text)


def letters(text: str) -> str:
    same = text.replace("extrem hög", "extremt stor").replace("SIDA", "Sida")
    return "".join(c for c in same if c.isalnum())

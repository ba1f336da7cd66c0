from pathlib import Path

import pytest
from laid_out import ALL_RULES, ALONE, NOW, findings
from making import newsroom, notice, release

from kppress.check.policy import settle
from kppress.check.registry import check
from kppress.model.diagnostic import Diagnostic, Severity
from kppress.read.folder import read_newsroom

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 # the levels' own letters


def found(root: Path, files: dict[str, str], check: str = "") -> list[tuple[str, Severity]]:
    """Rules and severities of all that counts in a newsroom of these files."""
    from making import SETTINGS

    newsroom(root, files, SETTINGS + (f"\n[check]\n{check}\n" if check else ""))
    return [(d.rule, d.severity) for d in findings(root)]


NO_CONTACT = release(kontakter="[]")


def test_an_error_is_an_error(tmp_path: Path) -> None:
    assert found(tmp_path, {ALONE: NO_CONTACT}) == [("KP601", E)]


@pytest.mark.parametrize("word", ["KP601", "kp601", "no-contact", "No Contact"])
def test_a_document_allows_by_id_or_name(word: str, tmp_path: Path) -> None:
    assert found(tmp_path, {ALONE: release(kontakter="[]", tillåt=f"[{word}]")}) == []


def test_what_one_document_allows_another_does_not(tmp_path: Path) -> None:
    files = {
        "releases/a.md": release(1, kontakter="[]", tillåt="KP601"),
        "releases/b.md": release(2, kontakter="[]"),
    }
    assert found(tmp_path, files) == [("KP601", E)]


def test_a_translation_inherits_what_its_original_allows(tmp_path: Path) -> None:
    files = {
        "releases/a.md": release(1, tillåt="KP407"),
        "releases/a.en.md": release(2, body="[The county](http://kommun.example)", kontakter=""),
    }
    assert found(tmp_path, files) == []


def test_an_exception_without_use_is_told(tmp_path: Path) -> None:
    assert found(tmp_path, {ALONE: release(tillåt="[KP601]")}) == [("KP901", I)]


def test_an_exception_from_no_rule_is_told_with_a_guess(tmp_path: Path) -> None:
    newsroom(tmp_path, {ALONE: release(tillåt="[no-contcat]")})
    (diagnostic,) = findings(tmp_path)
    assert (diagnostic.rule, diagnostic.variant) == ("KP902", "guess")
    assert dict(diagnostic.values) == {"name": "no-contcat", "guess": "no-contact"}


def test_the_newsroom_ignores_by_id_or_name(tmp_path: Path) -> None:
    assert found(tmp_path, {ALONE: NO_CONTACT}, 'ignore = ["no-contact"]') == []


@pytest.mark.parametrize("level", ["error", "warning", "info"])
def test_the_newsroom_decides_how_grave_a_rule_is(level: str, tmp_path: Path) -> None:
    expected = [("KP601", Severity(level))]
    assert found(tmp_path, {ALONE: NO_CONTACT}, f'severity = {{ KP601 = "{level}" }}') == expected


def test_errors_of_old_documents_warn(tmp_path: Path) -> None:
    files = {
        "releases/old.md": release(1, kontakter="[]", publicerad="2017-12-31 23:59"),
        "releases/new.md": release(2, kontakter="[]", publicerad="2018-01-01 00:00"),
    }
    assert found(tmp_path, files, 'since = "2018-01-01"') == [("KP601", E), ("KP601", W)]


def test_a_document_is_as_old_as_its_embargo(tmp_path: Path) -> None:
    embargo = "embargo till: 2018-01-02 09:00"
    files = {ALONE: release(1, embargo, kontakter="[]", publicerad="2017-12-01 09:00")}
    assert found(tmp_path, files, 'since = "2018-01-01"') == [("KP601", E)]


def test_a_draft_never_stops_the_press(tmp_path: Path) -> None:
    broken = release(1, "embargo till: i morgon", publicerad="2018-02-30", kontakter="[]")
    files = {ALONE: broken.replace("rubrik:", "status: utkast\nrubrik:")}
    assert {severity for _, severity in found(tmp_path, files)} == {W}


def test_a_copy_of_a_document_stops_the_press_only_when_it_is_ready(tmp_path: Path) -> None:
    files = {"releases/a.md": release(1), "releases/b.md": release(1, status="utkast")}
    assert ("KP205", W) in found(tmp_path, files)
    assert ("KP205", E) not in found(tmp_path, files)
    files = {"releases/a.md": release(1), "releases/b.md": release(1)}
    assert found(tmp_path, files).count(("KP205", E)) == 2


NEVER: dict[str, str | bytes] = {
    "KP001": release().encode("utf-16"),
    "KP003": "Ingen rubrik.\n",
    "KP005": "---\nrubrik: Bron: nytt datum\n---\n",
    "KP012": "",
    "KP101": release(fields="embargo tll: 2018-08-01 09:00"),
    "KP102": release(publicerad=""),
    "KP103": release(status="nästan"),
    "KP104": release(fields="embargo till: 2018-08-01 09:00\nembargo_until: 2018-06-02 09:00"),
    "KP108": release(fields="embargo till: 2018-08-32 09:00"),
}


@pytest.mark.parametrize("rule", sorted(NEVER))
def test_doubt_about_what_is_public_is_never_silenced(rule: str, tmp_path: Path) -> None:
    text = NEVER[rule]
    if isinstance(text, str):
        text = text.replace("rubrik:", f"tillåt: {rule}\nrubrik:", 1)
    settings = f'ignore = ["{rule}"]\nseverity = {{ {rule} = "info" }}'
    newsroom(tmp_path, {ALONE: text})
    file = tmp_path / "kppress.toml"
    file.write_text(file.read_text() + f"\n[check]\n{settings}\n")
    assert (rule, E) in [(d.rule, d.severity) for d in findings(tmp_path)]


@pytest.mark.parametrize("rule", ["KP001", "KP005", "KP102", "KP103", "KP108"])
def test_what_cannot_be_dated_is_not_old(rule: str, tmp_path: Path) -> None:
    newsroom(tmp_path, {ALONE: NEVER[rule]})
    file = tmp_path / "kppress.toml"
    file.write_text(file.read_text() + '\n[check]\nsince = "2030-01-01"\n')
    assert (rule, E) in [(d.rule, d.severity) for d in findings(tmp_path)]


def test_a_fault_in_when_a_notice_is_in_force_is_never_silenced(tmp_path: Path) -> None:
    files = {ALONE: notice(upphör="2018-08-32", tillåt="[KP108, KP102]")}
    assert ("KP108", E) in found(tmp_path, files, 'ignore = ["KP108"]')


def test_a_fault_of_reading_that_harms_nobody_can_be_allowed(tmp_path: Path) -> None:
    files = {ALONE: release(id="", tillåt="[KP106, KP107]", ämnen="[okänt]")}
    assert found(tmp_path, files) == []


def test_findings_stand_in_the_order_of_files_and_lines_and_once(tmp_path: Path) -> None:
    newsroom(
        tmp_path,
        {
            "releases/b.md": release(1, body="# Ett\n\n[här](http://x.example)"),
            "releases/a.md": release(2, kontakter="[]", body="# Ett"),
        },
    )
    read = read_newsroom(tmp_path)
    assert read.newsroom is not None
    once = check(read.newsroom, NOW)
    settled = settle((*reversed(once), *once), read.newsroom, ALL_RULES)
    assert [where(d) for d in settled] == [
        ("releases/a.md", 6, "KP601"),
        ("releases/a.md", 10, "KP403"),
        ("releases/b.md", 10, "KP403"),
        ("releases/b.md", 12, "KP405"),
        ("releases/b.md", 12, "KP407"),
    ]


def where(diagnostic: Diagnostic) -> tuple[str, int | None, str]:
    return diagnostic.place.file, diagnostic.place.line, diagnostic.rule

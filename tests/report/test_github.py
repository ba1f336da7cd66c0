from pathlib import Path

import pytest
from making import newsroom, release

from kppress.cli.group import run
from kppress.model.diagnostic import Diagnostic, Place, Severity
from kppress.report.github import lines


def diagnostic(place: Place, severity: Severity = Severity.ERROR, **values: str) -> Diagnostic:
    return Diagnostic(
        rule="KP101", name="unknown-field", severity=severity, place=place,
        values=tuple(values.items()),
    )  # fmt: skip


def test_a_finding_is_a_command_with_file_line_columns_and_title() -> None:
    place = Place(file="releases/x.md", line=6, column=15, end_line=6, end_column=31)
    assert [*lines([diagnostic(place, name="embargo tll")], "sv")] == [
        (
            "::error file=releases/x.md,line=6,endLine=6,col=15,endColumn=31,"
            "title=KP101 unknown-field::okänt fält: embargo tll%0A"
            "se över stavningen, eller ta bort fältet"
        )
    ]


def test_what_would_end_a_property_or_the_command_is_escaped() -> None:
    place = Place(file="releases/a,b:c%.md")
    (line,) = lines([diagnostic(place, name="100 %::error::x")], "en")
    assert line.startswith("::error file=releases/a%2Cb%3Ac%25.md,title=")
    assert "100 %25::error::x" in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("severity", "command"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_the_command_says_how_grave_it_is(severity: Severity, command: str) -> None:
    (line,) = lines([diagnostic(Place(file="x.md"), severity)], "sv")
    assert line.startswith(f"::{command} file=x.md,title=")


def test_a_place_of_several_lines_has_no_columns() -> None:
    place = Place(file="x.md", line=1, column=5, end_line=3, end_column=2)
    (line,) = lines([diagnostic(place)], "sv")
    assert "line=1,endLine=3,title=" in line


@pytest.mark.parametrize(("folder", "told"), [("rum", "rum/releases/a.md"), ("", "releases/a.md")])
def test_files_are_named_as_the_repository_names_them(
    folder: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    newsroom(tmp_path / folder, {"releases/a.md": release(status="färdig")})
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path / folder)
    assert run(["--now", "2018-07-05 09:00", "check", "--format", "github"]) == 1
    assert f"::error file={told},line=" in capsys.readouterr().out

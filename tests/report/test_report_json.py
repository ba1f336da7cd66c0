import json

from kppress.model.diagnostic import Diagnostic, Edit, Place, Severity
from kppress.report.json import as_data, document

FOUND = [
    Diagnostic(
        rule="KP201",
        name="embargo-before-publication",
        severity=Severity.ERROR,
        place=Place(file="releases/x.md", line=6, column=15, end_line=6, end_column=31),
        values=(("published_sv", "2018-05-07 09.00"), ("published_en", "2018-05-07 09:00")),
    ),
    Diagnostic(
        rule="KP413",
        name="headline-full-stop",
        severity=Severity.WARNING,
        place=Place(file="releases/x.md", line=3, column=20, end_line=3, end_column=21),
        fix=(Edit(start=40, end=41, text=""),),
    ),
    Diagnostic(
        rule="KP801",
        name="empty-feed",
        severity=Severity.WARNING,
        place=Place(file="feeds/skola.toml"),
        values=(("name", "skola"),),
    ),
]


def test_a_finding_has_exactly_the_fields_of_the_contract() -> None:
    data = json.loads(document(FOUND, "sv"))
    assert data["findings"][0] == {
        "rule": "KP201",
        "name": "embargo-before-publication",
        "severity": "error",
        "file": "releases/x.md",
        "line": 6,
        "column": 15,
        "end_line": 6,
        "end_column": 31,
        "message": "embargot slutar före publiceringen",
        "hint": "flytta embargot till efter 2018-05-07 09.00",
        "fixable": False,
    }


def test_the_whole_says_its_version_and_counts() -> None:
    data = json.loads(document(FOUND, "sv"))
    assert list(data) == ["version", "findings", "errors", "warnings", "infos"]
    assert (data["version"], data["errors"], data["warnings"], data["infos"]) == (1, 1, 2, 0)


def test_what_concerns_a_whole_file_has_no_line() -> None:
    feed = json.loads(document(FOUND, "en"))["findings"][2]
    assert feed["line"] is None
    assert feed["message"] == "the feed skola selects no document"


def test_what_can_be_mended_says_so() -> None:
    assert [f["fixable"] for f in json.loads(document(FOUND, "sv"))["findings"]] == [
        False,
        True,
        False,
    ]


def test_swedish_letters_stand_as_they_are() -> None:
    assert "före publiceringen" in document(FOUND, "sv")


def test_the_text_is_the_data() -> None:
    assert json.loads(document(FOUND, "sv")) == as_data(FOUND, "sv")
    assert json.loads(document([], "sv"))["findings"] == []

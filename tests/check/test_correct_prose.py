"""False alarms cost trust: in what is right, no rule finds anything."""

from pathlib import Path

import pytest
from laid_out import findings
from making import newsroom, release
from prose_of_ours import BLOCKS, ENGLISH, SWEDISH

from kppress.model.diagnostic import Diagnostic

HEAD = "Vi berättar mer om detta.\n\n"


def found(root: Path, body: str, name: str = "x.md", **fields: str) -> list[tuple[str, str]]:
    text = release(1, "", body, **fields)
    laid = newsroom(root, {f"releases/{name}": text, "releases/IMG_1.png": b""})
    return [(d.rule, underlined(d, text)) for d in findings(laid)]


def underlined(diagnostic: Diagnostic, text: str) -> str:
    place = diagnostic.place
    if place.line is None or place.column is None or place.end_column is None:
        return ""
    first = text.split("\n")[place.line - 1]
    last = place.end_column - 1 if place.end_line == place.line else len(first)
    return first[place.column - 1 : last]


@pytest.mark.parametrize("paragraph", [*SWEDISH, *BLOCKS])
def test_correct_swedish_has_no_finding(paragraph: str, tmp_path: Path) -> None:
    assert found(tmp_path, paragraph) == []


@pytest.mark.parametrize("paragraph", ENGLISH)
def test_correct_english_has_no_finding(paragraph: str, tmp_path: Path) -> None:
    english = {"rubrik": "A new bath opens", "ingress": "It opens after two years."}
    # Here it stands without its original, which the feed would carry.
    assert {rule for rule, _ in found(tmp_path, paragraph, "x.en.md", **english)} <= {
        "KP208",
        "KP801",
    }


@pytest.mark.parametrize("paragraph", SWEDISH)
def test_correct_swedish_has_no_finding_in_a_field(paragraph: str, tmp_path: Path) -> None:
    if any(sign in paragraph for sign in "`{["):
        return  # a field is plain text
    quoted = paragraph.replace("'", "''")
    other = {"KP414", "KP604", "KP605"}
    assert [
        f for f in found(tmp_path, "En text.", ingress=f"'{quoted}'") if f[0] not in other
    ] == []


@pytest.mark.parametrize("paragraph", SWEDISH)
def test_correct_swedish_has_no_finding_in_a_list_quotation_or_footnote(
    paragraph: str, tmp_path: Path
) -> None:
    body = f"{HEAD}- {paragraph}\n- Annat\n\n> {paragraph}\n\nNot[^1].\n\n[^1]: {paragraph}"
    assert found(tmp_path, body) == []


def test_all_of_it_together_has_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, "\n\n".join((HEAD.strip(), *SWEDISH, *BLOCKS))) == []

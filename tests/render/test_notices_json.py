"""notices.json is a promise to other sites: it has what docs/notices.md says, and no field else."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from making import NOW, files_of, newsroom, notice, release

from kppress.press.build import build

TYPES: dict[str, tuple[type, ...]] = {
    "number": (int,),
    "text": (str,),
    "text or null": (str, type(None)),
    "address": (str,),
    "moment": (str,),
    "moment or null": (str, type(None)),
    "true or false": (bool,),
    "list": (list,),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


@pytest.fixture
def data(tmp_path: Path) -> Any:
    files: dict[str, str | bytes] = {
        "releases/r.md": release(9),
        "releases/a.md": notice(1, fields="läs mer: https://lan.example/", publicerad="2018-07-05"),
        "releases/b.md": notice(
            2, fields="granskas senast: 2018-07-06 08:00", publicerad="2018-07-05", upphör=""
        ),
    }
    root = newsroom(tmp_path, files)
    assert build(root, root / "public", NOW).receipt is not None
    return json.loads(files_of(root / "public")["notices.json"])


def fields_of(data: Any, at: str = "") -> dict[str, list[Any]]:
    """Every field, as `notices[].id`, with all its values."""
    found: dict[str, list[Any]] = {}
    for name, value in data.items():
        path = f"{at}{name}"
        found.setdefault(path, []).append(value)
        for one in value if isinstance(value, list) else ():
            for below, values in fields_of(one, f"{path}[].").items():
                found.setdefault(below, []).extend(values)
    return found


def promised(repository: Path) -> dict[str, str]:
    """The table of docs/notices.md: each field and its type."""
    text = (repository / "docs/notices.md").read_text("utf-8")
    table = text[text.index("## notices.json, version 1") : text.index("**The promise.**")]
    return dict(re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", table, re.MULTILINE))


def test_the_fields_are_those_that_are_documented(data: Any, repository: Path) -> None:
    assert sorted(fields_of(data)) == sorted(promised(repository))


def test_every_value_is_of_its_documented_type(data: Any, repository: Path) -> None:
    found = fields_of(data)
    for name, kind in promised(repository).items():
        for value in found[name]:
            assert isinstance(value, TYPES[kind]), name
            if kind.startswith("moment") and value is not None:
                assert MOMENT.fullmatch(str(value)), name


def test_the_version_is_the_first(data: Any) -> None:
    assert data["version"] == 1


def test_doubt_is_told_beforehand_in_words(data: Any) -> None:
    said = {n["title"]: n["unconfirmed"] for n in data["notices"]}
    assert said == {
        "Kommunen öppnar badhus 1": None,
        "Kommunen öppnar badhus 2": "Ej bekräftad sedan fredag 6 juli kl. 08.00",
    }

import json
import tomllib
from collections.abc import Iterator
from inspect import get_annotations
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from making import FEED, SETTINGS, release

from kppress.cli.group import run
from kppress.locale.words import table
from kppress.model import contact, document, settings
from kppress.model.document import NOT_WRITTEN
from kppress.model.record import Record
from kppress.read.front_matter import read_front_matter
from kppress.read.nodes import as_plain
from kppress.report.schema import NAMES, description, schema

REPOSITORY = Path(__file__).parent.parent.parent
DOCUMENTS = sorted(
    path
    for folder in ("releases", "tests/newsroom/releases", "tests/check/cases/KP417")
    for path in (REPOSITORY / folder).rglob("*.md")
)
validators = {name: jsonschema.Draft202012Validator(schema(name, "sv")) for name in NAMES}


def faults(name: str, value: object) -> list[str]:
    return [error.message for error in validators[name].iter_errors(value)]


def fields_of(text: str) -> Any:
    """The front matter as kppress reads it: every scalar as text."""
    node, _, _ = read_front_matter("x.md", text)
    assert node is not None
    return as_plain(node)


class Editor(yaml.SafeLoader):
    """YAML as editors read it: 1.2 knows no dates."""


Editor.yaml_implicit_resolvers = {
    letter: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def written(fields: str) -> list[str]:
    return faults("document", yaml.load(f"rubrik: x\n{fields}\n", Editor))


def records() -> Iterator[type[Record]]:
    for module in (contact, document, settings):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Record) and value is not Record:
                yield value


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_schema_is_one(name: str, language: str) -> None:
    made = schema(name, language)
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_of_ours_is_taken(path: Path) -> None:
    assert faults("document", fields_of(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_so_it_is_as_an_editor_reads_yaml(path: Path) -> None:
    fields = path.read_text("utf-8").split("---\n")[1]
    assert faults("document", yaml.load(fields, Editor)) == []


@pytest.mark.parametrize("folder", ["", "tests/newsroom"])
def test_our_settings_and_feeds_are_taken(folder: str) -> None:
    root = REPOSITORY / folder
    assert faults("settings", tomllib.loads((root / "kppress.toml").read_text("utf-8"))) == []
    for path in (root / "feeds").glob("*.toml"):
        assert faults("feed", tomllib.loads(path.read_text("utf-8"))) == []
    assert faults("settings", tomllib.loads(SETTINGS)) == []
    assert faults("feed", tomllib.loads(FEED)) == []


@pytest.mark.parametrize(
    "fields",
    [
        "Embargo-Till: 2018-05-07 09.00",
        "embargo_until: 2018-05-07T09:00+02:00",
        "ÄMNEN: bygga",
        "typ: Viktigt-Meddelande\nkan stängas: Nej\nupphör: 2018-08-31",
        "typ: sida\nprojekt:\n  - namn: A\n    från: 2006\n    till:\n    kontakter: [a]",
        "kontakter:\n  - rubrik: {sv: Om a, en: On a}\n    personer: [a, {namn: B}]",
        "tillfälle:\n  börjar: 2018-05-07 kl. 9.00\n  inställt: ja",
        "ingress:",
        "om oss: inget",
        "diarienummer: 0470",
    ],
)
def test_what_reading_takes_the_schema_takes(fields: str) -> None:
    assert written(fields) == []


@pytest.mark.parametrize(
    "fields",
    [
        "embargo tom: 2018-05-07 09:00",
        "embargo till: 2018-05-07",
        "publicerad: i morgon",
        "status: färdig",
        "typ: blogg",
        "typ: pressmeddelande\nallvarlighetsgrad: allvarlig",
        "bilder:\n  - fil: a.jpg\n    fotograff: B",
        "body: hej",
        "source: hej",
        "id: 12",
        "adressnamn: Å Ä",
        "tidigare adresser: [www]",
        'ingress: ""',
    ],
)
def test_what_reading_refuses_the_schema_refuses(fields: str) -> None:
    assert written(fields) != []


@pytest.mark.parametrize(
    "line",
    [
        'namn = "x"',
        '[newsroom]\nname = "x"',
        '[regions.x]\nsv = "X"\ncode = "123"',
        '[check]\nignore = "KP201"',
        "[build]\nmail = 1",
        '[theme]\naccent = "grön"',
    ],
)
def test_settings_that_nobody_knows_are_refused(line: str) -> None:
    values = tomllib.loads(SETTINGS)
    assert faults("settings", {**values, **tomllib.loads(line)}) != []


@pytest.mark.parametrize("record", [*records()], ids=lambda record: record.__name__)
def test_every_field_is_described_in_both_languages(record: type[Record]) -> None:
    for name in get_annotations(record):
        if (
            name.startswith("_")
            or name in NOT_WRITTEN
            or (name == "type" and record is not document.Document)
        ):
            continue
        for language in ("sv", "en"):
            told = table("fields", language)[f"{record.__name__}.{name}"]
            assert told.endswith(".")
            assert description(record, name, language).startswith(told)


def test_no_description_is_left_over() -> None:
    known = {f"{r.__name__}.{name}" for r in records() for name in r.__struct_fields__}
    assert set(table("fields", "sv")) <= known


def test_an_editor_shows_both_languages_the_newsrooms_own_first() -> None:
    shared = schema("document", "sv")["$defs"]["Document.title"]["description"]
    assert shared.split("\n\n")[0].startswith("Rubriken.")
    assert "The headline." in shared
    assert schema("document", "en")["$defs"]["Document.title"]["description"].startswith("The he")


def test_the_command_prints_one_or_writes_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, name in (([], "document"), (["settings"], "settings"), (["feed"], "feed")):
        assert run(["--language", "sv", "schema", *arguments]) == 0
        assert json.loads(capsys.readouterr().out) == schema(name, "sv")
    assert run(["--language", "sv", "schema", "--output", str(tmp_path / "ny")]) == 0
    assert {p.name for p in (tmp_path / "ny").iterdir()} == {
        f"kppress-{name}.schema.json" for name in NAMES
    }
    assert run(["--language", "sv", "schema", "sitemap"]) == 2
    assert "document, settings, feed" in capsys.readouterr().err


def test_a_release_made_for_tests_is_taken() -> None:
    assert faults("document", fields_of(release())) == []

"""JSON Feed 1.1: every feed of every newsroom here keeps to its schema."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from making import NOW
from schemas import JSON_FEED, of_json_feed

from kppress.press.build import build

Feed = dict[str, Any]


@pytest.fixture(scope="module")
def feeds(
    told_root: Path,
    strange_room: Path,
    repository: Path,
    host: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> list[Feed]:
    """Every JSON feed of the newsrooms of the tests and of this repository."""
    small = tmp_path_factory.mktemp("json") / "public"
    assert build(repository / "tests" / "newsroom", small, NOW).receipt is not None
    sites = (told_root / "public", strange_room / "public", small)
    files = [file.as_uri() for site in sites for file in site.glob("feeds/*/feed.json")]
    files += [f"{host}/feeds/{file.stem}/feed.json" for file in repository.glob("feeds/*.toml")]
    return [json.loads(urlopen(file).read()) for file in files]


def faults_of(feed: Feed) -> list[str]:
    own = Draft202012Validator(JSON_FEED, format_checker=FormatChecker())
    return [
        f"{fault.json_path}: {fault.message}"
        for validator in (of_json_feed(), own)
        for fault in validator.iter_errors(feed)
    ]


def test_every_feed_keeps_to_the_schema(feeds: list[Feed]) -> None:
    assert len(feeds) >= 10
    assert [(feed["feed_url"], faults) for feed in feeds if (faults := faults_of(feed))] == []


def _empty(value: Any) -> Iterator[Any]:
    """What is null or empty, at every depth."""
    if value in (None, "", [], {}):
        yield value
    for inner in value.values() if isinstance(value, dict) else ():
        yield from _empty(inner)
    for inner in value if isinstance(value, list) else ():
        yield from _empty(inner)


def test_no_feed_has_a_value_that_is_null_or_empty(feeds: list[Feed]) -> None:
    told = [feed for feed in feeds if feed["items"]]
    assert told
    assert [feed["feed_url"] for feed in told if list(_empty(feed))] == []


def _less(*names: str) -> Callable[[Feed], object]:
    return lambda item: [item.pop(name) for name in names]


@pytest.mark.parametrize(
    "spoil",
    [
        _less("id"),
        _less("content_html", "content_text"),
        lambda item: item.update(id=7),
        lambda item: item.update(url="/pressmeddelanden/2018/bad/"),
        lambda item: item.update(date_modified="5 juli 2018"),
        lambda item: item.update(headline="A word of no format"),
        lambda item: item.update(tags="miljo"),
        lambda item: item.update(authors=[{}]),
        lambda item: item["attachments"][0].pop("mime_type"),
    ],
)
def test_the_schema_refuses_an_item_that_is_wrong(
    told: dict[str, bytes], spoil: Callable[[Feed], object]
) -> None:
    feed = json.loads(told["feeds/alla/feed.json"])
    assert list(of_json_feed().iter_errors(feed)) == []
    spoil(next(item for item in feed["items"] if "attachments" in item))
    assert list(of_json_feed().iter_errors(feed)) != []

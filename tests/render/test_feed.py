"""Feeds: three formats that say the same, and that readers take without a remark."""

import json
from datetime import datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from making import NOW, files_of, newsroom, release

from kppress.press.build import build

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def output(tmp_path: Path) -> dict[str, bytes]:
    files: dict[str, str | bytes] = {
        "releases/a.md": release(
            1,
            fields="ämnen: [miljo, bygga]\nbilagor:\n  - fil: plan.txt\n    rubrik: Planen",
            body="Ett stycke med [länk](b.md) & `<tecken>` och ]]> slut.",
        ),
        "releases/b.md": release(2, publicerad="2018-06-02 09:00"),
        "releases/c.md": release(
            3,
            publicerad="2018-01-03 09:00",
            fields="rättelser:\n  - när: 2018-06-20 09:00\n    text: Rätt antal är tre.",
        ),
        "releases/c.en.md": "---\ntitle: Bath three\nlead: A bath.\n---\nText.\n",
        "releases/plan.txt": "planen",
    }
    root = newsroom(tmp_path, files)
    assert build(root, root / "public", NOW).receipt is not None
    return files_of(root / "public")


def test_feedparser_takes_both_without_a_remark(output: dict[str, bytes]) -> None:
    for name in ("rss.xml", "atom.xml"):
        parsed = feedparser.parse(output[f"feeds/alla/{name}"])
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert len(parsed.entries) == 3


def test_an_item_has_the_same_id_moment_and_title_in_all_three(output: dict[str, bytes]) -> None:
    rss = feedparser.parse(output["feeds/alla/rss.xml"]).entries
    atom = feedparser.parse(output["feeds/alla/atom.xml"]).entries
    feed = json.loads(output["feeds/alla/feed.json"])["items"]
    for one, two, three in zip(rss, atom, feed, strict=True):
        assert one.id == two.id == three["id"]
        assert one.title == two.title == three["title"]
        moment = datetime.fromisoformat(three["date_published"])
        assert one.published_parsed[:5] == two.published_parsed[:5] == moment.utctimetuple()[:5]


def test_a_correction_comes_first_and_brings_the_item_to_the_top(output: dict[str, bytes]) -> None:
    first = json.loads(output["feeds/alla/feed.json"])["items"][0]
    assert first["title"] == "Kommunen öppnar badhus 3"
    assert first["content_html"].startswith("<p><strong>Rättelse")
    assert first["date_modified"] > first["date_published"]


def test_every_address_within_an_item_is_absolute(output: dict[str, bytes]) -> None:
    for item in json.loads(output["feeds/alla/feed.json"])["items"]:
        assert 'href="/' not in item["content_html"]
    items = json.loads(output["feeds/alla/feed.json"])["items"]
    linking = next(i for i in items if i["title"].endswith("1"))
    assert "https://press.kommun.example/pressmeddelanden/2018/b/" in linking["content_html"]


def test_atom_links_keep_relation_type_length_and_language(output: dict[str, bytes]) -> None:
    root = etree.fromstring(output["feeds/alla/atom.xml"])
    entries = {e.findtext(f"{ATOM}title"): e for e in root.findall(f"{ATOM}entry")}
    corrected = entries["Kommunen öppnar badhus 3"].findall(f"{ATOM}link")
    assert [(link.get("rel"), link.get("hreflang")) for link in corrected] == [
        ("alternate", "sv"),
        ("alternate", "en"),
    ]
    enclosure = entries["Kommunen öppnar badhus 1"].findall(f"{ATOM}link")[-1]
    assert (enclosure.get("rel"), enclosure.get("type"), enclosure.get("length")) == (
        "enclosure",
        "text/plain",
        "6",
    )


def test_rss_is_as_the_specification_wants_it(output: dict[str, bytes]) -> None:
    channel = etree.fromstring(output["feeds/alla/rss.xml"])[0]
    own = channel.find(f"{ATOM}link")
    assert own is not None
    assert own.get("href") == "https://press.kommun.example/feeds/alla/rss.xml"
    assert channel.findtext("link") == "https://press.kommun.example/"
    for item in channel.findall("item"):
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Exempelkommunen"


def test_json_feed_has_no_empty_value(output: dict[str, bytes]) -> None:
    feed = json.loads(output["feeds/alla/feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    waiting: list[object] = [feed]
    while waiting:
        value = waiting.pop()
        assert value not in (None, "", [], {})
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)

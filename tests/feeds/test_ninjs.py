"""ninjs 3.1, for the systems of newsdesks."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from making import NOW, SETTINGS, files_of, newsroom, release
from schemas import NINJS, as_ninjs_2, of_ninjs_2

from kppress.press.build import build

HOST = "https://press.kommun.example/"
ID = "urn:uuid:01634f2c-2a80-7a3e-9b61-"
Site = dict[str, bytes]


def read(told: Site, path: str) -> dict[str, Any]:
    loaded = json.loads(told[path])
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture
def release_1(told: Site) -> dict[str, Any]:
    return read(told, "pressmeddelanden/2018/bad/index.json")


def test_every_document_and_every_feed_keeps_to_what_3_1_allows_here(told: Site) -> None:
    files = [name for name in told if name.endswith(("index.json", "ninjs.json"))]
    assert len(files) == 9 + 4
    validator = Draft202012Validator(NINJS, format_checker=FormatChecker())
    for name in files:
        faults = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(read(told, name))]
        assert faults == [], name


def test_every_document_and_every_feed_keeps_to_iptcs_schema(told: Site) -> None:
    files = [name for name in told if name.endswith(("index.json", "ninjs.json"))]
    texts = [text for name in files for text in as_ninjs_2(read(told, name))]
    assert len(texts) > len(files) * 2
    faults = [f"{e.json_path}: {e.message}" for t in texts for e in of_ninjs_2().iter_errors(t)]
    assert faults == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: made.pop("uri"),
        lambda made: made.update(type="press release"),
        lambda made: made.update(pubStatus="withdrawn"),
        lambda made: made.update(versionCreated="5 juli 2018"),
        lambda made: made.update(lead="A word of no format"),
        lambda made: made["headlines"].append({"role": "main"}),
        lambda made: made["bodies"][1].update(charCount="many"),
        lambda made: made["people"][0].update(phone="070-174 06 05"),
        lambda made: made["renditions"][0].update(href="/pressmeddelanden/2018/bad/"),
        lambda made: made["associations"][0].update(uri="bad.jpg"),
        lambda made: made["associations"][0]["renditions"][0].pop("name"),
    ],
)
def test_iptcs_schema_refuses_a_text_that_is_wrong(
    release_1: dict[str, Any], spoil: Callable[[dict[str, Any]], object]
) -> None:
    assert [e for t in as_ninjs_2(release_1) for e in of_ninjs_2().iter_errors(t)] == []
    spoil(release_1)
    assert [e for t in as_ninjs_2(release_1) for e in of_ninjs_2().iter_errors(t)] != []


def test_a_document_says_who_published_what_when(release_1: dict[str, Any]) -> None:
    assert release_1["uri"] == ID + "000000000001"
    assert release_1["type"] == "text"
    assert release_1["pubStatus"] == "usable"
    assert release_1["versionCreated"] == "2018-06-01T09:00:00+02:00"
    assert release_1["headlines"][0]["value"] == "Badet öppnar i ”maj” & <snart>"
    assert release_1["organisations"][0]["name"] == "Exempelkommunen"
    assert release_1["altIds"] == [{"role": "reference", "value": "KS 2018/17"}]
    assert release_1["renditions"][0]["href"] == HOST + "pressmeddelanden/2018/bad/"


def test_its_text_comes_as_html_and_as_plain_text(release_1: dict[str, Any]) -> None:
    html, plain = release_1["bodies"]
    assert html["contentType"] == "text/html"
    assert "<h2 " in html["value"]
    assert plain["contentType"] == "text/plain"
    assert "Ett stycke med länk" in plain["value"]
    assert plain["charCount"] == len(plain["value"])


def test_subjects_are_iptcs_where_the_newsroom_says_so(release_1: dict[str, Any]) -> None:
    assert [(s["name"], s["uri"]) for s in release_1["subjects"]] == [
        ("Miljö", "http://cv.iptc.org/newscodes/mediatopic/06000000"),
        ("Bygga och bo", HOST + "amnen/bygga/"),
    ]
    assert release_1["places"] == [{"name": "Exempellän", "rel": "about", "literal": "07"}]


def test_contacts_can_be_called_and_written_to(release_1: dict[str, Any]) -> None:
    (person,) = release_1["people"]
    assert person["name"] == "Presskontakt"
    assert [(c["type"], c["value"]) for c in person["contactInfo"]] == [
        ("phone", "070-174 06 05"),
        ("email", "presskontakt@kommun.example"),
    ]


def test_pictures_come_whole_and_small_with_their_true_sizes(
    told: Site, release_1: dict[str, Any]
) -> None:
    picture, file = release_1["associations"]
    assert (picture["type"], picture["by"], picture["usageTerms"]) == (
        "picture", "Fotografen", "CC BY 4.0"
    )  # fmt: skip
    assert {r["name"]: (r["width"], r["height"]) for r in picture["renditions"]} == {
        "original": (1600, 1200),
        "preview": (1200, 900),
    }
    for rendition in (*picture["renditions"], *file["renditions"]):
        assert rendition["sizeInBytes"] == len(told[rendition["href"].removeprefix(HOST)])


def test_a_translation_is_named_by_its_own_id(told: Site) -> None:
    (other,) = read(told, "pressmeddelanden/2018/rattad/index.json")["associations"]
    assert (other["rel"], other["language"]) == ("translation", "en")
    assert other["uri"] == read(told, "en/press-releases/2018/rattad/index.json")["uri"]


def test_a_correction_is_a_new_version_that_tells_the_desk_what_was_wrong(told: Site) -> None:
    made = read(told, "pressmeddelanden/2018/rattad/index.json")
    assert made["version"] == "2"
    assert made["firstCreated"] < made["versionCreated"]
    assert made["edNote"] == "Rättelse 20 juni 2018 kl. 09.00: Rätt antal är tre."


def test_an_invitation_says_when_and_a_notice_how_urgent_it_is(told: Site) -> None:
    made = read(told, "inbjudningar/2018/traff/index.json")
    assert made["eventDetails"]["dates"] == {
        "startDate": "2018-08-01T10:00:00+02:00",
        "endDate": "2018-08-01T11:30:00+02:00",
    }
    notice = read(told, "meddelanden/2018/brand/index.json")
    assert notice["urgency"] == 2
    assert notice["expires"] == "2018-08-31T18:00:00+02:00"


def test_a_list_has_the_items_of_its_feed_and_recalls_what_was_withdrawn(told: Site) -> None:
    listed = read(told, "feeds/alla/ninjs.json")
    assert listed["type"] == "composite"
    feed = json.loads(told["feeds/alla/feed.json"])
    assert [a["uri"] for a in listed["associations"]] == [i["id"] for i in feed["items"]]
    recalled = {a["uri"]: a for a in listed["associations"] if a["pubStatus"] == "canceled"}
    (gone,) = recalled.values()
    assert gone["uri"] == ID + "000000000006"
    assert gone["edNote"].endswith("Uppgifterna var fel.")
    assert "bodies" not in gone


def test_a_newsroom_without_ninjs_makes_none_and_links_to_none(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {"releases/a.md": release(1)}, SETTINGS + "[build]\nninjs = false\n")
    assert build(root, root / "public", NOW).receipt is not None
    told = files_of(root / "public")
    assert not [name for name in told if name.endswith(("index.json", "ninjs.json"))]
    assert b"ninjs" not in told["feeds/alla/index.html"]

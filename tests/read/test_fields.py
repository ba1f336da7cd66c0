"""Fields: both languages, every spelling, and values as the contract says."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import NOW, SETTINGS, newsroom, notice, release
from msgspec.structs import replace
from slugify import slugify

from kppress.model.contact import ContactId, Group, Person
from kppress.model.document import AnyDocument, Invitation, Notice
from kppress.model.term import CorrectionKind, Kind, SeverityOfEvent, Status
from kppress.read.document import slug_of
from kppress.read.folder import read_newsroom


def document(root: Path, text: str, name: str = "2018-06-01-badhus") -> AnyDocument:
    read = read_newsroom(newsroom(root, {f"releases/{name}.md": text}))
    assert read.newsroom is not None
    assert not read.found
    return read.newsroom.documents[0]


SWEDISH = """
---
id: urn:uuid:01634f2c-2a80-7a3e-9b61-000000000009
typ: pressinbjudan
rubrik: Visning av badhuset
ingress: Pressen är välkommen.
adressnamn: visning
tidigare adresser: [/gamla/visning/]
status: klar
publicerad: 2018-06-01 09.00
uppdaterad: 2018-06-02
embargo till: 2018-06-01 10:00
ämnen: [Miljö, bygga]
regioner: ["07"]
kontakter:
  - presskontakt
  - namn: Badchefen
    titel: chef
    organisation: Kommunen
    telefon: 070-174 06 06
    e-post: bad@kommun.example
  - rubrik: Om bygget
    personer:
      - namn: Byggledaren
        telefon: 070-174 06 07
bilder: []
om oss: inget
rättelser:
  - när: 2018-06-03 09:00
    slag: mindre
    text: Ett stavfel.
diarienummer: KS 2018/17
tillåt: [KP411]
tillfälle:
  börjar: 2018-08-01 10:00
  slutar: 2018-08-01 11:00
  plats: Badhuset
  osa senast: 2018-07-30
  osa till: bad@kommun.example
  program: ["10.00 Välkomna", "10.15 Visning"]
---

Text.
"""
ENGLISH = """
---
id: urn:uuid:01634f2c-2a80-7a3e-9b61-000000000009
type: invitation
title: Visning av badhuset
lead: Pressen är välkommen.
slug: visning
aliases: [/gamla/visning/]
status: ready
published: 2018-06-01T09:00
updated: 2018-06-02
EMBARGO-UNTIL: 2018-06-01 10:00
topics: [miljo, Bygga och bo]
regions: [Exempellän]
contacts:
  - presskontakt
  - name: Badchefen
    role: chef
    organisation: Kommunen
    phone: 070-174 06 06
    email: bad@kommun.example
  - label: Om bygget
    people:
      - name: Byggledaren
        phone: 070-174 06 07
images: []
boilerplate: none
corrections:
  - at: 2018-06-03 09:00
    kind: minor
    note: Ett stavfel.
reference: KS 2018/17
allow: KP411
occasion:
  start: 2018-08-01 10:00
  end: 2018-08-01 11:00
  place: Badhuset
  rsvp_by: 2018-07-30
  rsvp_to: bad@kommun.example
  programme: ["10.00 Välkomna", "10.15 Visning"]
---

Text.
"""


def test_swedish_and_english_names_make_the_same_document(tmp_path: Path) -> None:
    swedish = document(tmp_path / "sv", SWEDISH)
    english = document(tmp_path / "en", ENGLISH)
    assert replace(swedish, source=english.source) == english


def test_every_field_has_its_value(tmp_path: Path) -> None:
    found = document(tmp_path, SWEDISH)
    assert isinstance(found, Invitation)
    assert (found.type, found.status, found.slug) == (Kind.INVITATION, Status.READY, "visning")
    assert (found.topics, found.regions) == (("miljo", "bygga"), ("lanet",))
    registered, person, group = found.contacts
    assert registered == ContactId("presskontakt")
    assert isinstance(person, Person)
    assert isinstance(group, Group)
    assert person.phone == "070-174 06 06"
    assert group.label.in_language("sv") == "Om bygget"
    assert found.corrections[0].kind is CorrectionKind.MINOR
    assert found.boilerplate is None
    assert found.occasion is not None
    assert found.occasion.programme == ("10.00 Välkomna", "10.15 Visning")
    assert found.occasion.rsvp_by is not None
    assert found.occasion.rsvp_by.at.minute == 59


def test_the_slug_is_the_files_name_less_date_and_language(tmp_path: Path) -> None:
    assert document(tmp_path, release(), "2018-06-01-badhus").slug == "badhus"


def test_spaces_hyphens_and_case_in_names_do_not_matter(tmp_path: Path) -> None:
    fields = "Gäller-från: 2018-07-01 09:00\nKAN_STÄNGAS: nej"
    found = document(tmp_path, notice(fields=fields))
    assert isinstance(found, Notice)
    assert found.effective is not None
    assert not found.dismissible
    assert found.severity is SeverityOfEvent.SEVERE


@pytest.mark.parametrize(
    ("fields", "rule", "variant"),
    [
        ({"fields": "embargo tom: 2018-05-07 09:00"}, "KP101", "guess"),
        ({"fields": "xyzzy: 1"}, "KP101", ""),
        ({"fields": "allvarlighetsgrad: allvarlig"}, "KP109", ""),
        ({"rubrik": ""}, "KP102", ""),
        ({"ingress": " "}, "KP102", "empty"),
        ({"publicerad": ""}, "KP102", ""),
        ({"status": "klart"}, "KP103", "choice_guess"),
        ({"adressnamn": "Åäö"}, "KP103", "slug"),
        ({"id": "17"}, "KP103", "urn"),
        ({"fields": "tidigare adresser: [gammal]"}, "KP103", "alias"),
        ({"rubrik": "[a, b]"}, "KP105", "text"),
        ({"fields": "bilder: bild.jpg"}, "KP105", "list"),
        ({"fields": "tillbakadragen: ja"}, "KP105", "fields"),
        ({"id": ""}, "KP106", ""),
        ({"fields": "ämnen: [miljø]"}, "KP107", "topics_guess"),
        ({"fields": "regioner: [Norge]"}, "KP107", "regions"),
        ({"kontakter": "[presskontakten]"}, "KP107", "contact_guess"),
        ({"fields": "om oss: alls"}, "KP107", "about"),
        ({"publicerad": "2018-13-01"}, "KP108", "date"),
        ({"fields": "embargo till: 2018-07-09"}, "KP108", "needs_time"),
        ({"fields": "kontakter_: x"}, "KP101", "guess"),
    ],
)
def test_a_fault_is_one_finding(
    tmp_path: Path, fields: dict[str, Any], rule: str, variant: str
) -> None:
    text = release(**fields)
    found = read_newsroom(newsroom(tmp_path, {"releases/x.md": text})).found
    assert [(d.rule, d.variant) for d in found] == [(rule, variant)]


def test_a_fault_within_a_list_points_at_the_very_value(tmp_path: Path) -> None:
    text = release(fields="ämnen: [miljo, badd]")
    (found,) = read_newsroom(newsroom(tmp_path, {"releases/x.md": text})).found
    line = text.splitlines()[(found.place.line or 0) - 1]
    assert line[(found.place.column or 0) - 1 : (found.place.end_column or 0) - 1] == "badd"


def test_an_unknown_field_of_a_contact_is_found_where_it_stands(tmp_path: Path) -> None:
    text = release(kontakter="\n  - namn: Anna\n    telefno: 070-174 06 06")
    (found,) = read_newsroom(newsroom(tmp_path, {"releases/x.md": text})).found
    assert (found.rule, found.variant, dict(found.values)["guess"]) == ("KP101", "guess", "telefon")


def test_a_made_id_does_not_follow_the_base_url_of_a_build(tmp_path: Path) -> None:
    text = release(id="")
    read = read_newsroom(newsroom(tmp_path, {"releases/x.md": text}))
    assert read.newsroom is not None
    moved = read.newsroom.settings.at_address("https://annan.example")
    assert read.newsroom.documents[0].id.startswith("urn:uuid:")
    assert moved.base_url != read.newsroom.settings.base_url
    assert read.newsroom.public_at(NOW).documents[0].id == read.newsroom.documents[0].id


def test_a_logo_that_is_not_there_is_found_in_the_settings(tmp_path: Path) -> None:
    settings = SETTINGS + '\n[theme]\nlogo = "logga.svg"\n'
    (found,) = read_newsroom(newsroom(tmp_path, {}, settings)).found
    assert (found.rule, found.variant, dict(found.values)["value"]) == (
        "KP110",
        "no_file",
        "logga.svg",
    )
    assert settings.lstrip().splitlines()[(found.place.line or 0) - 1].startswith("logo")


@pytest.mark.parametrize(
    ("old", "new", "variant"),
    [
        ('language = "sv"', 'language = "../x"', "language"),
        ("[topics.miljo]", '[topics."../../x"]', "key"),
        ("https://press.kommun.example", "https://press.kommun.example/?x=1", "web"),
        ("https://press.kommun.example", "javascript:alert(1)", "web"),
    ],
)
def test_what_would_stray_from_the_site_is_refused_in_the_settings(
    tmp_path: Path, old: str, new: str, variant: str
) -> None:
    read = read_newsroom(newsroom(tmp_path, {}, SETTINGS.replace(old, new)))
    assert read.newsroom is None
    assert [d.variant for d in read.found] == [variant]


@pytest.mark.parametrize("name", ["x.fi", "x"])
def test_a_document_in_a_language_that_the_newsroom_lacks_is_found(
    tmp_path: Path, name: str
) -> None:
    text = release(fields="" if name == "x.fi" else "språk: fi")
    found = read_newsroom(newsroom(tmp_path, {f"releases/{name}.md": text})).found
    assert ("KP103", "choice") in [(d.rule, d.variant) for d in found]


def test_a_feed_whose_file_name_cannot_be_an_address_is_found(tmp_path: Path) -> None:
    found = read_newsroom(newsroom(tmp_path, {"feeds/å b.toml": 'title = "x"\n'})).found
    assert [(d.rule, d.variant) for d in found] == [("KP110", "feed_name")]


@given(st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,9}", fullmatch=True))
def test_a_name_that_is_an_address_already_stays_as_the_library_leaves_it(name: str) -> None:
    assert slug_of(name) == slugify(name, max_length=80, word_boundary=True)

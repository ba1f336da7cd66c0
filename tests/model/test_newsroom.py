"""The two doors: what is public at a moment, and when that changes."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from making import NOW, ZONE, newsroom, notice, release

from kppress.model.newsroom import Newsroom
from kppress.model.view import PublicNewsroom
from kppress.read.folder import read_newsroom


def read(root: Path, **files: str) -> Newsroom:
    """A newsroom of these releases, by name; `__` stands for a dot."""
    paths = {f"releases/{name.replace('__', '.')}.md": text for name, text in files.items()}
    found = read_newsroom(newsroom(root, paths)).newsroom
    assert found is not None
    return found


def slugs(view: PublicNewsroom) -> list[str]:
    return sorted(f"{d.slug}.{d.lang}" for d in view.documents)


def test_a_document_is_public_from_its_first_public_moment_that_moment_included(
    tmp_path: Path,
) -> None:
    rum = read(tmp_path, a=release(publicerad="2018-07-05 09:00"))
    assert slugs(rum.public_at(NOW)) == ["a.sv"]
    assert slugs(rum.public_at(NOW - timedelta(seconds=1))) == []


def test_the_later_of_publication_and_embargo_decides(tmp_path: Path) -> None:
    rum = read(tmp_path, a=release(fields="embargo till: 2018-07-09 06:00"))
    assert slugs(rum.public_at(NOW)) == []
    view = rum.public_at(datetime(2018, 7, 9, 6, 0, tzinfo=ZONE))
    assert slugs(view) == ["a.sv"]
    assert view.documents[0].first_public == datetime(2018, 7, 9, 6, 0, tzinfo=ZONE)


def test_a_draft_is_never_public(tmp_path: Path) -> None:
    rum = read(tmp_path, a=release(status="utkast"))
    assert slugs(rum.public_at(NOW + timedelta(days=10_000))) == []


@pytest.mark.parametrize(
    "fault",
    [
        {"publicerad": "2018-02-30"},
        {"fields": "embargo till: i morgon"},
        {"status": "färdig"},
        {"fields": "tillbakadragen: ja"},
        {"typ": "presmedelande"},
    ],
)
def test_while_a_deciding_field_cannot_be_read_the_document_is_not_public(
    tmp_path: Path, fault: dict[str, Any]
) -> None:
    rum = read(tmp_path, a=release(**fault))
    assert slugs(rum.public_at(NOW)) == []


def test_an_edition_is_never_freer_than_its_original(tmp_path: Path) -> None:
    english = "---\ntitle: Bath\nlead: A bath.\nembargo_until: 2018-06-02 09:00\n---\nText.\n"
    original = release(fields="embargo till: 2018-07-09 06:00")
    rum = read(tmp_path, a=original, a__en=english)
    assert slugs(rum.public_at(NOW)) == []
    opened = rum.public_at(datetime(2018, 7, 9, 6, 0, tzinfo=ZONE))
    assert slugs(opened) == ["a.en", "a.sv"]
    assert {d.first_public for d in opened.documents} == {datetime(2018, 7, 9, 6, 0, tzinfo=ZONE)}


def test_an_edition_of_a_file_that_cannot_be_read_is_not_public(tmp_path: Path) -> None:
    english = "---\ntitle: Bath\nlead: A bath.\npublished: 2018-06-01 09:00\n---\nText.\n"
    rum = read(tmp_path, a="---\nrubrik: Bron: nytt datum\n---\n", a__en=english)
    assert slugs(rum.public_at(NOW)) == []


def test_an_edition_inherits_what_it_does_not_say(tmp_path: Path) -> None:
    english = "---\ntitle: Bath\nlead: A bath.\n---\nText.\n"
    rum = read(tmp_path, a=release(fields="ämnen: [miljo]"), a__en=english)
    edition = next(d for d in rum.documents if d.lang == "en")
    original = next(d for d in rum.documents if d.lang == "sv")
    assert (edition.topics, edition.published) == (original.topics, original.published)
    assert edition.id != original.id


def test_what_withdraws_the_original_withdraws_every_edition(tmp_path: Path) -> None:
    english = "---\ntitle: Bath\nlead: A bath.\n---\nText.\n"
    fields = "tillbakadragen: {när: 2018-07-01 09:00, skäl: Fel siffror}"
    view = read(tmp_path, a=release(fields=fields), a__en=english).public_at(NOW)
    assert slugs(view) == []
    assert {(t.lang, t.title, t.reason) for t in view.tombstones} == {
        ("sv", "Kommunen öppnar badhus 1", "Fel siffror"),
        ("en", "Bath", "Fel siffror"),
    }


def test_a_correction_dated_in_the_future_is_not_told_yet(tmp_path: Path) -> None:
    fields = "rättelser:\n  - när: 2018-07-06 09:00\n    text: Det var två."
    rum = read(tmp_path, a=release(fields=fields))
    assert rum.public_at(NOW).documents[0].corrections == ()
    assert len(rum.public_at(NOW + timedelta(days=2)).documents[0].corrections) == 1


def test_the_next_change_is_the_nearest_moment_ahead(tmp_path: Path) -> None:
    rum = read(
        tmp_path,
        a=release(1, publicerad="2018-07-16 07:00"),
        b=release(2, fields="embargo till: 2018-07-09 06:00"),
        c=notice(3),
    )
    assert rum.public_at(NOW).next_change == datetime(2018, 7, 9, 6, 0, tzinfo=ZONE)
    opened = rum.public_at(datetime(2018, 7, 16, 7, 0, tzinfo=ZONE))
    assert opened.next_change == datetime(2018, 7, 18, 7, 0, tzinfo=ZONE)  # no news any more
    later = rum.public_at(datetime(2018, 7, 18, 7, 0, tzinfo=ZONE))
    assert later.next_change == datetime(2018, 8, 31, 18, 0, tzinfo=ZONE)
    expired = rum.public_at(datetime(2018, 8, 31, 18, 0, tzinfo=ZONE))
    assert expired.next_change == datetime(2019, 1, 1, tzinfo=ZONE)  # then said with its year
    assert rum.public_at(datetime(2019, 1, 1, tzinfo=ZONE)).next_change is None


def test_a_draft_never_causes_a_change(tmp_path: Path) -> None:
    rum = read(tmp_path, a=release(status="utkast", publicerad="2018-07-16 07:00"))
    assert rum.public_at(NOW).next_change is None


def test_the_preview_door_shows_everything_and_marks_what_is_not_public(tmp_path: Path) -> None:
    rum = read(tmp_path, a=release(1), b=release(2, status="utkast"))
    view = rum.preview_at(NOW)
    assert len(view.documents) == 2
    assert [d.slug for d in view.documents if d.id in view.not_public] == ["b"]


@pytest.mark.parametrize(
    "reference",
    [
        "urn:uuid:01634f2c-2a80-7a3e-9b61-000000000001",
        "releases/a.md",
        "a.md",
        "a",
        "./releases/a.md",
    ],
)
def test_a_document_is_found_by_id_path_and_slug(tmp_path: Path, reference: str) -> None:
    found = read(tmp_path, a=release(1), b=release(2)).find(reference)
    assert found is not None
    assert found.slug == "a"


def test_an_ambiguous_slug_finds_nothing(tmp_path: Path) -> None:
    rum = read(tmp_path, a=release(1, adressnamn="samma"), b=release(2, adressnamn="samma"))
    assert rum.find("samma") is None


def test_an_embargo_in_the_hour_that_comes_twice_opens_in_the_right_one(tmp_path: Path) -> None:
    rum = read(tmp_path, a=release(fields="embargo till: 2018-10-28 02:30+01:00"))
    first = datetime.fromisoformat("2018-10-28T02:31:00+02:00").astimezone(ZONE)
    assert slugs(rum.public_at(first)) == []
    second = datetime.fromisoformat("2018-10-28T02:30:00+01:00").astimezone(ZONE)
    assert slugs(rum.public_at(second)) == ["a.sv"]


@pytest.mark.parametrize("field", ["status:", "embargo till:", "tillbakadragen:"])
def test_a_deciding_field_left_empty_publishes_nothing(tmp_path: Path, field: str) -> None:
    assert slugs(read(tmp_path, a=release(fields=field)).public_at(NOW)) == []


def test_what_was_withdrawn_on_its_own_day_leaves_a_tombstone(tmp_path: Path) -> None:
    fields = "tillbakadragen: {när: 2018-06-01, skäl: Fel}"
    assert len(read(tmp_path, a=release(fields=fields)).public_at(NOW).tombstones) == 1

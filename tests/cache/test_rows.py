"""A page of a year's documents is made of the rows that it had, where they are right still."""

from pathlib import Path

import pytest
from changing import FILES, LEAN, assert_as_cold, built, put
from making import SETTINGS, newsroom, release

from kppress.cache.store import Store, stamp_of_now
from kppress.press.kept import PARTS, parts_in

OWN = (
    '{% extends "kppress/web/listing.html" %}\n'
    "{% block rows %}{% for year in listing.years %}<ul>"
    "{% for card in year.cards %}<li>{{ card.title }}</li>{% endfor %}"
    "{% if year.cards[:1] %}<li>{{ year.cards[0].lead }}</li>{% endif %}"
    "</ul>{% endfor %}{% endblock %}\n"
)


def room(tmp_path: Path, **more: str) -> Path:
    return newsroom(tmp_path / "rum", {**FILES, **more, "kppress.toml": SETTINGS + LEAN})


def parts_of(root: Path, page: str) -> dict[str, str]:
    """What is kept of a page, by the documents that it is of."""
    known = parts_in(Store(root / PARTS, stamp_of_now()).piece(page))
    content = (root / "public" / page).read_bytes()
    return {p.document: content[p.start : p.end].decode() for p in known.parts} if known else {}


@pytest.mark.parametrize("page", ["arkiv/2017/index.html", "amnen/miljo/2018/index.html"])
def test_each_row_is_known_and_is_of_its_document(tmp_path: Path, page: str) -> None:
    root = room(tmp_path)
    built(root)
    rows = parts_of(root, page)
    assert len(rows) > 1
    for path, row in rows.items():
        name = path.removeprefix("releases/").removesuffix(".md")
        assert row.startswith("<li>")
        assert row.count("<li>") == row.count("</li>") == 1
        assert f"/{name}/" in row


@pytest.mark.parametrize("more", [{}, {"templates/web/listing.html": OWN}])
def test_the_first_release_of_a_year_changes_the_pages_of_all(
    tmp_path: Path, more: dict[str, str]
) -> None:
    root = room(tmp_path, **more)
    built(root)
    put(
        root,
        {"releases/ny.md": release(50, publicerad="2011-05-01 09:00", fields="ämnen: [miljo]")},
    )
    assert_as_cold(root)
    assert bool(parts_of(root, "amnen/miljo/2018/index.html")) is not bool(more)


def test_a_row_that_changed_is_made_anew_in_each_list(tmp_path: Path) -> None:
    root = room(tmp_path)
    built(root)
    put(root, {"releases/old.md": release(6, publicerad="2017-06-01 09:00", rubrik="Ett nytt bad")})
    assert_as_cold(root)
    assert "Ett nytt bad" in (root / "public/arkiv/2017/index.html").read_text()

"""The feeds of alerts, one a language: what was withdrawn is told of, as in every feed."""

from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree
from making import NOW, files_of, newsroom, notice

from kppress.press.build import build

ATOM = "{http://www.w3.org/2005/Atom}"
WITHDRAWN = "tillbakadragen:\n  när: 2018-07-02 08:00\n  skäl: Fel län."
ENGLISH = (
    "---\ntitle: Fire ban\nlead: No fires.\nid: urn:uuid:01634f2c-2a80-7a3e-9b61-00000000e001\n"
    "event: Fire ban\ninstruction: Make no fire.\n---\nText.\n"
)
SWEDISH = {"releases/brand.md": notice(1, WITHDRAWN, "Hemligt.", publicerad="2018-07-01 08:00")}
BOTH = {**SWEDISH, "releases/brand.en.md": ENGLISH}
FEEDS = {"sv": "meddelanden/atom.xml", "en": "en/notices/atom.xml"}


def titles(root: Path, language: str) -> list[str]:
    content = files_of(root / "public")[FEEDS[language]]
    assert "Hemligt" not in content.decode()
    feed = etree.fromstring(content)
    return [entry.findtext(f"{ATOM}title") or "" for entry in feed.findall(f"{ATOM}entry")]


@pytest.mark.parametrize(
    ("files", "english"),
    [
        (SWEDISH, "Tillbakadraget: Kommunen öppnar badhus 1"),
        (BOTH, "Withdrawn: Fire ban"),
    ],
    ids=["in Swedish alone", "in both"],
)
def test_a_withdrawn_notice_is_told_of_for_thirty_days_where_it_was_told(
    tmp_path: Path, files: dict[str, str | bytes], english: str
) -> None:
    root = newsroom(tmp_path, {**files, "releases/vatten.md": notice(2)})
    assert build(root, root / "public", NOW).receipt is not None
    assert titles(root, "sv") == [
        "Tillbakadraget: Kommunen öppnar badhus 1",
        "Kommunen öppnar badhus 2",
    ]
    assert titles(root, "en") == [english, "Kommunen öppnar badhus 2"]
    later = NOW + timedelta(days=30)
    assert build(root, root / "public", later).receipt is not None
    assert titles(root, "sv") == titles(root, "en") == ["Kommunen öppnar badhus 2"]

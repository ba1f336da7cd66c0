"""On paper: the text as a press release is sent, whole and dark on white."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from looking import Looker, looker
from making import NOW
from playwright.sync_api import Browser
from pypdf import PdfReader
from serving import served
from strange import DOCUMENTS

RELEASE = "/pressmeddelanden/2018/sydafrikasamarbete/"
GONE = (
    *("kppress-notices", ".skip", ".menu", ".languages", ".search-link", ".share", ".footer"),
    *("[data-print]", "[data-copy]"),
)
A4 = (595, 842)
"""Points."""

SHEET = 627
"""CSS pixels between the margins of style.css: 210 less two times 22 mm."""


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Looker]:
    made = looker(browser)
    yield made
    made.page.context.close()


def printed(visitor: Looker) -> list[str]:
    """The text of each sheet of A4."""
    reader = PdfReader(BytesIO(visitor.page.pdf(prefer_css_page_size=True)))
    for sheet in reader.pages:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4
    return [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in reader.pages]


def test_a_printed_release_has_its_text_and_addresses_and_no_ways_around_the_site(
    visitor: Looker, host: str
) -> None:
    visitor.go(host + RELEASE)
    visitor.page.emulate_media(media="print")
    for selector in GONE:
        for found in visitor.page.locator(selector).all():
            assert not found.is_visible(), selector
    text = " ".join(printed(visitor))
    assert "PRESSMEDDELANDE" in text.upper()
    for said in (
        *("Växjö kommun", "Växjö fördjupar samarbetet med Sydafrika", "7 maj 2018 kl. 09.00"),
        *("070-174 06 11", "ekonomi@alvesta.example", "Box 1222", "Välkommen till Växjö kommun!"),
        f"({host}/kommunala-partnerskap/)",
    ):
        assert said in text
    for unsaid in ("Eldningsförbud", "Skriv ut", "Kopiera", "LinkedIn", "Prenumerera"):
        assert unsaid not in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_ink_is_dark_whatever_the_screen(
    visitor: Looker, host: str, scheme: str
) -> None:
    visitor.go(host + RELEASE, scheme=scheme)
    visitor.page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
    seen = visitor.page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility())
          .map((e) => getComputedStyle(e)).map((s) => [s.color, s.backgroundColor])"""
    )
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert visitor.page.evaluate(paper) == "rgb(255, 255, 255)"
    for ink, behind in seen:
        assert all(int(part) <= 0x66 for part in re.findall(r"\d+", ink)[:3]), ink
        assert behind in {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}


def test_a_contact_stands_whole_on_one_sheet_and_nothing_is_cut(
    visitor: Looker, strange_room: Path
) -> None:
    with served(strange_room / "public", NOW) as server:
        visitor.go(f"{server.url}{DOCUMENTS}allt/")
        sheets = printed(visitor)
        visitor.page.emulate_media(media="print")
        visitor.page.set_viewport_size({"width": SHEET, "height": 900})
        assert visitor.sideways() <= 0
        assert visitor.cut() == []
        wide, has = visitor.page.locator(".table").evaluate("t => [t.scrollWidth, t.clientWidth]")
        assert wide <= has
    assert len(sheets) > 2
    for number in range(2, 60):
        of_one = (f"Enhet {number} ", f"p{number}@kommun.example", f"070-174 06 {5 + number:02}")
        where = [[n for n, sheet in enumerate(sheets) if part in sheet] for part in of_one]
        assert where[0], of_one
        assert set(where[0]) & set(where[1]) & set(where[2]), of_one
    assert "Ett citat i ett citat i ett citat." in " ".join(sheets)

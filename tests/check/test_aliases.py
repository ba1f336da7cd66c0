"""Old addresses: each leads to the document, or is told of where it stands."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from making import NOW, newsroom, notice, release

from kppress.press.build import build
from kppress.press.check import check_newsroom

HOST = "https://press.kommun.example"
NOTHING: Mapping[str, str] = {}


def alias_findings(root: Path) -> list[tuple[str, str, int | None]]:
    """Variant, file and line of what is wrong with old addresses."""
    found = check_newsroom(root, NOW).found
    return [(d.variant, d.place.file, d.place.line) for d in found if d.rule == "KP207"]


def one(root: Path, *aliases: str, more: Mapping[str, str] = NOTHING) -> Path:
    """A newsroom with a release that had these addresses before."""
    listed = "\n".join(f'  - "{alias}"' for alias in aliases)
    fields = f"tidigare adresser:\n{listed}\nbilagor:\n  - fil: b.pdf\n    rubrik: B"
    files: dict[str, str | bytes] = {"releases/x.md": release(1, fields), **more}
    files["releases/b.pdf"] = b"%PDF-"
    return newsroom(root, files)


@pytest.mark.parametrize(
    ("alias", "variant"),
    [
        ("/.kppress-manifest", "reserved"),
        ("/.well-known/security.txt", "reserved"),
        ("/notices.json/x", "reserved"),
        ("/en/notices.json", "reserved"),
        ("/static/style.css", "reserved"),
        ("/static/ny.css", "reserved"),
        ("/pagefind/pagefind.js", "reserved"),
        ("/feeds/alla/rss.xml", "reserved"),
        ("/feeds/alla/2018.xml", "reserved"),
        ("/", "reserved"),
        ("/en", "reserved"),
        ("/404.html", "reserved"),
        ("/amnen/miljo/", "reserved"),
        ("/arkiv/2018/", "reserved"),
        ("/en/press-releases/2018/", "reserved"),
        ("/meddelanden/atom.xml", "reserved"),
        ("/sok/", "reserved"),
        ("/%6eotices.json", "reserved"),
        ("/pressmeddelanden/2018/x/", "own"),
        ("/pressmeddelanden/2018/x/index.html", "own"),
        ("/pressmeddelanden/2018/x/index.txt", "file"),
        ("/pressmeddelanden/2018/x/b.pdf", "file"),
        ("/pressmeddelanden/2018/x/b.pdf/y", "file"),
        ("/meddelanden/2018/brand/cap.xml", "file"),
        ("/meddelanden/2018/brand", "address"),
        ("/" + "a" * 300, "long"),
        ("/" + "a/" * 600, "long"),
        ("/%2e%2e/x", "odd"),
        ("/a/%00", "odd"),
        ("/a%0Ab", "odd"),
        ("/a%FF", "odd"),
        ("/a%5Cb", "odd"),
    ],
)
def test_an_old_address_that_cannot_lead_on_is_told_at_its_line(
    tmp_path: Path, alias: str, variant: str
) -> None:
    root = one(tmp_path, "/ok/", alias, more={"releases/notices/brand.md": notice(2)})
    text = (root / "releases/x.md").read_text().splitlines()
    assert alias_findings(root) == [(variant, "releases/x.md", text.index(f'  - "{alias}"') + 1)]
    assert build(root, root / "public", NOW).receipt is None


def test_old_addresses_of_which_one_is_a_folder_to_the_other_are_told(tmp_path: Path) -> None:
    other = release(2, "tidigare adresser: [/c.html/d]")
    root = one(tmp_path, "/a.html", "/a.html/b", "/c.html", more={"releases/y.md": other})
    assert [variant for variant, _, _ in alias_findings(root)] == ["inside"] * 4


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("/gammal%20sida.html", "gammal sida.html"),
        ("/nyheter/gammal/", "nyheter/gammal/index.html"),
        ("/nyheter/gammal", "nyheter/gammal/index.html"),
        ("/nyheter/gammal.aspx", "nyheter/gammal.aspx"),
        ("/nyheter/f%C3%B6rslag/", "nyheter/förslag/index.html"),
        ("/nyheter/förslag/", "nyheter/förslag/index.html"),
        ("/nyheter/fo\u0308rslag/", "nyheter/förslag/index.html"),
        ("/pressmeddelanden/2018/x/skriv-ut.html", "pressmeddelanden/2018/x/skriv-ut.html"),
        ("/amnen/gammalt/", "amnen/gammalt/index.html"),
        ("/feeds/gammal.xml", "feeds/gammal.xml"),
    ],
)
def test_an_old_address_leads_on_as_a_browser_asks_for_it(
    tmp_path: Path, alias: str, file: str
) -> None:
    root = one(tmp_path, alias)
    assert alias_findings(root) == []
    assert build(root, root / "public", NOW).receipt is not None
    assert f"{HOST}/pressmeddelanden/2018/x/" in (root / "public" / file).read_text()


def test_the_old_address_of_what_was_withdrawn_leads_to_the_tombstone(tmp_path: Path) -> None:
    fields = (
        "tidigare adresser: [/gammal/]\n"
        "tillbakadragen:\n  när: 2018-06-02 09:00\n  skäl: Uppgifterna stämde inte."
    )
    root = newsroom(tmp_path, {"releases/x.md": release(1, fields)})
    assert build(root, root / "public", NOW).receipt is not None
    assert f"{HOST}/pressmeddelanden/2018/x/" in (root / "public/gammal/index.html").read_text()
    assert (
        "Uppgifterna stämde inte."
        in (root / "public/pressmeddelanden/2018/x/index.html").read_text()
    )


def test_an_address_that_no_folder_can_have_is_told(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {"releases/x.md": release(1, adressnamn="a" * 300)})
    found = [d for d in check_newsroom(root, NOW).found if d.rule == "KP206"]
    assert [(d.variant, d.place.line) for d in found] == [("long", 7)]

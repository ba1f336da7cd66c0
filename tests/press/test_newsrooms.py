"""Real newsrooms: this repository's own, and the two pages that kppress was made for."""

import re
import shutil
from pathlib import Path

import pytest
from lxml import html as lxml_html
from making import NOW, files_of

from kppress.model.diagnostic import Severity
from kppress.press.build import build
from kppress.press.check import check_newsroom

RELEASE = "pressmeddelanden/2018/sydafrikasamarbete/index.html"


@pytest.fixture(scope="module")
def site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """This newsroom as of 5 July 2018."""
    output = tmp_path_factory.mktemp("vaxjo") / "public"
    built = build(repository, output, NOW)
    assert built.receipt is not None
    assert built.checked.found == ()
    return files_of(output)


def text_of(page: bytes) -> str:
    """What a visitor reads."""
    return " ".join(lxml_html.fromstring(page.decode()).text_content().split())


def test_the_release_shows_everything_that_the_real_page_had(site: dict[str, bytes]) -> None:
    page = text_of(site[RELEASE])
    for shown in (
        "Gå direkt till innehåll",
        "Pressmeddelande",
        "7 maj 2018 kl. 09.00",
        "– Vi har mycket att lära av varandra.",
        "Projektet om lokal samverkan kring ungdomsfrågor",
        "Projektet om kommunal ekonomi",
        "070-174 06 05",
        "Ämnen",
        "Regioner",
        "Kontakt",
        "Välkommen till Växjö kommun!",
        "351 12 Växjö",
    ):
        assert shown in page, shown


def test_the_page_shows_everything_that_the_real_page_had(site: dict[str, bytes]) -> None:
    page = text_of(site["kommunala-partnerskap/index.html"])
    for shown in ("Pågående projekt", "Skriv ut", "Senast uppdaterad", "4 juli 2018"):
        assert shown in page, shown
    assert "Politik och demokrati" in page
    assert "2006–" in page
    assert "2013–2015" in page


def test_the_fire_ban_stands_in_the_banner_and_on_the_front(site: dict[str, bytes]) -> None:
    assert b"Eldningsf\xc3\xb6rbud" in site["notices.json"]
    assert "Eldningsförbud" in text_of(site["index.html"])
    assert b"<kppress-notices" in site[RELEASE]
    assert "Stäng meddelande" in site["notices.js"].decode()


def test_every_english_edition_is_there(site: dict[str, bytes]) -> None:
    assert "en/press-releases/2018/south-africa-partnership/index.html" in site
    assert "en/notices/2018/fire-ban-kronoberg/index.html" in site
    assert "en/municipal-partnerships/index.html" in site


def test_what_waits_leaves_no_trace(site: dict[str, bytes]) -> None:
    whole = b"\n".join((*site.values(), *(name.encode() for name in site))).lower()
    for word in ("siktdjup", "kulturnatten", "skolvägar", "skolvagar"):
        assert word.encode() not in whole, word


def test_every_link_of_the_site_to_itself_leads_somewhere(site: dict[str, bytes]) -> None:
    for name, content in site.items():
        if not name.endswith(".html") or name.endswith("e-post.html"):
            continue
        root = lxml_html.fromstring(content.decode())
        anchors = {str(e.get("id")) for e in root.iter() if e.get("id")}
        for element in root.iter("a", "link", "script", "img"):
            target = str(element.get("href") or element.get("src") or "")
            target = target.removeprefix("https://press.vaxjo.example")
            if target.startswith("#"):
                assert target[1:] in anchors or target == "#", f"{name}: {target}"
            elif target.startswith("/"):
                path = target.lstrip("/").partition("#")[0]
                path = path + "index.html" if path.endswith("/") or not path else path
                assert path in site, f"{name}: {target}"


def test_no_page_asks_another_host_for_anything(site: dict[str, bytes]) -> None:
    for name, content in site.items():
        if name.endswith((".html", ".css")):
            text = content.decode()
            assert not re.search(r"(?:src|url\()\s*=?\s*[\"']?https?://(?!press\.vaxjo)", text), (
                name
            )
            assert "style=" not in text or name.endswith("e-post.html"), name
            assert " onclick" not in text


def test_a_release_page_is_light(site: dict[str, bytes]) -> None:
    scripts = ("notices-now.js", "notices.js", "static/site.js", "static/icon.svg")
    shared = sum(len(site[name]) for name in ("static/style.css", *scripts))
    assert len(site[RELEASE]) + shared < 60_000


def test_titles_are_unique(site: dict[str, bytes]) -> None:
    titles: dict[str, str] = {}
    for name, content in site.items():
        if name.endswith("/index.html") or name == "index.html":
            title = lxml_html.fromstring(content.decode()).findtext(".//title") or ""
            assert title not in titles, f"{name} and {titles.get(title)}: {title}"
            titles[title] = name


def test_the_two_real_pages_build_with_warnings_and_without_an_error(
    repository: Path, tmp_path: Path
) -> None:
    root = shutil.copytree(repository / "tests" / "seeds", tmp_path / "seeds")
    built = build(root, root / "public", NOW)
    assert built.receipt is not None
    severities = {d.severity for d in built.checked.found}
    assert Severity.WARNING in severities
    assert Severity.ERROR not in severities
    page = text_of((root / "public/kommunala-partnerskap/index.html").read_bytes())
    assert "Tlokwe City Council" in page


def test_the_seeds_findings_have_places_within_their_lines(repository: Path) -> None:
    checked = check_newsroom(repository / "tests" / "seeds", NOW)
    for diagnostic in checked.found:
        place = diagnostic.place
        if place.line is not None:
            lines = checked.texts[place.file].splitlines()
            assert 1 <= (place.column or 0) <= len(lines[place.line - 1]) + 1

"""Links into the site: what they mean however they are spelled, and what stands there."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from making import NOW, SETTINGS, files_of, newsroom, release

from kppress.model.places import Places, own_place
from kppress.model.settings import Settings
from kppress.model.view import PublicNewsroom
from kppress.press.build import build
from kppress.read.folder import read_newsroom
from kppress.read.settings import read_settings


def settings_at(base_url: str) -> Settings:
    text = SETTINGS.replace("https://press.kommun.example", base_url)
    settings, found = read_settings("kppress.toml", text)
    assert settings is not None, found
    return settings


@pytest.mark.parametrize(
    "target",
    [
        "/nyheter/2018/bad/",
        "https://press.kommun.example/nyheter/2018/bad/",
        "http://press.kommun.example/nyheter/2018/bad/",
        "HTTPS://Press.Kommun.Example/nyheter/2018/bad/",
        "https://press.kommun.example:443/nyheter/2018/bad/",
        "https://press.kommun.example./nyheter/2018/bad/",
        "https://nagon@press.kommun.example/nyheter/2018/bad/",
        "https://press%2Ekommun.example/nyheter/2018/bad/",
        "https:\\\\press.kommun.example\\nyheter\\2018\\bad\\",
        "//press.kommun.example/nyheter/2018/bad/",
        "/nyheter//2018/./bad/",
        "/arkiv/../nyheter/2018/bad/",
        "/arkiv/%2e%2e/nyheter/2018/bad/",
        "/%6Eyheter/2018/b%61d/",
        " /nyheter/2018/\nbad/",
    ],
)
def test_a_link_into_the_site_is_known_however_it_is_spelled(target: str) -> None:
    own = own_place(target, settings_at("https://press.kommun.example"))
    assert own == ("/nyheter/2018/bad/", "")


@pytest.mark.parametrize(
    "target",
    [
        "https://kommun.example/nyheter/",
        "https://press.kommun.example.org/nyheter/",
        "https://press.kommun.example:8443/nyheter/",
        "https://example.org/?https://press.kommun.example/",
        "https://press.kommun.example@example.org/nyheter/",
        "https://[::1/nyheter/",
        "https://x:y:z/",
        "mailto:press@kommun.example",
        "#nyheter",
        "nyheter/2018/bad.md",
    ],
)
def test_a_link_elsewhere_is_none_of_the_sites(target: str) -> None:
    assert own_place(target, settings_at("https://press.kommun.example")) is None


def test_below_a_path_only_what_is_below_it_is_the_sites() -> None:
    settings = settings_at("https://kommun.example/press")
    assert own_place("/press/nyheter/?a=1#b", settings) == ("/nyheter/", "?a=1#b")
    assert own_place("/press", settings) == ("/", "")
    assert own_place("/pressen/", settings) is None
    assert own_place("/press/../skola/", settings) is None


def test_built_for_another_address_both_are_the_sites() -> None:
    settings = settings_at("https://press.kommun.example").at_address("https://prov.example/rum")
    assert own_place("/nyheter/", settings) == ("/nyheter/", "")
    assert own_place("https://press.kommun.example/nyheter/", settings) == ("/nyheter/", "")
    assert own_place("https://prov.example/rum/nyheter/", settings) == ("/nyheter/", "")
    assert own_place("https://prov.example/nyheter/", settings) is None


def built(root: Path, output: Path) -> tuple[PublicNewsroom, Mapping[str, bytes]]:
    """What is public of a newsroom, and the files that it is built into."""
    assert build(root, output, NOW).receipt is not None
    found = read_newsroom(root).newsroom
    assert found is not None
    files = files_of(output)
    del files[".kppress-manifest"]
    return found.public_at(NOW), files


def places_of(view: PublicNewsroom) -> Places:
    stones = (stone.path for stone in view.tombstones)
    return Places(view.settings, view.documents, view.feeds, view.files, stones)


@pytest.mark.parametrize("folder", [".", "tests/newsroom"])
def test_every_file_of_a_site_has_an_address_and_every_address_a_file(
    folder: str, repository: Path, tmp_path: Path
) -> None:
    view, files = built(repository / folder, tmp_path / "public")
    places = places_of(view)
    assert [name for name in files if not places.find(f"/{name}")] == []
    assert [page for page in places.pages if f"{page.lstrip('/')}index.html" not in files] == []


@pytest.mark.parametrize(
    "path",
    [
        "/nyheter/2018/finns-inte/",
        "/pressmeddelanden/2017/",
        "/nyheter/",
        "/amnen/bygga/",
        "/amnen/finns-inte/",
        "/pressmeddelanden/2018/a/annans.pdf",
        "/feeds/finns-inte/",
        "/feeds/finns-inte/rss.xml",
        "/sv/",
        "/index.php",
    ],
)
def test_what_is_not_there_has_no_address(path: str, tmp_path: Path) -> None:
    view, _ = built(newsroom(tmp_path, {"releases/a.md": release()}), tmp_path / "public")
    assert places_of(view).find(path) == ""


@pytest.mark.parametrize(
    ("written", "answers"),
    [
        ("/pressmeddelanden/2018/a", "/pressmeddelanden/2018/a/"),
        ("/pressmeddelanden/2018/a/index.html", "/pressmeddelanden/2018/a/"),
        ("/index.html", "/"),
        ("/sok", "/sok/"),
        ("/gammal", "/gammal/"),
        ("/gammal.html", "/gammal.html"),
        ("/pressmeddelanden/2018/a/e-post.html", "/pressmeddelanden/2018/a/e-post.html"),
        ("/feeds/alla/rss.xml", "/feeds/alla/rss.xml"),
    ],
)
def test_a_page_answers_with_and_without_its_slash(
    written: str, answers: str, tmp_path: Path
) -> None:
    fields = "tidigare adresser: [/gammal/, /gammal.html]"
    root = newsroom(tmp_path, {"releases/a.md": release(fields=fields)})
    view, files = built(root, tmp_path / "public")
    assert places_of(view).find(written) == answers
    assert (answers + "index.html" * answers.endswith("/")).lstrip("/") in files

"""The search, with the real pagefind, in the browser and in the folder."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import NOW, SETTINGS, files_of, newsroom, release
from playwright.sync_api import Browser, Page, expect
from serving import served

from kppress.cli.group import run
from kppress.press.build import build

FILES: dict[str, str | bytes] = {
    "releases/bad.md": release(1, rubrik="Badhuset öppnar", body="Simhallen får en ny bassäng."),
    "releases/bad.en.md": "---\ntitle: The baths open\nlead: After two years.\nslug: baths\n"
    "id: urn:uuid:01634f2c-2a80-7a3e-9b61-00000000000e\n---\n\nA swimming pool for everyone.\n",
    "releases/vatten.md": release(2, rubrik="Vatten <b>&amp; avlopp", body="Ledningar byts."),
    "releases/hemligt.md": release(3, rubrik="Zebrafallet", publicerad="2018-07-06 09:00"),
    "releases/utkast.md": release(4, rubrik="Zebrautkast", fields="status: utkast"),
    "releases/draget.md": release(
        5,
        rubrik="Draget",
        body="Zebratext.",
        fields="tillbakadragen:\n  när: 2018-07-01 09:00\n  skäl: Fel.",
    ),
    **{f"releases/m{n}.md": release(10 + n, body="Märkvärdigt.") for n in range(12)},
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = newsroom(tmp_path_factory.mktemp("search"), FILES)
    assert build(made, made / "public", NOW).receipt is not None
    return made


@pytest.fixture(scope="module")
def host(root: Path) -> Iterator[str]:
    with served(root / "public", NOW) as server:
        yield server.url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("path", "asked", "title", "status"),
    [
        ("/sok/", "simhallarna", "Badhuset öppnar", "1 träff på ”simhallarna”"),
        ("/sok/", "bassängen", "Badhuset öppnar", "1 träff på ”bassängen”"),
        ("/en/search/", "pools", "The baths open", "1 result for “pools”"),
    ],
)
def test_it_finds_words_in_their_other_forms_in_the_language_of_the_page(
    page: Page, host: str, path: str, asked: str, title: str, status: str
) -> None:
    page.goto(host + path, wait_until="networkidle")
    page.get_by_role("searchbox").fill(asked)
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("link", name=title)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=status)).to_be_visible()
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def test_the_question_stands_in_the_address_and_is_asked_again(page: Page, host: str) -> None:
    page.goto(f"{host}/sok/?q=ledningar")
    expect(page.get_by_role("searchbox")).to_have_value("ledningar")
    expect(page.get_by_role("link", name="Vatten <b>&amp; avlopp")).to_be_visible()
    expect(page.locator(".search-hits b")).to_have_count(0)


def test_many_hits_come_ten_at_a_time(page: Page, host: str) -> None:
    page.goto(f"{host}/sok/?q=märkvärdigt")
    expect(page.locator(".search-hits > li")).to_have_count(10)
    page.get_by_role("button", name="Visa fler träffar").click()
    expect(page.locator(".search-hits > li")).to_have_count(12)
    expect(page.locator(".search-hits > li").nth(10).get_by_role("link")).to_be_focused()
    expect(page.get_by_role("button", name="Visa fler träffar")).to_have_count(0)


def test_nothing_found_says_so_and_the_archive_is_at_hand(page: Page, host: str) -> None:
    page.goto(f"{host}/sok/?q=qqqq")
    expect(page.get_by_text("Inga träffar på ”qqqq”")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="Arkiv")).to_be_visible()


def test_without_scripts_the_archive_answers(browser: Browser, host: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}/sok/")
    assert "Sökningen behöver JavaScript.</p></noscript>" in page.content()
    expect(page.get_by_role("searchbox")).to_have_count(0)
    page.locator("main").get_by_role("link", name="Arkiv").click()
    expect(page.get_by_role("heading", level=1, name="Arkiv")).to_be_visible()
    context.close()


def test_what_is_not_public_is_not_found(page: Page, host: str) -> None:
    page.goto(f"{host}/sok/?q=zebra")
    expect(page.get_by_text("Inga träffar på ”zebra”")).to_be_visible()
    page.goto(f"{host}/sok/?q=zebratext")
    expect(page.get_by_text("Inga träffar på ”zebratext”")).to_be_visible()


def test_the_index_holds_the_documents_and_nothing_else(root: Path) -> None:
    entry = json.loads((root / "public/pagefind/pagefind-entry.json").read_text("utf-8"))
    counts = {language: found["page_count"] for language, found in entry["languages"].items()}
    assert counts == {"en": 1, "sv": 14}


def test_the_index_is_the_same_for_the_same_site_and_known_to_the_manifest(
    root: Path, tmp_path: Path
) -> None:
    other = newsroom(tmp_path, FILES)
    assert build(other, other / "public", NOW).receipt is not None
    one, two = files_of(root / "public"), files_of(other / "public")
    assert one == two
    manifest = one[".kppress-manifest"].decode()
    made = [name for name in one if name.startswith("pagefind/")]
    assert made
    assert all(f"  {name}\n" in manifest for name in made)


def test_a_build_of_the_same_texts_takes_the_index_that_is_kept(root: Path) -> None:
    key = root / ".kppress" / "search" / "key"
    before = key.stat().st_mtime_ns
    again = build(root, root / "public", NOW, force=True)
    assert again.receipt is not None
    assert again.receipt.changed == ()
    assert key.stat().st_mtime_ns == before


def test_without_the_extra_the_archive_answers_and_the_build_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)  # as if it were not installed
    root = newsroom(tmp_path, FILES)
    assert run(["--root", str(root), "--now", "2018-07-05 09:00", "build"]) == 0
    assert capsys.readouterr().out.count("kppress[search]") == 1
    site = files_of(root / "public")
    assert not any(name.startswith("pagefind/") for name in site)
    assert b'href="/sok/"' not in site["index.html"].split(b"<main", maxsplit=1)[0]
    assert b'href="/arkiv/"' in site["sok/index.html"].split(b"<main", maxsplit=1)[1]
    assert b"<form" not in site["sok/index.html"]


def test_a_newsroom_that_wants_none_is_told_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = newsroom(tmp_path, FILES, SETTINGS + "\n[build]\nsearch = false\n")
    assert run(["--root", str(root), "--now", "2018-07-05 09:00", "build"]) == 0
    assert "kppress[search]" not in capsys.readouterr().out
    assert not (root / "public" / "pagefind").exists()


def test_the_search_works_in_a_folder_of_a_host(browser: Browser, tmp_path: Path) -> None:
    root = newsroom(tmp_path / "room", FILES)
    with served(tmp_path, NOW) as server:
        built = build(root, tmp_path / "press", NOW, base_url=f"{server.url}/press")
        assert built.receipt is not None
        page = browser.new_page()
        page.goto(f"{server.url}/press/sok/?q=simhallen")
        page.get_by_role("link", name="Badhuset öppnar").click()
        page.wait_for_url(f"{server.url}/press/pressmeddelanden/2018/bad/")
        page.close()


def test_no_other_host_is_asked(page: Page, host: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{host}/sok/?q=simhallen", wait_until="networkidle")
    expect(page.get_by_role("link", name="Badhuset öppnar")).to_be_visible()
    assert [url for url in asked if not url.startswith(host)] == []

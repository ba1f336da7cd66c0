"""The preview as an officer meets it in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import LAID_OUT, looker
from making import newsroom, notice, release
from playwright.sync_api import Browser, Page, expect
from previewing import previewing

PUBLIC = "/pressmeddelanden/2018/a/"
DRAFT = "/pressmeddelanden/2018/utkast/"
FILES = {
    "releases/a.md": release(1),
    "releases/utkast.md": release(2, status="utkast", kontakter="[okänd]", rubrik="Ett utkast"),
    "releases/embargo.md": release(3, fields="embargo till: 2018-07-09 06:00"),
    "releases/n.md": notice(4),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return newsroom(tmp_path / "rum", FILES)


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    with previewing(root) as preview:
        yield preview.address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that may say nothing on the console but that one is missing, nor ask another host."""
    said: list[str] = []
    asked: list[str] = []
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert [text for text in said if not text.startswith("Failed to load resource")] == []
    assert [url for url in asked if not url.startswith(address)] == []


def save(root: Path, file: str, text: str) -> None:
    (root / file).write_text(text, encoding="utf-8")


def test_a_save_reloads_the_page(page: Page, root: Path) -> None:
    page.goto(PUBLIC)
    for title in ("Badhuset blir bibliotek", "Badhuset blir badhus igen"):
        save(root, "releases/a.md", release(1, rubrik=title))
        expect(page.locator("h1")).to_have_text(title)


def test_a_broken_file_shows_its_finding_and_the_page_comes_back(page: Page, root: Path) -> None:
    page.goto(PUBLIC)
    save(root, "kppress.toml.new", (root / "kppress.toml").read_text())
    save(root, "releases/a.md", "---\nrubrik: [\n---\n")
    expect(page.locator("main h1")).to_have_text("Dokumentet kan inte visas")
    expect(page.locator("main .findings .place").first).to_contain_text("releases/a.md:")
    save(root, "kppress.toml", "[newsroom")
    expect(page.locator("main h1")).to_have_text("Nyhetsrummet kan inte visas")
    (root / "kppress.toml.new").rename(root / "kppress.toml")  # as editors save
    save(root, "releases/a.md", release(1))
    expect(page.locator("main h1")).to_have_text("Kommunen öppnar badhus 1")


def test_a_page_says_its_state_and_lists_mark_what_others_cannot_see(page: Page) -> None:
    page.goto(DRAFT)
    expect(page.locator("main p.kppress-mark")).to_have_text("Utkast – syns inte för andra")
    page.goto(PUBLIC)
    assert page.locator("main p.kppress-mark").count() == 0
    page.goto("/arkiv/")
    row = page.locator("main li", has_text="Ett utkast").last
    expect(row.locator(".kppress-mark")).to_have_text("Utkast")
    row = page.locator("main li", has_text="badhus 3").last
    expect(row.locator(".kppress-mark")).to_contain_text("Embargo till måndag 9 juli 2018")
    row = page.locator("main li", has_text="badhus 1").last
    expect(row.locator(".kppress-mark")).to_have_count(0)


def test_the_drawer_opens_by_keyboard_holds_line_and_place_and_stays_open(
    page: Page, root: Path
) -> None:
    page.goto(DRAFT)
    summary = page.locator("kppress-preview summary")
    sheet = page.locator("kppress-preview .sheet")
    expect(summary).to_have_text("1 varning")
    expect(sheet).not_to_be_visible()
    summary.focus()
    page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    expect(sheet.locator("mark")).to_have_text("okänd")
    expect(sheet.locator(".place")).to_contain_text("releases/utkast.md:")
    save(root, "releases/utkast.md", release(2, status="utkast", kontakter="[fel]", rubrik="Nytt"))
    expect(sheet.locator("mark")).to_have_text("fel")
    expect(sheet).to_be_visible()
    sheet.focus()
    page.keyboard.press("Escape")
    expect(sheet).not_to_be_visible()
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.tagName") == "SUMMARY"


def test_the_views_follow_one_another(page: Page) -> None:
    page.goto(PUBLIC)
    views = page.get_by_role("navigation", name="Visa som")
    views.get_by_role("link", name="E-post").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Kommunen öppnar badhus 1")
    width = "() => document.querySelector('iframe').clientWidth"
    assert page.evaluate(width) == 600
    paper = frame.locator("body")
    light = paper.evaluate("e => getComputedStyle(e).backgroundColor")
    page.get_by_role("link", name="320 px").click()
    page.get_by_role("link", name="Mörkt").click()
    page.wait_for_url(f"**/_kppress/mail/320/dark{PUBLIC}")
    expect(frame.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(width) == 320
    assert paper.evaluate("e => getComputedStyle(e).backgroundColor") != light
    page.get_by_role("link", name="Text", exact=True).click()
    expect(page.locator("pre.text")).to_contain_text("Kommunen öppnar badhus 1")
    page.get_by_role("link", name="Webb", exact=True).click()
    page.wait_for_url(f"**{PUBLIC}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_look_of_a_mail_is_the_chosen_one_whatever_the_screen(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    page.goto(f"/_kppress/mail.html/{scheme}{PUBLIC}")
    colours = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    bright = sum(page.evaluate(colours)[:3]) > 3 * 128
    assert bright is (scheme == "light")


@pytest.mark.parametrize(
    "path",
    [DRAFT, "/", "/_kppress/", f"/_kppress/mail/320/dark{DRAFT}", f"/_kppress/text{DRAFT}"],
)
def test_a_narrow_screen_needs_no_sideways_scroll(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(path)
    page.locator("kppress-preview summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_skip_link_is_still_the_first_stop_and_the_bar_covers_no_footer(page: Page) -> None:
    page.goto(DRAFT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    gap = """() => {
      scrollTo(0, document.documentElement.scrollHeight);
      const bar = document.querySelector("kppress-preview").shadowRoot.querySelector(".bar");
      const foot = document.querySelector("footer").getBoundingClientRect();
      return bar.getBoundingClientRect().top - foot.bottom;
    }"""
    # A scroll ends on a whole pixel, which a line of text need not.
    page.wait_for_selector("html[style*='--kppress-bar']")
    assert page.evaluate(gap) > -1


def test_a_page_reads_without_scripts_bar_included(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(DRAFT)
    expect(page.locator("kppress-preview .state")).to_have_text("Utkast – syns inte för andra")
    page.locator("kppress-preview summary").click()
    expect(page.locator("kppress-preview .sheet mark")).to_have_text("okänd")
    context.close()


@pytest.mark.parametrize(
    "path",
    [DRAFT, "/", "/_kppress/", f"/_kppress/mail/320/dark{DRAFT}", f"/_kppress/text{DRAFT}"],
)
def test_every_view_is_accessible_with_the_drawer_open(
    browser: Browser, address: str, path: str
) -> None:
    visitor = looker(browser)
    visitor.go(address + path)
    visitor.page.locator("kppress-preview summary").click()
    assert visitor.violations() == []
    visitor.show(320)
    assert visitor.violations(LAID_OUT) == []
    visitor.show(1280, "dark")
    assert visitor.violations(LAID_OUT) == []
    visitor.page.context.close()


def test_what_cannot_be_read_is_told_accessibly(browser: Browser, root: Path, address: str) -> None:
    visitor = looker(browser)
    visitor.go(address + PUBLIC)
    save(root, "releases/a.md", "---\nrubrik: [\n---\n")
    expect(visitor.page.locator("main h1")).to_have_text("Dokumentet kan inte visas")
    assert visitor.violations() == []
    visitor.page.context.close()

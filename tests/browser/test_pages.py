"""What a visitor meets in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

RELEASE = "/pressmeddelanden/2018/sydafrikasamarbete/"
OPENED = "2018-07-05T09:00:00+02:00"


@contextmanager
def visit(browser: Browser, url: str, width: int = 1280, **options: object) -> Iterator[Page]:
    """A page at the moment of the build, with everything that it asked for and said."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type] # playwright's options by name
    page = context.new_page()
    page.clock.set_fixed_time(OPENED)
    page.goto(url, wait_until="networkidle")
    yield page
    context.close()


def test_the_first_stop_of_the_keyboard_is_the_skip_link(browser: Browser, host: str) -> None:
    with visit(browser, host + RELEASE) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Gå direkt till innehåll"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "innehall"


def test_the_fire_ban_is_shown_until_it_is_closed_and_stays_closed(
    browser: Browser, host: str
) -> None:
    with visit(browser, host + RELEASE) as page:
        told = page.get_by_text(
            "Elda inte utomhus. Ring 112 om du ser rök eller eld i naturen.", exact=True
        )
        assert told.first.is_visible()
        page.get_by_role("button", name="Stäng meddelande").first.click()
        assert not told.first.is_visible()
        page.reload(wait_until="networkidle")
        assert page.get_by_role("button", name="Visa igen").first.is_visible()
        assert not told.first.is_visible()


def test_without_scripts_a_link_leads_to_the_notices(browser: Browser, host: str) -> None:
    with visit(browser, host + RELEASE, java_script_enabled=False) as page:
        page.get_by_role("link", name="Viktiga meddelanden").first.click()
        page.wait_for_url(f"{host}/meddelanden/")
        assert page.get_by_text("Elda inte utomhus").first.is_visible()


def test_the_way_to_the_other_language_leads_to_the_same_text(browser: Browser, host: str) -> None:
    with visit(browser, host + RELEASE) as page:
        page.get_by_role("link", name="English").first.click()
        page.wait_for_url(f"{host}/en/press-releases/2018/south-africa-partnership/")
        assert page.evaluate("document.documentElement.lang") == "en"

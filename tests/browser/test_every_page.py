"""Every kind of page of this newsroom: for everybody, on every screen, and from nowhere else."""

from collections.abc import Iterator

import pytest
from looking import LAID_OUT, SPACED, Looker, looker
from playwright.sync_api import Browser, expect

RELEASE = "/pressmeddelanden/2018/sydafrikasamarbete/"
PAGES = (
    *("/", RELEASE, "/nyheter/2018/kvallsvandringar/", "/inbjudningar/2018/presstraff-brandrisk/"),
    *("/kommunala-partnerskap/", "/meddelanden/", "/meddelanden/2018/eldningsforbud-kronoberg/"),
    *("/pressmeddelanden/", "/pressmeddelanden/2018/", "/nyheter/", "/inbjudningar/2018/"),
    *("/amnen/", "/amnen/miljo/", "/amnen/miljo/2018/", "/regioner/", "/regioner/vaxjo/"),
    *("/arkiv/", "/arkiv/2018/", "/kontakt/", "/prenumerera/", "/feeds/alla/", "/404.html"),
    *("/sok/", "/sok/?q=sydafrika", "/en/", "/en/press-releases/2018/south-africa-partnership/"),
    *("/en/notices/", "/en/topics/", "/en/contact/", "/en/subscribe/", "/en/search/?q=africa"),
    *("/en/404.html", "/en/notices/2018/fire-ban-kronoberg/"),
)


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Looker]:
    made = looker(browser)
    yield made
    made.page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_it_is_accessible_still_silent_and_keeps_to_its_host(
    visitor: Looker, host: str, path: str
) -> None:
    visitor.go(host + path)
    if "?q=" in path:
        expect(visitor.page.locator(".search-hits a").first).to_be_visible()
    assert visitor.shift() == 0
    assert visitor.violations() == []
    visitor.show(320)
    assert visitor.violations(LAID_OUT) == []
    assert visitor.sideways() <= 0
    visitor.show(1280, "dark")
    assert visitor.violations(LAID_OUT) == []
    assert visitor.said == []
    assert visitor.asked
    assert [url for url in visitor.asked if not url.startswith(host)] == []


def test_every_page_reads_without_scripts(browser: Browser, host: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in PAGES:
        page.goto(host + path)
        assert page.locator("main h1").is_visible(), path
        assert page.locator("kppress-notices a").is_visible(), path
        assert page.locator("main").inner_text().count(" ") > 3, path
        for button in page.locator("button").all():
            assert not button.is_visible(), path  # it could do nothing
        if "sok" in path or "search" in path:
            assert page.locator("main .search-archive a").is_visible()
    page.goto(host)
    expect(page.locator(".front-notices")).to_contain_text("Elda inte utomhus.")
    context.close()


@pytest.mark.parametrize("path", ["/", RELEASE, "/meddelanden/", "/kontakt/", "/feeds/alla/"])
def test_text_may_be_twice_as_large_and_wider_set_without_loss(
    visitor: Looker, host: str, path: str
) -> None:
    visitor.go(host + path, width=320)
    assert visitor.shift() == 0
    visitor.page.add_style_tag(content=SPACED)
    assert (visitor.sideways() <= 0, visitor.cut(), visitor.overlaps()) == (True, [], [])
    visitor.go(host + path)
    visitor.page.add_style_tag(content="html { font-size: 200% !important }")
    assert (visitor.sideways() <= 0, visitor.cut(), visitor.overlaps()) == (True, [], [])

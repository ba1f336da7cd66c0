"""A feed in a browser, dressed by a style sheet, and the page that explains it."""

import pytest
from playwright.sync_api import Browser, Page, expect

SHOWN = """path => {
    const found = document.evaluate(path, document, null, 9, null).singleNodeValue;
    return found !== null && found.getBoundingClientRect().height > 0;
}"""


def element(name: str, below: str = "") -> str:
    """An XPath by local names: RSS has no namespace and Atom has one."""
    return "".join(f"//*[local-name()='{part}']" for part in (*below.split(), name))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("file", "item", "summary", "content"),
    [
        ("rss.xml", "item", "description", "encoded"),
        ("atom.xml", "entry", "summary", "content"),
        ("2018.xml", "entry", "summary", "content"),
    ],
)
def test_a_feed_is_readable_and_its_markup_is_hidden(
    browser: Browser, host: str, file: str, item: str, summary: str, content: str, scheme: str
) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": 360, "height": 740})  # type: ignore[arg-type] # one of two
    page.goto(f"{host}/feeds/alla/{file}")
    for name in ("title", summary):
        assert page.evaluate(SHOWN, element(name, item)), name
    for name in (content, "category", "guid", "id", "updated"):
        assert not page.evaluate(SHOWN, element(name, item)), name
    looks = page.evaluate("""() => {
        const style = getComputedStyle(document.documentElement);
        const said = getComputedStyle(document.documentElement, "::before").content;
        return {paper: style.backgroundColor, said, wide: document.documentElement.scrollWidth};
    }""")
    assert looks["paper"] == ("rgb(253, 252, 249)" if scheme == "light" else "rgb(17, 22, 19)")
    assert "Det här är ett flöde" in looks["said"]
    assert looks["wide"] <= 360
    page.close()


@pytest.fixture
def explained(browser: Browser, host: str) -> Page:
    page = browser.new_page()
    page.goto(f"{host}/feeds/internationellt/")
    return page


def test_the_page_of_a_feed_has_addresses_to_copy_and_readers_to_follow_it_in(
    explained: Page,
) -> None:
    address = "https://press.vaxjo.example/feeds/internationellt/rss.xml"
    expect(explained.get_by_role("link", name=address)).to_have_attribute("href", address)
    expect(explained.get_by_role("button", name="RSS")).to_be_visible()
    expect(explained.get_by_role("link", name="Program på datorn")).to_have_attribute(
        "href", f"feed:{address.removeprefix('https:')}"
    )
    reader = explained.get_by_role("link", name="Feedly")
    expect(reader).to_have_attribute(
        "href",
        "https://feedly.com/i/subscription/feed/"
        "https%3A%2F%2Fpress.vaxjo.example%2Ffeeds%2Finternationellt%2Frss.xml",
    )
    expect(reader).to_have_attribute("rel", "noreferrer")


def test_it_says_what_the_feed_holds_and_has_its_years(explained: Page) -> None:
    expect(explained.get_by_text("Pressmeddelanden, pressinbjudningar, nyheter")).to_be_visible()
    expect(explained.get_by_role("link", name="2017")).to_have_attribute(
        "href", "/feeds/internationellt/2017.xml"
    )
    explained.close()

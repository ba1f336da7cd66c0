"""The keyboard alone: every stop is seen, in the order of reading, and nothing holds it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from looking import Looker, looker
from making import NOW, newsroom, notice, release
from playwright.sync_api import Browser, Page, expect
from serving import served

from kppress.press.build import build

TABLE = "| " + " | ".join("kolumn" * 3 for _ in range(12)) + " |\n|" + "---|" * 12 + "\n"
OPEN = {"allvarlighetsgrad": "måttlig", "publicerad": "2018-07-05 08:00"}
FILES: dict[str, str | bytes] = {
    "releases/a.md": release(1, body=TABLE + "| 1 |\n\n[En länk](https://x.example/)"),
    "releases/n.md": notice(2, **{**OPEN, "rubrik": "Koka vattnet"}),
    "releases/o.md": notice(3, **{**OPEN, "rubrik": "Elda inte"}),
}
RELEASE = "/pressmeddelanden/2018/a/"

# The element with the focus, in whatever tree; how it is marked; whether it lies bare.
_STOP = """
() => {
  let e = document.activeElement;
  while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
  if (e === document.body) return null;
  const style = getComputedStyle(e), box = e.getClientRects()[0];
  const top = e.getRootNode().elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    name: (e.getAttribute("aria-label") || e.textContent || e.id).trim().slice(0, 40),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    bare: !!top && (e.contains(top) || top.contains(e)),
    x: box.x, y: box.y + scrollY, bottom: box.bottom + scrollY,
    column: e.closest(".beside, .footer .wrap > *, .people li, .terms-list") !== null,
  };
}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("keyboard")
    root = newsroom(folder / "room", FILES)
    assert build(root, folder / "public", NOW).receipt is not None
    with served(folder / "public", NOW) as server:
        yield server.url


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Looker]:
    made = looker(browser)
    yield made
    made.page.context.close()


def stops(page: Page) -> list[dict[str, Any]]:
    """Where the tabulator stops, until it leaves the page."""
    found: list[dict[str, Any]] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError("the keyboard never leaves the page")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", ["/", RELEASE, "/prenumerera/", "/feeds/alla/", "/sok/?q=badhus"])
def test_every_stop_is_seen_and_follows_the_order_of_reading(
    visitor: Looker, site: str, path: str, width: int
) -> None:
    visitor.go(site + path, width)
    if "sok" in path:
        expect(visitor.page.locator(".search-hits a").first).to_be_visible()
    found = stops(visitor.page)
    assert [s["name"] for s in found if not s["ring"]] == []
    assert [s["name"] for s in found if not s["bare"]] == []
    assert found[0]["name"] == "Gå direkt till innehåll"
    for one, other in pairwise(found[1:]):
        # Down the page, or to the right on the same line; columns are read one by one.
        later = other["bottom"] > one["y"] and (other["x"] > one["x"] or other["y"] > one["y"])
        assert later or other["column"], (one, other)


def test_a_wide_table_is_scrolled_by_the_keyboard(visitor: Looker, site: str) -> None:
    visitor.go(site + RELEASE, 320)
    table = visitor.page.get_by_role("group", name="Tabell")
    table.focus()
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.wait_for_function("() => document.querySelector('.table').scrollLeft > 0")
    assert visitor.sideways() <= 0


def test_closing_and_unfolding_notices_never_loses_the_focus(visitor: Looker, site: str) -> None:
    visitor.go(site + RELEASE)
    page = visitor.page
    fold = page.get_by_text("Fler meddelanden (1)")
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stäng meddelande")).to_have_count(2)
    page.get_by_role("button", name="Stäng meddelande").first.focus()
    page.keyboard.press("Space")
    stop = page.evaluate(_STOP)
    assert stop is not None
    assert (stop["name"], stop["ring"]) == ("Visa igen", True)
    page.keyboard.press("Space")
    stop = page.evaluate(_STOP)
    assert stop is not None
    assert stop["name"] == "Stäng meddelande"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(_STOP) is not None


def test_the_link_and_the_contact_are_copied_by_the_keyboard(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site + RELEASE)
    for name, copied in (
        ("Kopiera länken", f"https://press.kommun.example{RELEASE}"),
        ("Kopiera kontaktuppgifter till Presskontakt", "Presskontakt\n"),
    ):
        page.get_by_role("button", name=name).press("Enter")
        expect(page.get_by_role("status").filter(has_text="Kopierat")).to_have_count(1)
        assert page.evaluate("navigator.clipboard.readText()").startswith(copied)
        expect(page.get_by_role("status").filter(has_text="Kopierat")).to_have_count(0)
    context.close()

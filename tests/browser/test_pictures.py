"""Pictures in a browser: the right size in the best format, and a page that does not jump."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from making import NOW, newsroom, release
from photos import TURNED_LEFT, cut_out, photo
from playwright.sync_api import Browser, Page, Route
from serving import Host

from kppress.press.build import build

HERE = "/pressmeddelanden/2018/a/"
FIELDS = """
bilder:
  - fil: torget.jpg
    alt-text: Torget
    bildtext: Torget
    fotograf: Åsa Exempel
  - fil: karta.png
    alt-text: En karta
    fotograf: Åsa Exempel
"""
TEXT = "Text. " * 60 + "\n\n![Badet](bad.jpg)\n\n" + "Text. " * 60

# Each shift of the layout that the visitor did not ask for (Layout Instability, W3C).
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.shifts.push(entry.value);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A newsroom with a large photo, a map and a picture in the text."""
    root = newsroom(
        tmp_path_factory.mktemp("gallery"),
        {
            "releases/a.md": release(1, FIELDS, TEXT),
            "releases/torget.jpg": photo(size=(2400, 1600), orientation=TURNED_LEFT),
            "releases/karta.png": cut_out(),
            "releases/bad.jpg": photo(size=(1300, 900)),
        },
    )
    assert build(root, root / "public", NOW).receipt is not None
    handler = partial(Host, directory=str(root / "public"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def shown(page: Page, selector: str) -> str:
    """The file that the browser chose, once it is there."""
    page.locator(selector).scroll_into_view_if_needed()
    page.wait_for_function(
        "(s) => { const i = document.querySelector(s); return i.complete && i.naturalWidth }",
        arg=selector,
    )
    chosen: str = page.evaluate("(s) => document.querySelector(s).currentSrc", selector)
    return chosen.rpartition("/")[2]


@pytest.mark.parametrize(
    ("width", "scale", "lead", "grid", "text"),
    [
        (360, 1, "640", "640", "640"),
        (360, 3, "1200", "1200", "1300"),
        (1280, 1, "1200", "640", "640"),
        (1280, 2, "1800", "640", "1300"),
    ],
)
def test_the_browser_fetches_the_size_that_it_needs_in_the_best_format(
    browser: Browser, gallery: str, width: int, scale: float, lead: str, grid: str, text: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, device_scale_factor=scale
    )
    page = context.new_page()
    page.goto(gallery + HERE)
    assert shown(page, ".lead-picture img") == f"torget-jpg-{lead}.avif"
    assert shown(page, ".pictures li:last-child img") in {
        f"karta-png-{grid}.avif",
        "karta-png-1300.avif" if grid == "1200" else "",
    }
    assert shown(page, ".text img") == f"bad-jpg-{text}.avif"
    context.close()


PAINTED = "() => new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d)))"


def shifts_of(page: Page, url: str) -> list[float]:
    """How the layout shifts when pictures come after all else has been painted."""
    held: list[Route] = []
    painted: list[bool] = []
    page.add_init_script(SHIFTS)
    page.route("**/media/**", lambda r: r.continue_() if painted else held.append(r))
    page.goto(url, wait_until="domcontentloaded")
    page.evaluate(PAINTED)
    painted.append(True)
    assert held
    for route in held:
        route.continue_()
    for image in page.locator("main img").all():
        image.scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('main img')].every((i) => i.complete)")
    page.evaluate(PAINTED)
    shifts: list[float] = page.evaluate("window.shifts")
    return shifts


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/", HERE])
def test_the_layout_stays_where_it_is_while_pictures_come(
    browser: Browser, gallery: str, path: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    assert shifts_of(context.new_page(), gallery + path) == []
    context.close()


def test_without_width_and_height_the_layout_would_be_seen_to_shift(
    browser: Browser, gallery: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()

    def unsized(route: Route) -> None:
        response = route.fetch()
        body = response.text().replace(' width="', ' data-w="').replace(' height="', ' data-h="')
        route.fulfill(response=response, body=body)

    page.route(f"**{HERE}", unsized)
    assert sum(shifts_of(page, gallery + HERE)) > 0
    context.close()


def test_the_download_gives_the_whole_picture(
    browser: Browser, gallery: str, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(gallery + HERE)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Ladda ner (JPEG").first.click()
    assert waiting.value.suggested_filename == "torget.jpg"
    waiting.value.save_as(tmp_path / "torget.jpg")
    from PIL import Image, ImageOps

    with Image.open(tmp_path / "torget.jpg") as picture:
        assert ImageOps.exif_transpose(picture).size == (2400, 1600)
    page.close()

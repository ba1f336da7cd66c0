"""A newsroom that nobody planned for, and those that are almost empty: nothing breaks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from looking import LAID_OUT, Looker, looker
from making import NOW
from playwright.sync_api import Browser
from serving import served
from strange import BARE, DOCUMENTS, STRANGE, alone, empty

from kppress.press.build import build

MADE: dict[str, Callable[[Path], Path]] = {"empty": empty, "alone": alone}
PAGES = [
    *(("strange", path) for path in STRANGE),
    *(("empty", path) for path in BARE),
    *(("alone", path) for path in ("/", f"{DOCUMENTS}a/")),
]


@pytest.fixture(scope="module")
def hosts(strange_room: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Their addresses."""
    folder = tmp_path_factory.mktemp("bare")
    with served(folder, NOW) as server:
        for name, make in MADE.items():
            url = f"{server.url}/{name}"
            root = make(folder / f"room-{name}")
            assert build(root, folder / name, NOW, base_url=url).receipt is not None
        with served(strange_room / "public", NOW) as other:
            yield {"strange": other.url, **{name: f"{server.url}/{name}" for name in MADE}}


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Looker]:
    made = looker(browser)
    yield made
    made.page.context.close()


@pytest.mark.parametrize(("name", "path"), PAGES)
def test_it_is_accessible_and_nothing_is_cut_or_stands_on_another(
    visitor: Looker, hosts: dict[str, str], name: str, path: str
) -> None:
    visitor.go(hosts[name] + path)
    assert visitor.violations() == []
    assert (visitor.sideways() <= 0, visitor.cut(), visitor.overlaps()) == (True, [], [])
    visitor.show(320, "dark")
    assert visitor.violations(LAID_OUT) == []
    assert (visitor.sideways() <= 0, visitor.cut(), visitor.overlaps()) == (True, [], [])
    assert visitor.said == []


def test_what_would_overlap_or_be_cut_is_noticed(visitor: Looker, hosts: dict[str, str]) -> None:
    """The test above can fail."""
    visitor.go(f"{hosts['alone']}/")
    visitor.page.add_style_tag(content="h1 { height: 5px; overflow: hidden } h2 { margin: -1em 0 }")
    assert visitor.cut() != []
    assert visitor.overlaps() != []

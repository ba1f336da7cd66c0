"""The tests read as claims about kppress; what they share is in `making`."""

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent))

import compiling  # it stands in the folder above
from thorough import SUITE

# Runs are the same each time and on each machine; a failing example is printed in full.
settings.register_profile("suite", deadline=None, derandomize=True, max_examples=SUITE)
# For an hour at night: twenty times as many examples, and others each time.
settings.register_profile("thorough", deadline=None, max_examples=20 * SUITE)
settings.load_profile("suite")

compiling.once()
# A kppress of its own, as many tests start one, is not to be compiled each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.fixture(scope="session", autouse=True)
def _cache_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The folder for caches of whoever runs the tests stays as it is."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout, which is itself a newsroom."""
    return Path(__file__).parent.parent


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores, for `-n auto`: some wait for a browser, a server or Java."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return cores + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden files anew, to be read before they are committed."""
    parser.addoption("--update-golden", action="store_true")


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium. Without one the tests are left out, but for continuous integration."""
    # The shell draws as the whole does, in half the time: it has no windows and no tabs.
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium: script/bootstrap test installs it from the system's packages")
        pytest.skip("no Chromium: as root, apt-get install chromium")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=options)
        yield found
        found.close()


@pytest.fixture(scope="session")
def host(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of this newsroom as of 5 July 2018."""
    from making import NOW
    from serving import Host

    from kppress.press.build import build

    output = tmp_path_factory.mktemp("site") / "public"
    built = build(repository, output, NOW)
    assert built.receipt is not None
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(output)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def told_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom of tests/feeds/telling.py, with its site in public/; built once."""
    from telling import telling

    return telling(tmp_path_factory.mktemp("feeds"))


@pytest.fixture(scope="session")
def told(told_root: Path) -> dict[str, bytes]:
    """Every file of that site."""
    from making import files_of

    return files_of(told_root / "public")


@pytest.fixture(scope="session")
def strange_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom that nobody planned for, with its site in `public`; nobody changes it."""
    from making import NOW
    from strange import strange

    from kppress.press.build import build

    room = strange(tmp_path_factory.mktemp("strange") / "room")
    assert build(room, room / "public", NOW).receipt is not None
    return room

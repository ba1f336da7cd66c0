"""A real reader, Debian's newsboat, fetches the feeds over HTTP and keeps what it finds."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from making import NOW
from serving import served

FEEDS = {
    "feeds/alla/rss.xml": ("Alla nyheter", 7),
    "feeds/alla/atom.xml": ("Alla nyheter", 7),
    "feeds/miljo/rss.xml": ("Miljö & natur", 4),
    "feeds/miljo/atom.xml": ("Miljö & natur", 4),
    "feeds/alla/2016.xml": ("Alla nyheter", 2),
    "meddelanden/atom.xml": ("Viktiga meddelanden – Exempelkommunen", 1),
}
"""Each feed with its title and how many items it has."""
Row = tuple[str, ...]


@pytest.fixture(scope="module")
def newsboat() -> str:
    """Where it is. Without it the tests are left out, but for continuous integration."""
    path = shutil.which("newsboat")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no newsboat: script/bootstrap test installs it")
        pytest.skip("no newsboat: as root, apt-get install newsboat")
    return path


def reload(newsboat: str, home: Path, url: str) -> sqlite3.Connection:
    """Fetch `url`; what newsboat then knows. It takes items of one id in two feeds for one item,
    so each feed has a home of its own.
    """
    home.mkdir(exist_ok=True)
    (home / "urls").write_text(f"{url}\n")
    (home / "config").write_text("error-log errors.txt\n")
    command = [newsboat, "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"]
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8", "no_proxy": "127.0.0.1"}
    run = subprocess.run(
        command, cwd=home, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    errors = home / "errors.txt"
    assert not errors.exists() or not errors.read_text(), errors.read_text()
    return sqlite3.connect(home / "cache.db")


def rows(cache: sqlite3.Connection) -> list[Row]:
    found = cache.execute("select guid, title, url, content from rss_item order by guid").fetchall()
    cache.close()
    return found


@pytest.mark.parametrize("feed", FEEDS)
def test_newsboat_takes_every_item(
    told_root: Path, tmp_path: Path, newsboat: str, feed: str
) -> None:
    with served(told_root / "public", NOW) as host:
        cache = reload(newsboat, tmp_path, f"{host.url}/{feed}")
    title = cache.execute("select title from rss_feed").fetchone()[0]
    assert (title, len(rows(cache))) == FEEDS[feed]


def test_rss_and_atom_are_the_same_to_it(told_root: Path, tmp_path: Path, newsboat: str) -> None:
    with served(told_root / "public", NOW) as host:
        rss, atom = (
            rows(reload(newsboat, tmp_path / name, f"{host.url}/feeds/alla/{name}"))
            for name in ("rss.xml", "atom.xml")
        )
    assert rss == atom
    guid, title, url, content = rss[0]
    assert guid == "urn:uuid:01634f2c-2a80-7a3e-9b61-000000000001"
    assert title == "Badet öppnar i ”maj” & <snart>"
    assert url == "https://press.kommun.example/pressmeddelanden/2018/bad/"
    assert "<p>Ett stycke med <a href=" in content


def test_what_was_fetched_before_is_not_new_again(
    told_root: Path, tmp_path: Path, newsboat: str
) -> None:
    with served(told_root / "public", NOW) as host:
        url = f"{host.url}/feeds/alla/atom.xml"
        first = rows(reload(newsboat, tmp_path, url))
        assert rows(reload(newsboat, tmp_path, url)) == first

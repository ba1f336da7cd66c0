"""RFC 5005: everything that a feed ever told can be walked to, year by year."""

from pathlib import Path

from lxml import etree
from making import NOW, files_of, newsroom, release

from kppress.press.build import build

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
HOST = "https://press.kommun.example/"
Site = dict[str, bytes]


def link(root: etree._Element, rel: str) -> str:
    found = [one.get("href", "") for one in root.findall(f"{ATOM}link") if one.get("rel") == rel]
    assert len(found) <= 1
    return found[0].removeprefix(HOST) if found else ""


def ids(root: etree._Element) -> list[str]:
    return [id.text or "" for id in root.iterfind(f"{ATOM}entry/{ATOM}id")]


def made(root: Path, files: dict[str, str | bytes]) -> Site:
    assert build(newsroom(root, files), root / "public", NOW).receipt is not None
    return files_of(root / "public")


def test_a_reader_walks_from_the_feed_back_to_the_first_item(told: Site) -> None:
    page = etree.fromstring(told["feeds/alla/atom.xml"])
    assert page.find(f"{HISTORY}archive") is None
    seen, walked = set(ids(page)), []
    while file := link(page, "prev-archive"):
        walked.append(file)
        page = etree.fromstring(told[file])
        assert page.find(f"{HISTORY}archive") is not None
        assert link(page, "self") == file
        assert link(page, "current") == "feeds/alla/atom.xml"
        seen |= set(ids(page))
    assert walked == ["feeds/alla/2018.xml", "feeds/alla/2016.xml"]
    assert link(page, "next-archive") == "feeds/alla/2018.xml"
    numbers = {int(id[-12:]) for id in seen}
    assert numbers == {1, 2, 3, 4, 5, 6, 8}  # the tombstone of 6 is in the feed itself


def test_an_archive_has_its_own_year_in_the_newsrooms_zone_newest_first(told: Site) -> None:
    year = etree.fromstring(told["feeds/alla/2016.xml"])
    assert [int(id[-12:]) for id in ids(year)] == [4, 5]  # 23.59 in Sweden, and not 2017
    feed = etree.fromstring(told["feeds/alla/atom.xml"])
    assert year.findtext(f"{ATOM}id") == feed.findtext(f"{ATOM}id")


def test_what_was_withdrawn_is_in_no_archive(told: Site) -> None:
    assert b"000000000006" not in told["feeds/alla/2018.xml"]
    assert b"000000000006" in told["feeds/alla/atom.xml"]


def test_what_is_published_later_leaves_an_earlier_year_as_it_was(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "releases/a.md": release(1, publicerad="2016-05-01 09:00"),
        "releases/b.md": release(2, publicerad="2017-05-01 09:00"),
        "releases/c.md": release(3, publicerad="2018-05-01 09:00"),
    }
    before = made(tmp_path / "a", files)
    after = made(tmp_path / "b", {**files, "releases/d.md": release(4)})
    assert after["feeds/alla/2016.xml"] == before["feeds/alla/2016.xml"]
    assert after["feeds/alla/2017.xml"] == before["feeds/alla/2017.xml"]
    assert after["feeds/alla/2018.xml"] != before["feeds/alla/2018.xml"]


def test_a_feed_that_holds_all_there_is_has_no_archive(tmp_path: Path) -> None:
    few: dict[str, str | bytes] = {f"releases/{n}.md": release(n) for n in (1, 2)}
    told = made(tmp_path / "few", few)
    assert "feeds/alla/2018.xml" not in told
    assert b"prev-archive" not in told["feeds/alla/atom.xml"]
    limited = few | {"feeds/alla.toml": 'title.sv = "Alla"\nlimit = 1\n'}
    told = made(tmp_path / "limited", limited)
    assert len(ids(etree.fromstring(told["feeds/alla/atom.xml"]))) == 1
    assert len(ids(etree.fromstring(told["feeds/alla/2018.xml"]))) == 2


def test_an_entry_is_the_same_in_the_feed_and_in_its_archive(told: Site) -> None:
    entry = told["feeds/alla/2016.xml"].split(b"<entry>")[1].split(b"</entry>")[0]
    assert entry in told["feeds/alla/atom.xml"]

"""Sitemaps: what search engines are told, and for how long."""

from datetime import datetime, timedelta
from pathlib import Path

from lxml import etree
from making import NOW, files_of, newsroom, release

from kppress.model.artifact import Artifact
from kppress.press.build import build
from kppress.read.folder import read_newsroom
from kppress.render.edition import Editor
from kppress.render.sitemap import sitemaps

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
HOST = "https://press.kommun.example/"
Site = dict[str, bytes]


def urls(content: bytes) -> dict[str, etree._Element]:
    root = etree.fromstring(content)
    return {(url.findtext(f"{MAP}loc") or "").removeprefix(HOST): url for url in root}


def news_at(root: Path, moment: datetime) -> list[str]:
    assert build(root, root / "public", moment).receipt is not None
    return list(urls(files_of(root / "public")["sitemap-news.xml"]))


def test_every_document_is_in_the_map_and_nothing_that_is_not_to_be_found(told: Site) -> None:
    pages = {name.removesuffix("index.html") for name in told if name.endswith("index.html")}
    listed = urls(told["sitemap.xml"])
    assert listed.keys() <= pages
    assert "pressmeddelanden/2018/bad/" in listed
    assert "om-oss/" in listed or "sida/" in listed
    assert "pressmeddelanden/2018/indragen/" not in listed
    for path in listed:
        assert b'<meta name="robots" content="noindex">' not in told[f"{path}index.html"]


def test_an_address_comes_with_its_last_change_and_loc_stands_first(told: Site) -> None:
    listed = urls(told["sitemap.xml"])
    corrected = listed["pressmeddelanden/2018/rattad/"]
    assert [child.tag for child in corrected][:2] == [f"{MAP}loc", f"{MAP}lastmod"]
    assert corrected.findtext(f"{MAP}lastmod") == "2018-06-20T09:00:00+02:00"


def test_translations_name_one_another_and_themselves(told: Site) -> None:
    listed = urls(told["sitemap.xml"])
    for path in ("pressmeddelanden/2018/rattad/", "en/press-releases/2018/rattad/", "", "en/"):
        links = {one.get("hreflang"): one.get("href") for one in listed[path].findall(LINK)}
        assert links.keys() == {"sv", "en"}
        assert HOST + path in links.values()
    assert listed["pressmeddelanden/2018/bad/"].findall(LINK) == []


def many(root: Path, most: int) -> dict[str, bytes]:
    files: dict[str, str | bytes] = {f"releases/{n}.md": release(n) for n in range(1, 8)}
    read = read_newsroom(newsroom(root, files)).newsroom
    assert read is not None
    made = list(sitemaps(Editor(read.public_at(NOW)), most))
    assert all(isinstance(one, Artifact) for one in made)
    return {one.path: one.content for one in made if isinstance(one.content, bytes)}


def test_a_map_that_grows_too_large_becomes_an_index_of_several(tmp_path: Path) -> None:
    whole = many(tmp_path / "whole", 9)
    assert list(whole) == ["sitemap.xml"]
    parts = many(tmp_path / "parts", 4)
    index = etree.fromstring(parts.pop("sitemap.xml"))
    assert index.tag == f"{MAP}sitemapindex"
    named = [one.findtext(f"{MAP}loc") for one in index]
    assert (
        named
        == [HOST + name for name in parts]
        == [HOST + f"sitemap-{number}.xml" for number in (1, 2, 3)]
    )
    assert [len(urls(part)) for part in parts.values()] == [4, 4, 1]
    together = {url for part in parts.values() for url in urls(part)}
    assert together == urls(whole["sitemap.xml"]).keys()
    assert index[-1].findtext(f"{MAP}lastmod") == "2018-06-01T09:00:00+02:00"


def test_news_is_news_for_two_days_and_the_build_knows_when_that_ends(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {"releases/a.md": release(1, publicerad="2018-07-04 10:00")})
    opened = NOW.replace(day=4, hour=10)
    over = opened + timedelta(days=2)
    assert news_at(root, opened) == ["pressmeddelanden/2018/a/"]
    built = build(root, root / "public", opened)
    assert built.next_change == over
    assert news_at(root, over - timedelta(seconds=1)) == ["pressmeddelanden/2018/a/"]
    assert news_at(root, over) == []
    assert build(root, root / "public", over).next_change is None


def test_news_has_what_search_engines_ask_for_and_no_pages(told: Site) -> None:
    found = urls(told["sitemap-news.xml"])
    assert set(found) == {
        "inbjudningar/2018/traff/", "en/invitations/2018/traff/", "meddelanden/2018/brand/"
    }  # fmt: skip
    news = found["en/invitations/2018/traff/"].find(f"{NEWS}news")
    assert news is not None
    assert [child.tag for child in news] == [
        f"{NEWS}publication", f"{NEWS}publication_date", f"{NEWS}title"
    ]  # fmt: skip
    assert [child.text for child in news[0]] == ["Example Municipality newsroom", "en"]
    assert news.findtext(f"{NEWS}publication_date") == "2018-07-04T10:00:00+02:00"
    assert news.findtext(f"{NEWS}title") == "Press meeting"


def test_robots_are_told_of_both(told: Site) -> None:
    assert told["robots.txt"].decode().splitlines()[-2:] == [
        f"Sitemap: {HOST}sitemap.xml",
        f"Sitemap: {HOST}sitemap-news.xml",
    ]

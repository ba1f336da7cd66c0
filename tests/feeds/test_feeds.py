"""Feeds: three formats that say the same, in full, and that readers take without a remark."""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from making import NOW, files_of, newsroom, release

from kppress.press.build import build

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
HOST = "https://press.kommun.example"
ID = "urn:uuid:01634f2c-2a80-7a3e-9b61-"
Site = dict[str, bytes]


def items_of(told: Site, feed: str) -> dict[str, etree._Element]:
    channel = etree.fromstring(told[f"feeds/{feed}/rss.xml"])[0]
    return {item.findtext("guid") or "": item for item in channel.findall("item")}


def entries_of(told: Site, file: str) -> dict[str, etree._Element]:
    root = etree.fromstring(told[file])
    return {e.findtext(f"{ATOM}id") or "": e for e in root.findall(f"{ATOM}entry")}


def json_of(told: Site, feed: str) -> dict[str, dict[str, object]]:
    return {item["id"]: item for item in json.loads(told[f"feeds/{feed}/feed.json"])["items"]}


def links_of(element: etree._Element) -> list[tuple[str, ...]]:
    names = ("rel", "type", "hreflang", "length")
    return [tuple(link.get(n, "") for n in names) for link in element.findall(f"{ATOM}link")]


FEEDS = ("alla", "miljo", "english", "viktigt")
XML = tuple(f"feeds/{feed}/{name}" for feed in FEEDS for name in ("rss.xml", "atom.xml"))
ALERTS = ("meddelanden/atom.xml", "en/notices/atom.xml")


@pytest.mark.parametrize("file", [*XML, *ALERTS, "feeds/alla/2016.xml", "feeds/alla/2018.xml"])
def test_feedparser_takes_every_feed_without_a_remark(told: Site, file: str) -> None:
    parsed = feedparser.parse(told[file])
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.entries
    assert parsed.feed.title


@pytest.mark.parametrize("feed", FEEDS)
def test_an_item_has_the_same_id_moment_and_title_in_all_three(told: Site, feed: str) -> None:
    rss, atom, json_feed = (items_of(told, feed), entries_of(told, f"feeds/{feed}/atom.xml"),
                            json_of(told, feed))  # fmt: skip
    assert list(rss) == list(atom) == list(json_feed)
    for id, item in rss.items():
        title = item.findtext("title")
        assert title == atom[id].findtext(f"{ATOM}title") == json_feed[id]["title"]
        moment = parsedate_to_datetime(item.findtext("pubDate") or "")
        assert moment == datetime.fromisoformat(atom[id].findtext(f"{ATOM}published") or "")
        assert moment == datetime.fromisoformat(str(json_feed[id]["date_published"]))


@pytest.mark.parametrize("file", XML)
def test_an_rss_or_atom_feed_links_to_itself_and_to_its_hub(told: Site, file: str) -> None:
    root = etree.fromstring(told[file])
    links = {link.get("rel"): link.get("href") for link in root.iterfind(f".//{ATOM}link[@rel]")}
    assert links["self"] == f"{HOST}/{file}"
    own = "eget-nav" if "/miljo/" in file else "hub"
    assert links["hub"] == f"https://{own}.kommun.example/"


def test_a_json_feed_names_itself_and_its_hub(told: Site) -> None:
    feed = json.loads(told["feeds/miljo/feed.json"])
    assert feed["feed_url"] == f"{HOST}/feeds/miljo/feed.json"
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://eget-nav.kommun.example/"}]


def test_rss_follows_the_profile_of_its_advisory_board(told: Site) -> None:
    rss = etree.fromstring(told["feeds/alla/rss.xml"])
    channel = rss[0]
    assert rss.get("version") == "2.0"
    assert len(rss) == 1
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert len(channel.findall(name)) == 1, name
    assert channel.findtext("link") == f"{HOST}/"
    assert channel.findtext("managingEditor") == "press@kommun.example (Exempelkommunen)"
    assert channel.findtext("copyright") == "© Exempelkommunen"
    for item in channel.findall("item"):
        assert item.find("author") is None
        assert item.findtext(f"{DC}creator") == "Exempelkommunen"
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        assert (guid.text or "").startswith("urn:uuid:")
        assert len(item.findall("enclosure")) <= 1
        assert (item.findtext("link") or "").startswith(HOST)
        assert "<" not in (item.findtext("description") or "").replace("<snart>", "")


def test_content_is_whole_and_escaped_exactly_once(told: Site) -> None:
    id = ID + "000000000001"
    rss = items_of(told, "alla")[id].findtext(CONTENT)
    content = entries_of(told, "feeds/alla/atom.xml")[id].find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    html = json_of(told, "alla")[id]["content_html"]
    assert content.text == html
    assert rss == html
    for part in (
        "<code>&lt;tecken&gt;</code>",
        "]]&gt; slut.",
        'alt="Badet &amp; &lt;sjön&gt;"',
        f'<a href="{HOST}/pressmeddelanden/2018/vag/">länk</a>',
        "presskontakt@kommun.example",
        "Planen</a>",
    ):
        assert part in str(html), part
    assert 'href="/' not in str(html)
    assert not {"<script", "<style", "<iframe", " on"} & {str(html)}


def test_the_text_of_a_json_item_says_what_its_html_says(told: Site) -> None:
    text = str(json_of(told, "alla")[ID + "000000000001"]["content_text"])
    for part in ("Ett stycke med länk [1] & <tecken>", f"[1] {HOST}/pressmeddelanden/2018/vag/",
                 "En rubrik", "Planen", "plan.txt", "Presskontakt, Pressansvarig"):  # fmt: skip
        assert part in text, part


def test_a_summary_feed_has_no_content(told: Site) -> None:
    assert all(item.find(CONTENT) is None for item in items_of(told, "miljo").values())
    entries = entries_of(told, "feeds/miljo/atom.xml").values()
    assert all(entry.find(f"{ATOM}content") is None for entry in entries)
    items = json_of(told, "miljo").values()
    assert all("content_html" not in i and i["content_text"] == i["summary"] for i in items)


def test_the_enclosure_is_the_picture_that_stands_on_the_site_with_its_true_length(
    told: Site,
) -> None:
    id = ID + "000000000001"
    enclosure = items_of(told, "alla")[id].find("enclosure")
    assert enclosure is not None
    path = (enclosure.get("url") or "").removeprefix(f"{HOST}/")
    assert path.endswith(".jpg")
    assert enclosure.get("type") == "image/jpeg"
    assert int(enclosure.get("length") or 0) == len(told[path])
    item = json_of(told, "alla")[id]
    assert item["image"] == enclosure.get("url")
    assert item["attachments"] == [
        {"url": enclosure.get("url"), "mime_type": "image/jpeg", "title": "Badet öppnar",
         "size_in_bytes": len(told[path])},
        {"url": f"{HOST}/pressmeddelanden/2018/bad/plan.txt", "mime_type": "text/plain",
         "title": "Planen", "size_in_bytes": 6},
    ]  # fmt: skip
    assert links_of(entries_of(told, "feeds/alla/atom.xml")[id]) == [
        ("alternate", "text/html", "sv", ""),
        ("enclosure", "image/jpeg", "", str(len(told[path]))),
        ("enclosure", "text/plain", "", "6"),
    ]


def test_pictures_come_with_size_photographer_and_what_they_show(told: Site) -> None:
    content = items_of(told, "alla")[ID + "000000000001"].find(f"{MEDIA}content")
    assert content is not None
    path = (content.get("url") or "").removeprefix(f"{HOST}/")
    assert int(content.get("fileSize") or 0) == len(told[path])
    assert (content.get("medium"), content.get("width")) == ("image", "1200")
    assert content.findtext(f"{MEDIA}credit") == "Fotografen"
    assert content.findtext(f"{MEDIA}description") == "Badet & <sjön>"
    assert content.findtext(f"{MEDIA}title") == "Badet öppnar"
    assert content.findtext(f"{MEDIA}copyright") == "CC BY 4.0"


def test_categories_say_in_which_register_they_stand(told: Site) -> None:
    id = ID + "000000000001"
    found = [
        (c.get("term"), c.get("scheme"), c.get("label"))
        for c in entries_of(told, "feeds/alla/atom.xml")[id].findall(f"{ATOM}category")
    ]
    assert found == [
        ("miljo", f"{HOST}/amnen/", "Miljö"),
        ("medtop:06000000", "http://cv.iptc.org/newscodes/mediatopic/", "Miljö"),
        ("bygga", f"{HOST}/amnen/", "Bygga och bo"),
        ("lanet", f"{HOST}/regioner/", "Exempellän"),
    ]
    rss = [(c.text, c.get("domain")) for c in items_of(told, "alla")[id].findall("category")]
    assert rss == [(label, scheme) for _, scheme, label in found if "iptc" not in str(scheme)]
    assert json_of(told, "alla")[id]["tags"] == ["Miljö", "Bygga och bo", "Exempellän"]


def test_a_translation_is_linked_with_its_language(told: Site) -> None:
    entry = entries_of(told, "feeds/alla/atom.xml")[ID + "000000000003"]
    assert links_of(entry) == [
        ("alternate", "text/html", "sv", ""),
        ("alternate", "text/html", "en", ""),
        ("alternate", "", "", ""),
    ]


@pytest.mark.parametrize("file", ["feeds/alla/atom.xml", *ALERTS])
def test_readers_that_open_the_first_or_the_last_page_open_the_same(told: Site, file: str) -> None:
    for entry in entries_of(told, file).values():
        pages = [x.get("href") for x in entry.findall(f"{ATOM}link[@rel='alternate']")]
        assert pages[0] == pages[-1]


def test_an_alert_in_another_language_than_its_feed_says_so(told: Site) -> None:
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    (english,) = entries_of(told, "en/notices/atom.xml").values()
    assert english.get(lang) == "sv"
    (swedish,) = entries_of(told, "meddelanden/atom.xml").values()
    assert swedish.get(lang) is None


def test_a_correction_moves_the_change_comes_first_and_brings_the_item_to_the_top(
    told: Site,
) -> None:
    id = ID + "000000000003"
    order = list(json_of(told, "alla"))
    assert order.index(id) < order.index(ID + "000000000002")  # published half a year later
    item = json_of(told, "alla")[id]
    assert str(item["content_html"]).startswith("<p><strong>Rättelse 20 juni 2018")
    assert str(item["content_text"]).startswith("Rättelse 20 juni 2018")
    assert item["date_modified"] == "2018-06-20T09:00:00+02:00"
    entry = entries_of(told, "feeds/alla/atom.xml")[id]
    assert entry.findtext(f"{ATOM}updated") == "2018-06-20T09:00:00+02:00"
    assert items_of(told, "alla")[id].findtext(f"{ATOM}updated") == "2018-06-20T09:00:00+02:00"


def test_what_was_withdrawn_stays_for_thirty_days_as_title_date_and_reason(told: Site) -> None:
    id = ID + "000000000006"
    for feed in ("alla", "miljo"):
        item = json_of(told, feed)[id]
        assert item["title"] == "Tillbakadraget: Kommunen öppnar badhus 6"
        assert item["date_modified"] == "2018-06-30T08:00:00+02:00"
        assert item["content_text"] == "Tillbakadraget 30 juni 2018 kl. 08.00. Uppgifterna var fel."
        assert not {"tags", "image", "attachments"} & item.keys()
    entry = entries_of(told, "feeds/alla/atom.xml")[id]
    assert entry.find(f"{ATOM}category") is None
    assert b"Hemligheten" not in b"".join(told.values())
    assert ID + "000000000007" not in json_of(told, "alla")  # thirty days are over
    assert id not in json_of(told, "viktigt")


def test_a_withdrawal_is_told_for_thirty_days_and_the_build_knows_when_that_ends(
    tmp_path: Path,
) -> None:
    fields = "tillbakadragen:\n  när: 2018-07-01 09:00\n  skäl: Fel."
    root = newsroom(tmp_path, {"releases/a.md": release(1, fields=fields)})
    over = NOW.replace(day=31)
    assert build(root, root / "public", NOW).next_change == over
    assert b"Tillbakadraget" in files_of(root / "public")["feeds/alla/rss.xml"]
    assert build(root, root / "public", over).receipt is not None
    assert b"Tillbakadraget" not in files_of(root / "public")["feeds/alla/rss.xml"]


def test_each_feed_has_a_sheet_for_browsers_that_stands_on_the_site(told: Site) -> None:
    for file in (*XML, *ALERTS, "feeds/alla/2016.xml"):
        second = told[file].split(b"\n")[1]
        assert second == b'<?xml-stylesheet type="text/css" href="/static/feed.css"?>'
    assert "static/feed.css" in told


def test_no_feed_tells_when_it_was_built(told: Site) -> None:
    assert etree.fromstring(told["feeds/alla/atom.xml"]).findtext(f"{ATOM}updated") == (
        "2018-07-04T10:00:00+02:00"
    )
    assert b"05 Jul 2018" not in told["feeds/alla/rss.xml"]

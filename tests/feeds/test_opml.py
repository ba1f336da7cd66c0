"""OPML 2.0: all feeds at once, as readers take them in."""

import listparser
from lxml import etree

HOST = "https://press.kommun.example/"
Site = dict[str, bytes]


def test_a_reader_finds_every_feed_and_the_alerts(told: Site) -> None:
    parsed = listparser.parse(told["feeds/opml.xml"].decode())
    assert not parsed.bozo
    assert parsed.version == "opml2"
    assert parsed.meta.title == "Exempelkommunens nyhetsrum"
    assert {feed.title: feed.url.removeprefix(HOST) for feed in parsed.feeds} == {
        "Alla nyheter": "feeds/alla/rss.xml",
        "Miljö & natur": "feeds/miljo/rss.xml",
        "Viktigt": "feeds/viktigt/rss.xml",
        "Viktiga meddelanden – Exempelkommunen": "meddelanden/atom.xml",
        "News in English": "feeds/english/rss.xml",
        "Important notices – Example Municipality": "en/notices/atom.xml",
    }


def test_every_outline_has_what_a_subscription_needs_and_leads_to_a_file(told: Site) -> None:
    for outline in etree.fromstring(told["feeds/opml.xml"]).iterfind("body/outline"):
        assert outline.get("type") == "rss"
        assert outline.get("text")
        assert outline.get("language") in ("sv", "en")
        assert outline.get("version") in (None, "RSS2")
        assert (outline.get("xmlUrl") or "").removeprefix(HOST) in told


def test_the_page_of_subscriptions_links_to_it(told: Site) -> None:
    for page in ("prenumerera/index.html", "en/subscribe/index.html"):
        assert f'href="{HOST}feeds/opml.xml"' in told[page].decode()

"""The pages that explain the feeds, and how to follow them."""

from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import quote

from kppress.locale.words import phrases
from kppress.model.address import file_of
from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument
from kppress.model.edition import Link
from kppress.model.feed import Feed
from kppress.model.page import FeedPage, SubscribePage
from kppress.model.site import Shown
from kppress.render.cards import card_of
from kppress.render.edition import Editor
from kppress.render.feed_item import ninjs_path
from kppress.render.listings import in_all_languages
from kppress.render.opml import PATH
from kppress.render.reuse import Group
from kppress.render.web import Pages

READERS = (
    ("Feedly", "https://feedly.com/i/subscription/feed/{}"),
    ("Inoreader", "https://www.inoreader.com/?add_feed={}"),
    ("NewsBlur", "https://www.newsblur.com/?url={}"),
    ("Feedbin", "https://feedbin.com/?subscribe={}"),
    ("The Old Reader", "https://theoldreader.com/feeds/subscribe?url={}"),
)
"""Readers on the web, by name, with the address that subscribes to a feed. Plain links: nothing of
theirs is loaded before somebody follows one."""

LATEST = 5
"""Items that a feed's page shows."""


def feed_pages(pages: Pages) -> Iterator[Group]:
    """A page for each feed of a language, and the one that lists them."""
    editor, language = pages.editor, pages.site.language
    feeds = [feed for feed in editor.view.feeds if feed.language == language]
    shown: list[AnyDocument] = []
    for feed in feeds:
        latest = editor.selected(feed)[:LATEST]
        shown += latest
        make = partial(_page, feed, pages)
        facts = (editor.told(feed),)
        yield Group(file_of(editor.addresses.feed(feed.name)), make, latest, facts, cards=True)
    path = editor.addresses.section("subscribe", language)
    yield Group(file_of(path), partial(_subscribe, path, feeds, pages), shown, cards=True)


def shown(feed: Feed, editor: Editor, newest: Iterable[str]) -> Shown:
    """What a feed tells of; `newest` is what it holds itself. The LATEST come first."""
    latest = (document.path for document in editor.selected(feed)[:LATEST])
    return Shown(*editor.told(feed), tuple(dict.fromkeys((*latest, *newest))))


def _page(feed: Feed, pages: Pages) -> Iterator[Artifact]:
    page = _explained(feed, pages)
    title = phrases("terms", pages.site.language)["page.feed"].format(title=page.title)
    path = pages.editor.addresses.feed(feed.name)
    head = pages.head(title, path, description=page.description)
    yield pages.page(path, "web/feed.html", head, section="subscribe", page=page)


def _subscribe(path: str, feeds: Iterable[Feed], pages: Pages) -> Iterator[Artifact]:
    title = phrases("terms", pages.site.language)["page.subscribe"]
    head = pages.head(title, path, alternates=in_all_languages(pages, "subscribe"))
    explained = tuple(_explained(feed, pages) for feed in feeds)
    page = SubscribePage(feeds=explained, opml=pages.editor.addresses.absolute(PATH))
    yield pages.page(path, "web/subscribe.html", head, section="subscribe", page=page)


def _explained(feed: Feed, pages: Pages) -> FeedPage:
    editor, language = pages.editor, pages.site.language
    addresses = editor.addresses
    path = addresses.feed(feed.name)
    rss = addresses.absolute(path + "rss.xml")
    documents = editor.selected(feed)
    years = editor.told(feed)[0] if editor.archive(feed) else ()
    return FeedPage(
        title=feed.title.in_language(language),
        description=feed.description.in_language(language),
        rss=rss,
        atom=addresses.absolute(path + "atom.xml"),
        json=addresses.absolute(path + "feed.json"),
        language=feed.language,
        path=editor.link("", path).path,
        cards=tuple(card_of(d, editor) for d in documents[:LATEST]),
        readers=tuple(_readers(rss)),
        holds=tuple(_holds(feed, pages)),
        archive=tuple(
            editor.link(str(year), addresses.feed_archive(feed.name, year), count=count)
            for year, count in years
        ),
        ninjs=addresses.absolute(ninjs_path(editor, feed)) if editor.settings.build.ninjs else "",
    )


def _readers(rss: str) -> Iterator[Link]:
    for name, address in READERS:
        url = address.format(quote(rss, safe=""))
        yield Link(title=name, url=url, path=url)


def _holds(feed: Feed, pages: Pages) -> Iterator[str]:
    settings, language = pages.editor.settings, pages.site.language
    terms = phrases("terms", language)
    kinds = ", ".join(terms[f"kinds.{kind.value}"] for kind in feed.kinds)
    yield kinds[:1] + kinds[1:].lower()
    for name, chosen, register in (
        ("topic", feed.topics, settings.topics),
        ("region", feed.regions, settings.regions),
    ):
        if chosen:
            label = terms[f"page.{name}" if len(chosen) == 1 else f"page.{name}s"]
            yield f"{label}: {', '.join(register[k].names.in_language(language) for k in chosen)}"

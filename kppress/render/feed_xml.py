"""RSS 2.0 and Atom 1.0 (RFC 4287), written by feedgen."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from lxml import etree

from kppress.locale.words import phrases
from kppress.model.edition import Media
from kppress.model.feed import Feed
from kppress.render.edition import Editor
from kppress.render.feed_file import FeedFile, in_a_row
from kppress.render.feed_fixes import (
    DC,
    HISTORY,
    MEDIA,
    AtomLink,
    ChannelFixes,
    EntryFixes,
    MediaContent,
    styled,
)
from kppress.render.feed_item import EMPTY, MEDIATOPICS, Item, Piece, picture_file

RSS, ATOM, JSON = "application/rss+xml", "application/atom+xml", "application/feed+json"

_END, _LAST = b"</feed>", b"  </channel>"
# What a writer wrote has no tag of RSS: its own are escaped, and those of HTML are others.
_ITEM = re.compile(rb"^ *<item>\n.*?</item>\n", re.MULTILINE | re.DOTALL)


def take_up() -> None:
    """Import what writes feeds: before others are forked, so that all have it in memory once."""
    import feedgen.entry
    import feedgen.feed  # noqa: F401 # late: 80 ms


def rss(feed: Feed, pieces: Sequence[Piece], changed: datetime, editor: Editor) -> FeedFile:
    """RSS 2.0 by the profile of the RSS Advisory Board."""
    made = _generator(feed, changed, editor)
    made.link(href=_front(feed, editor), rel="alternate")
    if email := editor.settings.newsroom.email:
        made.managingEditor(f"{email} ({editor.settings.newsroom.name.in_language(feed.language)})")
    made.fixes.namespaces = {"dc": DC, "media": MEDIA}
    made.fixes.links = own_links(feed, editor, "rss.xml", RSS)
    for piece in pieces:
        if isinstance(piece, Item):
            _rss_item(made.add_entry(order="append"), piece, full=feed.full)
    content = styled(bytes(made.rss_str(pretty=True)), _sheet(editor))
    spans = [found.span() for found in _ITEM.finditer(content)]
    start, end = (spans[0][0], spans[-1][1]) if spans else (content.rindex(_LAST),) * 2
    fresh = (content[slice(*span)] for span in spans)
    items = [next(fresh) if isinstance(piece, Item) else piece for piece in pieces]
    return in_a_row(content[:start], items, content[end:])


def _rss_item(entry: Any, item: Item, *, full: bool) -> None:
    entry.guid(item.id, permalink=False)
    entry.title(item.title)
    entry.link(href=item.url)
    entry.published(item.published)
    entry.description(item.summary)
    if full:
        entry.content(item.html.replace("]]>", "]]&gt;"), type="CDATA")
    for category in item.categories:
        if category.scheme == MEDIATOPICS:  # readers show the text alone, and would show it twice
            continue
        # feedgen takes an RSS category's text from the label.
        entry.category(term=category.term, scheme=category.scheme, label=category.label)
    if item.picture:
        entry.enclosure(item.picture.url, str(item.picture.length), item.picture.type)
    entry.fixes.creator = item.creator
    if item.edition:
        entry.fixes.pictures = tuple(map(_media, item.edition.images))
    if item.updated != item.published:
        entry.fixes.updated = item.updated.isoformat()


def _media(image: Media) -> MediaContent:
    file = picture_file(image)
    shown = image.preview if file.url == image.preview.url else image.whole
    return MediaContent(
        url=file.url,
        type=file.type,
        length=file.length,
        width=shown.width,
        height=shown.height,
        alt=image.alt,
        caption=image.caption,
        credit=image.credit,
        licence=image.licence,
    )


def atom(
    feed: Feed,
    entries: Iterable[bytes],
    updated: datetime,
    editor: Editor,
    links: tuple[AtomLink, ...],
    *,
    archive: bool = False,
) -> FeedFile:
    """Atom 1.0 of `entries` as `atom_entry` makes them; with `archive` a year that is kept.

    feedgen writes the feed around them: an entry is the same wherever it stands, and made once.
    """
    made = _generator(feed, updated, editor)
    made.fixes.links = links
    made.fixes.archive = archive
    if archive:
        made.fixes.namespaces = {"fh": HISTORY}
    frame = styled(bytes(made.atom_str(pretty=True)), _sheet(editor))
    before, end, after = frame.rpartition(_END)
    return in_a_row(before, entries, end + after)


def atom_entry(
    item: Item, feed: Feed, *, links: tuple[AtomLink, ...] = (), categories: bool = True
) -> bytes:
    """One entry; `links` replace those to its page, its translations and its files."""
    from feedgen.entry import FeedEntry  # late: 80 ms

    entry = FeedEntry()
    entry.register_extension("fixes", EntryFixes)
    entry.id(item.id)
    entry.title(item.title)
    entry.published(item.published)
    entry.updated(item.updated)
    # feedgen wants a link here; what stands in the feed are those of the extension.
    entry.link(href=item.url, rel="alternate")
    entry.summary(item.summary)
    if feed.full:
        entry.content(item.html, type="html")
    for category in item.categories if categories else ():
        entry.category(term=category.term, scheme=category.scheme, label=category.label)
    fixes: EntryFixes = entry.fixes
    fixes.links = links or entry_links(item)
    fixes.lang = item.lang if item.lang != feed.language else ""
    return etree.tostring(entry.atom_entry(), pretty_print=True, encoding="UTF-8")


def entry_links(item: Item) -> tuple[AtomLink, ...]:
    """An entry's page, its translations and its files."""
    own = AtomLink(rel="alternate", href=item.url, type="text/html", hreflang=item.lang)
    translated = [
        AtomLink(rel="alternate", href=link.url, type="text/html", hreflang=link.lang)
        for link in item.alternates
    ]
    files = (
        AtomLink(rel="enclosure", href=file.url, type=file.type, length=file.length,
                 title=file.title)
        for file in item.files
    )  # fmt: skip
    return (own, *translated, *again(item, translated), *files)


def again(item: Item, others: Sequence[AtomLink]) -> tuple[AtomLink, ...]:
    """The page once more, after `others` of rel alternate.

    Most readers open the first of them, newsboat and some more the last. Two links may not share
    type and hreflang (RFC 4287, 4.1.2), so this one has neither.
    """
    return (AtomLink(rel="alternate", href=item.url),) if others else ()


def own_links(feed: Feed, editor: Editor, name: str, type: str) -> tuple[AtomLink, ...]:
    """Where the feed itself stands, and the hub that tells of what is new (WebSub, 4)."""
    address = editor.addresses.absolute(editor.addresses.feed(feed.name) + name)
    own = AtomLink(rel="self", href=address, type=type)
    return (own, AtomLink(rel="hub", href=feed.hub)) if feed.hub else (own,)


def home(feed: Feed, editor: Editor) -> AtomLink:
    """The site that the feed is of."""
    return AtomLink(rel="alternate", href=_front(feed, editor), type="text/html")


def newest(items: Iterable[Item]) -> datetime:
    """When a feed of these last changed: never the moment of the build."""
    return max((item.updated for item in items), default=EMPTY)


def description(feed: Feed) -> str:
    """What the feed says of itself, or else its title."""
    return feed.description.in_language(feed.language) or feed.title.in_language(feed.language)


def rights(feed: Feed, editor: Editor) -> str:
    """Whose the texts are."""
    name = editor.settings.newsroom.name.in_language(feed.language)
    return phrases("terms", feed.language)["feed.rights"].format(name=name)


def _front(feed: Feed, editor: Editor) -> str:
    return editor.addresses.absolute(editor.addresses.front(feed.language))


def _sheet(editor: Editor) -> str:
    """The style sheet's path on the host, as browsers take no sheet from another."""
    return editor.link("", "/static/feed.css").path


def _generator(feed: Feed, updated: datetime, editor: Editor) -> Any:
    """What RSS and Atom share. Each format needs a generator of its own."""
    from feedgen.feed import FeedGenerator  # late: 80 ms

    made = FeedGenerator()
    made.register_extension("fixes", ChannelFixes, EntryFixes)
    made.id(feed.id)
    made.title(feed.title.in_language(feed.language))
    made.subtitle(description(feed))
    made.description(description(feed))
    made.language(feed.language)
    made.updated(updated)
    made.lastBuildDate(updated)
    made.generator("kppress")
    made.rights(rights(feed, editor))
    newsroom = editor.settings.newsroom
    author = {"name": newsroom.name.in_language(feed.language), "uri": _front(feed, editor)}
    made.author({**author, "email": newsroom.email} if newsroom.email else author)
    made.managingEditor(None)
    return made

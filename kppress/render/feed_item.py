"""What stands in feeds: a document, or what is left of one, as an item.

An item is made once, whichever feeds and formats hold it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property

from msgspec import Struct

from kppress.locale.dates import stamp
from kppress.locale.words import phrases
from kppress.model.document import AnyDocument
from kppress.model.edition import Edition, Link, Media
from kppress.model.feed import Feed
from kppress.model.view import Tombstone
from kppress.render.edition import Editor
from kppress.render.feed_content import content_html, content_text, tombstone_html, tombstone_text

EMPTY = datetime(1970, 1, 1, tzinfo=UTC)
"""Atom wants a moment of every feed, also of one that has no item yet."""

MEDIATOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
"""IPTC's vocabulary, by which newsdesks sort."""


class Category(Struct, frozen=True, kw_only=True):
    """A topic or region: `term` is its id, `scheme` the register that the id stands in."""

    term: str
    scheme: str
    label: str


class Enclosure(Struct, frozen=True, kw_only=True):
    """A file that belongs to an item; `length` in bytes."""

    url: str
    type: str
    length: int
    title: str


# With a dict: what only some formats ask for is made then.
class Item(Struct, frozen=True, kw_only=True, dict=True):
    """An item of a feed. One that was withdrawn has no document, and says so and why."""

    id: str
    url: str
    title: str
    lang: str
    summary: str
    published: datetime
    updated: datetime
    """The last change of any kind, else the first public moment."""
    creator: str
    document: AnyDocument | None = None
    edition: Edition | None = None
    reason: str = ""
    withdrawn: str = ""
    """When, in words."""
    categories: tuple[Category, ...] = ()
    alternates: tuple[Link, ...] = ()
    """The other languages."""

    @cached_property
    def html(self) -> str:
        """The whole of it as HTML."""
        if self.edition is None:
            return tombstone_html(self.withdrawn, self.reason, self.lang)
        return content_html(self.edition)

    @cached_property
    def text(self) -> str:
        """The same as plain text."""
        if self.edition is None:
            return tombstone_text(self.withdrawn, self.reason, self.lang)
        return content_text(self.edition)

    @cached_property
    def picture(self) -> Enclosure | None:
        """The lead picture in the size that programs show."""
        lead = self.edition.lead_image if self.edition else None
        return picture_file(lead) if lead else None

    @cached_property
    def files(self) -> tuple[Enclosure, ...]:
        """The lead picture and the attachments."""
        attachments = self.edition.attachments if self.edition else ()
        files = (Enclosure(url=m.url, type=m.type, length=m.size, title=m.title)
                 for m in attachments)  # fmt: skip
        return (*((self.picture,) if self.picture else ()), *files)


Piece = Item | bytes
"""An item, or what an earlier file of the same format has of it."""


def picture_file(media: Media) -> Enclosure:
    """A picture in the size that programs show, with the bytes that it will have."""
    shown = media.preview
    if shown is not media.whole and not shown.size:
        shown = media.whole  # in a preview only the source's size is known
    return Enclosure(
        url=shown.url, type=shown.type, length=shown.size or media.size, title=media.title
    )


def ninjs_path(editor: Editor, feed: Feed) -> str:
    """The list of a feed in ninjs, beside its other formats."""
    return editor.addresses.feed(feed.name) + "ninjs.json"


def published(document: AnyDocument) -> datetime:
    """The first public moment."""
    return document.first_public or EMPTY


def updated(document: AnyDocument) -> datetime:
    """The last change of any kind, else the first public moment."""
    changed = document.last_changed
    return max(published(document), changed.at) if changed else published(document)


def moved(document: AnyDocument) -> datetime:
    """What feeds sort by: the later of first public moment and last correction of substance."""
    return max(published(document), document.last_correction or EMPTY)


def item_of(document: AnyDocument, editor: Editor) -> Item:
    """The item that a document is."""
    edition = editor.edition(document)
    return Item(
        id=edition.id,
        url=edition.url,
        title=edition.title,
        lang=edition.lang,
        summary=edition.summary,
        published=published(document),
        updated=updated(document),
        creator=edition.organisation,
        document=document,
        edition=edition,
        categories=tuple(_categories(document, edition, editor)),
        alternates=edition.translations,
    )


def item_of_tombstone(stone: Tombstone, editor: Editor) -> Item:
    """The item that says that a document was withdrawn, and nothing else of it."""
    words = phrases("terms", stone.lang)
    when = stamp(stone.at, stone.lang).text
    return Item(
        id=stone.id,
        url=editor.addresses.absolute(stone.path),
        title=words["feed.withdrawn_title"].format(title=stone.title),
        lang=stone.lang,
        summary=tombstone_text(when, stone.reason, stone.lang),
        published=stone.published.at,
        updated=stone.at.at,
        creator=editor.settings.newsroom.name.in_language(stone.lang),
        reason=stone.reason,
        withdrawn=when,
    )


def _categories(document: AnyDocument, edition: Edition, editor: Editor) -> Iterator[Category]:
    """Topics by the newsroom's own names and by IPTC's codes, and regions."""
    settings, addresses = editor.settings, editor.addresses
    for name, keys, links in (
        ("topics", document.topics, edition.topics),
        ("regions", document.regions, edition.regions),
    ):
        scheme = addresses.absolute(addresses.section(name, edition.lang))
        for key, link in zip(keys, links, strict=True):
            yield Category(term=key, scheme=scheme, label=link.title)
            if name == "topics" and (code := settings.topics[key].mediatopic):
                yield Category(term=code, scheme=MEDIATOPICS, label=link.title)

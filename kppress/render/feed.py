"""The feeds of feeds/*.toml: what each holds, and its files.

One item has the same id, moment and title in every format; the id is the document's own and never
follows its address.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from kppress.model.address import file_of
from kppress.model.artifact import Artifact, Part
from kppress.model.document import AnyDocument
from kppress.model.feed import REMEMBERED, Feed
from kppress.model.view import Tombstone
from kppress.render.edition import Editor, type_years
from kppress.render.feed_file import FeedFile, cut_out
from kppress.render.feed_fixes import AtomLink
from kppress.render.feed_item import (
    EMPTY,
    Item,
    Piece,
    item_of,
    item_of_tombstone,
    moved,
    updated,
)
from kppress.render.feed_xml import ATOM, atom, atom_entry, home, own_links, rss
from kppress.render.json_feed import json_feed
from kppress.render.reuse import Group

Told = tuple[datetime, str, AnyDocument | Tombstone]
"""When a feed told of something, its id, and what it is."""
Format = Callable[[Feed, Sequence[Piece], datetime, Editor], FeedFile]
"""Makes the newest of a feed in a format; the moment is when it last changed."""


class Entry(NamedTuple):
    """A document as one file of a feed tells of it."""

    document: AnyDocument
    group: str
    """The name of the group that the file is of."""
    path: str
    make: Callable[[], bytes]


SOME = 10
"""Documents whose texts are in memory together, for a feed: as many as make its frame cheap."""


class Feeds:
    """Makes the feeds of one view; an entry is made once for all of them."""

    def __init__(self, editor: Editor, asked: Callable[[str], bool] = lambda _: True) -> None:
        self._editor = editor
        self._asked = asked
        self._entries: tuple[int, dict[tuple[str, bool], bytes]] = (0, {})
        self._pieces: dict[tuple[str, bool], dict[str, bytes]] = defaultdict(dict)
        """By the name of a file, and whether it has the texts: what it says of documents that other
        feeds tell of, too."""
        self._wanted = Counter[str]()
        """How many feeds are yet to tell of a document."""
        self.newest: dict[str, tuple[str, ...]] = {}
        """The paths of the documents that each feed itself tells of, once `groups` has made it."""
        self._stand: dict[str, Mapping[str, bytes]] = {}
        """Of files that are made next: what earlier ones say of documents, by their paths."""

    def groups(self) -> Iterator[Group]:
        """The files of every feed. What is not `asked` for stays out."""
        archives = [(feed, self._editor.archive(feed)) for feed in self._editor.view.feeds]
        for feed, years in archives:
            yield self._head(feed, years)
        # Year by year, since most feeds tell of the same.
        for year in sorted({year for _, years in archives for year in years}):
            for feed, years in archives:
                if year in years:
                    yield from self._archived(feed, years, year)

    def _head(self, feed: Feed, years: type_years) -> Group:
        """The newest in each format."""
        told = self._told(feed)
        documents = [one for _, _, one in told if not isinstance(one, Tombstone)]
        stones = [one for _, _, one in told if isinstance(one, Tombstone)]
        self.newest[feed.name] = tuple(document.path for document in documents)
        self._wanted.update(self.newest[feed.name])
        make = partial(self._newest, feed, told, years)
        name = self._head_of(feed)
        facts, take = (stones, sorted(years)), self._stand.__setitem__
        # A word of its own: to make one takes as long as dozens of pages, so each core gets some.
        return Group(name, make, documents, facts, take, together=name)

    def _newest(self, feed: Feed, told: tuple[Told, ...], years: type_years) -> Iterator[Artifact]:
        ones = [one for _, _, one in told]
        documents = ["" if isinstance(one, Tombstone) else one.path for one in ones]
        changed = max(map(_changed, ones), default=EMPTY)
        self._wanted.subtract(documents)
        formats = self._formats(feed, years)
        asked = {path: make for path, make in formats.items() if self._asked(path)}
        known = {path: {**self._kept(path, feed), **self._stand.pop(path, {})} for path in asked}
        for start in range(0, len(ones), SOME):
            items: dict[str, Item] = {}
            for path, make in asked.items():
                lacks = [one for one in ones[start : start + SOME] if one.path not in known[path]]
                found = [self._item(one, items) for one in lacks]
                pieces = cut_out(make(feed, found, changed, self._editor)) if found else ()
                known[path].update(zip((one.path for one in lacks), pieces, strict=True))
        for path, make in asked.items():
            told_of = known.pop(path)
            pieces = [told_of[one.path] for one in ones]
            kept = self._kept(path, feed)
            for document, piece in zip(documents, pieces, strict=True):
                if self._wanted[document] > 0:
                    kept[document] = piece
                else:
                    kept.pop(document, None)
            yield _artifact(path, make(feed, pieces, changed, self._editor), documents)

    def _kept(self, path: str, feed: Feed) -> dict[str, bytes]:
        """What files of this format say of documents, by their paths: the same in all feeds."""
        return self._pieces[path.rpartition("/")[2], feed.full]

    def _formats(self, feed: Feed, years: type_years) -> Mapping[str, Format]:
        """What makes the newest of a feed in each format, by the path of the file."""
        formats = {"rss.xml": rss, "atom.xml": self._atom(years), "feed.json": json_feed}
        if self._editor.settings.build.ninjs:
            from kppress.render.ninjs import ninjs_list  # late: a newsroom may have none

            formats["ninjs.json"] = ninjs_list
        address = self._editor.addresses.feed(feed.name)
        return {file_of(address + name): make for name, make in formats.items()}

    def entries(self, feed: Feed, document: AnyDocument) -> Iterator[Entry]:
        """How each file of a feed tells of a document, if it does."""
        name, items = self._head_of(feed), dict[str, Item]()
        for path, make in self._formats(feed, {}).items():
            cut = partial(self._cut_out, make, path, feed, document, items)
            yield Entry(document, name, path, cut)
        archive = self._archive_of(feed, self._editor.year(document))
        yield Entry(document, archive, archive, partial(self._entry, document, feed))

    def _cut_out(
        self, make: Format, path: str, feed: Feed, document: AnyDocument, items: dict[str, Item]
    ) -> bytes:
        """The entry of a document, in a file that holds no other unless it is there already."""
        kept = self._kept(path, feed)
        if document.path not in kept:
            item = self._item(document, items)
            (kept[document.path],) = cut_out(make(feed, (item,), item.updated, self._editor))
        return kept[document.path]

    def _head_of(self, feed: Feed) -> str:
        return file_of(self._editor.addresses.feed(feed.name)) + "#newest"

    def _archive_of(self, feed: Feed, year: int) -> str:
        return file_of(self._editor.addresses.feed_archive(feed.name, year))

    def _told(self, feed: Feed) -> tuple[Told, ...]:
        view = self._editor.view
        documents = self._editor.selected(feed)
        plain = [d for d in documents if not d.corrections]
        if len(plain) > feed.limit:
            # They are in this order already, but for those of one moment.
            last = moved(plain[feed.limit - 1])
            first = takewhile(lambda d: moved(d) >= last, plain)
            documents = (*first, *(d for d in documents if d.corrections))
        told: list[Told] = [(moved(d), d.id, d) for d in documents]
        told += [
            (stone.at.at, stone.id, stone)
            for stone in view.tombstones
            if feed.name in stone.feeds and stone.at.at + REMEMBERED > view.now
        ]
        told.sort(key=lambda one: one[:2], reverse=True)
        return tuple(told[: feed.limit])

    def _item(self, told: AnyDocument | Tombstone, items: dict[str, Item]) -> Item:
        """One of the newest; `items` keep those of documents, for all formats."""
        if isinstance(told, Tombstone):
            return item_of_tombstone(told, self._editor)
        item = items.get(told.path)
        if item is None:
            item = items[told.path] = item_of(told, self._editor)
        return item

    def _entry(self, told: AnyDocument | Item, feed: Feed) -> bytes:
        """The entry of a document, the same in all feeds."""
        if isinstance(told, Item):
            path = told.document.path if told.document else ""
            year = told.edition.year if told.edition else 0
        else:
            path, year = told.path, self._editor.year(told)
        entries, key = self._of_year(year), (path or told.id, feed.full)
        if key not in entries:
            item = told if isinstance(told, Item) else item_of(told, self._editor)
            entries[key] = atom_entry(item, feed)
        return entries[key]

    def _of_year(self, year: int) -> dict[tuple[str, bool], bytes]:
        """The entries of a year, whose archives are made together.

        They are the whole texts: with those of all years, all there ever were.
        """
        if self._entries[0] != year:
            self._entries = (year, {})
        return self._entries[1]

    def _atom(self, years: type_years) -> Format:
        def make(
            feed: Feed, pieces: Sequence[Piece], changed: datetime, editor: Editor
        ) -> FeedFile:
            links = (*own_links(feed, editor, "atom.xml", ATOM), home(feed, editor))
            if years:
                links = (*links, self._archive_link(feed, "prev-archive", max(years)))
            entries = (p if isinstance(p, bytes) else self._entry(p, feed) for p in pieces)
            return atom(feed, entries, changed, editor, links)

        return make

    def _archived(self, feed: Feed, years: type_years, year: int) -> Iterator[Group]:
        """A year a document (RFC 5005, 4).

        It changes no more once the year is over, but for corrections and withdrawals.
        """
        path = self._archive_of(feed, year)
        if self._asked(path):
            before = max((other for other in years if other < year), default=0)
            after = min((other for other in years if other > year), default=0)
            make = partial(self._archive, feed, path, (before, year, after), years[year])
            take = partial(self._take, feed, year, years[year])
            yield Group(path, make, years[year], (before, after), take, f"feeds of {year}")

    def _take(
        self,
        feed: Feed,
        year: int,
        documents: list[AnyDocument],
        _: str,
        entries: Mapping[str, bytes],
    ) -> None:
        """Know entries as an earlier archive had them."""
        known = self._of_year(year)
        for document in documents:
            if (entry := entries.get(document.path)) is not None:
                known.setdefault((document.path, feed.full), entry)

    def _archive(
        self, feed: Feed, path: str, years: tuple[int, int, int], documents: list[AnyDocument]
    ) -> Iterator[Artifact]:
        editor, (before, year, after) = self._editor, years
        current = editor.addresses.absolute(editor.addresses.feed(feed.name) + "atom.xml")
        links = [
            self._archive_link(feed, "self", year),
            home(feed, editor),
            AtomLink(rel="current", href=current, type=ATOM),
        ]
        links += [self._archive_link(feed, "prev-archive", before)] if before else []
        links += [self._archive_link(feed, "next-archive", after)] if after else []
        entries = [self._entry(document, feed) for document in documents]
        changed = max(map(updated, documents))
        made = atom(feed, entries, changed, editor, tuple(links), archive=True)
        yield _artifact(path, made, [document.path for document in documents])

    def _archive_link(self, feed: Feed, rel: str, year: int) -> AtomLink:
        addresses = self._editor.addresses
        href = addresses.absolute(addresses.feed_archive(feed.name, year))
        return AtomLink(rel=rel, href=href, type=ATOM)


def _changed(told: AnyDocument | Tombstone) -> datetime:
    return told.at.at if isinstance(told, Tombstone) else updated(told)


def _artifact(path: str, made: FeedFile, documents: Sequence[str]) -> Artifact:
    """A file of a feed, with the parts of it that are of documents; what was withdrawn has none."""
    each = zip(documents, made.spans, strict=True)
    parts = tuple(Part(document, *span) for document, span in each if document)
    return Artifact(path=path, content=made.content, parts=parts)

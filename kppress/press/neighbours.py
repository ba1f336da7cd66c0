"""The documents that stand beside new ones in lists, feeds and maps: few of all there are."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from kppress.cache.store import Store
from kppress.model.address import Addresses, file_of
from kppress.model.document import AnyDocument
from kppress.model.newsroom import Newsroom
from kppress.model.site import Survey
from kppress.press.addition import Added
from kppress.press.few import Few
from kppress.press.kept import parts_in
from kppress.press.parts import is_small
from kppress.read.family import stem
from kppress.render.feed_pages import LATEST


def neighbours(added: Added, survey: Survey, parts: Store) -> Newsroom:
    """A newsroom of those alone that are shown where the new ones will be.

    `parts` are those of the files that tell of them.
    """
    paths = {*_shown_with(added, survey, parts)}
    paths |= {path for event in survey.events if not paths.isdisjoint(event) for path in event}
    documents = _taken_up(paths, added.few)
    unread = frozenset(path for path, document in documents.items() if document is None)
    newsroom = added.few.newsroom(tuple(filter(None, documents.values())))
    return replace(newsroom, unread=unread)


def _shown_with(added: Added, survey: Survey, parts: Store) -> Iterator[str]:
    """The paths of the documents that are shown where these will be."""
    new, addresses = added.newsroom.documents, Addresses(added.newsroom.settings)
    yield from (*survey.newest, *survey.notices)
    for document in new:
        for first, of_year in addresses.lists_of(document):
            yield from survey.lists[file_of(first)].newest
            yield from _told_in(file_of(of_year), parts)
    languages = {document.lang for document in new}
    for feed in added.newsroom.feeds:
        newest, chosen = survey.feeds[feed.name].newest, feed.select(new)
        if feed.language in languages:  # the page of all feeds shows a few of each
            yield from newest if chosen else newest[:LATEST]
        for year in {addresses.year(document) for document in chosen}:
            yield from _told_in(file_of(addresses.feed_archive(feed.name, year)), parts)


def _told_in(file: str, parts: Store) -> Iterable[str]:
    """The documents that a file tells of in parts, if there is one."""
    known = parts_in(parts.piece(file))
    return (part.document for part in known.parts) if known else ()


def _taken_up(paths: Iterable[str], few: Few) -> Mapping[str, AnyDocument | None]:
    """These documents and their translations, by path; None of one that could not be read."""
    wanted: dict[int, tuple[Mapping[str, object], set[str]]] = {}
    for path in paths:
        drawer = few.drawers.beside(path)
        wanted.setdefault(id(drawer), (drawer, set()))[1].add(stem(path))
    found: dict[str, AnyDocument | None] = {}
    for drawer, stems in wanted.values():
        for name, small in drawer.items():
            if stem(name) in stems and is_small(small):
                few.known.take(small)
                found[name] = small.read.document
    few.known.memory.seen.update(found)
    return found

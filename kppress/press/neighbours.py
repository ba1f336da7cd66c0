"""The documents that stand beside new ones in lists, feeds and maps: few of all there are."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from kppress.cache.store import Store
from kppress.model.address import Addresses, file_of
from kppress.model.document import AnyDocument
from kppress.model.newsroom import Newsroom
from kppress.model.site import Shown, Survey
from kppress.press.addition import Added
from kppress.press.few import Few, NotKnown
from kppress.press.kept import parts_in
from kppress.press.parts import is_small
from kppress.read.family import stem
from kppress.render.feed_pages import LATEST
from kppress.render.lists import lists_of


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


def counted(survey: Survey, added: Added) -> Survey:
    """A survey with these counted, too."""
    lists, feeds = {**survey.lists}, {**survey.feeds}
    addresses = Addresses(added.newsroom.settings)
    for document in added.newsroom.documents:
        year = addresses.year(document)
        for first, _ in _lists_of(document, addresses):
            lists[first] = _with_one_more(lists.get(first), year)
        for feed in added.newsroom.feeds:
            if feed.selects(document):
                feeds[feed.name] = _with_one_more(feeds.get(feed.name), year)
    return survey._replace(lists=lists, feeds=feeds)


def _with_one_more(shown: Shown | None, year: int) -> Shown:
    years = dict(_known(shown).years)
    if year not in years:  # its page is new, and those of all years lead to it
        raise NotKnown
    years[year] += 1
    return _known(shown)._replace(years=tuple(years.items()), total=_known(shown).total + 1)


def _known(shown: Shown | None) -> Shown:
    if shown is None:  # the first of its kind
        raise NotKnown
    return shown


def _shown_with(added: Added, survey: Survey, parts: Store) -> Iterator[str]:
    """The paths of the documents that are shown where these will be."""
    new, addresses = added.newsroom.documents, Addresses(added.newsroom.settings)
    yield from (*survey.newest, *survey.notices)
    for document in new:
        for first, of_year in _lists_of(document, addresses):
            yield from _known(survey.lists.get(first)).newest
            yield from _told_in(of_year, parts)
    languages = {document.lang for document in new}
    for feed in added.newsroom.feeds:
        newest, chosen = _known(survey.feeds.get(feed.name)).newest, feed.select(new)
        if feed.language in languages:  # the page of all feeds shows a few of each
            yield from newest if chosen else newest[:LATEST]
        for year in {addresses.year(document) for document in chosen}:
            yield from _told_in(file_of(addresses.feed_archive(feed.name, year)), parts)


def _lists_of(document: AnyDocument, addresses: Addresses) -> Iterator[tuple[str, str]]:
    """The first page of each list that a document is in, and the page of its year."""
    year = addresses.year(document)
    for name, key in lists_of(document):
        first = addresses.listing(name, document.lang, key)
        yield file_of(first), file_of(addresses.listing(name, document.lang, key, year))


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

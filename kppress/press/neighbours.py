"""The documents that stand beside new ones in lists, feeds and maps: few of all there are."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from kppress.cache.store import Store
from kppress.model.address import Addresses, file_of, lists_of
from kppress.model.document import AnyDocument, Notice
from kppress.model.newsroom import Newsroom
from kppress.model.site import NONE_SHOWN, Shown, Survey
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
        for name, key in lists_of(document):
            path = partial(addresses.listing, name, document.lang, key)
            shown = survey.lists.get(file_of(path()), NONE_SHOWN)
            yield from shown.newest
            for year in _beside(addresses.year(document), shown):
                yield from _told_in(file_of(path(year)), parts)
    if any(isinstance(document, Notice) for document in new):
        yield from survey.past
    languages = {document.lang for document in new}
    for feed in added.newsroom.feeds:
        shown, chosen = survey.feeds[feed.name], feed.select(new)
        if feed.language in languages:  # the page of all feeds shows a few of each
            yield from shown.newest if chosen else shown.newest[:LATEST]
        years = {year for document in chosen for year in _beside(addresses.year(document), shown)}
        for year in years:
            yield from _told_in(file_of(addresses.feed_archive(feed.name, year)), parts)


def _beside(year: int, shown: Shown) -> Iterator[int]:
    """A year, if there is something of it; else those before and after, which will lead to it."""
    years = [one for one, _ in shown.years]
    if year in years:
        yield year
        return
    yield from sorted(one for one in years if one > year)[:1]
    yield from sorted(one for one in years if one < year)[-1:]


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

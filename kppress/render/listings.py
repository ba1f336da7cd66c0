"""A list of documents, all or by type, topic or region: its newest, and each of its years."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import groupby

from msgspec.structs import replace

from kppress.locale.words import own_name, phrases
from kppress.model.address import file_of
from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument, Page
from kppress.model.edition import Link
from kppress.model.page import Head, Listing
from kppress.render.cards import Cards
from kppress.render.reuse import Group
from kppress.render.web import Pages

NEWEST = 25
"""Documents on the front and at the head of a list; older ones are found by year."""


def in_all_languages(pages: Pages, name: str) -> tuple[Link, ...]:
    """The same list in every language; a topic or year may be empty there and has no page."""
    editor = pages.editor
    languages, addresses = editor.settings.languages, editor.addresses
    return tuple(
        editor.link(
            own_name(language),
            addresses.front(language) if name == "front" else addresses.section(name, language),
            language,
        )
        for language in languages
        if len(languages) > 1
    )


def years_of(
    pages: Pages, cards: Cards, documents: Sequence[AnyDocument], name: str, key: str = ""
) -> tuple[Link, ...]:
    """The years of a list, the last first, each with how many documents it has."""
    editor = pages.editor
    path = partial(editor.addresses.listing, name, pages.site.language, key)
    return tuple(
        editor.link(str(year), path(year), count=count) for year, count in cards.counts(documents)
    )


class YearlyList:
    """One list. `name` is its section, `key` the topic or region; newest documents come first."""

    def __init__(
        self,
        pages: Pages,
        cards: Cards,
        name: str,
        key: str,
        titles: tuple[str, str],
        documents: Sequence[AnyDocument],
        standing: Sequence[Page] = (),
    ) -> None:
        self._pages = pages
        self._cards = cards
        self._name = name
        self._key = key
        self._title, self._label = titles
        self._documents = documents
        self._standing = standing

    def groups(self) -> Iterator[Group]:
        """Its pages."""
        counts = self._cards.counts(self._documents)
        newest = self._documents[:NEWEST]
        path = self._path()
        shown = (*newest, *self._standing)
        yield Group(file_of(path), partial(self._first, path, newest), shown, (counts,))
        years = [year for year, _ in counts]
        for year, found in groupby(self._documents, key=self._pages.editor.year):
            group = tuple(found)
            path = self._path(year)
            yield Group(file_of(path), partial(self._of_year, path, group), group, (years,))

    def _path(self, year: int | None = None) -> str:
        addresses = self._pages.editor.addresses
        return addresses.listing(self._name, self._pages.site.language, self._key, year)

    @cached_property
    def _years(self) -> tuple[Link, ...]:
        return years_of(self._pages, self._cards, self._documents, self._name, self._key)

    def _first(self, path: str, newest: Sequence[AnyDocument]) -> Iterator[Artifact]:
        listing = Listing(
            label=self._label,
            title=self._title,
            years=self._cards.by_year(newest if self._pages.asked(path) else ()),
            archive=self._years,
            pages=tuple(map(self._cards.card, self._standing)),
            total=len(self._documents) + len(self._standing),
        )
        archive = self._name == "archive"
        alternates = in_all_languages(self._pages, self._name) if archive else ()
        head = self._pages.head(self._title, path, alternates=alternates)
        yield self._page(path, head, listing)

    def _of_year(self, path: str, documents: Sequence[AnyDocument]) -> Iterator[Artifact]:
        if not self._pages.asked(path):
            return
        (group,) = self._cards.by_year(documents)
        listing = Listing(
            label=self._label,
            title=self._title,
            years=(group,),
            # Without counts: else a new document would change the pages of all years.
            archive=tuple(replace(year, count=0) for year in self._years),
            year=group.year,
            up=self._pages.editor.link(self._title, self._path()),
            total=len(group.cards),
        )
        words = phrases("terms", self._pages.site.language)
        title = words["page.title_and_year"].format(title=self._title, year=group.year)
        yield self._page(path, self._pages.head(title, path), listing)

    def _page(self, path: str, head: Head, listing: Listing) -> Artifact:
        return self._pages.page(path, "web/listing.html", head, section=self._name, listing=listing)

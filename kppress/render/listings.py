"""A list of documents, all or by type, topic or region: its newest, and each of its years."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from operator import itemgetter

from msgspec.structs import replace

from kppress.locale.words import own_name, phrases
from kppress.model.address import file_of
from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument, Page
from kppress.model.edition import Link
from kppress.model.page import Head, Listing
from kppress.model.site import Shown
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

    def first(self) -> Group:
        """Its first page, with the newest."""
        newest, path = self._documents[:NEWEST], self._path()
        make = partial(self._first, path, newest)
        return Group(file_of(path), make, (*newest, *self._standing), (self.counts,), cards=True)

    def of_years(self) -> Iterator[tuple[int, Group]]:
        """The pages of its years, the last first.

        Each leads to the years beside it alone, so that a new year does not change all of them.
        """
        years = [year for year, _ in self.counts]
        for year, documents in self._by_year:
            path, at = self._path(year), years.index(year)
            beside = tuple(years[max(at - 1, 0) : at] + years[at + 1 : at + 2])
            make = partial(self._of_year, path, year, documents, beside)
            take, word = partial(self._take, year), f"lists of {year}"
            yield year, Group(file_of(path), make, documents, (beside,), take, word, cards=True)

    def _take(self, year: int, _: str, rows: Mapping[str, bytes]) -> None:
        self._cards.take(year, rows)

    def shown(self) -> tuple[str, Shown]:
        """The file of its first page, and what it tells of."""
        newest = (*self._documents[:NEWEST], *self._standing)
        return file_of(self._path()), Shown(self.counts, self._total, tuple(d.path for d in newest))

    @cached_property
    def _surveyed(self) -> Shown | None:
        return self._pages.editor.survey.lists.get(file_of(self._path()))

    @property
    def _total(self) -> int:
        if self._surveyed:
            return self._surveyed.total
        return len(self._documents) + len(self._standing)

    def _path(self, year: int | None = None) -> str:
        addresses = self._pages.editor.addresses
        return addresses.listing(self._name, self._pages.site.language, self._key, year)

    @cached_property
    def _by_year(self) -> Sequence[tuple[int, Sequence[AnyDocument]]]:
        """What it has of each year, the last first."""
        found: dict[int, list[AnyDocument]] = defaultdict(list)
        year = self._pages.editor.year
        for document in self._documents:
            found[year(document)].append(document)
        return sorted(found.items(), key=itemgetter(0), reverse=True)

    @cached_property
    def counts(self) -> tuple[tuple[int, int], ...]:
        """How many documents there are of each year, the last first."""
        if self._surveyed:
            return self._surveyed.years
        return tuple((year, len(documents)) for year, documents in self._by_year)

    @cached_property
    def years(self) -> tuple[Link, ...]:
        """Its years, the last first, each with how many documents it has."""
        link = self._pages.editor.link
        return tuple(link(str(year), self._path(year), count=n) for year, n in self.counts)

    def _first(self, path: str, newest: Sequence[AnyDocument]) -> Iterator[Artifact]:
        listing = Listing(
            label=self._label,
            title=self._title,
            years=self._cards.by_year(newest if self._pages.asked(path) else ()),
            archive=self.years,
            pages=tuple(map(self._cards.card, self._standing)),
            total=self._total,
        )
        archive = self._name == "archive"
        alternates = in_all_languages(self._pages, self._name) if archive else ()
        head = self._pages.head(self._title, path, alternates=alternates)
        yield self._page(path, head, listing)

    def _of_year(
        self, path: str, year: int, documents: Sequence[AnyDocument], beside: tuple[int, ...]
    ) -> Iterator[Artifact]:
        if not self._pages.asked(path):
            return
        link = self._pages.editor.link
        listing = Listing(
            label=self._label,
            title=self._title,
            years=(self._cards.all_of(year, documents),),
            # Without counts: else a new document would change the pages beside its own.
            archive=tuple(link(str(year), self._path(year)) for year in beside),
            year=year,
            up=link(self._title, self._path()),
            total=len(documents),
        )
        words = phrases("terms", self._pages.site.language)
        title = words["page.title_and_year"].format(title=self._title, year=year)
        page = self._page(path, self._pages.head(title, path), listing)
        if isinstance(page.content, bytes):
            parts = tuple(self._cards.parts(year, documents, page.content))
            page = replace(page, parts=parts)
        yield page

    def _page(self, path: str, head: Head, listing: Listing) -> Artifact:
        return self._pages.page(path, "web/listing.html", head, section=self._name, listing=listing)

"""Lists: the front, types, topics, regions, years, notices, contacts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import TypeVar

from kppress.locale.words import phrases
from kppress.model.address import file_of
from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument, Document, Notice, Page
from kppress.model.edition import Edition, Link, NoticeView
from kppress.model.page import ContactPage, Front, Listing, NoticesPage
from kppress.model.settings import Region, Topic
from kppress.render.cards import Cards
from kppress.render.listings import NEWEST, YearlyList, in_all_languages
from kppress.render.notice import gravity, is_in_force
from kppress.render.people import contact_groups
from kppress.render.reuse import Group
from kppress.render.web import Pages

D = TypeVar("D", bound=Document)

ON_FRONT = 2
"""Press contacts that the front page shows; the page of contacts has all."""

KINDS = ("release", "invitation", "news")


class Lists:
    """The lists of one language."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._editor = pages.editor
        self._language = pages.site.language
        self._words = phrases("terms", self._language)
        view = pages.editor.view
        documents = view.in_language(self._language)
        self._news = [d for d in documents if not isinstance(d, Notice | Page)]
        self._notices = [d for d in view.told_in(self._language) if isinstance(d, Notice)]
        self._standing = [d for d in documents if isinstance(d, Page)]
        self._dated = [d for d in documents if not isinstance(d, Page)]
        self.made: list[YearlyList] = []
        """Those by year, once `groups` has made them."""
        self._cards = Cards(pages.editor, pages.row)

    def groups(self) -> Iterator[Group]:
        """Every list page. Those of one year follow one another, whose rows are the same."""
        lists, topics = [*self._lists()], self._terms("topics")
        self.made = lists
        yield self._front(lists[0], topics)
        yield self._register("topics", topics)
        yield self._register("regions", self._terms("regions"))
        yield from (one.first() for one in lists)
        of_years = [of_year for one in lists for of_year in one.of_years()]
        yield from (group for _, group in sorted(of_years, key=itemgetter(0), reverse=True))
        yield self._notices_page()
        yield Group(f"{self._language} contact", self._contact)
        yield Group(f"{self._language} 404", self._not_found)

    def _lists(self) -> Iterator[YearlyList]:
        """All first, then by type, by topic and by region."""
        yield from self._list("archive", "", self._news)
        for kind in KINDS:
            yield from self._list(kind, "", [d for d in self._news if d.type.value == kind])
        for name in ("topics", "regions"):
            dated, standing = _by_term(name, self._dated), _by_term(name, self._standing)
            for key in self._register_of(name):
                yield from self._list(name, key, dated[key], standing[key])

    def _register_of(self, name: str) -> Mapping[str, Topic | Region]:
        settings = self._editor.settings
        return settings.topics if name == "topics" else settings.regions

    def _terms(self, name: str) -> tuple[Link, ...]:
        """The topics or regions that have documents, by name, with counts."""
        counts: Counter[str] = Counter()
        for document in (*self._dated, *self._standing):
            counts.update(set(getattr(document, name)))
        addresses, language = self._editor.addresses, self._language
        register, surveyed = self._register_of(name), self._editor.survey.lists
        for key in register if surveyed else ():
            shown = surveyed.get(file_of(addresses.listing(name, language, key)))
            counts[key] = shown.total if shown else 0
        links = (
            self._editor.link(
                register[key].names.in_language(language),
                addresses.listing(name, language, key),
                count=counts[key],
            )
            for key in register
            if counts[key]
        )
        return tuple(sorted(links, key=lambda link: link.title.casefold()))

    def _front(self, archive: YearlyList, terms: tuple[Link, ...]) -> Group:
        path = self._editor.addresses.front(self._language)
        current = [d for d in self._notices if is_in_force(d, self._editor.view)]
        shown = (*self._news[:NEWEST], *current)
        make = partial(self._front_page, path, terms, archive)
        return Group(file_of(path), make, shown, (terms, archive.counts), cards=True)

    def _front_page(
        self, path: str, terms: tuple[Link, ...], archive: YearlyList
    ) -> Iterator[Artifact]:
        newest = [self._cards.card(d) for d in self._news[:NEWEST]]
        site, editor = self._pages.site, self._editor
        nearest = list(editor.settings.contacts.values())[:ON_FRONT]
        front = Front(
            lead=newest[0] if newest else None,
            cards=tuple(newest[1:]),
            notices=self._current(),
            topics=terms,
            contacts=contact_groups(editor, nearest, self._language),
            years=archive.years,
        )
        head = self._pages.head(
            site.title,
            path,
            alternates=in_all_languages(self._pages, "front"),
            feeds=self._with_alerts(),
        )
        yield self._pages.page(path, "web/front.html", head, section="front", front=front)

    def _with_alerts(self) -> tuple[Link, ...]:
        """The feeds of the language, that of the alerts last."""
        return (*self._pages.site.feeds, self._pages.site.alerts)

    def _current(self) -> tuple[Edition, ...]:
        return self._editions(lambda notice: notice.in_force)

    def _editions(self, wanted: Callable[[NoticeView], bool]) -> tuple[Edition, ...]:
        """Of the notices that are wanted: most are over, and their texts need not be taken up."""
        editor = self._editor
        editions = (editor.edition(d) for d in self._notices if wanted(editor.notice(d)))
        return tuple(sorted(editions, key=gravity))

    def _list(
        self,
        name: str,
        key: str,
        documents: Sequence[AnyDocument],
        standing: Sequence[Page] = (),
    ) -> Iterator[YearlyList]:
        """A list. An empty type or term has none."""
        if documents or standing or name in ("archive", "release"):
            titles = self._titles(name, key)
            yield YearlyList(self._pages, self._cards, name, key, titles, documents, standing)

    def _titles(self, name: str, key: str) -> tuple[str, str]:
        """The heading of a list, and what it is by."""
        words = self._words
        if name in KINDS:
            return words[f"kinds.{name}"], words["page.archive"]
        if name == "archive":
            return words["page.archive"], words["page.archive"]
        label = words["page.topic" if name == "topics" else "page.region"]
        return self._register_of(name)[key].names.in_language(self._language), label

    def _register(self, name: str, terms: tuple[Link, ...]) -> Group:
        path = self._editor.addresses.section(name, self._language)
        make = partial(self._terms_page, name, path, terms)
        return Group(file_of(path), make, (), (terms,))

    def _terms_page(self, name: str, path: str, terms: tuple[Link, ...]) -> Iterator[Artifact]:
        title = self._words[f"page.{name}"]
        head = self._pages.head(title, path, alternates=in_all_languages(self._pages, name))
        listing = Listing(label=title, title=title, years=(), terms=terms, total=len(terms))
        yield self._pages.page(path, "web/listing.html", head, section=name, listing=listing)

    def _notices_page(self) -> Group:
        path = self._editor.addresses.section("notice", self._language)
        make = partial(self._all_notices, path)
        return Group(file_of(path), make, self._notices, cards=True)

    def _all_notices(self, path: str) -> Iterator[Artifact]:
        past = [d for d in self._notices if not self._editor.notice(d).listed]
        title = self._words["page.page_of_notices"]
        page = NoticesPage(
            current=self._current(),
            coming=self._editions(lambda notice: notice.listed and not notice.in_force),
            past=self._cards.by_year(past),
        )
        head = self._pages.head(
            title,
            path,
            alternates=in_all_languages(self._pages, "notice"),
            feeds=self._with_alerts(),
        )
        yield self._pages.page(path, "web/notices.html", head, section="notice", page=page)

    def _contact(self) -> Iterator[Artifact]:
        editor = self._editor
        path = editor.addresses.section("contact", self._language)
        groups = contact_groups(editor, editor.settings.contacts.values(), self._language)
        title = self._words["page.contact"]
        head = self._pages.head(title, path, alternates=in_all_languages(self._pages, "contact"))
        page = ContactPage(groups=groups)
        yield self._pages.page(path, "web/contact.html", head, section="contact", page=page)

    def _not_found(self) -> Iterator[Artifact]:
        front = self._editor.addresses.front(self._language)
        path = f"{front}404.html"
        head = self._pages.head(self._words["page.not_found"], path, indexable=False)
        yield self._pages.page(path, "web/not_found.html", head)


def _by_term(name: str, documents: Iterable[D]) -> Mapping[str, list[D]]:
    """Documents by topic or region, each in one pass: there are many of both."""
    found: dict[str, list[D]] = defaultdict(list)
    for document in documents:
        for key in dict.fromkeys(getattr(document, name)):
            found[key].append(document)
    return found

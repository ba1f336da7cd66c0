"""Lists: the front, types, topics, regions, years, notices, contacts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from kppress.locale.words import own_name, phrases
from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument, Notice, Page
from kppress.model.edition import Edition, Link
from kppress.model.page import (
    Card,
    ContactPage,
    Front,
    Listing,
    NoticesPage,
    YearOfCards,
)
from kppress.model.settings import Region, Topic
from kppress.render.notice import gravity
from kppress.render.web import Pages

NEWEST = 25
"""Documents on the front and at the head of a list; older ones are found by year."""

ON_FRONT = 2
"""Press contacts that the front page shows; the page of contacts has all."""

KINDS = ("release", "invitation", "news")


def card_of(edition: Edition) -> Card:
    """A document as a list shows it."""
    notice = edition.notice
    return Card(
        title=edition.title,
        lead=edition.lead,
        path=edition.path,
        url=edition.url,
        kind=edition.kind,
        kind_label=edition.kind_label,
        date=edition.published,
        image=edition.lead_image,
        severity=notice.severity if notice else "",
        state=notice.state if notice else "",
    )


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
        self._notices = list(view.told_in(self._language))
        self._standing = [d for d in documents if isinstance(d, Page)]
        self._dated = [d for d in documents if not isinstance(d, Page)]
        self._cards: dict[str, Card] = {}

    def artifacts(self) -> Iterator[Artifact]:
        """Every list page."""
        yield self._front()
        yield from self._listings("archive", "", self._news)
        for kind in KINDS:
            yield from self._listings(kind, "", [d for d in self._news if d.type.value == kind])
        yield from self._register("topics")
        yield from self._register("regions")
        yield self._notices_page()
        yield self._contact()
        yield self._not_found()

    def _card(self, document: AnyDocument) -> Card:
        card = self._cards.get(document.path)
        if card is None:
            card = self._cards[document.path] = card_of(self._editor.edition(document))
        return card

    def _by_year(self, documents: Iterable[AnyDocument]) -> tuple[YearOfCards, ...]:
        addresses = self._editor.addresses
        return tuple(
            YearOfCards(year=year, cards=tuple(self._card(d) for d in group))
            for year, group in groupby(documents, key=addresses.year)
        )

    def _years(self, name: str, key: str, documents: Iterable[AnyDocument]) -> tuple[Link, ...]:
        addresses = self._editor.addresses
        counts = Counter(addresses.year(d) for d in documents)
        return tuple(
            self._editor.link(
                str(year), addresses.listing(name, self._language, key, year), count=counts[year]
            )
            for year in sorted(counts, reverse=True)
        )

    def _register_of(self, name: str) -> Mapping[str, Topic | Region]:
        settings = self._editor.settings
        return settings.topics if name == "topics" else settings.regions

    def _terms(self, name: str) -> tuple[Link, ...]:
        """The topics or regions that have documents, by name, with counts."""
        counts: Counter[str] = Counter()
        for document in (*self._dated, *self._standing):
            counts.update(set(getattr(document, name)))
        addresses, language = self._editor.addresses, self._language
        register = self._register_of(name)
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

    def _front(self) -> Artifact:
        newest = [self._card(d) for d in self._news[:NEWEST]]
        site, editor = self._pages.site, self._editor
        nearest = list(editor.settings.contacts.values())[:ON_FRONT]
        front = Front(
            lead=newest[0] if newest else None,
            cards=tuple(newest[1:]),
            notices=self._current(),
            topics=self._terms("topics"),
            contacts=editor.contact_groups(nearest, self._language),
            years=self._years("archive", "", self._news),
        )
        path = editor.addresses.front(self._language)
        head = self._pages.head(
            site.title,
            path,
            alternates=in_all_languages(self._pages, "front"),
            feeds=self._with_alerts(),
        )
        return self._pages.page(path, "web/front.html", head, section="front", front=front)

    def _with_alerts(self) -> tuple[Link, ...]:
        """The feeds of the language, that of the alerts last."""
        return (*self._pages.site.feeds, self._pages.site.alerts)

    def _current(self) -> tuple[Edition, ...]:
        editions = (self._editor.edition(d) for d in self._notices)
        current = [e for e in editions if e.notice and e.notice.in_force]
        return tuple(sorted(current, key=gravity))

    def _listings(
        self,
        name: str,
        key: str,
        documents: Sequence[AnyDocument],
        standing: Sequence[Page] = (),
    ) -> Iterator[Artifact]:
        """The newest of a list, and each of its years. An empty type or term has no page."""
        if not documents and not standing and name not in ("archive", "release"):
            return
        addresses = self._editor.addresses
        title, label = self._titles(name, key)
        years = self._years(name, key, documents)
        path = addresses.listing(name, self._language, key)
        newest = documents[:NEWEST] if self._pages.asked(path) else ()
        listing = Listing(
            label=label,
            title=title,
            years=self._by_year(newest),
            archive=years,
            pages=tuple(self._card(d) for d in standing),
            total=len(documents) + len(standing),
        )
        alternates = in_all_languages(self._pages, name) if name == "archive" else ()
        head = self._pages.head(title, path, alternates=alternates)
        yield self._pages.page(path, "web/listing.html", head, section=name, listing=listing)
        up = self._editor.link(title, path)
        title_and_year = self._words["page.title_and_year"]
        for year, found in groupby(documents, key=addresses.year):
            path = addresses.listing(name, self._language, key, year)
            if not self._pages.asked(path):
                continue
            group = YearOfCards(year=year, cards=tuple(self._card(d) for d in found))
            listing = Listing(
                label=label,
                title=title,
                years=(group,),
                archive=years,
                year=group.year,
                up=up,
                total=len(group.cards),
            )
            head = self._pages.head(title_and_year.format(title=title, year=group.year), path)
            yield self._pages.page(path, "web/listing.html", head, section=name, listing=listing)

    def _titles(self, name: str, key: str) -> tuple[str, str]:
        """The heading of a list, and what it is by."""
        words = self._words
        if name in KINDS:
            return words[f"kinds.{name}"], words["page.archive"]
        if name == "archive":
            return words["page.archive"], words["page.archive"]
        label = words["page.topic" if name == "topics" else "page.region"]
        return self._register_of(name)[key].names.in_language(self._language), label

    def _register(self, name: str) -> Iterator[Artifact]:
        terms = self._terms(name)
        title = self._words[f"page.{name}"]
        path = self._editor.addresses.section(name, self._language)
        head = self._pages.head(title, path, alternates=in_all_languages(self._pages, name))
        listing = Listing(label=title, title=title, years=(), terms=terms, total=len(terms))
        yield self._pages.page(path, "web/listing.html", head, section=name, listing=listing)
        for key in self._register_of(name):
            found = [d for d in self._dated if key in getattr(d, name)]
            standing = [d for d in self._standing if key in getattr(d, name)]
            yield from self._listings(name, key, found, standing)

    def _notices_page(self) -> Artifact:
        editions = [self._editor.edition(d) for d in self._notices]
        current = self._current()
        coming = [e for e in editions if e.notice and e.notice.listed and not e.notice.in_force]
        past = [
            d
            for d, e in zip(self._notices, editions, strict=True)
            if e.notice and not e.notice.listed
        ]
        path = self._editor.addresses.section("notice", self._language)
        title = self._words["page.page_of_notices"]
        page = NoticesPage(
            current=current,
            coming=tuple(sorted(coming, key=gravity)),
            past=self._by_year(past),
        )
        head = self._pages.head(
            title,
            path,
            alternates=in_all_languages(self._pages, "notice"),
            feeds=self._with_alerts(),
        )
        return self._pages.page(path, "web/notices.html", head, section="notice", page=page)

    def _contact(self) -> Artifact:
        editor = self._editor
        path = editor.addresses.section("contact", self._language)
        groups = editor.contact_groups(editor.settings.contacts.values(), self._language)
        title = self._words["page.contact"]
        head = self._pages.head(title, path, alternates=in_all_languages(self._pages, "contact"))
        page = ContactPage(groups=groups)
        return self._pages.page(path, "web/contact.html", head, section="contact", page=page)

    def _not_found(self) -> Artifact:
        front = self._editor.addresses.front(self._language)
        path = f"{front}404.html"
        head = self._pages.head(self._words["page.not_found"], path, indexable=False)
        return self._pages.page(path, "web/not_found.html", head)

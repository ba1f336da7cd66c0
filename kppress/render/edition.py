"""Documents to editions: every date in words, every name looked up, every address absolute."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from kppress.locale.dates import stamp
from kppress.locale.words import own_name, phrases
from kppress.model.address import Addresses, origin_and_path, source_target
from kppress.model.artifact import PictureOf
from kppress.model.body import Body
from kppress.model.document import AnyDocument, Document, Notice, Page
from kppress.model.edition import (
    NO_NAMES,
    CorrectionNote,
    Edition,
    Link,
    Media,
    Names,
    NoticeView,
    Stamp,
)
from kppress.model.feed import Feed
from kppress.model.moment import Moment
from kppress.model.site import NO_SURVEY, Survey
from kppress.model.term import CorrectionKind
from kppress.model.view import View
from kppress.model.walk import retarget
from kppress.render.changes import last_change, modified
from kppress.render.excerpt import first_words, paragraphs
from kppress.render.html import body_html
from kppress.render.kinds import occasion_view, project_views
from kppress.render.leads import Leads
from kppress.render.notice import notice_view
from kppress.render.people import contact_groups
from kppress.render.pictures import Gallery

type_years = Mapping[int, list[AnyDocument]]
FOOTER = ""
EDITIONS = 16
"""How many are kept: all that is made of one comes soon after it, but for old archives of feeds."""


class Editor:
    """Makes the editions of one view, and keeps the last of them.

    `weights` gives the bytes of pictures as they will be written; see `Gallery`. `known` are names
    as `names` and, under FOOTER, `footer` have them, where the view is without what is named, and
    `survey` tells of what it is without.
    """

    def __init__(
        self,
        view: View,
        weights: Mapping[PictureOf, int] | None = None,
        known: Mapping[str, Names] = MappingProxyType({}),
        survey: Survey = NO_SURVEY,
    ) -> None:
        self.view = view
        self.survey = survey
        self.gallery = Gallery(view, weights or {})
        self.settings = view.settings
        self.addresses: Addresses = view.addresses
        self.leads = Leads(view)
        self._known = known
        self._made: dict[str, Edition] = {}
        self._notices: dict[str, NoticeView] = {}
        self._selected: dict[str, tuple[AnyDocument, ...]] = {}
        self._told: dict[str, type_years] = {}
        self._addresses: dict[str, str] = {}
        self._years: dict[str, int] = {}

    @cached_property
    def host(self) -> str:
        """`https://press.vaxjo.example`, which links on our own pages leave out."""
        return origin_and_path(self.settings.base_url)[0]

    def link(self, title: str, path: str, lang: str = "", count: int = 0) -> Link:
        """A link to a page of the site."""
        url = self.addresses.absolute(path)
        return Link(title=title, url=url, path=url.removeprefix(self.host), lang=lang, count=count)

    def link_to(self, document: Document) -> Link:
        """A link to a document, by its headline."""
        return self.link(document.title, self.address(document), document.lang)

    def selected(self, feed: Feed) -> tuple[AnyDocument, ...]:
        """The documents that a feed tells of, in the view's order."""
        chosen = self._selected.get(feed.name)
        if chosen is None:
            # Most feeds are of one topic, and most documents are not.
            one = len(feed.topics) == 1
            among = self._of_topic[feed.topics[0]] if one else self.view.documents
            chosen = self._selected[feed.name] = feed.select(among)
        return chosen

    def archive(self, feed: Feed) -> type_years:
        """All that a feed ever told and that is still public, by year of first publication.

        Nothing where the feed itself holds all there is, of one year.
        """
        counts, total = self.told(feed)
        is_whole = len(counts) == 1 and total <= feed.limit
        return {} if is_whole else self._by_year(feed)

    def told(self, feed: Feed) -> tuple[tuple[tuple[int, int], ...], int]:
        """How many documents a feed tells of, of each year, the last first; and of all."""
        if shown := self.survey.feeds.get(feed.name):
            return shown.years, shown.total
        found = ((year, len(of_year)) for year, of_year in self._by_year(feed).items())
        return tuple(sorted(found, reverse=True)), len(self.selected(feed))

    def _by_year(self, feed: Feed) -> type_years:
        if (known := self._told.get(feed.name)) is not None:
            return known
        shown = self.survey.feeds.get(feed.name)
        years: dict[int, list[AnyDocument]] = {year: [] for year, _ in shown.years} if shown else {}
        for document in self.selected(feed):
            if year := self.year(document):  # a draft in a preview has none
                years.setdefault(year, []).append(document)
        return self._told.setdefault(feed.name, years)

    @cached_property
    def _of_topic(self) -> Mapping[str, list[AnyDocument]]:
        """The documents of each topic, in the view's order."""
        found: dict[str, list[AnyDocument]] = defaultdict(list)
        for document in self.view.documents:
            for topic in {*document.topics}:
                found[topic].append(document)
        return found

    def address(self, document: Document) -> str:
        """As `Addresses.document`, which lists and maps ask of each document."""
        path = document.source.path
        if (address := self._addresses.get(path)) is None:
            address = self._addresses[path] = self.addresses.document(document)
        return address

    def year(self, document: Document) -> int:
        """As `Addresses.year`, which each list and feed asks of each document."""
        path = document.source.path
        if (year := self._years.get(path)) is None:
            year = self._years[path] = self.addresses.year(document)
        return year

    def edition(self, document: AnyDocument) -> Edition:
        """The edition that a document is."""
        made = self._made.get(document.path)  # two files may have one id, which checking tells
        if made is None:
            if len(self._made) >= EDITIONS:
                del self._made[next(iter(self._made))]
            made = self._made[document.path] = self._edit(document)
        return made

    def _edit(self, document: AnyDocument) -> Edition:
        language = document.lang
        terms = phrases("terms", language)
        path = self.address(document)
        here = self.link(document.title, path)
        images = tuple(self.images(document))
        attachments = tuple(
            self.gallery.media(document, path, a.file, title=a.title or "")
            for a in document.attachments
            if self.gallery.has(document, a.file)
        )
        names = self.names(document)
        body, inline_files = self._resolve(document, path, names)
        public, changed = document.first_public_moment, last_change(document)
        newsroom = self.settings.newsroom
        about = self.settings.about.get(document.boilerplate or "")
        return Edition(
            id=document.id,
            kind=document.type.value,
            kind_label=terms[f"kind.{document.type.value}"],
            lang=language,
            title=document.title,
            lead=document.lead,
            url=here.url,
            path=here.path,
            folder=path.lstrip("/"),
            published=stamp(public, language) if public else None,
            updated=stamp(changed, language) if changed else None,
            modified=modified(document),
            year=self.year(document),
            body=body,
            body_html=body_html(body, pictures={f.url: f for f in inline_files}),
            summary=document.lead or first_words(body),
            lead_image=images[0] if images else None,
            images=images,
            attachments=attachments,
            inline_files=inline_files,
            topics=tuple(self._term("topics", key, language) for key in document.topics),
            regions=tuple(self._term("regions", key, language) for key in document.regions),
            contacts=contact_groups(self, document.contacts, language, document),
            about_title=about.title.in_language(language) if about else "",
            about=paragraphs(about.text.in_language(language)) if about else (),
            address=newsroom.address,
            organisation=newsroom.name.in_language(language),
            email=newsroom.email or "",
            translations=self.translations(document),
            related=names.related,
            corrections=tuple(
                CorrectionNote(
                    at=stamp(c.at, language),
                    label=terms[f"correction.{c.kind.value}"],
                    note=c.note or "",
                    substantive=c.kind is CorrectionKind.CORRECTION,
                )
                for c in sorted(document.corrections, key=lambda c: c.at, reverse=True)
            ),
            reference=document.reference or "",
            category=(document.category or "") if isinstance(document, Page) else "",
            owner=(document.owner or "") if isinstance(document, Page) else "",
            reviewed=_stamp_of(document.reviewed, language) if isinstance(document, Page) else None,
            projects=project_views(document, self),
            occasion=occasion_view(document, self.link(terms["calendar.add"], f"{path}index.ics")),
            notice=self.notice(document) if isinstance(document, Notice) else None,
        )

    def notice(self, document: Notice) -> NoticeView:
        """How a notice stands at the view's moment."""
        view = self._notices.get(document.path)
        if view is None:
            view = self._notices[document.path] = notice_view(document, self)
        return view

    def images(self, document: AnyDocument) -> Iterator[Media]:
        """The pictures of a document's fields, the lead picture first."""
        path = self.address(document)
        for image in document.images:
            if self.gallery.has(document, image.file):
                yield self.gallery.media(
                    document, path, image.file, alt=image.alt or "", image=image
                )

    def translations(self, document: AnyDocument) -> tuple[Link, ...]:
        """The same in the other languages."""
        editions = self.view.editions_of(document)
        if len(editions) < 2:  # as nearly always: everything asks for this
            return ()
        return tuple(
            self.link(own_name(d.lang), self.address(d), d.lang)
            for d in editions
            if d.lang != document.lang
        )

    def _term(self, register: str, key: str, language: str) -> Link:
        known = self.settings.topics if register == "topics" else self.settings.regions
        name = known[key].names.in_language(language)
        return self.link(name, self.addresses.listing(register, language, key))

    def _resolve(
        self, document: AnyDocument, path: str, names: Names
    ) -> tuple[Body, tuple[Media, ...]]:
        """The text with absolute addresses, and the files that it names."""
        files: dict[str, Media] = {}

        def address_of(target: str) -> str:
            address = names.leads.get(target)
            if address is None:
                address = self.leads.of(document, target)
            if address is not None:
                return address
            bare, mark, fragment = target.partition("#")
            source = source_target(document.path, bare)
            if source not in self.view.files:
                return ""
            media = files.setdefault(source, self.gallery.media(document, path, bare))
            return media.url + mark + fragment

        return retarget(document.body, address_of), tuple(files.values())

    def names(self, document: AnyDocument) -> Names:
        """What a document shows of others by naming them."""
        known = self._known.get(document.path)
        if known is not None:
            return known
        found = (self.view.find(reference, document) for reference in document.related)
        related = tuple(self.link_to(d) for d in found if d is not None and d.id != document.id)
        leads = self.leads.in_text(document)
        return Names(related, leads) if related or leads else NO_NAMES

    @cached_property
    def footer(self) -> Mapping[str, str]:
        """As `Names.leads`, for the links of the footers."""
        if (known := self._known.get(FOOTER)) is not None:
            return known.leads
        links = (link for footer in self.settings.footer.values() for link in footer)
        return {link.url: self.leads.address_of(link.url) for link in links}


def _stamp_of(moment: Moment | None, language: str) -> Stamp | None:
    return stamp(moment, language) if moment else None

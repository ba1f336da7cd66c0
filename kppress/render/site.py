"""The whole site of a view, artifact by artifact."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, Environment

from kppress.locale.words import phrases
from kppress.model.artifact import Artifact, PictureOf
from kppress.model.document import AnyDocument, Notice, Page
from kppress.model.edition import Edition, Names
from kppress.model.page import Site
from kppress.model.settings import Settings
from kppress.model.site import NO_SURVEY, PreviewSite, PublicSite, Survey
from kppress.model.view import PreviewNewsroom, PublicNewsroom, View
from kppress.render import machines
from kppress.render.cap import says_of_others
from kppress.render.colour import on_dark, on_light
from kppress.render.depends import Depends
from kppress.render.edition import Editor
from kppress.render.feed import Entry, Feeds
from kppress.render.feed_pages import feed_pages
from kppress.render.lists import Lists
from kppress.render.masthead import site_of
from kppress.render.notice import editions_of
from kppress.render.pictures import files_of
from kppress.render.redirects import redirects
from kppress.render.reuse import Group, Keep
from kppress.render.search import search_page
from kppress.render.survey import survey_of
from kppress.render.templating import environment
from kppress.render.theme import static_files
from kppress.render.web import Pages

if TYPE_CHECKING:
    from kppress.render.email import Mailer


def public_site(
    newsroom: PublicNewsroom,
    templates: Mapping[str, str],
    statics: Mapping[str, bytes],
    weights: Mapping[PictureOf, int] | None = None,
    keep: Keep | None = None,
    marks: Mapping[str, object] = MappingProxyType({}),
    heads: Mapping[str, object] = MappingProxyType({}),
    compiled: BytecodeCache | None = None,
) -> PublicSite:
    """Everything that the public may see, to be written.

    `templates` by name as `web/release.html`; `statics` by name as `style.css`; `weights` gives
    the bytes of whole pictures as they will be written. `keep` may know files from before; then
    `marks` and `heads` are as in `Depends`. `compiled` may know templates.
    """
    works = Works(newsroom, environment(templates, compiled), statics, weights=weights)
    groups = works.groups()
    made: Iterable[Artifact] = _made(groups)
    if keep:
        made = keep(groups, works.depends(marks, heads, templates))
    return PublicSite(
        artifacts=_once(works.artifacts(made)),
        next_change=newsroom.next_change,
        footer=works.footer,
        survey=works.survey,
    )


def _once(artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """Each path once, the first wins: an alias never hides a page that there is."""
    seen: set[str] = set()
    for artifact in artifacts:
        if artifact.path not in seen:
            seen.add(artifact.path)
            yield artifact


def preview_site(
    newsroom: PreviewNewsroom, jinja: Environment, statics: Mapping[str, bytes]
) -> PreviewSite:
    """Everything that could be read, each file made when it is asked for."""
    folders = {newsroom.addresses.document(d).lstrip("/"): d for d in newsroom.documents}

    def make(path: str) -> Artifact | None:
        works = Works(newsroom, jinja, statics, only=path)
        folder = path.rpartition("/")[0] + "/"
        while folder != "/":
            if folder in folders and (found := _named(path, works.of_document(folders[folder]))):
                return found
            folder = folder.rstrip("/").rpartition("/")[0] + "/"
        shared = chain(works.tombstones(), works.of_today(), _made(works.of_many()))
        return _named(path, chain(works.statics(), shared, works.redirects()))

    return PreviewSite(make=make)


def _made(groups: Iterable[Group]) -> Iterator[Artifact]:
    for group in groups:
        yield from group.make()


def _named(path: str, artifacts: Iterable[Artifact]) -> Artifact | None:
    return next((artifact for artifact in artifacts if artifact.path == path), None)


class Works:
    """The artifacts of a view, in groups, so that a preview can make one file without the others.

    With `only`, the pages at other paths are named but stay empty: what a page costs is saved.
    """

    def __init__(
        self,
        view: View,
        jinja: Environment,
        statics: Mapping[str, bytes],
        only: str = "",
        *,
        weights: Mapping[PictureOf, int] | None = None,
        known: Mapping[str, Names] = MappingProxyType({}),
        survey: Survey = NO_SURVEY,
    ) -> None:
        """`weights`, `known` and `survey` are as in `Editor`."""
        self._view = view
        self._jinja = jinja
        self._statics = statics
        self._only = only
        self._weights = weights or {}
        self.editor = Editor(view, weights, known, survey)
        self._lists: list[Lists] = []
        self._feeds = Feeds(self.editor, self._asked)

    def depends(
        self,
        marks: Mapping[str, object],
        heads: Mapping[str, object],
        templates: Mapping[str, str],
    ) -> Depends:
        """What the files are made of; `templates` are those that pages are made with."""
        frames = (made.site for made in self._pages.values())
        everywhere = (*sorted(templates.items()), *sorted(self._statics.items()), *frames)
        return Depends(self.editor, marks, heads, self._weights, everywhere)

    @cached_property
    def _pages(self) -> Mapping[str, Pages]:
        return {
            language: Pages(self.editor, self._jinja, site_of(self.editor, language), self._only)
            for language in self._view.settings.languages
        }

    @cached_property
    def _mailers(self) -> "Mapping[str, Mailer]":
        settings = self._view.settings
        return {
            language: mailer(made.site, settings, self._jinja)
            for language, made in self._pages.items()
        }

    @property
    def footer(self) -> Mapping[str, str]:
        """As `PublicSite.footer`."""
        return self.editor.footer

    def _asked(self, path: str) -> bool:
        return self._only in ("", path)

    def groups(self) -> Iterator[Group]:
        """What documents make, each on its own or several together."""
        yield from self.of_each()
        yield from self.of_many()
        yield Group("today", self.of_today, always=True)

    def of_each(self) -> Iterator[Group]:
        """What each document makes."""
        for document in self._view.documents:
            make = partial(self.of_document, document)
            shown: tuple[AnyDocument, ...] = (document,)
            facts: tuple[object, ...] = ()
            if isinstance(document, Notice):  # whose alert has all its languages
                shown = editions_of(document, self.editor)
                facts = says_of_others(document, self.editor)
            names = partial(self.editor.names, document)
            yield Group(document.path, make, shown, facts, names=names)

    def survey(self) -> Survey:
        """What is told of the view to a build that sees little of it, once there are `groups`."""
        lists = (one for lists in self._lists for one in lists.made)
        return survey_of(self.editor, lists, self._feeds.newest)

    def entries(self) -> Iterator[Entry]:
        """How each file of a feed tells of the documents that it may tell of."""
        feeds = Feeds(self.editor)
        for feed in self._view.feeds:
            for document in self.editor.selected(feed):
                yield from feeds.entries(feed, document)

    def of_today(self) -> Iterator[Artifact]:
        """What tells of all documents or of the moment."""
        yield from machines.of_all(self.editor, self._asked)

    def of_notices(self) -> Iterator[Artifact]:
        """Of those, what tells of notices alone."""
        yield from machines.of_notices(self.editor, self._asked)

    def artifacts(self, made: Iterable[Artifact]) -> Iterator[Artifact]:
        """All of them, `made` being those of the groups."""
        yield from made
        yield from self.tombstones()
        yield from self.statics()
        yield from self.redirects()

    def of_document(self, document: AnyDocument) -> Iterator[Artifact]:
        """What stands in the folder of a document."""
        edition = self.editor.edition(document)
        own = self._pages.get(document.lang) or self._pages[self._view.settings.language]
        yield own.document(edition)
        yield from files_of(edition)
        making = self._view.settings.build
        mail = {f"{edition.folder}{name}" for name in ("e-post.html", "index.txt")}
        if (
            (making.mail or making.text)
            and not isinstance(document, Page)
            and any(map(self._asked, mail))
        ):
            yield from _mail(self._mailers[own.site.language], edition, self._view)
        yield from machines.beside(document, self.editor, self._asked)

    def tombstones(self) -> Iterator[Artifact]:
        """The pages of withdrawn documents."""
        for stone in self._view.tombstones:
            own = self._pages.get(stone.lang) or self._pages[self._view.settings.language]
            yield own.tombstone(stone)

    def of_many(self) -> Iterator[Group]:
        """What several documents make together: lists and feeds."""
        yield from self.of_pages()
        yield from self.of_feeds()

    def of_pages(self) -> Iterator[Group]:
        """The lists, and the pages that explain feeds."""
        for language, made in self._pages.items():
            lists = Lists(made)
            self._lists.append(lists)
            yield from lists.groups()
            yield from feed_pages(made)
            yield Group(f"{language} search", partial(search_page, made))

    def of_feeds(self) -> Iterator[Group]:
        """The files of feeds."""
        yield from self._feeds.groups()

    def statics(self) -> Iterator[Artifact]:
        """Styles, scripts and icons, the same for all pages."""
        yield from static_files(self._view, self._statics)

    def redirects(self) -> Iterator[Artifact]:
        """Old addresses. They come last: an alias never hides a page that there is."""
        for document in self._view.documents:
            if document.aliases:
                url = self.editor.link_to(document).url
                yield from redirects(self._jinja, document.aliases, url, document.lang)
        for stone in self._view.tombstones:
            url = self.editor.addresses.absolute(stone.path)
            yield from redirects(self._jinja, stone.aliases, url, stone.lang)


def mailer(site: Site, settings: Settings, jinja: Environment) -> "Mailer":
    """What makes the mails of one language."""
    from kppress.render.email import Mailer  # late: a newsroom may have none

    return Mailer(
        site,
        phrases("mail", site.language),
        jinja,
        accent=on_light(settings.theme.accent),
        accent_dark=on_dark(settings.theme.accent),
    )


def _mail(mails: "Mailer", edition: Edition, view: View) -> Iterator[Artifact]:
    """The mail in a browser, and the text for pasting."""
    making = view.settings.build
    if making.mail:
        yield Artifact(path=f"{edition.folder}e-post.html", content=mails.shown(edition).encode())
    if making.text:
        yield Artifact(path=f"{edition.folder}index.txt", content=mails.pasted(edition).encode())


def sender_of(settings: Settings, language: str) -> str:
    """The mailbox that mails come from: `[mail] from`, else the newsroom's name and address."""
    if settings.mail.sender:
        return settings.mail.sender
    # Late: it is of mails that are sent, and takes sockets along.
    from email.utils import formataddr

    name = settings.newsroom.name.in_language(language)
    return formataddr((name, settings.newsroom.email)) if settings.newsroom.email else name

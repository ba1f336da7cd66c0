"""The whole site of a view, artifact by artifact."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from email.utils import formataddr
from functools import cached_property
from itertools import chain

from jinja2 import Environment

from kppress.locale.words import own_name, phrases
from kppress.model.address import NAVIGATION
from kppress.model.artifact import Artifact, CopyOf, PictureOf
from kppress.model.document import AnyDocument, Notice, Page
from kppress.model.edition import Edition, Media, Rendition
from kppress.model.media import media_type, published_name
from kppress.model.page import Site
from kppress.model.settings import Settings
from kppress.model.site import PreviewSite, PublicSite
from kppress.model.view import PreviewNewsroom, PublicNewsroom, View
from kppress.render.alerts import alerts_feed, alerts_path
from kppress.render.cap import cap_artifacts
from kppress.render.colour import on_dark, on_light
from kppress.render.edition import Editor
from kppress.render.email import Mailer
from kppress.render.feed import feed_artifacts
from kppress.render.lists import Lists
from kppress.render.notices import notices_json, notices_path
from kppress.render.pictures import files_of
from kppress.render.redirects import redirects
from kppress.render.search import search_page
from kppress.render.sitemap import robots, sitemap
from kppress.render.templating import environment
from kppress.render.web import Pages

STATIC = "static/"


def public_site(
    newsroom: PublicNewsroom,
    templates: Mapping[str, str],
    statics: Mapping[str, bytes],
    weights: Mapping[PictureOf, int] | None = None,
) -> PublicSite:
    """Everything that the public may see, to be written.

    `templates` by name as `web/release.html`; `statics` by name as `style.css`; `weights` gives
    the bytes of whole pictures as they will be written.
    """
    works = Works(newsroom, environment(templates), statics, weights=weights)
    return PublicSite(
        artifacts=_once(works.artifacts()),
        next_change=newsroom.next_change,
    )


def _once(artifacts: Iterator[Artifact]) -> Iterator[Artifact]:
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
        return _named(path, chain(works.statics(), works.shared(), works.redirects()))

    return PreviewSite(make=make)


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
    ) -> None:
        self._view = view
        self._jinja = jinja
        self._statics = statics
        self._only = only
        self._editor = Editor(view, weights)

    @cached_property
    def _pages(self) -> Mapping[str, Pages]:
        return {
            language: Pages(self._editor, self._jinja, site_of(self._editor, language), self._only)
            for language in self._view.settings.languages
        }

    @cached_property
    def _mailers(self) -> Mapping[str, Mailer]:
        settings = self._view.settings
        return {
            language: mailer(made.site, settings, self._jinja)
            for language, made in self._pages.items()
        }

    def _asked(self, path: str) -> bool:
        return self._only in ("", path)

    def artifacts(self) -> Iterator[Artifact]:
        """All of them."""
        for document in self._view.documents:
            yield from self.of_document(document)
        yield from self.shared()
        yield from self.statics()
        yield from self.redirects()

    def of_document(self, document: AnyDocument) -> Iterator[Artifact]:
        """What stands in the folder of a document."""
        edition = self._editor.edition(document)
        own = self._pages.get(document.lang) or self._pages[self._view.settings.language]
        yield own.document(edition)
        yield from files_of(edition)
        mail = {f"{edition.folder}{name}" for name in ("e-post.html", "index.txt")}
        if not isinstance(document, Page) and any(map(self._asked, mail)):
            yield from _mail(self._mailers[own.site.language], edition, self._view)
        if isinstance(document, Notice):
            yield from cap_artifacts(document, self._editor)

    def shared(self) -> Iterator[Artifact]:
        """What several documents make together: tombstones, lists, feeds, maps."""
        view, editor = self._view, self._editor
        for stone in view.tombstones:
            own = self._pages.get(stone.lang) or self._pages[view.settings.language]
            yield own.tombstone(stone)
        for language, made in self._pages.items():
            yield from Lists(made).artifacts()
            yield search_page(made)
            yield notices_json(editor, language)
            yield alerts_feed(editor, language)
        for feed in view.feeds:
            yield from feed_artifacts(feed, editor)
        if self._asked("sitemap.xml"):
            fronts = (editor.addresses.front(language) for language in self._pages)
            urls = map(editor.addresses.absolute, fronts)
            yield sitemap([editor.edition(d) for d in view.documents], urls)
        yield robots(editor)

    def statics(self) -> Iterator[Artifact]:
        """Styles, scripts and icons, the same for all pages."""
        yield from _static(self._view, self._statics)

    def redirects(self) -> Iterator[Artifact]:
        """Old addresses. They come last: an alias never hides a page that there is."""
        for document in self._view.documents:
            if document.aliases:
                yield from redirects(self._jinja, document, self._editor.edition(document))


def mailer(site: Site, settings: Settings, jinja: Environment) -> Mailer:
    """What makes the mails of one language."""
    return Mailer(
        site,
        phrases("mail", site.language),
        jinja,
        accent=on_light(settings.theme.accent),
        accent_dark=on_dark(settings.theme.accent),
    )


def _mail(mails: Mailer, edition: Edition, view: View) -> Iterator[Artifact]:
    """The mail in a browser, and the text for pasting: the same mail."""
    making = view.settings.build
    if not (making.mail or making.text):
        return
    mailing = mails.mail(edition, sender=sender_of(view.settings, edition.lang))
    if making.mail:
        yield Artifact(path=f"{edition.folder}e-post.html", content=mailing.html.encode())
    if making.text:
        yield Artifact(path=f"{edition.folder}index.txt", content=mailing.text.encode())


def sender_of(settings: Settings, language: str) -> str:
    """The mailbox that mails come from: `[mail] from`, else the newsroom's name and address."""
    if settings.mail.sender:
        return settings.mail.sender
    name = settings.newsroom.name.in_language(language)
    return formataddr((name, settings.newsroom.email)) if settings.newsroom.email else name


def _static(view: View, statics: Mapping[str, bytes]) -> Iterator[Artifact]:
    theme = view.settings.theme
    light, dark = on_light(theme.accent), on_dark(theme.accent)
    tokens = f":root{{--accent:{light};--accent-dark:{dark}}}\n"
    for name, content in statics.items():
        path = name if name == "notices.js" else STATIC + name
        # The newsroom's colours come first, so that the sheet needs no second request.
        prefix = tokens.encode() if name == "style.css" else b""
        yield Artifact(path=path, content=prefix + content)
    for source in (theme.logo, theme.favicon):
        if source:
            yield Artifact(path=STATIC + published_name(source), content=CopyOf(source))


def site_of(editor: Editor, language: str) -> Site:
    """What all pages of a language share."""
    settings, addresses = editor.settings, editor.addresses
    newsroom = settings.newsroom
    words = phrases("terms", language)

    front = editor.link(words["page.newsroom"], addresses.front(language))
    root = front.path[: -len(addresses.front(language))]
    theme = settings.theme
    return Site(
        name=newsroom.name.in_language(language),
        title=newsroom.title.in_language(language),
        language=language,
        base_url=settings.base_url,
        root=root,
        front=front,
        nav=tuple(
            replace(editor.link(words[title], addresses.section(section, language)), key=section)
            for title, section in NAVIGATION
        ),
        notices=editor.link(words["page.page_of_notices"], addresses.section("notice", language)),
        alerts=editor.link(words["feed.alerts"], alerts_path(editor, language)),
        subscribe=editor.link(words["page.subscribe"], addresses.section("subscribe", language)),
        search=editor.link(words["page.search"], addresses.section("search", language))
        if settings.build.search
        else None,
        archive=editor.link(words["page.archive"], addresses.section("archive", language)),
        feeds=tuple(
            editor.link(feed.title.in_language(language), addresses.feed(feed.name))
            for feed in editor.view.feeds
            if feed.language == language
        ),
        footer=tuple(
            replace(front, title=link.title, url=url, path=url)
            for link in settings.footer.get(language, ())
            if (url := editor.address_of(link.url))
        ),
        languages=tuple(
            editor.link(own_name(other), addresses.front(other), other)
            for other in settings.languages
            if other != language
        ),
        email=newsroom.email or "",
        address=newsroom.address,
        style=f"{root}/{STATIC}style.css",
        script=f"{root}/notices.js",
        notices_json=root + notices_path(editor, language),
        logo=_logo(editor, root) if theme.logo else None,
        favicon=f"{root}/{STATIC}{published_name(theme.favicon or 'icon.svg')}",
    )


def _logo(editor: Editor, root: str) -> Media:
    source = editor.settings.theme.logo or ""
    name = published_name(source)
    facts = editor.view.files.get(source)
    own = Rendition(
        url=editor.addresses.absolute(f"/{STATIC}{name}"),
        path=f"{root}/{STATIC}{name}",
        file=name,
        type=media_type(name),
        width=facts.width if facts else None,
        height=facts.height if facts else None,
    )
    return Media(
        title=editor.settings.newsroom.name.in_language(editor.settings.language),
        url=own.url,
        path=own.path,
        file=name,
        source=source,
        type=own.type,
        size=facts.size if facts else 0,
        size_text="",
        width=own.width,
        height=own.height,
        whole=own,
        preview=own,
    )

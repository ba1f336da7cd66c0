"""Pages: the frame that all share, and each document within it."""

from functools import cached_property
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from msgspec import Struct

from kppress.locale.dates import stamp
from kppress.locale.words import Phrases, phrases
from kppress.model.address import file_of
from kppress.model.artifact import Artifact
from kppress.model.edition import Edition, Link
from kppress.model.page import Card, Head, Site, Withdrawn
from kppress.model.view import Tombstone
from kppress.render.edition import Editor
from kppress.render.html import body_html
from kppress.render.structured import json_ld
from kppress.render.templating import fill, placed


class Slot(Struct, frozen=True):
    """The places of the shell that differ from page to page."""

    head: str
    languages: str
    main: str


_SLOTS = Slot("\x00head\x00", "\x00languages\x00", "\x00main\x00")


class Frame:
    """The shell of one language and section, rendered once and filled for every page."""

    def __init__(self, environment: Environment, site: Site, section: str) -> None:
        words = phrases("web", site.language)
        slots = {name: Markup(getattr(_SLOTS, name)) for name in ("head", "languages", "main")}
        text = fill(
            environment, "web/shell.html", site=site, words=words, section=section, slot=slots
        )
        self._before, _, rest = text.partition(_SLOTS.head)
        self._masthead, _, rest = rest.partition(_SLOTS.languages)
        self._between, _, self._after = rest.partition(_SLOTS.main)

    def page(self, head: str, languages: str, main: str) -> bytes:
        """A whole page."""
        parts = (self._before, head, self._masthead, languages, self._between, main, self._after)
        return "".join(parts).encode()


class Pages:
    """Makes pages of one language; with `only`, the one at that path, and leaves others empty."""

    def __init__(
        self, editor: Editor, environment: Environment, site: Site, only: str = ""
    ) -> None:
        self.only = only
        self.editor = editor
        self.environment = environment
        self.site = site
        self._frames: dict[str, Frame] = {}
        self._made_links: dict[tuple[Link, ...], Markup] = {}

    @cached_property
    def words(self) -> Phrases:
        """The phrases of pages."""
        return phrases("web", self.site.language)

    def page(
        self, path: str, template: str, head: Head, *, section: str = "", **names: Any
    ) -> Artifact:
        """The page at `path`, whose main part `template` makes of `names`."""
        if not self.asked(path):
            return Artifact(path=file_of(path), content=b"")
        frame = self._frames.get(section)
        if frame is None:
            frame = self._frames[section] = Frame(self.environment, self.site, section)
        site, words = self.site, self.words
        main = fill(self.environment, template, site=site, words=words, **names)
        feeds = self._feed_links(head.feeds or site.feeds)
        top = fill(
            self.environment, "web/head.html", head=head, site=site, words=words, feeds=feeds
        )
        languages = self._languages(head.alternates) if head.alternates else self._fronts
        return Artifact(path=file_of(path), content=frame.page(top, languages, main))

    def row(self, card: Card) -> str:
        """A document in a list of one year, as HTML."""
        with placed("web/parts.html"):
            parts: Any = self.environment.get_template("web/parts.html").module
            return str(parts.one_row(card, self.site, 2, True))

    def asked(self, path: str) -> bool:
        """Whether the page at `path` is to be made at all."""
        return self.only in ("", file_of(path))

    def _feed_links(self, feeds: tuple[Link, ...]) -> Markup:
        """The links of a head to feeds, of which most pages name the same dozens."""
        made = self._made_links.get(feeds)
        if made is None:
            shared = {"site": self.site, "words": self.words}
            text = fill(self.environment, "web/feed_links.html", feeds=feeds, **shared)
            made = self._made_links[feeds] = Markup(text)
        return made

    @cached_property
    def _fronts(self) -> str:
        """The links of a page that is in no other language, to the others' fronts."""
        return self._languages(())

    def _languages(self, alternates: tuple[Link, ...]) -> str:
        """To the same page in the other languages, else to their fronts."""
        by_language = {link.lang: link for link in alternates}
        links = tuple(by_language.get(link.lang, link) for link in self.site.languages)
        return fill(self.environment, "web/languages.html", links=links, words=self.words)

    def head(
        self,
        title: str,
        path: str,
        *,
        description: str = "",
        alternates: tuple[Link, ...] = (),
        feeds: tuple[Link, ...] = (),
        indexable: bool = True,
    ) -> Head:
        """What a page that is no document says of itself."""
        here = self.editor.link(title, path)
        whole = title if title == self.site.title else f"{title} – {self.site.title}"
        return Head(
            title=whole,
            description=description or self.site.title,
            canonical=here.url,
            lang=self.site.language,
            alternates=alternates,
            feeds=feeds or self.site.feeds,
            indexable=indexable,
        )

    def document(self, edition: Edition) -> Artifact:
        """The page of a document."""
        own = self.editor.link(self.site.title, "/" + edition.folder, edition.lang)
        others = edition.translations
        head = Head(
            title=f"{edition.title} – {self.site.title}",
            description=edition.summary,
            canonical=edition.url,
            lang=edition.lang,
            alternates=(own, *others) if others else (),
            feeds=self.site.feeds,
            kind="website" if edition.kind == "page" else "article",
            image=edition.lead_image,
            published=edition.published.iso if edition.published else "",
            modified=edition.modified,
            json_ld=json_ld(edition, self.site.base_url + "/"),
        )
        return self.page(
            "/" + edition.folder,
            f"web/{edition.kind}.html",
            head,
            section=edition.kind,
            edition=edition,
            body=Markup(self._body(edition)),
        )

    def _body(self, edition: Edition) -> str:
        """The text as pages have it; mostly that is as feeds have it.

        Addresses of our own host are shortened, notes have a heading and tables can be scrolled.
        """
        text = edition.body_html
        if self.editor.host not in text and not edition.body.footnotes and "<table>" not in text:
            return text
        terms = phrases("terms", edition.lang)
        return body_html(
            edition.body,
            pictures={file.url: file for file in edition.inline_files},
            host=self.editor.host,
            footnotes=terms["page.footnotes"],
            table=terms["page.table"],
        )

    def tombstone(self, stone: Tombstone) -> Artifact:
        """The page of a withdrawn document."""
        terms = phrases("terms", stone.lang)
        page = Withdrawn(
            title=stone.title,
            kind_label=terms[f"kind.{stone.kind.value}"],
            published=stamp(stone.published, stone.lang),
            at=stamp(stone.at, stone.lang),
            reason=stone.reason,
        )
        head = self.head(stone.title, stone.path, description=stone.reason, indexable=False)
        return self.page(stone.path, "web/withdrawn.html", head, page=page)

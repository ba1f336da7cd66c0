"""A document or a digest as a mail: HTML for mail programs, and a text that says the same.

The frame is made once for each kind and language; after that a mail costs two small templates.
"""

from collections.abc import Callable
from functools import cached_property, partial
from html import escape
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from msgspec import Struct

from kppress.locale.words import Phrases
from kppress.model.edition import Edition, Rendition
from kppress.model.mailing import Digest, Mailing
from kppress.model.media import SHOWN_IN_MAIL
from kppress.model.page import Site
from kppress.render.mail_blocks import TEXT_WIDTH, mail_html
from kppress.render.mail_shell import Look, filled, logo_of, look_of, shell
from kppress.render.mail_words import (
    preheader_of,
    preheader_of_digest,
    subject_of,
    subject_of_digest,
)
from kppress.render.templating import fill, placed
from kppress.render.text import LinkList, plain_text, tidy
from kppress.render.unlinked import unlinked

ACCENT = "#0b5d43"
ACCENT_DARK = "#7fd1ae"

# Text is escaped, so that no writer can type this comment.
_FOOTER = "<!-- footer -->"


class Letter(Struct, frozen=True, kw_only=True):
    """What a mail says besides its content; templates know it as `message`."""

    embargo: str
    """Said on top of everything; empty for what is public."""
    reason: str
    """Why the reader gets the mail."""
    unsubscribe_url: str


class Mailer:
    """Makes the mails of one language; made once per build.

    `words` are the phrases of `mail`. `accent` and `accent_dark` are #rrggbb and readable on the
    paper of the light and the dark look.
    """

    def __init__(
        self,
        site: Site,
        words: Phrases,
        environment: Environment,
        *,
        accent: str = ACCENT,
        accent_dark: str = ACCENT_DARK,
    ) -> None:
        self.site = site
        self.words = words
        self.environment = environment
        self.accent = accent
        self.accent_dark = accent_dark
        self._shells: dict[tuple[str, str, bool], tuple[str, ...]] = {}

    def mail(
        self,
        edition: Edition,
        *,
        sender: str,
        list_id: str = "",
        date: str = "",
        reason: str = "",
        unsubscribe_url: str = "",
    ) -> Mailing:
        """The mail of a document that is not a page.

        `sender` is a mailbox; `date` is RFC 3339, by default that of the last change. Raises
        ValueError for a page, TemplateError for a shell that MJML cannot read or without its slots.
        """
        if edition.kind == "page":
            raise ValueError("a page cannot be mailed")
        letter = self._letter(edition, reason, unsubscribe_url, edition.embargo)
        if edition.embargo:
            edition = unlinked(edition)
        return Mailing(
            id=edition.id,
            lang=edition.lang,
            subject=subject_of(edition, self.words),
            sender=sender,
            date=date or edition.modified,
            html=self._html_of(edition, letter),
            text=self._text_of(edition, letter),
            list_id=list_id,
        )

    def shown(self, edition: Edition) -> str:
        """The HTML of the mail, for a browser."""
        return self._html_of(edition, self._letter(edition, "", ""))

    def pasted(self, edition: Edition) -> str:
        """The text of the mail, without what it says to those who subscribe to it."""
        return self._text_of(edition, Letter(embargo="", reason="", unsubscribe_url=""))

    def _html_of(self, edition: Edition, letter: Letter) -> str:
        shown = {file.url: file.preview for file in edition.inline_files}
        return self._html(
            "email/content.html",
            edition.kind,
            edition.lang,
            title=edition.title,
            preheader=preheader_of(edition, self.words),
            message=letter,
            origin=edition,
            edition=edition,
            body=Markup(mail_html(edition.body, self._look.css, pictures=shown)),
        )

    def _text_of(self, edition: Edition, letter: Letter) -> str:
        links = LinkList()
        return self._text(
            "text/message.txt",
            links=links,
            message=letter,
            origin=edition,
            edition=edition,
            body_text=partial(plain_text, edition.body, links, picture=self.words.picture),
        )

    def digest(
        self,
        digest: Digest,
        *,
        sender: str,
        date: str,
        list_id: str = "",
        reason: str = "",
        unsubscribe_url: str = "",
    ) -> Mailing:
        """The mail of several documents: of each what is new, in short, and where it stands.

        As `mail`; a digest has no moment of its own, so `date` is required.
        """
        letter = self._letter(digest, reason, unsubscribe_url)
        subject = subject_of_digest(digest, self.words)
        # One picture, of the newest that has one: more would be a gallery.
        leads = enumerate((item.edition.lead_image for item in digest.items), 1)
        pictured = next((at for at, lead in leads if lead and _picture_width(lead.preview)), 0)
        return Mailing(
            id=digest.id,
            lang=digest.lang,
            subject=subject,
            sender=sender,
            date=date,
            html=self._html(
                "email/digest.html",
                "digest",
                digest.lang,
                title=subject,
                preheader=preheader_of_digest(digest),
                message=letter,
                origin=digest,
                digest=digest,
                pictured=pictured,
            ),
            text=self._text(
                "text/digest.txt",
                links=LinkList(),
                message=letter,
                origin=digest,
                digest=digest,
                pictured=pictured,
            ),
            list_id=list_id,
        )

    def _letter(
        self, origin: Edition | Digest, reason: str, unsubscribe_url: str, embargo: str = ""
    ) -> Letter:
        return Letter(
            embargo=embargo,
            reason=reason or self.words.reason.format(name=origin.organisation),
            unsubscribe_url=unsubscribe_url,
        )

    def _html(
        self, template: str, kind: str, lang: str, *, title: str, preheader: str, **names: Any
    ) -> str:
        look = self._look
        embargoed = bool(names["message"].embargo)
        made = fill(
            self.environment,
            template,
            site=self.site,
            words=self.words,
            css=look.named,
            to=_linking(look.named.link, lang),
            picture_width=_picture_width,
            accent=self.accent,
            **names,
        )
        content, _, footer = made.partition(_FOOTER)
        return filled(
            self._shell(kind, lang, embargoed=embargoed),
            title=escape(title),
            preheader=escape(preheader),
            content=content,
            footer=footer,
        )

    def _text(self, template: str, **names: Any) -> str:
        made = fill(self.environment, template, words=self.words, site=self.site, **names)
        return tidy(made)

    def _shell(self, kind: str, lang: str, *, embargoed: bool) -> tuple[str, ...]:
        known = self._shells.get((kind, lang, embargoed))
        if known is None:
            look = self._look
            with placed("email/shell.mjml"):
                known = self._shells[kind, lang, embargoed] = shell(
                    self.environment,
                    look,
                    site=self.site,
                    words=self.words,
                    lang=lang,
                    kind=kind,
                    # Under embargo a mail asks nothing of the site, which could tell its readers.
                    logo=None if embargoed else logo_of(self.site.mail_logo),
                    accent=self.accent,
                    accent_dark=self.accent_dark,
                )
        return known

    @cached_property
    def _look(self) -> Look:
        with placed("email/styles.toml"):
            return look_of(self.environment, self.accent)


def _linking(style: str, lang: str) -> Callable[..., Markup]:
    """What templates call `to`: the words of a link, alone where there is no address.

    A macro of Jinja's says the same in four times the time, and a mail has many links.
    """

    def to(title: str, url: str, style: str = style, of: str = "") -> Markup:
        words = escape(title, quote=False)
        if not url:
            return Markup(words)
        foreign = f' lang="{escape(of)}" hreflang="{escape(of)}"' if of and of != lang else ""
        return Markup(f'<a href="{escape(url)}"{foreign} {style}>{words}</a>')

    return to


def _picture_width(shown: Rendition) -> int:
    """Pixels in which a mail draws a picture; 0 where mail programs cannot draw it."""
    if not shown.url or shown.type not in SHOWN_IN_MAIL:
        return 0
    return min(shown.width or TEXT_WIDTH, TEXT_WIDTH)

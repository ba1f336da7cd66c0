"""A document as a mail: HTML that mail programs can show, and a text part that says the same.

The frame is made once for each kind and language (Jinja, then MJML, then inlined styles) and
split at its slots; after that a mail costs one small template. Content is joined in and never
searched, so no text can open a slot.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from html import escape
from textwrap import shorten
from types import SimpleNamespace
from typing import TypeVar

from jinja2 import Environment
from markupsafe import Markup

from kppress.locale.words import Phrases
from kppress.model.edition import Edition, Link, Media, Rendition
from kppress.model.mailing import Mailing
from kppress.model.page import Site
from kppress.model.walk import retarget
from kppress.render.mail_blocks import mail_html
from kppress.render.templating import fill, placed
from kppress.render.text import LinkList, plain_text, tidy

ACCENT = "#0b5d43"
ACCENT_DARK = "#7fd1ae"

PREHEADER = 140
"""Characters that an inbox shows of a mail beside its subject, at the very most."""

_Named = TypeVar("_Named", Link, Media)

_SLOTS = ("title", "preheader", "content", "footer")
_TOKEN = {slot: f"KPPRESS-SLOT-{slot.upper()}" for slot in _SLOTS}
_SLOT = re.compile("|".join(_TOKEN.values()))
# Text is escaped, so that no writer can type this comment.
_FOOTER = "<!-- footer -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail says besides the document; templates know it as `message`."""

    embargo: str
    """Said on top of everything; empty for what is public."""
    reason: str
    """Why the reader gets the mail."""
    unsubscribe_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """styles.toml, with its blanks filled."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    font: Mapping[str, str]
    css: Mapping[str, str]
    """Names to attributes, ready to stand in a tag: `class="k-ink" style="…"`."""
    named: SimpleNamespace
    """The same for templates: Jinja asks for an attribute first, and a miss is dear."""


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
        self._fill = partial(fill, environment)
        self.accent = accent
        self.accent_dark = accent_dark
        self._shells: dict[tuple[str, str], tuple[str, ...]] = {}

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
        letter = Letter(
            embargo=edition.embargo,
            reason=reason or self.words.reason.format(name=edition.organisation),
            unsubscribe_url=unsubscribe_url,
        )
        if edition.embargo:
            edition = _unlinked(edition)
        return Mailing(
            id=edition.id,
            lang=edition.lang,
            subject=self.subject(edition),
            sender=sender,
            date=date or edition.modified,
            html=self._html(edition, letter),
            text=self._text(edition, letter),
            list_id=list_id,
        )

    def subject(self, edition: Edition) -> str:
        """The headline; a notice says its event first, a substantive correction that it is one."""
        title = edition.title
        event = edition.notice.event if edition.notice else ""
        if event and event.casefold() not in title.casefold():
            title = self.words.notice_prefix.format(event=event) + title
        return (self.words.corrected_prefix if _corrected(edition) else "") + title

    def _html(self, edition: Edition, letter: Letter) -> str:
        made = self._fill(
            "email/content.html",
            edition=edition,
            body=Markup(mail_html(edition.body, self._look.css, pictures=_shown(edition))),
            site=self.site,
            words=self.words,
            css=self._look.named,
            accent=self.accent,
            message=letter,
        )
        content, _, footer = made.partition(_FOOTER)
        filled = {
            _TOKEN["title"]: escape(edition.title),
            _TOKEN["preheader"]: escape(_preheader(edition)),
            _TOKEN["content"]: content,
            _TOKEN["footer"]: footer,
        }
        return "".join(filled.get(part, part) for part in self._shell(edition.kind, edition.lang))

    def _text(self, edition: Edition, letter: Letter) -> str:
        links = LinkList()
        made = self._fill(
            "text/message.txt",
            edition=edition,
            body_text=partial(plain_text, edition.body, links, picture=self.words.picture),
            links=links,
            words=self.words,
            site=self.site,
            message=letter,
        )
        return tidy(made)

    def _shell(self, kind: str, lang: str) -> tuple[str, ...]:
        """The frame, its text and its slots taking turns."""
        known = self._shells.get((kind, lang))
        if known is None:
            look = self._look
            written = self._fill(
                "email/shell.mjml",
                site=self.site,
                words=self.words,
                lang=lang,
                kind=kind,
                slot=_TOKEN,
                light=look.light,
                dark=look.dark,
                font=look.font,
                accent=self.accent,
                accent_dark=self.accent_dark,
            )
            with placed("email/shell.mjml"):
                known = self._shells[kind, lang] = _split(_compiled(written))
        return known

    @cached_property
    def _look(self) -> Look:
        with placed("email/styles.toml"):
            written = tomllib.loads(self._fill("email/styles.toml"))
            blanks = {**written["light"], **written["font"], "accent": self.accent}
            css = {name: _attributes(style, blanks) for name, style in written["css"].items()}
            return Look(
                light=written["light"],
                dark=written["dark"],
                font={name: Markup(stack) for name, stack in written["font"].items()},
                css=css,
                named=SimpleNamespace(**css),
            )


def _compiled(written: str) -> str:
    """MJML to HTML with its styles in its elements. Opens nothing, asks no host."""
    # Here, since a build that makes no mail needs neither.
    from css_inline import CSSInliner
    from mjml import mjml2html

    # Style sheets stay beside what was inlined: dark mode and narrow screens live in them.
    inliner = CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)
    # Without `fonts={}`, a stack that names Roboto would load it from a font host.
    return inliner.inline(mjml2html(written, fonts={}))


def _split(html: str) -> tuple[str, ...]:
    found = {token for token in _TOKEN.values() if token in html}
    if lost := [slot for slot in ("content", "footer") if _TOKEN[slot] not in found]:
        # MJML drops what it does not know without a word, and with it whatever stands inside.
        raise ValueError(f"email/shell.mjml has no place for: {', '.join(lost)}")
    parts: list[str] = []
    end = 0
    for slot in _SLOT.finditer(html):
        parts += (html[end : slot.start()], slot[0])
        end = slot.end()
    return (*parts, html[end:])


def _attributes(style: Mapping[str, str], blanks: Mapping[str, str]) -> Markup:
    written = style["style"].format_map(blanks).replace('"', "'")
    name = style.get("class", "")
    return Markup((f'class="{name}" ' if name else "") + f'style="{written}"')


def _preheader(edition: Edition) -> str:
    """What an inbox shows beside the subject."""
    validity = edition.notice.validity if edition.notice else ""
    said = ". ".join(text.rstrip(".") for text in (edition.embargo, validity) if text)
    text = f"{said}. {edition.summary}" if said else edition.summary
    return shorten(text, PREHEADER, placeholder=" …")


def _corrected(edition: Edition) -> bool:
    """Whether the newest change is a correction of what readers were told."""
    if not edition.corrections:
        return False
    newest = max(note.at.iso[:19] for note in edition.corrections)
    if edition.updated and edition.updated.iso[:19] > newest:
        return False
    return any(n.substantive for n in edition.corrections if n.at.iso[:19] == newest)


def _unlinked(edition: Edition) -> Edition:
    """The edition without any address on the web: what is under embargo is not there yet."""
    notice = edition.notice
    if notice:
        notice = replace(
            notice,
            web="",
            superseded_by=notice.superseded_by and _bare(notice.superseded_by),
            cancels=notice.cancels and _bare(notice.cancels),
            replaces=notice.replaces and _bare(notice.replaces),
        )
    occasion = edition.occasion
    if occasion and not occasion.rsvp_url.startswith("mailto:"):
        occasion = replace(occasion, rsvp_url="")
    return replace(
        edition,
        url="",
        path="",
        body=retarget(edition.body, _reachable),
        body_html="",
        lead_image=edition.lead_image and _bare(edition.lead_image),
        images=tuple(_bare(image) for image in edition.images),
        attachments=tuple(_bare(file) for file in edition.attachments),
        topics=tuple(_bare(link) for link in edition.topics),
        regions=tuple(_bare(link) for link in edition.regions),
        related=tuple(_bare(link) for link in edition.related),
        translations=tuple(_bare(link) for link in edition.translations),
        notice=notice,
        occasion=occasion,
    )


def _shown(edition: Edition) -> Mapping[str, Rendition]:
    """The size in which each picture of the text is shown: the whole one may be ten megabytes."""
    return {file.url: file.preview for file in edition.inline_files}


def _reachable(target: str) -> str:
    return target if target.startswith(("mailto:", "tel:")) else ""


def _bare(named: _Named) -> _Named:
    if isinstance(named, Media):
        nowhere = replace(named.preview, url="", path="")
        return replace(named, url="", path="", preview=nowhere, srcset="", sources=())
    return replace(named, url="", path="")

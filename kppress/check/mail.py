"""What a document becomes as a mail."""

import re

from kppress.check.expression import expression
from kppress.check.headline import HEADLINE
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Place, Scope, Severity
from kppress.model.document import Document, Invitation, News, Notice, Release
from kppress.model.mailing import Mailing
from kppress.model.newsroom import Newsroom

W = Severity.WARNING

SETTINGS_FILE = "kppress.toml"

HEAVY = 90_000
"""Bytes of HTML; Gmail clips at 102,400, and a newsletter service adds some of its own."""
STYLE_BLOCK = 8_192
"""Characters of a style block, over which Gmail drops it."""
_STYLE = expression(r"<style[^>]*>(.*?)</style>", re.DOTALL)
DROPPED = (
    *((f"<{tag}>", expression(rf"<{tag}[\s>]")) for tag in ("script", "form", "video", "audio")),
    *((f"<{tag}>", expression(rf"<{tag}[\s>]")) for tag in ("iframe", "svg", "link", "object")),
    ("display: flex", expression(r"display:\s*(?:inline-)?flex")),
    ("display: grid", expression(r"display:\s*(?:inline-)?grid")),
    ("position", expression(r"[\s;\"{]position:\s*(?:absolute|fixed|relative|sticky)")),
    ("@font-face", expression(r"@font-face")),
    ("@import", expression(r"@import")),
    ("background-image", expression(r"background-image:")),
)
"""What Outlook on Windows or Gmail drops, by caniemail.com."""

SUBJECT = 78
"""Characters of a line (RFC 5322, 2.1.1); what mail programs show whole is less."""


@rule("KP802", "long-subject", W)
def long_subject(document: Release | Invitation | News | Notice) -> Hits:
    """The mail's subject is longer than 78 characters.

    It is the headline, in a notice after its event, and mail programs cut it. A headline of more
    than 80 is told of anyhow.

    Bad::

        händelse: Eldningsförbud
        rubrik: Länsstyrelsen i Kronobergs län förbjuder all öppen eld i skog och mark från i dag

    Good::

        händelse: Eldningsförbud
        rubrik: Eldningsförbud i hela Kronobergs län
    """
    length = len(_subject(document))
    if length > SUBJECT and len(document.title) <= HEADLINE:
        yield hit(document.source.place("title"), length=length, limit=SUBJECT)


@rule("KP803", "heavy-mail", Severity.ERROR, scope=Scope.MAIL)
def heavy_mail(document: Release | Invitation | News | Notice, mail: Mailing) -> Hits:
    """The mail's HTML is over 90 kB.

    Gmail cuts a message at 102,400 bytes and hides the rest, contacts and unsubscribing included.
    A text of that length is a report: publish it as an attachment, and tell what it says.

    Bad::

        (a table of 2,000 rows in the text)

    Good::

        bilagor:
          - fil: tabell.xlsx
            rubrik: Alla siffror
    """
    size = len(mail.html.encode())
    if size > HEAVY:
        yield hit(document.source.place("title"), size=round(size / 1000), limit=HEAVY // 1000)


@rule("KP804", "dropped-in-mail", W, scope=Scope.MAIL)
def dropped_in_mail(document: Release | Invitation | News | Notice, mail: Mailing) -> Hits:
    """A template of the newsroom's own puts into the mail what large mail programs drop.

    Outlook on Windows draws with Word's engine and knows no flex, grid, position, video, form or
    SVG; Gmail drops scripts, style sheets by link and style blocks of over 8,192 characters.

    Bad::

        <div style="display: flex">

    Good::

        <table role="presentation">
    """
    told = [name for name, pattern in DROPPED if pattern.search(mail.html)]
    told += [
        f"<style> ({len(block)})" for block in _STYLE.findall(mail.html) if len(block) > STYLE_BLOCK
    ]
    for feature in told:
        yield hit(document.source.place("title"), feature=feature)


@rule("KP810", "logo-not-in-mail", W, scope=Scope.NEWSROOM)
def logo_not_in_mail(newsroom: Newsroom) -> Hits:
    """The logo is of a kind that mail programs do not show, so mails have the name in its place.

    Outlook and Gmail draw PNG, JPEG and GIF. Twice as wide as it is to be seen, it is sharp on
    every screen: about 360 by 88 pixels.

    Bad::

        [theme]
        logo = "logo.svg"

    Good::

        [theme]
        logo = "logo.svg"
        [mail]
        logo = "logo.png"
    """
    mail, theme = newsroom.settings.mail, newsroom.settings.theme
    logo = mail.logo or theme.logo
    if logo and not newsroom.settings.mail_logo:
        text = newsroom.settings_text
        start = text.find(f'"{logo}"')
        place = Place(file=SETTINGS_FILE)
        if start >= 0:
            place = Place.within(SETTINGS_FILE, text, start, start + len(logo) + 2)
        yield hit(place, logo=logo)


def _subject(document: Document) -> str:
    """As `render.mail_words` makes it, but for what corrections and what is off add."""
    event = document.event if isinstance(document, Notice) else None
    if event and event.casefold() not in document.title.casefold():
        return f"{event}: {document.title}"
    return document.title

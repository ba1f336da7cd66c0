"""A document as e-mail: check it, render it, and hand the message over."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from kppress.locale.dates import stamp
from kppress.locale.words import phrases
from kppress.model.artifact import PictureOf
from kppress.model.document import AnyDocument, Page
from kppress.model.error import UsageFault
from kppress.model.mailing import Mailing
from kppress.model.moment import iso
from kppress.model.newsroom import Newsroom
from kppress.model.view import View
from kppress.press.check import Checked, check_newsroom
from kppress.press.pictures import darkroom
from kppress.press.templates import templates
from kppress.render.edition import Editor
from kppress.render.message import eml
from kppress.render.pictures import orders
from kppress.render.site import mailer, sender_of, site_of
from kppress.render.templating import environment

Format = Literal["eml", "html", "txt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """The mail in the asked-for format; None where an error of the document stops it."""

    checked: Checked
    content: bytes | None


def email(
    root: Path,
    reference: str,
    now: datetime,
    *,
    format: Format = "eml",
    edition: str = "",
    to: str = "",
    list_unsubscribe: str = "",
    embargoed: bool = False,
) -> Mailed:
    """The mail of the document that an id, path or unique slug means.

    Raises UsageFault for what is not to be found, is a page, or is not public without
    `embargoed`.
    """
    checked = check_newsroom(root, now)
    newsroom = checked.newsroom
    if newsroom is None:
        return Mailed(checked=checked, content=None)
    document = _edition_of(newsroom, _named(newsroom, reference, root), edition)
    mine = checked.within([document.path])
    if mine.stops:
        return Mailed(checked=mine, content=None)
    public = newsroom.public_at(now)
    view: View = public
    if not any(d.id == document.id for d in public.documents):
        if not embargoed:
            raise UsageFault("not_public")
        view = newsroom.preview_at(now)
    developed = darkroom(root).develop(
        order
        for order in orders([document], newsroom.settings, newsroom.files)
        if order.width is None  # the others are only linked to
    )
    if developed.faults:
        mine = check_newsroom(root, now, developed.faults).within([document.path])
        if mine.stops:
            return Mailed(checked=mine, content=None)
    mailing = mail_of(
        view,
        document,
        root,
        list_unsubscribe,
        embargoed=view is not public,
        weights=developed.weights,
    )
    match format:
        case "html":
            content = mailing.html.encode()
        case "txt":
            content = mailing.text.encode()
        case "eml":
            content = eml(mailing, to=to, list_unsubscribe=list_unsubscribe)
    return Mailed(checked=mine, content=content)


def mail_of(
    view: View,
    document: AnyDocument,
    root: Path,
    list_unsubscribe: str = "",
    *,
    embargoed: bool = False,
    weights: Mapping[PictureOf, int] | None = None,
) -> Mailing:
    """The mail of a document that the view holds; with `embargoed` it says so and links nowhere.

    `weights` gives the bytes of whole pictures, by default those of their sources.
    """
    if isinstance(document, Page):
        raise UsageFault("page_is_no_mail", document=document.path)
    editor = Editor(view, weights)
    made = editor.edition(view.index.by_path[document.path])
    if embargoed:
        made = replace(made, embargo=_embargo(document))
    settings = view.settings
    mails = mailer(site_of(editor, document.lang), settings, environment(templates(root)))
    # A draft has no date of its own yet, and a mail dated in the future is taken for junk.
    public = document.first_public
    date = made.modified if public and public <= view.now else iso(view.now)
    sender = sender_of(settings, document.lang)
    return mails.mail(
        made,
        sender=sender,
        list_id=settings.mail.list_id or "",
        date=date,
        unsubscribe_url=list_unsubscribe,
    )


def _embargo(document: AnyDocument) -> str:
    """What stands on top of a mail that is sent before everyone may know."""
    words = phrases("terms", document.lang)
    moment = document.first_public_moment
    if moment is None:
        return words["embargo.draft"]
    return words["embargo.until"].format(moment=stamp(moment, document.lang).text)


def _named(newsroom: Newsroom, reference: str, root: Path) -> AnyDocument:
    """The document that was asked for; a path may also be relative to where one stands."""
    found = newsroom.find(reference)
    if found is None and Path(reference).is_file():
        inside = Path(reference).resolve()
        if inside.is_relative_to(root.resolve()):
            found = newsroom.find(inside.relative_to(root.resolve()).as_posix())
    if found is None:
        raise UsageFault("no_document", document=reference)
    return found


def _edition_of(newsroom: Newsroom, document: AnyDocument, language: str) -> AnyDocument:
    if not language or document.lang == language:
        return document
    original = document.source.original or document.path
    for other in newsroom.documents:
        if other.lang == language and (other.source.original or other.path) == original:
            return other
    raise UsageFault("no_edition", language=language)

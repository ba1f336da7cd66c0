"""A document or a digest as e-mail: check it, render it, and hand the message over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from kppress.model.document import AnyDocument
from kppress.model.error import UsageFault
from kppress.model.mailing import Mailing
from kppress.model.newsroom import Newsroom
from kppress.model.view import View
from kppress.press.check import Checked, check_newsroom
from kppress.press.pictures import darkroom
from kppress.press.post import Post, digested
from kppress.render.message import eml
from kppress.render.pictures import orders

Format = Literal["eml", "html", "txt"]

WEEK = timedelta(days=7)
"""What a digest tells of where nobody says since when."""


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
    if not any(d.path == document.path for d in public.documents):
        if not embargoed:
            raise UsageFault("not_public")
        view = newsroom.preview_at(now)
    developed = darkroom(root).develop(
        order
        for order in orders([document], newsroom.settings, newsroom.files)
        if order.width is None  # the others are only linked to
    )
    if developed.faults:
        mine = check_newsroom(root, now, broken=developed.faults).within([document.path])
        if mine.stops:
            return Mailed(checked=mine, content=None)
    post = Post(view, root, developed.weights)
    mailing = post.mail(document, list_unsubscribe, embargoed=view is not public)
    return Mailed(checked=mine, content=_written(mailing, format, to, list_unsubscribe))


def digest(
    root: Path,
    name: str,
    now: datetime,
    *,
    since: datetime | None = None,
    format: Format = "eml",
    to: str = "",
    list_unsubscribe: str = "",
) -> Mailed:
    """One mail of what the feed of that name has had since a moment, by default a week ago.

    Raises UsageFault for a feed that there is not, and where there is nothing new.
    """
    checked = check_newsroom(root, now)
    newsroom = checked.newsroom
    if newsroom is None:
        return Mailed(checked=checked, content=None)
    view = newsroom.public_at(now)
    feed = next((feed for feed in view.feeds if feed.name == name), None)
    if feed is None:
        raise UsageFault("no_feed", name=name, choices=", ".join(f.name for f in view.feeds))
    since = since or now - WEEK
    mine = checked.within([document.path for document in digested(view, feed, since)])
    if mine.stops:
        return Mailed(checked=mine, content=None)
    mailing = Post(view, root).digest(feed, since, list_unsubscribe)
    if mailing is None:
        moment = since.astimezone(newsroom.settings.zone)
        raise UsageFault("nothing_new", name=name, moment=f"{moment:%Y-%m-%d %H:%M}")
    return Mailed(checked=mine, content=_written(mailing, format, to, list_unsubscribe))


def _written(mailing: Mailing, format: Format, to: str, list_unsubscribe: str) -> bytes:
    match format:
        case "html":
            return mailing.html.encode()
        case "txt":
            return mailing.text.encode()
        case "eml":
            return _message(mailing, to, list_unsubscribe)


def _message(mailing: Mailing, to: str, list_unsubscribe: str) -> bytes:
    """The message; UsageFault for an address that none can have."""
    for value in (to, list_unsubscribe):
        if not value.isprintable():
            raise UsageFault("bad_address", value=value)
    try:
        return eml(mailing, to=to, list_unsubscribe=list_unsubscribe)
    except ValueError:
        raise UsageFault("bad_address", value=to or list_unsubscribe) from None


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

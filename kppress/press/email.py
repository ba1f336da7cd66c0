"""A document or a digest as e-mail: check it, render it, and hand the message over."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from jinja2 import TemplateError
from msgspec import Struct

from kppress.cache.store import stamp_of_now
from kppress.locale.dates import stamp
from kppress.locale.words import phrases
from kppress.model.document import AnyDocument
from kppress.model.error import UsageFault
from kppress.model.mailing import Mailing
from kppress.model.newsroom import Newsroom
from kppress.model.view import View
from kppress.press.check import check_newsroom
from kppress.press.checked import Checked
from kppress.press.new import is_file
from kppress.press.pictures import Pictures
from kppress.press.post import Post, digested
from kppress.press.remember import Recall, remembering
from kppress.press.templates import fault_of
from kppress.render.message import eml
from kppress.render.pictures import orders

Format = Literal["eml", "html", "txt"]

WEEK = timedelta(days=7)
"""What a digest tells of where nobody says since when."""


class Mailed(Struct, frozen=True, kw_only=True):
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
    begun: int = 0,
) -> Mailed:
    """The mail of the document that an id, path or unique slug means.

    `begun` is as in `build`. Raises UsageFault for what is not to be found, is a page, was
    withdrawn, or is not public without `embargoed`; and KppressError for a template that does not
    work.
    """

    def make(recall: Recall) -> Mailed:
        return _email(
            root, reference, now, recall, format, edition, to, list_unsubscribe, embargoed
        )

    return remembering(root, begun, make)


def _email(
    root: Path,
    reference: str,
    now: datetime,
    recall: Recall,
    format: Format,
    edition: str,
    to: str,
    list_unsubscribe: str,
    embargoed: bool,
) -> Mailed:
    checked = check_newsroom(root, now, known=recall())
    newsroom = checked.newsroom
    if newsroom is None:
        return Mailed(checked=checked, content=None)
    document = _edition_of(newsroom, _named(newsroom, reference, root), edition)
    mine = checked.within([document.path])
    if mine.stops:
        return Mailed(checked=mine.told(), content=None)
    public = newsroom.public_at(now)
    view: View = public
    embargo = ""
    if not any(d.path == document.path for d in public.documents):
        embargo = _embargo(newsroom, document, now)
        if not embargoed:
            raise UsageFault("not_public")
        view = newsroom.preview_at(now)
    developed = Pictures(root, stamp_of_now()).room.develop(
        order
        for order in orders([document], newsroom.settings, newsroom.files)
        if order.width is None  # the others are only linked to
    )
    if developed.faults:
        checked = check_newsroom(root, now, broken=developed.faults, known=recall())
        mine = checked.within([document.path])
        if mine.stops:
            return Mailed(checked=mine.told(), content=None)
    post = Post(view, root, developed.weights)
    with _sentences():
        mailing = post.mail(document, list_unsubscribe, embargo=embargo)
    return Mailed(checked=mine.told(), content=_written(mailing, format, to, list_unsubscribe))


def digest(
    root: Path,
    name: str,
    now: datetime,
    *,
    since: datetime | None = None,
    format: Format = "eml",
    to: str = "",
    list_unsubscribe: str = "",
    begun: int = 0,
) -> Mailed:
    """One mail of what the feed of that name has had since a moment, by default a week ago.

    `begun` is as in `build`. Raises UsageFault for a feed that there is not and where there is
    nothing new, and KppressError for a template that does not work.
    """

    def make(recall: Recall) -> Mailed:
        return _digest(root, name, now, recall, since or now - WEEK, format, to, list_unsubscribe)

    return remembering(root, begun, make)


def _digest(
    root: Path,
    name: str,
    now: datetime,
    recall: Recall,
    since: datetime,
    format: Format,
    to: str,
    list_unsubscribe: str,
) -> Mailed:
    checked = check_newsroom(root, now, known=recall())
    newsroom = checked.newsroom
    if newsroom is None:
        return Mailed(checked=checked, content=None)
    view = newsroom.public_at(now)
    feed = next((feed for feed in view.feeds if feed.name == name), None)
    if feed is None:
        raise UsageFault("no_feed", name=name, choices=", ".join(f.name for f in view.feeds))
    mine = checked.within([document.path for document in digested(view, feed, since)])
    if mine.stops:
        return Mailed(checked=mine.told(), content=None)
    with _sentences():
        mailing = Post(view, root).digest(feed, since, list_unsubscribe)
    if mailing is None:
        moment = since.astimezone(newsroom.settings.zone)
        raise UsageFault("nothing_new", name=name, moment=f"{moment:%Y-%m-%d %H:%M}")
    return Mailed(checked=mine.told(), content=_written(mailing, format, to, list_unsubscribe))


@contextmanager
def _sentences() -> Iterator[None]:
    """What a template raises in the block is said of the template."""
    try:
        yield
    except TemplateError as fault:
        raise fault_of(fault) from fault


def _written(mailing: Mailing, format: Format, to: str, list_unsubscribe: str) -> bytes:
    match format:
        case "html":
            return mailing.html.encode()
        case "txt":
            return mailing.text.encode()
        case "eml":
            return _message(mailing, to, list_unsubscribe)


def _embargo(newsroom: Newsroom, document: AnyDocument, now: datetime) -> str:
    """What stands on top of a mail that is sent before everyone may know.

    Raises UsageFault for what was withdrawn: nobody is to get that any more.
    """
    opening = newsroom.opening()
    withdrawn = opening.withdrawn(document)
    if withdrawn is not None and withdrawn.at <= now:
        raise UsageFault("withdrawn", document=document.path)
    words = phrases("terms", document.lang)
    # A draft has no moment yet, whatever its fields say; an edition has the later of two.
    opened = opening.of(document)
    moment = opening.dated(document).first_public_moment
    if opened is None or opened <= now or moment is None:
        return words["embargo.draft"]
    return words["embargo.until"].format(moment=stamp(moment, document.lang).text)


def _message(mailing: Mailing, to: str, list_unsubscribe: str) -> bytes:
    """The message; UsageFault for an address that none can have, and where there is no sender."""
    if "@" not in mailing.sender:
        raise UsageFault("no_sender")
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
    if found is None and is_file(Path(reference)):
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

"""What is where: every document with its state and the moments that matter to it."""

from datetime import datetime

from kppress.model.document import AnyDocument, Notice
from kppress.model.listing import STATES, Row
from kppress.model.newsroom import Newsroom
from kppress.model.opening import DECIDING, Opening
from kppress.model.term import Status


def rows(newsroom: Newsroom, now: datetime) -> tuple[Row, ...]:
    """Every document, those that wait first, then the newest first."""
    opening = newsroom.opening()
    superseded = newsroom.public_at(now).index.superseded
    made = [row_of(d, opening, now, d.id in superseded) for d in newsroom.documents]

    def place(row: Row) -> tuple[int, float, str]:
        waiting = row.state in ("embargoed", "scheduled")
        when = row.moment.timestamp() if row.moment and row.moment.year > 1 else 0.0
        return (STATES.index(row.state), when if waiting else -when, row.document.path)

    return tuple(sorted(made, key=place))


def row_of(document: AnyDocument, opening: Opening, now: datetime, superseded: bool) -> Row:
    """One document; `superseded` says whether a public notice replaces or cancels it."""
    opened = opening.of(document)
    withdrawn = opening.withdrawn(document)
    until = withdrawn.at if withdrawn else None
    if isinstance(document, Notice) and until is None:
        end = document.expires or document.review_by
        until = end.at if end else None
    state = _state(document, opened, now, superseded)
    if withdrawn and withdrawn.at <= now and state not in ("draft", "faulty"):
        state = "withdrawn"
    return Row(state=state, document=document, moment=opened, until=until)


def _state(document: AnyDocument, opened: datetime | None, now: datetime, superseded: bool) -> str:
    if document.status is Status.DRAFT:
        return "draft"
    if opened is None:
        return "faulty" if document.source.faulty & DECIDING else "draft"
    if opened > now:
        embargo = document.embargo_until
        return "embargoed" if embargo and embargo.at > now else "scheduled"
    if superseded:
        return "superseded"
    if isinstance(document, Notice):
        over = document.expires is not None and document.expires.at <= now
        return "expired" if over else "public" if document.cancels else "in_force"
    return "public"

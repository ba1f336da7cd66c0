"""When each document opens to the public."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import get_args

from msgspec.structs import replace

from kppress.model.document import AnyDocument, Document, Notice, Page
from kppress.model.moment import Moment
from kppress.model.record import Record, fields_of
from kppress.model.term import Status

ALWAYS = datetime.min.replace(tzinfo=UTC)
"""When a page without a date became public."""

FRESH = timedelta(days=2)
"""For how long a text is news to search engines (Google's news sitemap)."""

DECIDING = frozenset({"type", "status", "published", "embargo_until", "withdrawn", "lang", "slug"})
"""While one of these cannot be read, nobody knows whether the document is public: it is not."""


class Opening:
    """When each document opens to the public: status, dates, embargoes and originals, once."""

    def __init__(
        self, documents: Iterable[AnyDocument], unread: AbstractSet[str], zone: tzinfo
    ) -> None:
        self._by_path = {d.path: d for d in documents}
        self._opened: dict[str, datetime | None] = {}
        self._unread = unread
        self._zone = zone

    def _original(self, document: Document) -> Document | None:
        path = document.source.original
        return self._by_path.get(path) if path and path != document.path else None

    def of(self, document: Document) -> datetime | None:
        """The first public moment; None for what never opens as it stands."""
        path = document.path
        if self._by_path.get(path) is not document:  # another edition of it than was given
            return self._of(document)
        if path not in self._opened:
            self._opened[path] = self._of(document)
        return self._opened[path]

    def _of(self, document: Document) -> datetime | None:
        if document.status is Status.DRAFT or document.source.faulty & DECIDING:
            return None
        own = document.first_public
        if own is None:
            if not isinstance(document, Page):
                return None
            own = ALWAYS
        path = document.source.original
        if path in self._unread:
            return None
        original = self._original(document)
        if original is None:
            return own
        theirs = self.of(original)
        return None if theirs is None else max(own, theirs)

    def withdrawn(self, document: Document) -> Moment | None:
        """The earlier of the document's own withdrawal and its original's."""
        own = document.withdrawn.at if document.withdrawn else None
        original = self._original(document)
        theirs = self.withdrawn(original) if original else None
        return min((m for m in (own, theirs) if m), default=None)

    def reason(self, document: Document) -> str:
        """Why it was withdrawn, in its own words or its original's."""
        if document.withdrawn and document.withdrawn.reason:
            return document.withdrawn.reason
        original = self._original(document)
        return self.reason(original) if original else ""

    def dated(self, document: AnyDocument) -> AnyDocument:
        """The document with its original's later embargo, which the address and lists follow."""
        opened = self.of(document)
        if opened is None or opened in (ALWAYS, document.first_public):
            return document
        moment = Moment(opened)
        return replace(document, embargo_until=moment)

    def changes(self, document: AnyDocument) -> Iterator[datetime]:
        """The moments at which time alone changes what readers of this document see."""
        opened = self.of(document)
        if opened is None:
            return
        yield opened
        if withdrawn := self.withdrawn(document):
            yield withdrawn.at
        yield from (c.at.at for c in document.corrections if c.at.at > opened)
        if document.updated and document.updated.at > opened:
            yield document.updated.at
        if isinstance(document, Notice):
            moments = (document.effective, document.onset, document.expires, document.review_by)
            for moment in filter(None, moments):
                # What is of another year is said with its year.
                year = moment.at.year
                turns = (datetime(y, 1, 1, tzinfo=self._zone) for y in (year, year + 1))
                yield from (at for at in (moment.at, *turns) if at > opened)


def moments_in(value: object) -> Iterator[datetime]:
    """Every moment that the fields of a document name."""
    if isinstance(value, Moment):
        yield value.at
    elif isinstance(value, tuple):
        for part in value:
            yield from moments_in(part)
    elif isinstance(value, Record):
        for name in _timed(type(value)):
            if part := getattr(value, name):  # most are empty
                yield from moments_in(part)


@cache
def _timed(record: type[Record]) -> tuple[str, ...]:
    """The fields of a record that may hold moments: few, and each document is asked for all."""
    return tuple(name for name, told in fields_of(record).items() if _may_hold(told.annotation))


def _may_hold(annotation: object) -> bool:
    """Whether a value of a type may be a moment, or have one somewhere within."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return bool(_timed(annotation))
    return annotation is Moment or any(map(_may_hold, get_args(annotation)))

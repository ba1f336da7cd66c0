"""A feed: which documents a subscriber asked for."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TypeVar

from msgspec import Struct

from kppress.model.document import Document
from kppress.model.term import Kind
from kppress.model.words import Words

D = TypeVar("D", bound=Document)

REMEMBERED = timedelta(days=30)
"""For how long feeds tell that a document was withdrawn: programs that ask once a week hear it."""


class Feed(Struct, frozen=True, kw_only=True):
    """The definition in feeds/<name>.toml."""

    name: str
    id: str
    """`urn:uuid:…`, of the newsroom's configured address and the feed's name."""
    title: Words
    description: Words
    language: str
    kinds: tuple[Kind, ...] = (Kind.RELEASE, Kind.INVITATION, Kind.NEWS)
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    limit: int = 50
    full: bool = True
    """Whether items carry the whole text, or their summary alone."""
    hub: str = ""
    """The WebSub hub that tells subscribers at once; empty for none."""

    def selects(self, document: Document) -> bool:
        """OR within a list, AND across lists."""
        return bool(self.select((document,)))

    def select(self, documents: Iterable[D]) -> tuple[D, ...]:
        """Those of `documents` that it tells of, in their order."""
        topics, regions = frozenset(self.topics), frozenset(self.regions)
        return tuple(
            document
            for document in documents
            if document.lang == self.language
            and document.type in self.kinds
            and (not topics or not topics.isdisjoint(document.topics))
            and (not regions or not regions.isdisjoint(document.regions))
        )

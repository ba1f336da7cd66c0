"""A feed: which documents a subscriber asked for."""

from dataclasses import dataclass
from datetime import timedelta

from kppress.model.document import Document
from kppress.model.term import Kind
from kppress.model.words import Words

REMEMBERED = timedelta(days=30)
"""For how long feeds tell that a document was withdrawn: programs that ask once a week hear it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
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
        return (
            document.lang == self.language
            and document.type in self.kinds
            and (not self.topics or not set(self.topics).isdisjoint(document.topics))
            and (not self.regions or not set(self.regions).isdisjoint(document.regions))
        )

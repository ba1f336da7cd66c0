"""A feed: which documents a subscriber asked for."""

from dataclasses import dataclass

from kppress.model.document import Document
from kppress.model.term import Kind
from kppress.model.words import Words


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

    def selects(self, document: Document) -> bool:
        """OR within a list, AND across lists."""
        return (
            document.lang == self.language
            and document.type in self.kinds
            and (not self.topics or not set(self.topics).isdisjoint(document.topics))
            and (not self.regions or not set(self.regions).isdisjoint(document.regions))
        )

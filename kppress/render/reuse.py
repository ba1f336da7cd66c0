"""Files that an earlier build may have made: what is made of the same is not made again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument
from kppress.model.edition import NO_NAMES, Names


class Group(NamedTuple):
    """Files that are made together, and what they are made of."""

    name: str
    make: Callable[[], Iterable[Artifact]]
    documents: Sequence[AnyDocument] = ()
    """Those that the files show."""
    facts: tuple[object, ...] = ()
    """What they say beside. Settings, templates and what else every file depends on go without."""
    take: Callable[[str, Mapping[str, bytes]], None] | None = None
    """Takes parts of an earlier file (`Artifact.parts`), whose path is given, that are right still,
    by the documents that they are of, before the files are made. It is asked only where there are
    some."""
    together: str = ""
    """Groups of one word follow one another and share so much that one process makes them all."""
    names: Callable[[], Names] = lambda: NO_NAMES
    """What its one document shows of others, which a build that sees it alone has to know."""
    cards: bool = False
    """Whether they show no more of documents, notices apart, than their fields: no text."""
    always: bool = False
    """Whether they are made in each build: to know that nothing changed would take as long. Such
    groups come last."""


class MadeOf(Protocol):
    """Digests of all that something is made of."""

    def of(self, group: Group) -> bytes:
        """Those of the files of a group."""

    def part_of(self, document: AnyDocument, *, cards: bool = False) -> bytes:
        """Those of what a file says of one document; `cards` is as in `Group`."""

    def of_documents(self) -> Mapping[str, "OfDocument"]:
        """Those of all documents by their paths, of which the others are made."""

    def take(self, known: Mapping[str, "OfDocument"]) -> None:
        """Know those of documents, which another process made."""


class OfDocument(NamedTuple):
    """Digests of what files show of one document."""

    card: bytes
    """Of all but its text, and of others that it names."""
    whole: bytes


Keep = Callable[[Iterable[Group], MadeOf], Iterable[Artifact]]
"""The files of groups, in the same order, from an earlier build or made now."""

"""Files that an earlier build may have made: what is made of the same is not made again."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument


class Group(NamedTuple):
    """Files that are made together, and what they are made of."""

    name: str
    make: Callable[[], Iterable[Artifact]]
    documents: Sequence[AnyDocument] = ()
    """Those that the files show."""
    facts: tuple[object, ...] = ()
    """What they say beside. Settings, templates and what else every file depends on go without."""


Keep = Callable[[Iterable[tuple[Group, bytes]]], Iterable[Artifact]]
"""Given groups, each with a digest of all that it is made of: their files in the same order, from
an earlier build or made now."""

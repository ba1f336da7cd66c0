"""A rendered site, and by its type what may be done with it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct, field

from kppress.model.artifact import Artifact
from kppress.model.view import Tombstone


class Shown(NamedTuple):
    """What a list, or a feed, tells of."""

    years: tuple[tuple[int, int], ...]
    """How many documents it has of each year, the last first."""
    total: int
    newest: tuple[str, ...]
    """The paths of the documents that its first page shows, or the feed itself and its page."""


NONE_SHOWN = Shown((), 0, ())


class Survey(NamedTuple):
    """What a build that sees few documents has to be told of all that are public."""

    lists: Mapping[str, Shown] = {}
    """By the file of the first page."""
    feeds: Mapping[str, Shown] = {}
    """By name."""
    newest: tuple[str, ...] = ()
    """The paths of the newest of all, standing pages apart."""
    notices: tuple[str, ...] = ()
    """The paths of notices in force, or that will be."""
    past: tuple[str, ...] = ()
    """The paths of all other notices."""
    events: tuple[tuple[str, ...], ...] = ()
    """The paths of notices that replace or cancel one another, by event."""
    tombstones: tuple[Tombstone, ...] = ()


NO_SURVEY = Survey()


class PublicSite(Struct, frozen=True, kw_only=True):
    """What was rendered from a PublicNewsroom. Only this is written or published."""

    artifacts: Iterable[Artifact]
    """Each path once. May be lazy: go through it once."""
    next_change: datetime | None = None
    footer: Mapping[str, str] = field(default_factory=dict)
    """The links of the footers, each with the address that it leads to; empty for nothing."""
    survey: Callable[[], Survey] = Survey


class PreviewSite(Struct, frozen=True, kw_only=True):
    """What is rendered from a PreviewNewsroom, for the officer's eyes alone, file by file."""

    make: Callable[[str], Artifact | None]
    """The file at a path, made when asked for; None where the site has no such file."""

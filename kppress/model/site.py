"""A rendered site, and by its type what may be done with it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec import Struct, field

from kppress.model.artifact import Artifact


class PublicSite(Struct, frozen=True, kw_only=True):
    """What was rendered from a PublicNewsroom. Only this is written or published."""

    artifacts: Iterable[Artifact]
    """Each path once. May be lazy: go through it once."""
    next_change: datetime | None = None
    footer: Mapping[str, str] = field(default_factory=dict)
    """The links of the footers, each with the address that it leads to; empty for nothing."""


class PreviewSite(Struct, frozen=True, kw_only=True):
    """What is rendered from a PreviewNewsroom, for the officer's eyes alone, file by file."""

    make: Callable[[str], Artifact | None]
    """The file at a path, made when asked for; None where the site has no such file."""

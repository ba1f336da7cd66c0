"""What rendering hands to writing: a file of the site, or the order for one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CopyOf:
    """The bytes of a source file, by its path relative to the newsroom."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One file of the site. `path` is relative to the output folder, with `/`."""

    path: str
    content: bytes | CopyOf

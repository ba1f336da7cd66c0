"""What rendering hands to writing: a file of the site, or the order for one."""

from typing import NamedTuple

from msgspec import Struct


class CopyOf(Struct, frozen=True):
    """The bytes of a source file, by its path relative to the newsroom."""

    source: str


class AsItStands(Struct, frozen=True):
    """The bytes that the last build wrote there, by their SHA-256 in hexadecimal."""

    digest: str


class PictureOf(Struct, frozen=True, kw_only=True):
    """The order for a picture, to be made of a source file when it is written.

    All that decides its bytes stands here, so that the same order is made once.
    """

    source: str
    """Relative to the newsroom, with `/`."""
    format: str
    """`avif`, `jpeg`, `png` or `webp`."""
    width: int | None = None
    """Pixels; None for the whole picture, which keeps its pixels and loses what is private."""
    height: int | None = None
    credit: str = ""
    """The photographer, which goes into the file, as caption and licence do."""
    caption: str = ""
    licence: str = ""


class Part(NamedTuple):
    """The bytes of a file, from `start` to before `end`, that are of one document alone."""

    document: str
    """Its path in the newsroom."""
    start: int
    end: int


class Artifact(Struct, frozen=True, kw_only=True):
    """One file of the site. `path` is relative to the output folder, with `/`."""

    path: str
    content: bytes | CopyOf | PictureOf | AsItStands
    parts: tuple[Part, ...] = ()
    """Of a file that says much of many documents: what another build need not make again."""

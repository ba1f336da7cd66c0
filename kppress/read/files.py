"""Opening sources: what stands in a file, or would stand there, and why it cannot be read."""

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from kppress.model.diagnostic import Diagnostic, Place, finding
from kppress.read import faults
from kppress.read.document import MAX_SIZE, decode

Instead = Mapping[str, bytes]
"""What some files would hold, by path: read in place of what is on the disk."""
AS_IT_IS: Instead = MappingProxyType({})


def open_source(
    root: Path, path: str, source: str, instead: Instead
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The bytes of the file `source` below the newsroom, which others know as `path`."""
    if path in instead:
        return instead[path], ()
    try:
        # Without waiting: a pipe that came to stand there would never have anything to say.
        handle = os.open(root / source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            return file.read(MAX_SIZE + 1), ()
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        return None, (finding(faults.UNREADABLE, Place(file=path), reason=reason),)


def text_of(
    root: Path, path: str, source: str, instead: Instead
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of a file, or one finding that says why there is none."""
    size = size_of(root / source)
    if size > MAX_SIZE:
        return None, (finding(faults.TOO_LARGE, Place(file=path), size=f"{size / 1_000_000:.1f}"),)
    content, found = open_source(root, path, source, instead)
    return decode(path, content) if content is not None else (None, found)


def size_of(path: Path) -> int:
    """Bytes; 0 for what is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0

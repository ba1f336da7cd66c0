"""What stood in a folder when it was looked through, kept for the next time.

While the disk notes no change of a folder below it, that one need not be listed again: to ask ten
thousand folders for their times takes a tenth of the time that it takes to list them.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

FolderMark = tuple[int, int, int, int, int, int]
"""What the disk notes of a folder: when something came into it or went, in nanoseconds since 1970;
how it is dressed: its mode, owner and group; when anything of it changed, which nobody can set; and
its number (inode)."""


class Stood(Struct, frozen=True, array_like=True):
    """Files and folders below a folder; among them was nothing but those."""

    at: int
    """The moment before it was looked through, in nanoseconds since 1970."""
    files: dict[str, int]
    """Each with its number on the disk."""
    folders: dict[str, FolderMark]


_NUMBERED = dict[int, Stood]


def kept(file: Path) -> Mapping[int, Stood]:
    """What was kept, by the numbers of the folders that it stood in; nothing if of no use."""
    if os.name != "posix":  # elsewhere nothing is noted that nobody can set
        return {}
    try:
        content = file.read_bytes()
        if crc32(content[4:]).to_bytes(4, "big") != content[:4]:
            return {}
        return msgspec.msgpack.decode(memoryview(content)[4:], type=_NUMBERED)
    except (OSError, ValueError, msgspec.MsgspecError):
        return {}


def keep(file: Path, stood: Mapping[int, Stood]) -> None:
    """Keep it; what cannot be kept is looked for again."""
    with suppress(OSError, ValueError):  # the latter by a name that is no text
        content = msgspec.msgpack.encode(stood)
        beside = file.with_name(f"{file.name}.{os.getpid()}")
        beside.write_bytes(crc32(content).to_bytes(4, "big") + content)
        beside.replace(file)

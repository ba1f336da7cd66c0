"""What stood in folders when they were looked through, kept for the next time.

While the disk notes no change of a folder below one of them, it need not be listed again: to ask
ten thousand for their times takes a tenth of the time that it takes to list them.
"""

import os
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

FolderMark = tuple[int, int]
"""What nobody can set of a folder: when anything of it changed, in nanoseconds since 1970, be it
what it holds or how it is dressed; and its number (inode)."""


class Stood(Struct, frozen=True):
    """Files and folders below a folder; among them was nothing but those."""

    at: int
    """The moment before it was looked through, in nanoseconds since 1970."""
    files: Mapping[str, int]
    """Each with its number on the disk."""
    folders: Mapping[str, FolderMark]


class _Numbers(Struct, array_like=True):
    """One folder of those kept: in the order of their names, 0 for what is not there."""

    at: int
    files: bytes
    folders: bytes
    """Two for each."""


class _Kept(Struct, array_like=True):
    """Folders that hold nearly the same, so that names are there once."""

    files: list[str]
    folders: list[str]
    each: dict[int, _Numbers]


def kept(file: Path) -> Mapping[int, Stood]:
    """What was kept, by the numbers of the folders that it stood in; nothing if of no use."""
    if os.name != "posix":  # elsewhere nothing is noted that nobody can set
        return {}
    try:
        content = file.read_bytes()
        if crc32(content[4:]).to_bytes(4, "big") != content[:4]:
            return {}
        kept = msgspec.msgpack.decode(memoryview(content)[4:], type=_Kept)
        return {number: _stood(kept, numbers) for number, numbers in kept.each.items()}
    except (OSError, ValueError, TypeError, msgspec.MsgspecError):
        return {}


def _stood(kept: _Kept, numbers: _Numbers) -> Stood:
    files = zip(kept.files, _taken(numbers.files), strict=True)
    each = iter(_taken(numbers.folders))
    folders = zip(kept.folders, zip(each, each, strict=True), strict=True)
    return Stood(
        numbers.at,
        {path: number for path, number in files if number},
        {path: mark for path, mark in folders if mark[1]},
    )


def keep(file: Path, stood: Mapping[int, Stood]) -> None:
    """Keep it; what cannot be kept is looked for again."""
    files = [*dict.fromkeys(path for one in stood.values() for path in one.files)]
    folders = [*dict.fromkeys(path for one in stood.values() for path in one.folders)]
    with suppress(OSError, ValueError, OverflowError):  # by a name that is no text, an odd time
        each = {
            number: _Numbers(
                one.at,
                _put(one.files.get(path, 0) for path in files),
                _put(chain.from_iterable(one.folders.get(path, (0, 0)) for path in folders)),
            )
            for number, one in stood.items()
        }
        content = msgspec.msgpack.encode(_Kept(files, folders, each))
        beside = file.with_name(f"{file.name}.{os.getpid()}")
        beside.write_bytes(crc32(content).to_bytes(4, "big") + content)
        beside.replace(file)


def _put(numbers: Iterable[int]) -> bytes:
    return array("Q", numbers).tobytes()


def _taken(numbers: bytes) -> Sequence[int]:
    """The numbers again. Raises TypeError for bytes that are none."""
    return memoryview(numbers).cast("Q").tolist()

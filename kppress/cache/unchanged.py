"""The answer of a build that has nothing to do, kept by the last one that had.

It stands in one small file in the newsroom's `.kppress`. Whatever it cannot vouch for, be it that
the file is damaged, from another version or from another call, is answered by a whole build.

Imported before anything else is, so without dataclasses, typing and json: each of them would take
a good part of the time that the whole answer takes.
"""

import os
from _collections_abc import Iterable, Sequence  # without all of collections
from zlib import crc32

from kppress.cache import marks

FOLDER = ".kppress"
NAME = "unchanged"
PART, ITEM = "\x1e", "\x1f"
"""Between the parts of the file and the items of a part: ASCII's separators of records and units.
A file name that has one costs whole builds, and no more."""


class Call:
    """A build as it was asked for: two with equal parts do the same in the same newsroom.

    `words` are the command line and what else of the surroundings decides what is made or said;
    `package` and `root` the folders of kppress itself and of the newsroom.
    """

    __slots__ = ("file", "package", "root", "words")

    def __init__(self, words: Iterable[str], package: str, root: str) -> None:
        self.words = ITEM.join(words)
        self.package = package
        self.root = root
        self.file = os.path.join(root, FOLDER, NAME)


class Before:
    """How sources and program stood before a build read the first of them."""

    __slots__ = ("at", "program", "sources")

    def __init__(self, call: Call, now: int) -> None:
        """Look at them. `now` is the system's clock in nanoseconds since 1970, as disks have it."""
        self.sources, _ = marks.of_newsroom(call.root)
        self.program = marks.of_program(call.package)
        self.at = now


def remember(
    call: Call,
    before: Before,
    *,
    output: str,
    since: float,
    until: float | None,
    elsewhere: Iterable[str],
    says: Sequence[str],
) -> None:
    """Keep what a build that changes nothing would say, after one that wrote into `output`.

    `since` is the moment of the build and `until` the next at which time alone changes what is
    made or found, both in seconds since 1970; `elsewhere` are the sources in no folder of their
    own, relative to the newsroom.
    What cannot be kept is forgotten: then the next build is a whole one.
    """
    folder, away = os.path.abspath(output), sorted(elsewhere)
    sources, newest = marks.of_newsroom(call.root, away)
    # A save during the build is seen, and one so shortly before it that another could hide.
    steady = newest <= before.at and f"{sources}\n".startswith(f"{before.sources}\n")
    parts = (
        call.words,
        repr(since),
        "" if until is None else repr(until),
        folder,
        ITEM.join(away),
        ITEM.join(says),
        sources,
        before.program,
        "\n".join(marks.of_files(folder, sorted(marks.files_below(folder)))),
    )
    try:
        if not steady:
            os.remove(call.file)
            return
        os.makedirs(os.path.dirname(call.file), exist_ok=True)
        beside = f"{call.file}.{os.getpid()}"
        with open(beside, "wb") as out:
            out.write(_sealed(PART.join(parts)))
        os.replace(beside, call.file)
    except OSError:
        return


def recall(call: Call, now: float) -> list[str] | None:
    """What the same build says at `now`, in seconds since 1970, if it would change nothing."""
    try:
        with open(call.file, "rb") as file:
            kept = _opened(file.read()).split(PART)
        words, since, until, folder, away, says, sources, program, written = kept
        stands = (
            words == call.words
            and float(since) <= now
            and (not until or now < float(until))
            and program == marks.of_program(call.package)
            and sources == marks.of_newsroom(call.root, _items(away))[0]
            and _are_in_place(folder, written)
        )
        return _items(says) if stands else None
    except (OSError, ValueError):
        return None


def _sealed(text: str) -> bytes:
    """The text with its check sum before it, for the bytes that a disk or a crash may lose."""
    content = text.encode("utf-8", "surrogateescape")
    return crc32(content).to_bytes(4, "big") + content


def _opened(sealed: bytes) -> str:
    """The text again. Raises ValueError where it is not what was sealed."""
    content = sealed[4:]
    if crc32(content).to_bytes(4, "big") != sealed[:4]:
        raise ValueError
    return content.decode("utf-8", "surrogateescape")


def _items(part: str) -> list[str]:
    return part.split(ITEM) if part else []


def _are_in_place(folder: str, written: str) -> bool:
    """Whether each file that was there still is. What came since is somebody else's."""
    lines = written.split("\n")
    paths = [line.partition("\0")[0] for line in lines]
    return all(map(str.__eq__, lines, marks.of_files(folder, paths)))

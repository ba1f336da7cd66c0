"""The answer of a build that has nothing to do, kept by the last one that had.

It stands in one small file in the newsroom's `.kppress`. Whatever it cannot vouch for, be it that
the file is damaged, from another version or from another call, is answered by a whole build.

Imported before anything else is, so without dataclasses, typing and json: each of them would take
a good part of the time that the whole answer takes.
"""

import os
import time
from _collections_abc import Iterable, Mapping, Sequence  # without all of collections
from zlib import crc32

from kppress.cache import CACHE, marks
from kppress.model.grain import FINE

NAME = "unchanged"
PART, ITEM = "\x1e", "\x1f"
"""Between the parts of the file and the items of a part: ASCII's separators of records and units.
A file name that has one costs whole builds, and no more."""

AHEAD_FROM = 1_500
"""Files. Below that, an edit takes one process no longer than two."""
SHARED_FROM = 4_000
"""Files. Below that, two take longer to look at them than one."""


TYPE_CHECKING = False  # as `typing` has it
if TYPE_CHECKING:
    from _collections_abc import Callable

    from kppress.cache.ahead import Hand


class Call:
    """A build as it was asked for: two with equal parts do the same in the same newsroom.

    `words` are the command line and what else of the surroundings decides what is made or said;
    `package` and `root` the folders of kppress itself and of the newsroom.
    """

    __slots__ = ("before", "file", "hand", "kept", "marks", "package", "root", "stands", "words")

    def __init__(self, words: Iterable[str], package: str, root: str) -> None:
        self.words = ITEM.join(words)
        self.package = package
        self.root = root
        self.before: Before | None = None
        """How sources and program stood when it was to be answered, if they were looked at."""
        self.kept: tuple[list[str], Sequence[int]] | None = None
        """What was kept of the last call, if it was taken up."""
        self.marks: Mapping[str, tuple[int, int, int]] | None = None
        """Those of the files among it, if anybody asked for them."""
        self.stands: Look | None = None
        """At the output folder, if anybody looks at it."""
        self.hand: Hand | None = None
        """Who was started meanwhile."""
        self.file = os.path.join(root, CACHE, NAME)


class Before:
    """How sources and program stood before a build read the first of them."""

    __slots__ = ("at", "newest", "program", "sources")

    def __init__(self, call: Call, now: int) -> None:
        """Look at them. `now` is the system's clock in nanoseconds since 1970, as disks have it."""
        self.sources, self.newest = marks.of_newsroom(call.root)
        self.program = marks.of_program(call.package)
        self.at = now

    def settle(self) -> None:
        """Wait until what is saved from now on has another mark, if that is the blink of an eye.

        For who has read none of the sources yet, and wants to know them by their marks the next
        time: else a build that an editor starts as it saves makes the one after it a whole one.
        """
        now = time.time_ns()
        if self.at < self.newest <= now + FINE:
            time.sleep(max(self.newest - now, 0) / 1e9)
            self.at = time.time_ns()


def sources_of(call: Call, before: Before, elsewhere: Iterable[str]) -> str:
    """The marks of all sources, `elsewhere` being those in no folder of their own."""
    return "\n".join((before.sources, *marks.of_sources(call.root, elsewhere)[0]))


def remember(
    call: Call,
    before: Before,
    *,
    output: str,
    since: float,
    until: float | None,
    elsewhere: Iterable[str],
    files: Mapping[str, Iterable[int]],
    says: Sequence[str],
    how: Sequence[str] = (),
) -> None:
    """Keep what a build that changes nothing would say, after one that wrote into `output`.

    `since` is the moment of the build and `until` the next at which time alone changes what is
    made or found, both in seconds since 1970; `elsewhere` are the sources in no folder of their
    own, relative to the newsroom; `files` are the size in bytes, the time in nanoseconds since
    1970 and the number (inode) of each file in `output`, from before anybody could change it;
    `how` is whatever the caller wants to know of the call once more.
    What cannot be kept is forgotten: then the next build is a whole one.
    """
    call.kept = call.marks = None
    folder, away = os.path.abspath(output), sorted(elsewhere)
    more, newest = marks.of_sources(call.root, away)
    # A save so shortly before the build that another could hide is seen, and one during the build,
    # as the sources are noted as they were before it.
    steady = max(before.newest, newest) <= before.at
    parts = (
        call.words,
        repr(since),
        "" if until is None else repr(until),
        folder,
        ITEM.join(away),
        ITEM.join(says),
        ITEM.join(how),
        "\n".join((before.sources, *more)),
        before.program,
        ITEM.join(files),
    )
    try:
        if not steady:
            os.remove(call.file)
            return
        content = _sealed(PART.join(parts), files.values())
        os.makedirs(os.path.dirname(call.file), exist_ok=True)
        beside = f"{call.file}.{os.getpid()}"
        with open(beside, "wb") as out:
            out.write(content)
        os.replace(beside, call.file)
    except (OSError, OverflowError):  # the latter by a time before 1970
        return


def kept(call: Call) -> tuple[list[str], Sequence[int]]:
    """The parts of what `remember` kept of any call in this newsroom, and the numbers of the files.

    Raises OSError and ValueError where there is nothing, or nothing of use.
    """
    if call.kept is None:
        with open(call.file, "rb") as file:
            text, numbers = _opened(file.read())
        call.kept = text.split(PART), numbers
    return call.kept


def recall(
    call: Call,
    now: float,
    start: "Callable[[Callable[[], bool] | None], Hand | None]" = lambda _: None,
) -> list[str] | None:
    """What the same build says at `now`, in seconds since 1970, if it would change nothing.

    Where it takes a while, `start` is to start somebody who does what he is given of it, and may
    have more to do then: `call.hand`.
    """
    try:
        parts, numbers = kept(call)
        words, since, until, folder, away, says, _, sources, program, named = parts
        files = items(named)
        if not (words == call.words and float(since) <= now and (not until or now < float(until))):
            return None
        cut, shared = len(files), len(files) >= SHARED_FROM
        if shared:  # to look at a source takes as long as to look at two files
            cut = max(cut // 2 - sources.count("\n"), 0)
        call.stands = look = Look(folder, files, numbers, cut)
        if shared or len(files) >= AHEAD_FROM:
            call.hand = start(look.at_rest if shared else None)
            look.helper = call.hand if shared else None
        before = call.before = Before(call, time.time_ns())
        stands = (
            program == before.program
            and sources == sources_of(call, before, items(away))
            and call.stands.holds()
        )
        return items(says) if stands else None
    except (OSError, ValueError):
        return None


def _sealed(text: str, marks: Iterable[Iterable[int]]) -> bytes:
    """Text and numbers, and their check sum for the bytes that a disk or a crash may lose.

    The numbers stand there as a machine has them: to read them out of a text would take a tenth of
    the time of an answer.
    """
    from array import array  # where there is time for it

    content = text.encode("utf-8", "surrogateescape")
    numbers = array("Q", [number for mark in marks for number in mark]).tobytes()
    body = len(content).to_bytes(4, "big") + content + numbers
    return crc32(body).to_bytes(4, "big") + body


def _opened(sealed: bytes) -> tuple[str, Sequence[int]]:
    """Text and numbers again. Raises ValueError where they are not what was sealed."""
    body = memoryview(sealed)[4:]
    if crc32(body).to_bytes(4, "big") != sealed[:4]:
        raise ValueError
    end = 4 + int.from_bytes(body[:4], "big")
    if len(body[end:]) % 8:
        raise ValueError
    return str(body[4:end], "utf-8", "surrogateescape"), body[end:].cast("Q").tolist()


def items(part: str) -> list[str]:
    """The items of a part."""
    return part.split(ITEM) if part else []


class Look:
    """A look at files: whether each that was there still is. What came since is somebody else's.

    Who asks when there is something to do is told of this very look: it is from before the build.
    """

    __slots__ = ("_first", "_holds", "_rest", "helper")

    def __init__(self, folder: str, files: Sequence[str], numbers: Sequence[int], cut: int) -> None:
        """`numbers` are three for each file in `folder`, as for `remember`."""
        self._first = folder, files[:cut], numbers[: 3 * cut]
        self._rest = folder, files[cut:], numbers[3 * cut :]
        self._holds: bool | None = None
        self.helper: Hand | None = None
        """Who looks at those from the `cut` on, as the first thing to do."""

    def holds(self) -> bool:
        """Whether all are in their places."""
        if self._holds is None:
            self._holds = _are_in_place(*self._first) and self._are_the_rest()
        return self._holds

    def at_rest(self) -> bool:
        """Whether those from the cut on are."""
        return _are_in_place(*self._rest)

    def _are_the_rest(self) -> bool:
        found = self.helper.first() if self.helper else None
        return self.at_rest() if found is None else found


def _are_in_place(folder: str, files: Iterable[str], numbers: Iterable[int]) -> bool:
    """Nearly all of the time of an answer is spent here: one call of the system for each file."""
    each = iter(numbers)
    try:
        for file, size, modified, number in zip(files, each, each, each, strict=True):
            found = os.lstat(f"{folder}/{file}")
            if found.st_mtime_ns != modified or found.st_size != size or found.st_ino != number:
                return False
    except (OSError, ValueError):  # a file is gone, or there are more or fewer numbers
        return False
    return True

"""What stands in the output folder: our own files, and what somebody else put there.

Somebody else's stays as it is: files, empty folders, links as links, pipes and sockets, with modes
and times. Where it is in the way of a page, the build is refused.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from posixpath import dirname

from kppress.model.error import UsageFault
from kppress.model.grain import COARSE, settled
from kppress.model.receipt import Mark
from kppress.write import manifest
from kppress.write.stood import Stood

INSIDE = ".kppress-new"
"""The stage of a folder that cannot be replaced as a whole; see `place`."""


Look = tuple[int, int, int, int, int, int]
"""What the disk notes of a folder: when something came into it or went, in nanoseconds since 1970;
how it is dressed: its mode, owner and group; and its mark as in `stood`."""

# Made without a step of Python's: there are as many files and folders as ever were written.
_mark: Callable[[os.stat_result], Mark] = attrgetter("st_size", "st_mtime_ns", "st_ino")
_look: Callable[[os.stat_result], Look] = attrgetter(
    "st_mtime_ns", "st_mode", "st_uid", "st_gid", "st_ctime_ns", "st_ino"
)


@dataclass
class Standing:
    """The output folder as it was found. Paths are relative to it, with `/`.

    What follows from it is worked out once, when it has been looked through.
    """

    output: Path
    known: Mapping[str, str]
    """The manifest of the last build."""
    files: dict[str, int] = field(default_factory=dict)
    """Each with its number on the disk (inode)."""
    marks: dict[str, Mark] = field(default_factory=dict)
    """Where they are asked for, those of `files`, `others` and the manifest: as the disk noted each
    before anything was decided of it."""
    folders: dict[str, Look] = field(default_factory=dict)
    """All below the output folder."""
    others: dict[str, int] = field(default_factory=dict)
    """Links, pipes, sockets: nothing that kppress would ever write. Each with its number."""
    closed: set[str] = field(default_factory=set)
    """Folders that we may not look into."""
    top: Look | None = None
    """The output folder's own; None where there is none."""
    listed: int = 0
    """In how many folders it was asked what they hold, and not taken from the last time."""

    @cached_property
    def own(self) -> AbstractSet[str]:
        """Our own files that stand there."""
        return self.known.keys() & self.files.keys()

    @cached_property
    def own_folders(self) -> AbstractSet[str]:
        """The folders of our own files."""
        return folders_of(self.known)

    @cached_property
    def foreign(self) -> tuple[str, ...]:
        """The files and links that are not ours, sorted."""
        return tuple(sorted({*(self.files.keys() - self.known.keys()), *self.others}))

    @cached_property
    def foreign_folders(self) -> tuple[str, ...]:
        """The folders that are not ours, outer ones first."""
        return tuple(sorted(self.folders.keys() - self.own_folders))

    @cached_property
    def _strange(self) -> frozenset[str]:
        return frozenset({*self.foreign, *self.closed})

    def stood(self, at: int) -> Stood | None:
        """What to keep for the next time; None where not all of it can be said so.

        `at` is as in `Stood`.
        """
        if self.closed or self.others:
            return None
        return Stood(at, self.files, {path: look[4:] for path, look in self.folders.items()})

    def number(self, path: str) -> int:
        """The number on the disk of a file or link; 0 where there is none."""
        return self.files.get(path) or self.others.get(path, 0)

    def has(self, files: Mapping[str, Mark]) -> bool:
        """Whether these files stand there as they were noted."""
        marks = self.marks
        return marks == files or all(marks.get(path) == mark for path, mark in files.items())

    def make_way(self, path: str) -> None:
        """Raises UsageFault where something that is not ours stands in the way of a file."""
        blocked = None
        if self._strange:
            blocked = next((p for p in (*above(path), path) if p in self._strange), None)
        if blocked is None and path in self.folders:
            beneath = (*self.foreign, *self.foreign_folders)
            inside = (p for p in beneath if p == path or p.startswith(f"{path}/"))
            blocked = next(inside, None)
        if blocked is not None:
            raise UsageFault("output_in_the_way", file=self.output / blocked)


def standing_in(
    output: Path,
    known: Mapping[str, str],
    *,
    marks: Mapping[str, Mark] | None = None,
    stood: Stood | None = None,
) -> Standing:
    """Look through the output folder. Links are not followed. Raises OSError.

    Without `marks` no file is asked for its own. What they say is taken of those that stand in
    folders that the disk notes no change of since they `stood` there: these are not listed again.
    """
    standing, marked = Standing(output, known), marks is not None
    waiting = [""] if output.is_dir() else []
    if waiting:
        standing.top = _look(output.stat())
        if stood and not _take_over(standing, stood, waiting, marks):
            return standing_in(output, known, marks=marks)
    while waiting:
        folder = waiting.pop()
        standing.listed += 1
        try:
            with os.scandir(f"{output}/{folder}") as entries:
                _take_in(standing, f"{folder}/" if folder else "", entries, waiting, marked)
        except PermissionError:
            if not folder or folder in standing.own_folders:
                raise
            standing.closed.add(folder)
    return standing


def _take_over(
    standing: Standing, stood: Stood, waiting: list[str], marks: Mapping[str, Mark] | None
) -> bool:
    """Take over what stood in folders that are as they were; the others, and the top, wait.

    Whether all folders and files of those are there still.
    """
    output, folders = str(standing.output), standing.folders
    newest = max((changed for changed, _ in stood.folders.values()), default=0)
    fresh = newest + COARSE > stood.at  # else all were settled
    try:
        # By os alone: there may be tens of thousands.
        for path, then in stood.folders.items():
            now = folders[path] = _look(os.lstat(f"{output}/{path}"))
            if now[4:] != then or (fresh and settled(then[0]) > stood.at):
                if not stat.S_ISDIR(now[1]):
                    return False
                waiting.append(path)
        listed = {*waiting}
        files = standing.files = {
            path: number
            for path, number in stood.files.items()
            if path.rpartition("/")[0] not in listed
        }
        if marks is not None:
            standing.marks = {
                path: mark
                if (mark := marks.get(path)) and mark[2] == number
                else _mark(os.lstat(f"{output}/{path}"))
                for path, number in files.items()
            }
    except OSError:
        return False
    return True


def _take_in(
    standing: Standing,
    within: str,
    entries: Iterable["os.DirEntry[str]"],
    waiting: list[str],
    marked: bool,
) -> None:
    """Note what stands in a folder. The folders in it wait to be looked into."""
    for entry in entries:
        path = within + entry.name
        if entry.is_dir(follow_symlinks=False):
            if path != INSIDE and path not in standing.folders:
                standing.folders[path] = _look(entry.stat(follow_symlinks=False))
                waiting.append(path)
            continue
        if marked:
            standing.marks[path] = _mark(entry.stat(follow_symlinks=False))
        if not entry.is_file(follow_symlinks=False):
            standing.others[path] = entry.inode()
        elif path != manifest.NAME:
            standing.files[path] = entry.inode()


def mark_of(file: str) -> Mark | None:
    """The mark of a file; None where there is none."""
    try:
        # By os alone: there are as many files as ever were written.
        return _mark(os.stat(file, follow_symlinks=False))  # noqa: PTH116 # a path costs more
    except OSError:
        return None


def is_as_found(standing: Standing, folder: Path) -> bool:
    """Whether nothing came into the output folder, now at `folder`, since it was looked through.

    Nor was one of its folders given another mode or owner.
    """
    if standing.top is None or _look(folder.stat())[:4] != standing.top[:4]:
        return False  # to change its place is a change too, but for that
    # By os alone, and without a path: there may be tens of thousands of folders.
    top = str(folder)
    return all(
        _look(os.stat(f"{top}/{path}")) == then  # noqa: PTH116 # as above
        for path, then in standing.folders.items()
    )


def folders_of(paths: Iterable[str]) -> set[str]:
    """All folders that these files stand in."""
    found: set[str] = set()
    for folder in {path.rpartition("/")[0] for path in paths}:
        enter(found, folder)
    return found


def enter(folders: set[str], folder: str) -> None:
    """Add a folder to others, with those that it stands in."""
    while folder and folder not in folders:
        folders.add(folder)
        folder = folder.rpartition("/")[0]


def above(path: str) -> Iterator[str]:
    """The folders that a path stands in, innermost first."""
    while path := dirname(path):
        yield path

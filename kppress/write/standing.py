"""What stands in the output folder: our own files, and what somebody else put there.

Somebody else's stays as it is: files, empty folders, links as links, pipes and sockets, with modes
and times. Where it is in the way of a page, the build is refused.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from posixpath import dirname

from kppress.model.error import UsageFault
from kppress.model.receipt import Mark
from kppress.write import manifest

INSIDE = ".kppress-new"
"""The stage of a folder that cannot be replaced as a whole; see `place`."""


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
    folders: dict[str, int] = field(default_factory=dict)
    """Each with the time of its last change, in nanoseconds since 1970."""
    others: dict[str, int] = field(default_factory=dict)
    """Links, pipes, sockets: nothing that kppress would ever write. Each with its number."""
    closed: set[str] = field(default_factory=set)
    """Folders that we may not look into."""
    own_folders: set[str] = field(default_factory=set)
    time: int = 0
    """As those of `folders`, of the output folder itself."""

    def has_own(self, path: str) -> bool:
        """Whether our own file stands at a path."""
        return path in self.known and path in self.files

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

    def number(self, path: str) -> int:
        """The number on the disk of a file or link; 0 where there is none."""
        return self.files.get(path) or self.others.get(path, 0)

    def times(self) -> Iterator[tuple[str, int]]:
        """The times of all folders, the output folder's own first."""
        yield "", self.time
        yield from self.folders.items()

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


def standing_in(output: Path, known: Mapping[str, str]) -> Standing:
    """Look through the output folder. Links are not followed. Raises OSError."""
    standing = Standing(output, known)
    for path in known:
        standing.own_folders.update(above(path))
    waiting = [""] if output.is_dir() else []
    standing.time = output.stat().st_mtime_ns if waiting else 0
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(f"{output}/{folder}") as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    if _take_in(standing, entry, path):
                        waiting.append(path)
        except PermissionError:
            if not folder or folder in standing.own_folders:
                raise
            standing.closed.add(folder)
    return standing


def _take_in(standing: Standing, entry: "os.DirEntry[str]", path: str) -> bool:
    """Note what stands at a path; whether it is a folder to look into."""
    if entry.is_dir(follow_symlinks=False):
        if path != INSIDE:
            standing.folders[path] = entry.stat(follow_symlinks=False).st_mtime_ns
        return path != INSIDE
    if not entry.is_file(follow_symlinks=False):
        standing.others[path] = entry.inode()
    elif path != manifest.NAME:
        standing.files[path] = entry.inode()
    return False


def mark_of(file: str) -> Mark | None:
    """The mark of a file; None where there is none."""
    try:
        # By os alone: there are as many files as ever were written.
        found = os.stat(file, follow_symlinks=False)  # noqa: PTH116 # a path costs more than the call
    except OSError:
        return None
    return Mark(found.st_size, found.st_mtime_ns, found.st_ino)


def is_as_found(standing: Standing, folder: Path) -> bool:
    """Whether nothing came into the output folder, now at `folder`, since it was looked through."""
    # By os alone: there may be tens of thousands of folders.
    return all(
        os.stat(f"{folder}/{path}").st_mtime_ns == then  # noqa: PTH116 # as above
        for path, then in standing.times()
    )


def above(path: str) -> Iterator[str]:
    """The folders that a path stands in, innermost first."""
    while path := dirname(path):
        yield path

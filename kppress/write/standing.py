"""What stands in the output folder: our own files, and what somebody else put there.

Somebody else's stays as it is: files, empty folders, links as links, pipes and sockets, with modes
and times. Where it is in the way of a page, the build is refused.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname

from kppress.model.error import UsageFault
from kppress.write import manifest

INSIDE = ".kppress-new"
"""The stage of a folder that cannot be replaced as a whole; see `place`."""


@dataclass(slots=True)
class Standing:
    """The output folder as it was found. Paths are relative to it, with `/`."""

    output: Path
    known: Mapping[str, str]
    """The manifest of the last build."""
    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    """Links, pipes, sockets: nothing that kppress would ever write."""
    closed: set[str] = field(default_factory=set)
    """Folders that we may not look into."""
    own_folders: set[str] = field(default_factory=set)

    def has_own(self, path: str) -> bool:
        """Whether our own file stands at a path."""
        return path in self.known and path in self.files

    @property
    def foreign(self) -> tuple[str, ...]:
        """The files and links that are not ours, sorted."""
        return tuple(sorted({*(self.files - self.known.keys()), *self.others}))

    @property
    def foreign_folders(self) -> tuple[str, ...]:
        """The folders that are not ours, outer ones first."""
        return tuple(sorted(self.folders - self.own_folders))

    def make_way(self, path: str) -> None:
        """Raises UsageFault where something that is not ours stands in the way of a file."""
        above = (*_above(path), path)
        blocked = next((p for p in above if p in self.others or p in self.closed), None)
        blocked = blocked or next((p for p in above if p in self.files - self.known.keys()), None)
        if blocked is None and path in self.folders:
            beneath = (*self.foreign, *self.foreign_folders)
            inside = (p for p in beneath if p == path or p.startswith(f"{path}/"))
            blocked = next(inside, None)
        if blocked is not None:
            raise UsageFault("output_in_the_way", file=self.output / blocked)

    def keep_in(self, stage: Path) -> None:
        """Put what is not ours into the stage too, and give folders the modes that they have.

        Raises OSError where that cannot be done.
        """
        for path in self.foreign_folders:
            (stage / path).mkdir(parents=True, exist_ok=True)
        for path in self.foreign:
            target = stage / path
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(self.output / path, target, follow_symlinks=False)
            except OSError:  # a disk without hard links, or somebody else's file
                shutil.copy2(self.output / path, target, follow_symlinks=False)
        for path in ("", *sorted(self.folders)):
            if (stage / path).is_dir():
                _dress(self.output / path, stage / path)
        # Last and innermost first, as whatever is put into a folder moves its time.
        for path in reversed(self.foreign_folders):
            shutil.copystat(self.output / path, stage / path)


def standing_in(output: Path, known: Mapping[str, str]) -> Standing:
    """Look through the output folder. Links are not followed. Raises OSError."""
    standing = Standing(output, known)
    for path in known:
        standing.own_folders.update(_above(path))
    waiting = [""] if output.is_dir() else []
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(output / folder) as entries:
                for entry in entries:
                    _take_in(standing, entry, f"{folder}/{entry.name}" if folder else entry.name)
                    if entry.is_dir(follow_symlinks=False) and entry.name != INSIDE:
                        waiting.append(f"{folder}/{entry.name}" if folder else entry.name)
        except PermissionError:
            if not folder or folder in standing.own_folders:
                raise
            standing.closed.add(folder)
    return standing


def _take_in(standing: Standing, entry: "os.DirEntry[str]", path: str) -> None:
    if entry.is_dir(follow_symlinks=False):
        if path != INSIDE:
            standing.folders.add(path)
    elif not entry.is_file(follow_symlinks=False):
        standing.others.add(path)
    elif path != manifest.NAME:
        standing.files.add(path)


def _above(path: str) -> Iterator[str]:
    while path := dirname(path):
        yield path


def _dress(model: Path, folder: Path) -> None:
    """Give a folder the owner and the mode of another."""
    wanted, given = model.stat(), folder.stat()
    if (wanted.st_uid, wanted.st_gid) != (given.st_uid, given.st_gid):
        with suppress(PermissionError):
            os.chown(folder, wanted.st_uid, wanted.st_gid)
    shutil.copymode(model, folder)

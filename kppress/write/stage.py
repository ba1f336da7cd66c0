"""Where a site is put together before it takes its place.

Files that stay are hard-linked from the output folder: they keep their times and cost no bytes. A
stage may be the site before the last one, which changed places with the last one. Then most files
are linked already, and a build costs what has changed and not what there is. What such a stage
holds is trusted by one thing alone: that a file is the very file (inode) of the output folder.
"""

import os
import shutil
import stat
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import InitVar, dataclass, field
from pathlib import Path

from kppress.model.receipt import Mark
from kppress.write.manifest import NAME
from kppress.write.standing import INSIDE, Standing, enter, mark_of, standing_in


@dataclass(slots=True)
class Stage:
    """A folder that a site is put together in."""

    folder: Path
    whole: bool
    """Whether it will replace the output folder as a whole, and must hold all that stays."""
    lasting: bool = False
    """Whether what it changes places with is the next build's stage."""
    seen: InitVar[Standing | None] = None
    """What it holds, if somebody has looked through it."""
    before: Standing = field(init=False)
    """What it held at first."""
    _held: set[str] = field(default_factory=set)
    _folders: set[str] = field(default_factory=set)

    def __post_init__(self, seen: Standing | None) -> None:
        if not self._looked_through(seen):
            drop(self.folder)
            self.folder.mkdir()
            self.before = standing_in(self.folder, {})

    def _looked_through(self, seen: Standing | None) -> bool:
        """Look at what it holds; whether we may do there whatever we like."""
        inside = self.folder / INSIDE
        if os.path.lexists(inside):  # which is passed over in an output folder, and is no page
            return False
        try:
            self.before = seen or standing_in(self.folder, {})
        except PermissionError:
            return False
        mine = os.geteuid() if hasattr(os, "geteuid") else None
        return not self.before.closed and all(
            # What is said of the owner is asked for once, when it was looked through.
            (owner == mine and mode & stat.S_IRWXU == stat.S_IRWXU) or self._is_open(path)
            for path, (_, mode, owner, *_) in self.before.folders.items()
        )

    def _is_open(self, path: str) -> bool:
        return os.access(f"{self.folder}/{path}", os.R_OK | os.W_OK | os.X_OK)

    def put(self, path: str, content: bytes) -> Mark | None:
        """Write a file; what the disk notes of it."""
        file = self._free(path)
        with open(file, "xb") as out:  # noqa: PTH123 # there may be tens of thousands of files
            out.write(content)
        return mark_of(file)

    def unlinked(self, paths: AbstractSet[str], standing: Standing) -> AbstractSet[str]:
        """Which of the files that stay were not in the stage at first; it holds the others.

        All folders stay. By sets, as there may be tens of thousands of files.
        """
        before = self.before
        linked = paths - {p for p, n in standing.files.items() if before.files.get(p) != n}
        self._held |= linked
        self._folders |= standing.folders.keys() & before.folders.keys()
        return paths - linked

    def link(self, path: str, file: str, number: int) -> None:
        """Take in a file or link that stays, whose number on the disk (inode) is given."""
        if number and self.before.number(path) == number:
            self._held.add(path)
            enter(self._folders, path.rpartition("/")[0])
            return
        target = self._free(path)
        try:
            os.link(file, target, follow_symlinks=False)
        except OSError:  # a disk without hard links, or somebody else's file: the times stay
            shutil.copy2(file, target, follow_symlinks=False)

    def manifest(self, content: bytes) -> Mark | None:
        """Write the manifest, by which a folder is known as ours: at no moment is there none."""
        draft = self.folder / f"{NAME}.new"
        draft.write_bytes(content)
        return mark_of(str(draft.replace(self.folder / NAME)))

    def make(self, path: str) -> None:
        """Make a folder, with those that it stands in."""
        if not path or path in self._folders:
            return
        self.make(path.rpartition("/")[0])
        self._folders.add(path)
        if path not in self.before.folders:
            self._clear(path)
            os.mkdir(f"{self.folder}/{path}")  # noqa: PTH102 # as in `put`

    def settle(self) -> None:
        """Take away what was in the stage before and is not to be."""
        before = self.before
        for path in (before.files.keys() | before.others.keys()) - self._held - self._folders:
            self._clear(path)
        for path in sorted(before.folders.keys() - self._folders, key=len, reverse=True):
            with suppress(FileNotFoundError, NotADirectoryError):
                (self.folder / path).rmdir()

    def _free(self, path: str) -> str:
        """The place for a new file, with nothing there: a file that is linked is never changed."""
        self._held.add(path)
        self.make(path.rpartition("/")[0])
        if path in self.before.folders:
            drop(self.folder / path)
        self._clear(path)
        return f"{self.folder}/{path}"

    def _clear(self, path: str) -> None:
        """Take away a file or link that was there at first."""
        if path in self.before.files or path in self.before.others:
            with suppress(FileNotFoundError, NotADirectoryError):
                (self.folder / path).unlink()


def drop(folder: Path) -> None:
    """Remove a folder with all that is in it, also where it may not be written to."""
    with suppress(OSError):
        folder.chmod(stat.S_IRWXU)
    for here, names, _ in os.walk(folder):
        for below in (Path(here) / name for name in names):
            if not below.is_symlink():  # whose target is not ours
                with suppress(OSError):
                    below.chmod(stat.S_IRWXU)
    shutil.rmtree(folder)

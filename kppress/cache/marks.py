"""Marks: what the disk itself notes of files, by which a change is seen without reading any.

Nothing of ours and nothing slow is imported here: a build that finds nothing to do has answered
before the rest of kppress would be there.
"""

import os
import sys
from _collections_abc import Iterable  # without all of collections

from kppress.model.grain import settled

SOURCES = ("releases", "feeds", "templates")
"""The folders of a newsroom that a build reads, beside the files that stand next to them."""


def of_newsroom(root: str, elsewhere: Iterable[str] = ()) -> tuple[str, int]:
    """The marks of a newsroom's sources: name, kind, size, times and number of each file.

    With them comes the moment until which a change may leave no mark, in nanoseconds since 1970.
    `elsewhere` are files below `root` in no folder of SOURCES.
    """
    lines, newest = _of_folder(root, None)
    more, last = of_folders(root)
    away, latest = of_sources(root, elsewhere)
    return "\n".join((*lines, more, *away)), max(newest, last, latest)


def of_sources(root: str, paths: Iterable[str]) -> tuple[list[str], int]:
    """The same for these files below `root`, a line for each."""
    lines, newest = [], 0
    for path in paths:
        line, last = _line(path, os.path.join(root, path))
        lines.append(line)
        newest = max(newest, last)
    return lines, newest


def of_folders(root: str) -> tuple[str, int]:
    """The same for those in the folders of SOURCES alone."""
    lines: list[str] = []
    newest = 0
    for name in SOURCES:
        more, last = _below(os.path.join(root, name))
        lines += more
        newest = max(newest, last)
    return "\n".join(lines), newest


def of_program(package: str) -> str:
    """The program in the folder `package`, its templates, and what is installed beside it."""
    lines = [sys.version]
    for folder in (package, os.path.join(os.path.dirname(package), "templates")):
        lines += _below(folder)[0]
    # A package that comes or goes changes the time of the folder that it is in.
    lines += [_line(folder, folder)[0] for folder in sys.path if folder.endswith("-packages")]
    return "\n".join(lines)


def _below(folder: str) -> tuple[list[str], int]:
    """Each file below a folder, in an order that does not depend on the disk."""
    lines: list[str] = []
    newest, waiting = 0, [folder]
    while waiting:
        here = waiting.pop()
        more, last = _of_folder(here, waiting, linked=here == folder)
        lines += more
        newest = max(newest, last)
    return lines, newest


def _of_folder(
    here: str, waiting: list[str] | None, *, linked: bool = False
) -> tuple[list[str], int]:
    """The files in a folder; the folders in it are added to those that wait.

    With `linked` so are folders that links lead to, as one with styles may stand elsewhere. None
    of them is gone into further, so that no two links lead round and round.
    """
    try:
        with os.scandir(here) as found:
            entries = sorted(found, key=_name)
    except OSError as fault:
        return [f"{here}\0{fault.errno}"], 0
    lines, moments = [here], [0]
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            line, last = _line(entry.name, entry.path)
            lines.append(line)
            moments.append(last)
            if linked and waiting is not None and entry.is_symlink() and entry.is_dir():
                waiting.append(entry.path)
        elif waiting is not None and entry.name != "__pycache__":
            waiting.append(entry.path)
    return lines, max(moments)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _line(name: str, path: str) -> tuple[str, int]:
    """The line of a file, and the moment until which its next change may look the same."""
    try:
        found = os.stat(path)
    except OSError:
        return f"{name}\0-", 0
    modified, changed = found.st_mtime_ns, found.st_ctime_ns
    last = max(modified, changed)
    line = f"{name}\0{found.st_mode} {found.st_size} {modified} {changed} {found.st_ino}"
    return line, settled(last)

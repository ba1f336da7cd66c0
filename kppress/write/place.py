"""Putting a staged site in its place: in one step, or file by file where that cannot be.

One step exchanges two folders. A folder that is a mount point, holds one, or stands in a folder
that we may not write to, cannot be exchanged: then each file takes its place by itself, in an order
in which no page that readers find leads to one that is not there yet.
"""

import errno
import os
import re
import shutil
import stat
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from posixpath import dirname, splitext

from kppress.model.receipt import Mark
from kppress.write import manifest
from kppress.write.exchange import exchange
from kppress.write.stage import Stage, drop
from kppress.write.standing import INSIDE, Standing, is_as_found, mark_of, standing_in

_POINTERS = (".html", ".json", ".xml")
"""What leads readers to other files, in this order: pages, then the banner, feeds and maps."""


def stage_for(
    output: Path, standing: Standing, spare: Path | None = None, seen: Standing | None = None
) -> Stage:
    """Make a stage on the disk of the output folder. Raises OSError.

    `spare` is where one may stay from build to build, if it can change places with the folder, and
    `seen` what stands there, if somebody has looked.
    """
    beside = _beside(output, "new")
    if not standing.closed and not _holds_mount(output, standing.folders):
        try:
            beside.mkdir(parents=True)
        except OSError as fault:
            if not output.is_dir() or fault.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
        else:
            if spare and _goes_to(beside, spare):
                return Stage(spare, whole=True, lasting=True, seen=seen)
            return Stage(beside, whole=True)
    inside = output / INSIDE
    inside.mkdir()
    return Stage(inside, whole=False)


def _goes_to(folder: Path, spare: Path) -> bool:
    """Whether an empty folder can be renamed to `spare`, where it is then, or one was before."""
    if spare.is_symlink() or spare.parent.is_symlink():
        return False
    if spare.exists() and not os.access(spare, os.R_OK | os.W_OK | os.X_OK):
        return False
    try:
        folder.rename(spare)
    except OSError as fault:
        if fault.errno not in (errno.ENOTEMPTY, errno.EEXIST):  # another disk
            return False
        if not (spare / manifest.NAME).is_file():  # somebody else's
            return False
        folder.rmdir()
    else:
        (spare / manifest.NAME).write_bytes(b"")
    return True


def prepare(output: Path, spare: Path, paths: Iterable[str]) -> None:
    """Link the files of the first site into `spare`: its first change costs no more than the next.

    What is not done here, the next build does.
    """
    beside = _beside(output, "new")
    with suppress(OSError):
        beside.mkdir()
        if not _goes_to(beside, spare):
            beside.rmdir()
            return
        stage = Stage(spare, whole=True, lasting=True)
        for path in paths:
            stage.link(path, f"{output}/{path}", 0)


def recover(output: Path) -> None:
    """Clear up after a build that was killed. Raises OSError."""
    stage, old = _beside(output, "new"), _beside(output, "old")
    if old.exists():
        if output.exists():
            drop(old)
        else:
            old.rename(output)
    for folder in (stage, output / INSIDE):
        if folder.exists():
            drop(folder)


def take_place(
    stage: Stage, standing: Standing, digests: Mapping[str, str]
) -> Mapping[str, Mark | None]:
    """Make the stage the site. Raises OSError.

    Returns the marks of the files that went there one by one, as they may have other numbers there.
    """
    if not standing.output.exists():
        stage.settle()
        stage.folder.rename(standing.output)
    elif stage.whole and _kept(standing, stage):
        _replace(standing, stage)
    else:
        return _move_in(stage.folder, standing, digests)
    return {}


def _kept(standing: Standing, stage: Stage) -> bool:
    """Whether all that is not ours could be put into the stage too.

    Folders are given the modes that they have.
    """
    output = standing.output
    try:
        for path in standing.foreign_folders:
            stage.make(path)
        for path in standing.foreign:
            stage.link(path, f"{output}/{path}", standing.number(path))
        stage.settle()
        _dress(output, stage.folder)
        for path, mark in standing.folders.items():
            given = stage.before.folders.get(path)
            if given is None or given[1:4] != mark[1:4]:
                _dress(output / path, stage.folder / path)
        # Last and innermost first, as whatever is put into a folder moves its time.
        for path in reversed(standing.foreign_folders):
            shutil.copystat(output / path, stage.folder / path)
    except OSError:
        return False
    return True


def _dress(model: Path, folder: Path) -> None:
    """Give a folder, if there is one, the owner and the mode of another."""
    try:
        wanted, given = model.lstat(), folder.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return
    if not stat.S_ISDIR(given.st_mode):  # a link is never followed
        return
    if (wanted.st_uid, wanted.st_gid) != (given.st_uid, given.st_gid):
        with suppress(PermissionError):
            os.chown(folder, wanted.st_uid, wanted.st_gid)
    if wanted.st_mode != given.st_mode:
        folder.chmod(stat.S_IMODE(wanted.st_mode))


def _replace(standing: Standing, stage: Stage) -> None:
    """The one step after which the new site is there."""
    output, old = standing.output, stage.folder
    if not exchange(stage.folder, output):
        old = _beside(output, "old")
        output.rename(old)
        stage.folder.rename(output)
    _keep_late(old, standing)
    if not stage.lasting:
        drop(old)
    elif old != stage.folder:
        old.rename(stage.folder)


def _keep_late(old: Path, standing: Standing) -> None:
    """What somebody put into the folder, or made of its folders, while the site was being made."""
    if is_as_found(standing, old):
        return
    now = standing_in(old, standing.known)
    with suppress(PermissionError):
        for path, mark in {"": now.top, **now.folders}.items():
            found = standing.folders.get(path, standing.top)
            if mark and found and found[1:4] != mark[1:4]:
                _dress(old / path, standing.output / path)
    for path in now.foreign:
        target = standing.output / path
        known = path in standing.foreign
        # Another file than the one that was there, or one where there was none, nor is one of ours.
        if now.number(path) != standing.number(path) and (known or not os.path.lexists(target)):
            target.parent.mkdir(parents=True, exist_ok=True)
            (old / path).rename(target)


def _move_in(stage: Path, standing: Standing, digests: Mapping[str, str]) -> dict[str, Mark | None]:
    """File by file. The manifest comes first, and names old and new: both are ours all the while.

    A build that is killed in between leaves old and new files; the next one completes it.
    """
    output, known = standing.output, standing.known
    _put_manifest(output, {**known, **digests})
    gone = standing.own - digests.keys()
    marks: dict[str, Mark | None] = {}
    staged = (path for path in digests if (stage / path).is_file())
    # What is new is not linked to before what links to it has changed.
    for path in sorted(staged, key=lambda path: (path in standing.own, *_order(path))):
        _clear(output, path, gone)
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        marks[path] = _move(stage / path, output / path)
    for path in gone:
        (output / path).unlink(missing_ok=True)
    _remove_empty(output, {dirname(path) for path in gone}, standing)
    marks[manifest.NAME] = _put_manifest(output, digests)
    for folder in {stage, output / INSIDE}:
        drop(folder)
    return marks


def _order(path: str) -> tuple[int, int, str]:
    """Pictures and styles first, then pages from the innermost, then what lists them."""
    ending = splitext(path)[1]
    rank = _POINTERS.index(ending) + 1 if ending in _POINTERS else 0
    return rank, -path.count("/"), path


def _clear(output: Path, path: str, gone: Collection[str]) -> None:
    """Take away our own old files where a folder is to be, or a file where a folder was."""
    for other in gone:
        if other.startswith(f"{path}/") or path.startswith(f"{other}/"):
            (output / other).unlink(missing_ok=True)
    if (output / path).is_dir():
        for here, _, _ in os.walk(output / path, topdown=False):
            Path(here).rmdir()


def _move(file: Path, target: Path) -> Mark | None:
    mark = mark_of(str(file))
    try:
        file.replace(target)
    except OSError as fault:
        if fault.errno != errno.EXDEV:
            raise
        # The folder is a disk of its own: a draft beside the target, so that no half file is seen.
        draft = target.with_name(f".{target.name[:200]}{INSIDE}")
        shutil.copyfile(file, draft)
        mark = mark_of(str(draft))
        draft.replace(target)
    return mark


def _remove_empty(output: Path, folders: Collection[str], standing: Standing) -> None:
    for folder in sorted(folders, key=len, reverse=True):
        here = folder
        while here and here in standing.own_folders:
            try:
                (output / here).rmdir()
            except OSError:  # something is in it still
                break
            here = dirname(here)


def _put_manifest(output: Path, digests: Mapping[str, str]) -> Mark | None:
    draft = output / INSIDE / manifest.NAME
    draft.parent.mkdir(exist_ok=True)
    draft.write_bytes(manifest.to_text(digests))
    mark = mark_of(str(draft))
    draft.replace(output / manifest.NAME)
    return mark


def _beside(output: Path, name: str) -> Path:
    return output.with_name(f".{output.name}.kppress-{name}")


def _holds_mount(output: Path, folders: Collection[str]) -> bool:
    """Whether a file system is mounted on the folder or on one below it."""
    if os.path.ismount(output):
        return True
    try:
        text = Path("/proc/self/mountinfo").read_bytes()
    except OSError:  # no Linux
        return any(os.path.ismount(output / folder) for folder in folders)
    # proc_pid_mountinfo(5): the fifth field, with blanks and backslashes in octal.
    points = (line.split(b" ")[4] for line in text.splitlines())
    plain = (re.sub(rb"\\(\d{3})", lambda octal: bytes([int(octal[1], 8)]), p) for p in points)
    here = os.fsencode(os.path.realpath(output))
    return any(point == here or point.startswith(here + b"/") for point in plain)

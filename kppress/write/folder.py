"""A site to a folder: staged whole (see `stage`), then put in its place in one step if possible.

The step is an exchange of two directories (renameat2 on Linux, renamex_np on macOS), which no
crash can split; where the system has none it is two renames, and the next build completes a step
that was cut in half. Of a folder that cannot be exchanged tells `place`.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

from kppress.model.artifact import AsItStands, CopyOf, PictureOf
from kppress.model.error import KppressError, UsageFault
from kppress.model.receipt import Mark, Receipt
from kppress.model.site import PublicSite
from kppress.write import manifest
from kppress.write.claims import Claims
from kppress.write.place import recover, stage_for, take_place
from kppress.write.stage import Stage, drop
from kppress.write.standing import INSIDE, Standing, standing_in
from kppress.write.stood import Stood, keep, kept

_EMPTY = frozenset({INSIDE, "lost+found"})
"""What may stand in a folder that is empty for all that; the latter on the root of a disk."""
NOTHING: Mapping[Any, Any] = MappingProxyType({})
FEW = 100
"""Folders that are listed sooner than it is kept what stands in all."""


def _none_made(order: PictureOf) -> bytes:
    raise KppressError("picture", file=order.source)


def look(
    output: Path,
    *,
    dry: bool = False,
    marks: Mapping[str, Mark] = NOTHING,
    stood: Mapping[int, Stood] = NOTHING,
) -> Standing:
    """See what stands in the folder `output`, after clearing up, if not `dry`, what was cut short.

    `marks` are those of files there, if somebody looked at them since this process began; `stood`
    is what was kept of an earlier time, by the numbers of folders.

    Raises UsageFault for a folder that holds what kppress did not write; KppressError where the
    disk fails.
    """
    output = _real(output)
    with _disk_of(output):
        if not dry:
            recover(output)
        known = _known(output)
        number = output.stat().st_ino if stood and output.exists() else 0
        return standing_in(output, known, marks=marks, stood=stood.get(number))


def look_at_both(
    output: Path, spare: Path, stood: Path, marks: Mapping[str, Mark] = NOTHING
) -> tuple[Standing, Standing | None]:
    """As `look`, and see what stands in the place of the site before the last one, `spare`.

    None of the latter where that is not ours. `stood` is a file where it is kept what was seen, so
    that the next time only what changed is listed.
    """
    now, before = time.time_ns(), kept(stood)
    standing = look(output, marks=marks, stood=before)
    try:
        ours = (spare / manifest.NAME).is_file()
        seen = standing_in(spare, {}, stood=before.get(spare.lstat().st_ino)) if ours else None
    except OSError:
        seen = None
    found = [one for one in (standing, seen) if one and one.top]
    if any(one.listed > FEW for one in found):
        keep(stood, {one.top[5]: it for one in found if one.top and (it := one.stood(now))})
    return standing, seen


def write(
    site: PublicSite,
    output: Path | Standing,
    sources: Path,
    *,
    pictures: Callable[[PictureOf], bytes] = _none_made,
    spare: Path | None = None,
    seen: Standing | None = None,
    force: bool = False,
    progress: Callable[[], None] = lambda: None,
) -> Receipt:
    """Put the site into the folder `output`, whole or not at all.

    `output` may be what `look` saw there; `sources` is the newsroom, from which files are copied;
    `pictures` makes what is ordered; `spare` is a place for the site before this one, by which the
    next build is a fast one, and `seen` what was seen there, if anybody looked; `force` writes
    every file anew; `progress` is called once a file.
    Raises UsageFault for a folder that holds what kppress did not write, and for paths that cannot
    be files of a site; KppressError where the disk fails.
    """
    standing = output if isinstance(output, Standing) else look(output)
    done = _Done()
    with _staged(standing, spare, done, seen=seen, force=force) as stage:
        for path, content in _contents(site, standing, sources, pictures, done):
            if content is not None or force:
                again = _standing(path, standing) if content is None else content
                done.marks[path] = stage.put(path, again)
            elif stage.whole:
                stage.link(path, f"{standing.output}/{path}", standing.files[path])
            progress()
    return _receipt(done, standing)


def amend(
    contents: Mapping[str, bytes],
    standing: Standing,
    *,
    spare: Path,
    seen: Standing | None,
) -> Receipt:
    """Write these files of a site; all its others stay as they stand there.

    Ours are known to stand there; `spare` and `seen` are as for `write`. Raises UsageFault where
    something not ours stands in the way of a new one, and KppressError where the disk fails.
    """
    done = _Done(dict(standing.known), {*standing.known})
    with _staged(standing, spare, done, seen=seen) as stage:
        for path, content in contents.items():
            digest = manifest.digest(content)
            if path not in standing.known:
                standing.make_way(path)
            if digest != done.digests.get(path):
                done.digests[path] = digest
                done.kept.discard(path)
                done.marks[path] = stage.put(path, content)
        if stage.whole and done.marks:
            for path in stage.unlinked(done.kept, standing):
                stage.link(path, f"{standing.output}/{path}", standing.files[path])
    return _receipt(done, standing)


@contextmanager
def _staged(
    standing: Standing,
    spare: Path | None,
    done: "_Done",
    *,
    seen: Standing | None = None,
    force: bool = False,
) -> Iterator[Stage]:
    """A stage for the files of a site, which takes its place if any of them is another one."""
    with _disk_of(standing.output):
        stage = stage_for(standing.output, standing, spare, seen)
        try:
            yield stage
            # A build that was killed may have left names of files that are gone already.
            named = standing.known.keys() == done.digests.keys() == done.kept
            if force or not named:
                done.marks[manifest.NAME] = stage.manifest(manifest.to_text(done.digests))
                done.marks |= take_place(stage, standing, done.digests)
            elif not stage.lasting:
                drop(stage.folder)
        except BaseException:
            with suppress(OSError):
                drop(stage.folder)
            raise


def compare(
    site: PublicSite,
    output: Path | Standing,
    sources: Path,
    *,
    pictures: Callable[[PictureOf], bytes] = _none_made,
) -> Receipt:
    """What `write` would do, without doing it."""
    standing = output if isinstance(output, Standing) else look(output, dry=True)
    with _disk_of(standing.output):
        done = _Done()
        for _ in _contents(site, standing, sources, pictures, done):
            pass
        return _receipt(done, standing)


def _real(output: Path) -> Path:
    """The folder itself, where a link leads to it."""
    output = output.absolute()
    real = Path(os.path.realpath(output)) if output.is_symlink() else output
    if real.is_symlink():  # it leads to itself
        raise UsageFault("output_is_file", folder=output)
    return real


@contextmanager
def _disk_of(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise KppressError(
            "disk", file=fault.filename or output, reason=fault.strerror or fault
        ) from fault


def _known(output: Path) -> Mapping[str, str]:
    """The manifest of the last build. A folder with other people's files in it is refused."""
    if not output.exists():
        return {}
    if not output.is_dir():
        raise UsageFault("output_is_file", folder=output)
    known = manifest.of_folder(output)
    if known is None:
        if first := next((p for p in output.iterdir() if p.name not in _EMPTY), None):
            raise UsageFault("output_foreign", folder=output, example=first.name)
        return {}
    return known


class _Done(Struct):
    """What became of the files so far."""

    digests: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    """Those that stand there already."""
    marks: dict[str, Mark | None] = field(default_factory=dict)
    """Those of what was compared or written, and of the manifest."""


def _contents(
    site: PublicSite,
    standing: Standing,
    sources: Path,
    pictures: Callable[[PictureOf], bytes],
    done: _Done,
) -> Iterator[tuple[str, bytes | None]]:
    """Each file of the site with its bytes where they do not stand yet.

    Of what is compared the mark was noted before: what somebody writes meanwhile is seen by it.
    """
    claims = Claims()
    for artifact in site.artifacts:
        path = artifact.path
        claims.claim(path)
        standing.make_way(path)
        match artifact.content:
            case AsItStands(digest=digest) if standing.known.get(path) == digest:
                done.digests[path] = digest
                done.kept.add(path)
                yield path, None
                continue
            case AsItStands():
                content = _standing(path, standing)
            case CopyOf(source=source):
                content = (sources / source).read_bytes()
            case PictureOf() as order:
                content = pictures(order)
            case bytes() as content:
                pass
        digest = done.digests[path] = manifest.digest(content)
        done.marks[path] = standing.marks.get(path)
        stands = _stands(path, content, digest, standing)
        if stands:
            done.kept.add(path)
        yield path, None if stands else content


def _standing(path: str, standing: Standing) -> bytes:
    with open(f"{standing.output}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 # many
        return file.readall()


def _stands(path: str, content: bytes, digest: str, standing: Standing) -> bool:
    """Whether the file stands there as it should: somebody may have changed it by hand."""
    if standing.known.get(path) != digest or path not in standing.files:
        return False
    try:
        return _standing(path, standing) == content
    except OSError:
        return False


def _receipt(done: _Done, standing: Standing) -> Receipt:
    paths = done.digests.keys()
    gone = standing.own - paths
    marks = {path: mark for path, mark in done.marks.items() if mark}
    standing_now = {**standing.marks, **marks}
    for path in gone:
        del standing_now[path]
    return Receipt(
        added=tuple(sorted(paths - standing.own)),
        changed=tuple(sorted((paths & standing.own) - done.kept)),
        removed=tuple(sorted(gone)),
        unchanged=len(done.kept),
        foreign=standing.foreign,
        files={path: (done.digests[path], marks[path]) for path in paths & marks.keys()},
        marks=standing_now,
    )

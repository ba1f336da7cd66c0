"""A site to a folder: staged whole, then put in its place in one step where that can be.

Of the stage tells `stage`. The
step is an exchange of two directories (renameat2 on Linux, renamex_np on macOS), which no crash
can split; where the system has none it is two renames, and the next build completes a step that
was cut in half. Of a folder that cannot be exchanged tells `place`.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path

from kppress.model.artifact import AsItStands, CopyOf, PictureOf
from kppress.model.error import KppressError, UsageFault
from kppress.model.receipt import Mark, Receipt
from kppress.model.site import PublicSite
from kppress.write import manifest
from kppress.write.claims import Claims
from kppress.write.place import recover, stage_for, take_place
from kppress.write.stage import drop
from kppress.write.standing import INSIDE, Standing, mark_of, standing_in

_EMPTY = frozenset({INSIDE, "lost+found"})
"""What may stand in a folder that is empty for all that; the latter on the root of a disk."""


def _none_made(order: PictureOf) -> bytes:
    raise KppressError("picture", file=order.source)


def write(
    site: PublicSite,
    output: Path,
    sources: Path,
    *,
    pictures: Callable[[PictureOf], bytes] = _none_made,
    spare: Path | None = None,
    force: bool = False,
    progress: Callable[[], None] = lambda: None,
) -> Receipt:
    """Put the site into the folder `output`, whole or not at all.

    `sources` is the newsroom, from which files are copied; `pictures` makes what is ordered;
    `spare` is a place for the site before this one, by which the next build is a fast one;
    `force` writes every file anew; `progress` is called once a file.
    Raises UsageFault for a folder that holds what kppress did not write, and for paths that cannot
    be files of a site; KppressError where the disk fails.
    """
    output = _real(output)
    with _disk_of(output):
        recover(output)
        standing = standing_in(output, _known(output))
        stage = stage_for(output, standing, spare)
        try:
            digests: dict[str, str] = {}
            kept: set[str] = set()
            marks: dict[str, Mark | None] = {}
            for path, digest, content in _contents(site, standing, sources, pictures, marks):
                digests[path] = digest
                if content is None:
                    kept.add(path)
                if content is not None or force:
                    stage.put(path, _standing(path, standing) if content is None else content)
                    marks[path] = mark_of(f"{stage.folder}/{path}")
                elif stage.whole:
                    stage.link(path, output / path, standing.files[path])
                progress()
            receipt = _receipt(digests, kept, standing, marks)
            # A build that was killed may have left names of files that are gone already.
            if force or receipt.changes or standing.known.keys() != digests.keys():
                stage.manifest(manifest.to_text(digests))
                take_place(stage, standing, digests)
            elif not stage.lasting:
                drop(stage.folder)
        except BaseException:
            with suppress(OSError):
                drop(stage.folder)
            raise
    return receipt


def compare(
    site: PublicSite,
    output: Path,
    sources: Path,
    *,
    pictures: Callable[[PictureOf], bytes] = _none_made,
) -> Receipt:
    """What `write` would do, without doing it."""
    output = _real(output)
    with _disk_of(output):
        standing = standing_in(output, _known(output))
        digests: dict[str, str] = {}
        kept: set[str] = set()
        for path, digest, content in _contents(site, standing, sources, pictures, {}):
            digests[path] = digest
            if content is None:
                kept.add(path)
        return _receipt(digests, kept, standing, {})


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


def _contents(
    site: PublicSite,
    standing: Standing,
    sources: Path,
    pictures: Callable[[PictureOf], bytes],
    marks: dict[str, Mark | None],
) -> Iterator[tuple[str, str, bytes | None]]:
    """Each file of the site with the digest of its bytes, and those where they do not stand yet.

    Of what is compared the mark is noted first: what somebody writes meanwhile is seen by it.
    """
    claims = Claims()
    for artifact in site.artifacts:
        path = artifact.path
        claims.claim(path)
        standing.make_way(path)
        match artifact.content:
            case AsItStands(digest=digest) if standing.known.get(path) == digest:
                yield path, digest, None
                continue
            case AsItStands():
                content = _standing(path, standing)
            case CopyOf(source=source):
                content = (sources / source).read_bytes()
            case PictureOf() as order:
                content = pictures(order)
            case bytes() as content:
                pass
        digest = manifest.digest(content)
        marks[path] = mark_of(f"{standing.output}/{path}")
        yield path, digest, None if _stands(path, content, digest, standing) else content


def _standing(path: str, standing: Standing) -> bytes:
    return (standing.output / path).read_bytes()


def _stands(path: str, content: bytes, digest: str, standing: Standing) -> bool:
    """Whether the file stands there as it should: somebody may have changed it by hand."""
    if standing.known.get(path) != digest or path not in standing.files:
        return False
    try:
        return _standing(path, standing) == content
    except OSError:
        return False


def _receipt(
    digests: Mapping[str, str],
    kept: AbstractSet[str],
    standing: Standing,
    marks: Mapping[str, Mark | None],
) -> Receipt:
    stands = standing.has_own
    added = [path for path in digests if not stands(path)]
    changed = [path for path in digests if path not in kept and stands(path)]
    gone = [path for path in standing.known if path not in digests and stands(path)]
    return Receipt(
        added=tuple(sorted(added)),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(gone)),
        unchanged=len(kept),
        foreign=standing.foreign,
        files={path: (digests[path], mark) for path, mark in marks.items() if mark},
    )

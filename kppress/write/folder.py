"""A site to a folder: staged whole beside it, then put in its place in one step.

Unchanged files are hard-linked into the stage, so they keep their times and cost no bytes. The
step is an exchange of two directories (renameat2 on Linux, renamex_np on macOS), which no crash
can split; where the system has none it is two renames, and the next build completes a step that
was cut in half.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from kppress.model.artifact import Artifact, CopyOf, PictureOf
from kppress.model.error import KppressError, UsageFault
from kppress.model.receipt import Receipt
from kppress.model.site import PublicSite
from kppress.write import manifest
from kppress.write.exchange import exchange


def _none_made(order: PictureOf) -> bytes:
    raise KppressError("picture", file=order.source)


def write(
    site: PublicSite,
    output: Path,
    sources: Path,
    *,
    pictures: Callable[[PictureOf], bytes] = _none_made,
    force: bool = False,
    progress: Callable[[], None] = lambda: None,
) -> Receipt:
    """Put the site into the folder `output`, whole or not at all.

    `sources` is the newsroom, from which files are copied; `pictures` makes what is ordered;
    `force` writes every file anew; `progress` is called once a file.
    Raises UsageFault for a folder that holds what kppress did not write, KppressError where the
    disk fails.
    """
    output = output.absolute()
    if output.is_symlink():
        output = output.resolve()
    stage = _beside(output, "new")
    old = _beside(output, "old")
    try:
        _recover(output, stage, old)
        known = _known(output)
        stage.mkdir(parents=True)
        digests, kept = {}, set()
        for artifact in site.artifacts:
            content = _bytes(artifact, sources, pictures)
            digests[artifact.path] = manifest.digest(content)
            if _same(artifact.path, content, digests[artifact.path], output, known):
                kept.add(artifact.path)
            _stage(
                artifact.path, content, stage, output, known, artifact.path in kept and not force
            )
            progress()
        receipt = _receipt(digests, kept, known, output)
        if not (force or receipt.added or receipt.changed or receipt.removed):
            shutil.rmtree(stage)
            return receipt
        _put(stage / manifest.NAME, manifest.to_text(digests))
        _keep_foreign(receipt.foreign, output, stage)
        _take_place(stage, output, old)
    except OSError as fault:
        shutil.rmtree(stage, ignore_errors=True)
        raise KppressError(
            "disk", file=fault.filename or output, reason=fault.strerror or fault
        ) from fault
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
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
    try:
        known = _known(output)
        digests, kept = {}, set()
        for artifact in site.artifacts:
            content = _bytes(artifact, sources, pictures)
            digests[artifact.path] = manifest.digest(content)
            if _same(artifact.path, content, digests[artifact.path], output, known):
                kept.add(artifact.path)
        return _receipt(digests, kept, known, output)
    except OSError as fault:
        raise KppressError(
            "disk", file=fault.filename or output, reason=fault.strerror or fault
        ) from fault


def _beside(output: Path, name: str) -> Path:
    return output.with_name(f".{output.name}.kppress-{name}")


def _recover(output: Path, stage: Path, old: Path) -> None:
    """Clear up after a build that was killed."""
    if old.exists():
        if output.exists():
            shutil.rmtree(old)
        else:
            old.rename(output)
    if stage.exists():
        shutil.rmtree(stage)


def _known(output: Path) -> Mapping[str, str]:
    """The manifest of the last build. A folder with other people's files in it is refused."""
    if not output.exists():
        return {}
    if not output.is_dir():
        raise UsageFault("output_is_file", folder=output)
    known = manifest.of_folder(output)
    if known is None:
        if first := next(output.iterdir(), None):
            raise UsageFault("output_foreign", folder=output, example=first.name)
        return {}
    return known


def _bytes(artifact: Artifact, sources: Path, pictures: Callable[[PictureOf], bytes]) -> bytes:
    match artifact.content:
        case CopyOf(source=source):
            return (sources / source).read_bytes()
        case PictureOf() as order:
            return pictures(order)
        case bytes() as content:
            return content


def _same(path: str, content: bytes, digest: str, output: Path, known: Mapping[str, str]) -> bool:
    """Whether the file stands there as it should: somebody may have changed it by hand."""
    file = output / path
    if known.get(path) != digest:
        return False
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _stage(
    path: str, content: bytes, stage: Path, output: Path, known: Mapping[str, str], keep: bool
) -> None:
    """Put one file into the stage: the one that is there, or a new one."""
    target, last = stage / path, output / path
    if path not in known and last.exists():
        raise UsageFault("output_in_the_way", file=last)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not keep:
        _put(target, content)
        return
    try:
        os.link(last, target)
    except OSError:  # a disk without hard links: the times stay all the same
        shutil.copy2(last, target)


def _put(file: Path, content: bytes) -> None:
    with file.open("wb") as out:
        out.write(content)


def _receipt(
    digests: Mapping[str, str], kept: AbstractSet[str], known: Mapping[str, str], output: Path
) -> Receipt:
    def stands(path: str) -> bool:
        return path in known and (output / path).is_file()

    added = [path for path in digests if not stands(path)]
    changed = [path for path in digests if path not in kept and stands(path)]
    return Receipt(
        added=tuple(sorted(added)),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(path for path in known if path not in digests and stands(path))),
        unchanged=len(kept),
        foreign=tuple(sorted(_foreign(output, known))),
    )


def _foreign(output: Path, known: Mapping[str, str]) -> Iterator[str]:
    for folder, _, names in os.walk(output):
        below = Path(folder).relative_to(output)
        for name in names:
            path = (below / name).as_posix()
            if path not in known and path != manifest.NAME:
                yield path


def _keep_foreign(paths: Iterable[str], output: Path, stage: Path) -> None:
    """What somebody else put there, such as CNAME or .well-known, stays."""
    for path in paths:
        target = stage / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(output / path, target, follow_symlinks=False)
        except OSError:
            shutil.copy2(output / path, target, follow_symlinks=False)


def _take_place(stage: Path, output: Path, old: Path) -> None:
    """The one step after which the new site is there."""
    if not output.exists():
        stage.rename(output)
        return
    shutil.copymode(output, stage)
    if exchange(stage, output):
        shutil.rmtree(stage)
        return
    output.rename(old)
    stage.rename(output)
    shutil.rmtree(old)

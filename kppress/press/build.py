"""Building: check, render what is public, and put it in its place."""

from collections.abc import Callable, Generator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kppress.cache import CACHE, SPARE, STOOD
from kppress.cache.ahead import Hand
from kppress.cache.edited import Edits
from kppress.model.error import UsageFault
from kppress.model.fields import is_site
from kppress.press.built import Built, Made  # which whoever is at work beside takes along, too
from kppress.press.share import beside, is_worth_it
from kppress.write.lock import locked

if TYPE_CHECKING:
    from kppress.model.receipt import Mark
    from kppress.press.built import Files

OUTPUT = "public"


def build(
    root: Path,
    output: Path,
    now: datetime,
    *,
    base_url: str = "",
    dry_run: bool = False,
    force: bool = False,
    begun: int = 0,
    in_place: "Callable[[], Mapping[str, Mark]]" = dict,
    waiting: Callable[[], None] = lambda: None,
    progress: Callable[[], None] = lambda: None,
) -> Built:
    """Build the newsroom in `root` into `output` as of `now`.

    With an error in a ready document nothing is written; with `dry_run` not a byte, neither into
    `output` nor into the newsroom. `begun` is what the system's clock says, whatever `now` is, in
    nanoseconds since 1970: a source saved long before is known by what the disk notes of it, and
    with 0 each is read. `waiting` is called once if another build has to end first, `progress` once
    a file. Raises KppressError.
    """
    _refuse_sources(root, output)
    if base_url:
        _refuse_address(base_url)
    with locked(root / CACHE, waiting=waiting, dry=dry_run):
        from kppress.press.whole import Order, whole_build  # late: after most edits there is none

        return whole_build(
            Order(
                root=root,
                output=output,
                now=now,
                base_url=base_url,
                begun=begun,
                in_place=in_place,
                progress=progress,
                dry_run=dry_run,
                force=force,
            )
        )


class _Busy(Exception):
    """Another build has the lock."""


def build_edits(
    root: Path,
    output: Path,
    now: datetime,
    edits: Edits,
    base_url: str,
    begun: int,
    in_place: "Callable[[], Mapping[str, Mark]]" = dict,
    keep: Callable[[Built], None] = lambda _: None,
    hand: Hand | None = None,
) -> Built | None:
    """As `build`, where `edits` are all that happened since the last one into `output`.

    `keep` is called with what was built while others cannot build yet; `hand` is who makes the
    files, if somebody was started already. None where that takes a whole build, or where another
    is at it: then nothing was done. Raises KppressError.
    """

    def leave() -> None:
        raise _Busy

    few = edits._replace(files={})  # which is much to hand over
    steps = partial(_retouched, root, output, now, few, base_url, begun)
    _refuse_sources(root, output)
    aside, lock = is_worth_it(len(edits.files)), hand.take_lock() if hand else None
    try:
        with (
            locked(root / CACHE, waiting=leave, opened=lock),
            beside(steps, aside=aside, hand=hand) as go_on,
        ):
            made = go_on(None)
            if edits.added:
                from kppress.press.addition import read  # late: as below

                if (new := read(root, output, now, few, base_url, begun)) is None:
                    return None
                ready, made = made, go_on(new)
                ready()
            from kppress.write.folder import amend, look_at_both  # late: somebody is at work now

            standing, seen = look_at_both(output, root / SPARE, root / STOOD, in_place())
            done: Made | None = made()
            if done is None or not standing.has(edits.files):
                return None
            receipt = amend(done.contents, standing, spare=root / SPARE, seen=seen)
            saved = go_on(receipt.files, last=True)
            built = done.written(receipt)
            keep(built)
            saved()
            return built
    except _Busy:
        return None


def _retouched(
    root: Path, output: Path, now: datetime, edits: Edits, base_url: str, begun: int
) -> "Generator[Made | None, Files, None]":
    # Late: meanwhile somebody looks.
    if edits.added:
        from kppress.press.addition import addition

        yield from addition(root, output, now, edits, base_url, begun)
    else:
        from kppress.press.retouch import retouch

        yield from retouch(root, output, now, edits, base_url, begun)


def _refuse_address(base_url: str) -> None:
    if not (is_site(base_url) and base_url.isprintable()):
        raise UsageFault("bad_address", value=base_url)


def _refuse_sources(root: Path, output: Path) -> None:
    """A build never goes into the newsroom's own sources, nor around them."""
    try:
        whole, target = root.resolve(), output.resolve()
        target.exists()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that none can have
        raise UsageFault("bad_folder", folder=output) from None
    own = (whole / name for name in ("releases", "feeds", "templates", CACHE))
    if (
        target == whole
        or target in whole.parents
        or any(target == folder or folder in target.parents for folder in own)
    ):
        raise UsageFault("output_is_source", folder=output)

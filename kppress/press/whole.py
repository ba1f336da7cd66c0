"""A build that looks at all there is, and makes what is made of anything that changed."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kppress.cache import CACHE, SPARE, STOOD
from kppress.cache.store import stamp_of_now
from kppress.model.receipt import Mark
from kppress.press.built import Built
from kppress.press.checking import checking
from kppress.press.known import Damaged, known
from kppress.press.share import is_worth_it, meanwhile

if TYPE_CHECKING:
    from kppress.write.standing import Standing

STOOD_OF_ONE = 250
"""Bytes that tell what stood in the output folder of one document, if it has no more than a page.
"""


class Order(Struct, frozen=True, kw_only=True):
    """What was ordered: the parameters of `build.build`."""

    root: Path
    output: Path
    now: datetime
    base_url: str
    begun: int
    in_place: Callable[[], Mapping[str, Mark]]
    progress: Callable[[], None]
    dry_run: bool
    force: bool


def whole_build(order: Order) -> Built:
    """As `build.build`, which has the lock: whatever happened since the last build."""
    try:
        return _build(order, anew=False)
    except Damaged:
        return _build(order, anew=True)


def _build(order: Order, *, anew: bool) -> Built:
    """With `anew` nothing that was kept is taken. Raises Damaged where that is of no use."""
    stamp, keep = stamp_of_now(), not order.dry_run
    with (
        ExitStack() as after,
        _aside(order) as aside,
        _looking(order, aside) as looked,
        known(order.root, stamp, keep=keep, begun=order.begun, anew=anew) as kept,
        checking(order.root, order.now, kept) as (read, found),
    ):
        if read is None:
            return Built(checked=found(), receipt=None)
        from kppress.press.making import make  # late: meanwhile somebody looks for faults

        return make(order, read, found, looked, kept, stamp, aside, after)


@contextmanager
def _looking(
    order: Order, aside: Path | None
) -> Iterator[Callable[[], tuple["Standing", "Standing | None"]]]:
    """What stands in the output folder, and in that of the site before, to be asked for.

    Where it is much another core looks, while this one finds out what is known.
    """

    def look() -> "tuple[Standing, Standing | None]":
        from kppress.write.folder import look, look_at_both  # late: it may be nobody's here

        if aside:
            return look(order.output, dry=order.dry_run), None
        root = order.root
        return look_at_both(order.output, root / SPARE, root / STOOD, order.in_place())

    with meanwhile(
        look, aside=not aside and is_worth_it(_size(order.root / STOOD) // STOOD_OF_ONE)
    ) as looked:
        yield looked


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


@contextmanager
def _aside(order: Order) -> Iterator[Path | None]:
    """A folder for what is made and not to be kept; none where the newsroom keeps it."""
    if not order.dry_run and os.access(order.root / CACHE, os.W_OK):
        yield None
        return
    from tempfile import TemporaryDirectory  # late: few builds ask for it

    with TemporaryDirectory(prefix="kppress-") as folder:
        yield Path(folder)

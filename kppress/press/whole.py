"""A build that looks at all there is, and makes what is made of anything that changed."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from jinja2 import TemplateError
from msgspec.structs import replace

from kppress.cache import CACHE, SPARE, STOOD
from kppress.cache.compiled import compiled
from kppress.cache.store import stamp_of_now
from kppress.media.darkroom import Darkroom
from kppress.model.artifact import PictureOf
from kppress.model.error import KppressError
from kppress.model.moment import pinned
from kppress.model.newsroom import Newsroom
from kppress.model.receipt import Mark, Receipt
from kppress.model.site import PublicSite
from kppress.press.built import Built
from kppress.press.check import check_newsroom, checking
from kppress.press.kept import Files
from kppress.press.known import Damaged, Frame, Known, Last, known
from kppress.press.pictures import Pictures, wanted
from kppress.press.search import lacks_search, with_index, without_search
from kppress.press.share import meanwhile
from kppress.press.templates import fault_of, statics, templates
from kppress.render.site import public_site
from kppress.write.folder import compare, look, look_at_both, write
from kppress.write.place import prepare
from kppress.write.standing import Standing


def whole_build(
    root: Path,
    output: Path,
    now: datetime,
    base_url: str,
    begun: int,
    in_place: Callable[[], Mapping[str, Mark]],
    progress: Callable[[], None],
    *,
    dry_run: bool,
    force: bool,
) -> Built:
    """As `build`, which has the lock: whatever happened since the last build."""
    do = partial(_build, root, output, now, base_url, begun, in_place, progress)
    try:
        return do(dry_run=dry_run, force=force, anew=False)
    except Damaged:
        return do(dry_run=dry_run, force=force, anew=True)


def _build(
    root: Path,
    output: Path,
    now: datetime,
    base_url: str,
    begun: int,
    in_place: Callable[[], Mapping[str, Mark]],
    progress: Callable[[], None],
    *,
    dry_run: bool,
    force: bool,
    anew: bool,
) -> Built:
    """With `anew` nothing that was kept is taken. Raises Damaged where that is of no use."""
    stamp = stamp_of_now()
    with (
        ExitStack() as after,
        _aside(root, dry_run) as aside,
        known(root, stamp, keep=not dry_run, begun=begun, anew=anew) as kept,
        checking(root, now, kept) as (read, found),
    ):
        if read is None:
            return Built(checked=found(), receipt=None)
        pictures = Pictures(root, stamp, aside)
        try:  # while others look for faults
            settings = read.settings.at_address(base_url) if base_url else read.settings
            newsroom = replace(read, settings=settings)
            orders = tuple(wanted(newsroom, now))
            standing, seen = (
                (look(output, dry=dry_run), None)
                if aside
                else look_at_both(output, root / SPARE, root / STOOD, in_place())
            )
            if pictures.room.lacks(orders) and found().stops:  # to make them takes minutes
                return Built(checked=found(), receipt=None)
            developed = pictures.room.develop(orders)
            files = Files(root, stamp, standing.output, standing.marks, anew=force)
            site = _site(newsroom, root, output, now, files, kept, developed.weights, dry_run)
        except KppressError:
            if (checked := found()).stops:
                return Built(checked=checked, receipt=None)
            raise
        checked = found()
        if checked.stops:
            return Built(checked=checked, receipt=None)
        if developed.faults:  # what only unpacking a picture could tell
            again = check_newsroom(root, now, broken=developed.faults, known=kept)
            checked = replace(again, later=checked.later)
            if checked.newsroom is None or checked.stops:
                return Built(checked=checked, receipt=None)
            newsroom = replace(checked.newsroom, settings=settings)
            site = _site(newsroom, root, output, now, files, kept, developed.weights, dry_run)
        spare = None if aside else root / SPARE
        receipt = _print(site, root, standing, pictures.room, spare, seen, dry_run, force, progress)
        if spare and not dry_run and standing.top is None:  # there was no site before
            ready = partial(_prepare, standing.output, root, receipt.files)
            done = after.enter_context(meanwhile(ready, aside=True))
            # At the end, when all else is put away; not where somebody broke it off.
            after.push(lambda fault, *_: None if fault else done())
        if not dry_run:
            files.save(receipt)
            pictures.save(orders)
        built = Built(
            checked=checked,
            receipt=receipt,
            next_change=site.next_change,
            until=min(filter(None, (site.next_change, checked.later)), default=None),
            lacks_search=lacks_search(newsroom),
        )
        kept.frame, kept.last = Frame(read.settings, read.feeds, site.footer), _last(built, now)
        return built


def _site(
    newsroom: Newsroom,
    root: Path,
    output: Path,
    now: datetime,
    files: Files,
    kept: Known,
    weights: Mapping[PictureOf, int],
    dry_run: bool,
) -> PublicSite:
    """The site, of which it is known what has to be made, and nothing is made yet."""
    if lacks_search(newsroom):
        newsroom = without_search(newsroom)
    public = newsroom.public_at(now)
    made_with, marks = (templates(root), statics(root)), kept.memory.marks
    site = public_site(public, *made_with, weights, files.keep, marks, compiled())
    return with_index(site, public, root / CACHE / "search", output, dry=dry_run)


def _prepare(output: Path, root: Path, paths: Iterable[str]) -> None:
    """Do for the first change what each build does for the next."""
    prepare(output, root / SPARE, paths)
    look_at_both(output, root / SPARE, root / STOOD)


def _last(built: Built, now: datetime) -> Last:
    next_change, until = (at and pinned(at) for at in (built.next_change, built.until))
    found = built.checked.found
    return Last(now.timestamp(), found, next_change, until, built.lacks_search)


@contextmanager
def _aside(root: Path, dry_run: bool) -> Iterator[Path | None]:
    """A folder for what is made and not to be kept; none where the newsroom keeps it."""
    if not dry_run and os.access(root / CACHE, os.W_OK):
        yield None
        return
    from tempfile import TemporaryDirectory  # late: few builds ask for it

    with TemporaryDirectory(prefix="kppress-") as folder:
        yield Path(folder)


def _print(
    site: PublicSite,
    root: Path,
    standing: Standing,
    room: Darkroom,
    spare: Path | None,
    seen: Standing | None,
    dry_run: bool,
    force: bool,
    progress: Callable[[], None],
) -> Receipt:
    try:
        if dry_run:
            return compare(site, standing, root, pictures=room.content)
        return write(
            site,
            standing,
            root,
            pictures=room.content,
            spare=spare,
            seen=seen,
            force=force,
            progress=progress,
        )
    except TemplateError as fault:
        raise fault_of(fault) from fault

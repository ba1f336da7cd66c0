"""The part of a whole build that comes after reading: to make what changed, and to write it.

It stands apart since what it imports takes as long as to look for faults, which another core does.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path

from jinja2 import TemplateError
from msgspec.structs import replace

from kppress.cache import CACHE, SPARE, STOOD
from kppress.cache.compiled import compiled
from kppress.media.darkroom import Darkroom
from kppress.model.artifact import PictureOf
from kppress.model.error import KppressError
from kppress.model.moment import pinned
from kppress.model.newsroom import Newsroom
from kppress.model.receipt import Receipt
from kppress.model.site import PublicSite
from kppress.press.built import Built
from kppress.press.checked import Checked
from kppress.press.kept import Files
from kppress.press.known import Known
from kppress.press.parts import Frame, Last
from kppress.press.pictures import Pictures, wanted
from kppress.press.search import lacks_search, with_index, without_search
from kppress.press.templates import fault_of, statics, templates
from kppress.press.whole import Order
from kppress.render.site import public_site
from kppress.write.folder import compare, look_at_both, write
from kppress.write.place import prepare
from kppress.write.standing import Standing


def make(
    order: Order,
    read: Newsroom,
    found: Callable[[], Checked],
    looked: Callable[[], tuple[Standing, Standing | None]],
    kept: Known,
    stamp: str,
    aside: Path | None,
    after: ExitStack,
) -> Built:
    """Make and write what is public of the newsroom that was `read`, if nothing `found` stops it.

    `looked` says what stands in the output folder and in that of the site before, `kept` is told
    what to keep, `stamp` is as in `Store`, `aside` where to put what is not to be kept, and `after`
    does what has time until all else is done. Raises KppressError.
    """
    root, now = order.root, order.now
    pictures = Pictures(root, stamp, aside)
    try:  # while others look for faults
        settings = read.settings.at_address(order.base_url) if order.base_url else read.settings
        newsroom = replace(read, settings=settings)
        orders = tuple(wanted(newsroom, now))
        standing, seen = looked()
        if pictures.room.lacks(orders) and found().stops:  # to make them takes minutes
            return Built(checked=found(), receipt=None)
        developed = pictures.room.develop(orders)
        files = Files(root, stamp, standing.output, standing.marks, anew=order.force)
        site = _site(order, newsroom, files, kept, developed.weights)
    except KppressError:
        if (checked := found()).stops:
            return Built(checked=checked, receipt=None)
        raise
    checked = found()
    if checked.stops:
        return Built(checked=checked, receipt=None)
    if developed.faults:  # what only unpacking a picture could tell
        from kppress.press.check import check_newsroom  # late: the rules, as above

        again = check_newsroom(root, now, broken=developed.faults, known=kept)
        checked = replace(again, later=checked.later)
        if checked.newsroom is None or checked.stops:
            return Built(checked=checked, receipt=None)
        newsroom = replace(checked.newsroom, settings=settings)
        site = _site(order, newsroom, files, kept, developed.weights)
    spare = None if aside else root / SPARE
    receipt = _print(order, site, standing, pictures.room, spare, seen)
    if spare and not order.dry_run and standing.top is None:  # there was no site before
        ready = partial(_prepare, standing.output, root, receipt.files)
        # At the end, when all else is put away; not where somebody broke it off. Not by another
        # process: two would hold what is known of the files twice.
        after.push(lambda fault, *_: None if fault else ready())
    if not order.dry_run:
        files.save(receipt)
        pictures.save(orders)
    built = Built(
        checked=checked,
        receipt=receipt,
        next_change=site.next_change,
        until=min(filter(None, (site.next_change, checked.later)), default=None),
        lacks_search=lacks_search(newsroom),
    )
    kept.survey = site.survey()
    kept.frame, kept.last = Frame(read.settings, read.feeds, site.footer), _last(built, now)
    return built


def _site(
    order: Order,
    newsroom: Newsroom,
    files: Files,
    kept: Known,
    weights: Mapping[PictureOf, int],
) -> PublicSite:
    """The site, of which it is known what has to be made, and nothing is made yet."""
    root = order.root
    if lacks_search(newsroom):
        newsroom = without_search(newsroom)
    public = newsroom.public_at(order.now)
    made_with, marks = (templates(root), statics(root)), (kept.memory.marks, kept.memory.heads)
    site = public_site(public, *made_with, weights, files.keep, *marks, compiled())
    return with_index(site, public, root / CACHE / "search", order.output, dry=order.dry_run)


def _prepare(output: Path, root: Path, paths: Iterable[str]) -> None:
    """Do for the first change what each build does for the next."""
    prepare(output, root / SPARE, paths)
    look_at_both(output, root / SPARE, root / STOOD)


def _last(built: Built, now: datetime) -> Last:
    next_change, until = (at and pinned(at) for at in (built.next_change, built.until))
    found = built.checked.found
    return Last(now.timestamp(), found, next_change, until, built.lacks_search)


def _print(
    order: Order,
    site: PublicSite,
    standing: Standing,
    room: Darkroom,
    spare: Path | None,
    seen: Standing | None,
) -> Receipt:
    try:
        if order.dry_run:
            return compare(site, standing, order.root, pictures=room.content)
        return write(
            site,
            standing,
            order.root,
            pictures=room.content,
            spare=spare,
            seen=seen,
            force=order.force,
            progress=order.progress,
        )
    except TemplateError as fault:
        raise fault_of(fault) from fault

"""Where pictures are made and kept, and which ones a newsroom will ask for."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from kppress.media.darkroom import Darkroom
from kppress.model.artifact import PictureOf
from kppress.model.newsroom import Newsroom
from kppress.model.term import Status
from kppress.render.pictures import orders

CACHE = ".kppress"


def darkroom(root: Path, aside: Path | None = None) -> Darkroom:
    """The darkroom of the newsroom in `root`; with `aside` it writes there and nowhere else."""
    return Darkroom(root, root / CACHE / "pictures", aside)


def wanted(newsroom: Newsroom, now: datetime) -> Iterator[PictureOf]:
    """The pictures of all that is public or will be.

    What waits for its moment is made in advance, into the store and nowhere else: a picture that
    is broken must stop a build today, and not the one at the minute of the embargo.
    """
    ready = (
        d
        for d in newsroom.documents
        if d.status is Status.READY and not (d.withdrawn and d.withdrawn.at.at <= now)
    )
    return orders(ready, newsroom.settings, newsroom.files)

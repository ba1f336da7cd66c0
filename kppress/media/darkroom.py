"""The darkroom: pictures are made once for the same content, and kept."""

import os
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from kppress.media.unusable import Unusable
from kppress.model.artifact import PictureOf
from kppress.model.error import KppressError

if TYPE_CHECKING:
    from kppress.media.develop import Negative

# Pillow is imported where a picture is to be made: without one it takes a good part of a build.

type_seen = tuple[tuple[int, ...], str, dict[PictureOf, int]]
"""What the disk noted of a source, the SHA-256 of its bytes, and how many bytes came of orders."""

_DIGEST = 32
"""Bytes of a SHA-256, which stands before each picture that is kept."""


class Developed(Struct, frozen=True, kw_only=True):
    """What came of some orders, and the sources of which no picture can be made."""

    weights: Mapping[PictureOf, int] = field(default_factory=dict)
    """Bytes of the whole pictures and of the sizes that feeds tell of."""
    faults: Mapping[str, str] = field(default_factory=dict)
    """A source's path to why: `bomb` or `unreadable`."""


class Darkroom:
    """Makes pictures of the files below `sources`, and keeps them in the folder `kept`.

    With `aside`, new ones are kept there, and `kept` stays as it is. `seen` is what is known of
    sources by their paths, and is added to: one that the disk says is the same is not read again.
    """

    def __init__(
        self,
        sources: Path,
        kept: Path,
        aside: Path | None = None,
        seen: dict[str, type_seen] | None = None,
    ) -> None:
        self.seen: dict[str, type_seen] = {} if seen is None else seen
        self._sources = sources
        self._kept = kept
        self._new = aside or kept
        self._digests: dict[str, str] = {}
        self._negative: tuple[str, Negative] | None = None

    def develop(self, orders: Iterable[PictureOf]) -> Developed:
        """Make what is not there yet, on all cores where that pays.

        Raises KppressError where the disk fails.
        """
        wanted = tuple(orders)
        waiting = self.lacks(wanted)
        self._share(waiting)
        new = set(waiting)
        weights: dict[PictureOf, int] = {}
        faults: dict[str, str] = {}
        for order in wanted:
            if order.source in faults or not (_is_weighed(order) or order in new):
                continue
            try:
                weight = self._weight(order, look=order in new)
                if _is_weighed(order):
                    weights[order] = weight
            except Unusable as fault:
                faults[order.source] = fault.reason
        return Developed(weights=weights, faults=faults)

    def lacks(self, orders: Iterable[PictureOf]) -> list[PictureOf]:
        """Those that are not there yet. Raises KppressError where the disk fails."""
        return [
            order
            for order in orders
            if not any((folder / self._file(order)).is_file() for folder in self._folders)
        ]

    def content(self, order: PictureOf) -> bytes:
        """The bytes of a picture: those that are kept, else made now and kept.

        Raises KppressError where the disk fails, or the source was spoilt since `develop`.
        """
        try:
            return self._content(order)
        except Unusable as fault:
            raise KppressError("picture", file=order.source) from fault

    def _weight(self, order: PictureOf, *, look: bool) -> int:
        """The bytes of a picture. A kept one is read only to `look`, or where its size is odd."""
        file = self._file(order)
        _, _, known = self.seen.get(order.source, ((), "", {}))
        weight = known.get(order)
        sizes = (_mark(folder / file)[:1] for folder in self._folders)
        if look or weight is None or (weight + _DIGEST,) not in sizes:
            weight = known[order] = len(self._content(order))
        return weight

    def _content(self, order: PictureOf) -> bytes:
        content = self._stored(order)
        if content is None:
            content = self._negative_of(order.source).made(order)
            self._keep(order, content)
        return content

    def _share(self, orders: Sequence[PictureOf]) -> None:
        """Fill the store by several processes; what one could not make is made again here."""
        sources = [list(group) for _, group in groupby(orders, key=lambda order: order.source)]
        cores = min(_cores(), len(sources))
        if cores < 2:
            return
        from multiprocessing import get_context

        context = get_context("fork")
        others = [
            context.Process(target=self._help, args=(sources[number::cores],), daemon=True)
            for number in range(1, cores)
        ]
        for process in others:
            process.start()
        self._make_all(sources[::cores])
        for process in others:
            process.join()

    def _help(self, sources: Iterable[Iterable[PictureOf]]) -> None:
        """The work of another process, which ends without a word: the first one has the last."""
        try:
            self._make_all(sources)
        except BaseException:  # noqa: BLE001 # interrupted, as the first one is too
            os._exit(1)

    def _make_all(self, sources: Iterable[Iterable[PictureOf]]) -> None:
        for orders in sources:
            with suppress(Unusable, KppressError):
                for order in orders:
                    self._content(order)

    def _negative_of(self, source: str) -> "Negative":
        from kppress.media.develop import Negative

        if self._negative is None or self._negative[0] != source:
            self._negative = (source, Negative(self._bytes_of(source)))
        return self._negative[1]

    def _bytes_of(self, source: str) -> bytes:
        try:
            return (self._sources / source).read_bytes()
        except OSError as fault:
            raise KppressError(
                "disk", file=self._sources / source, reason=fault.strerror or fault
            ) from fault

    @property
    def _folders(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys((self._kept, self._new)))

    def _file(self, order: PictureOf) -> str:
        """Where a picture is kept: by all that decides its bytes, and not by any name."""
        digest = self._digests.get(order.source)
        if digest is None:
            digest = self._digests[order.source] = self._digest_of(order.source)
        decides = (
            *(_versions(), digest, order.format, order.width, order.height),
            *(order.credit, order.caption, order.licence),
        )
        key = sha256("\0".join(map(repr, decides)).encode()).hexdigest()
        return f"{key[:2]}/{key}.{order.format}"

    def _digest_of(self, source: str) -> str:
        mark = _mark(self._sources / source)
        known = self.seen.get(source)
        if known is None or not mark or known[0] != mark:
            digest = sha256(self._bytes_of(source)).hexdigest()
            known = self.seen[source] = mark, digest, {}
        return known[1]

    def _stored(self, order: PictureOf) -> bytes | None:
        """The picture that is kept; None where there is none, or the disk has damaged it."""
        for folder in self._folders:
            with suppress(OSError):
                content = (folder / self._file(order)).read_bytes()
                picture = content[_DIGEST:]
                if sha256(picture).digest() == content[:_DIGEST]:
                    return picture
        return None

    def _keep(self, order: PictureOf, content: bytes) -> None:
        """Whole or not at all: a build that is killed leaves no half picture behind."""
        file = self._new / self._file(order)
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(sha256(content).digest() + content)
            draft.replace(file)
        except OSError:  # a store that cannot be written to costs time, and is no failure
            with suppress(OSError):
                draft.unlink()


def _mark(file: Path) -> tuple[int, ...]:
    """What the disk notes of a file, its size first; nothing where there is none."""
    try:
        found = file.stat()
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _is_weighed(order: PictureOf) -> bool:
    """Whether pages or feeds say how many bytes it has: the whole, and what every program shows."""
    return order.width is None or order.format in ("jpeg", "png")


@cache
def _versions() -> str:
    """Other encoders make other bytes."""
    import PIL
    from PIL import features

    from kppress.media.develop import RECIPE

    encoders = (features.version(name) for name in ("avif", "webp", "libjpeg_turbo", "littlecms2"))
    return "/".join((RECIPE, PIL.__version__, *map(str, encoders)))


def _cores() -> int:
    """How many processes to use. Only Linux forks safely, and only where there are no threads."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))

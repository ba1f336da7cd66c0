"""The files of the site as the last build left them: what is made of the same is taken from there.

Their bytes are nowhere but in the output folder; what is kept is a digest of each, of all that it
was made of, and what the disk noted of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeGuard

import kppress
from kppress.cache.marks import of_program
from kppress.cache.pack import packed, unpacked
from kppress.cache.store import Store
from kppress.model.artifact import Artifact, AsItStands
from kppress.model.receipt import Mark, Receipt
from kppress.press.share import in_order
from kppress.render.reuse import Group

FILE = Path(".kppress/files")


class Kept(NamedTuple):
    """One file: the SHA-256 of its bytes in hexadecimal, and what the disk notes of it."""

    path: str
    digest: str
    mark: Mark


class Record(NamedTuple):
    """Some files that are made together, and a digest of what they were made of."""

    made_of: bytes
    kept: tuple[Kept, ...]


class Files:
    """The records of the last build into `output`, and those that this one makes anew."""

    def __init__(self, root: Path, marks: Mapping[str, Mark], *, anew: bool = False) -> None:
        """`marks` are those of what stands in the output folder. With `anew` nothing is taken."""
        self._marks = marks
        self._store = Store(root / FILE, of_program(str(Path(kppress.__file__).parent)))
        self._pieces: Mapping[str, bytes] = self._store.pieces()
        self._anew = anew
        self._fresh: dict[str, tuple[bytes, list[str]]] = {}
        self._seen: set[str] = set()
        self._paths: set[str] = set()
        self._twice: set[str] = set()
        """Paths that two groups make: which of them stands there, is not known here."""

    def keep(self, groups: Iterable[tuple[Group, bytes]]) -> Iterator[Artifact]:
        """As `render.reuse.Keep`. Many that are to be made are shared among the cores."""
        decided = [(group, made_of, self._taken(group.name, made_of)) for group, made_of in groups]
        makes = [partial(_all, group.make) for group, _, taken in decided if taken is None]
        made = in_order(makes)
        for group, made_of, taken in decided:
            self._seen.add(group.name)
            if taken is None:
                artifacts: Iterable[Artifact] = next(made)
                paths = [artifact.path for artifact in artifacts]
                self._fresh[group.name] = made_of, paths
            else:
                artifacts = (Artifact(path=k.path, content=AsItStands(k.digest)) for k in taken)
                paths = [kept.path for kept in taken]
            self._claim(paths)
            yield from artifacts

    def _claim(self, paths: Iterable[str]) -> None:
        for path in paths:
            (self._twice if path in self._paths else self._paths).add(path)

    def _taken(self, name: str, made_of: bytes) -> tuple[Kept, ...] | None:
        """The files called `name`, if they were made of the same and still stand as written."""
        known = None if self._anew else unpacked(self._pieces.get(name, b""))
        if not _is_record(known) or known.made_of != made_of:
            return None
        stand = all(self._marks.get(kept.path) == kept.mark for kept in known.kept)
        return known.kept if stand and known.kept else None

    def save(self, receipt: Receipt) -> None:
        """Let the next build know; to be called when all is written."""
        put = {
            name: packed(Record(made_of, tuple(Kept(path, *receipt.files[path]) for path in paths)))
            for name, (made_of, paths) in self._fresh.items()
            if self._twice.isdisjoint(paths) and receipt.files.keys() >= {*paths}
        }
        gone = self._pieces.keys() - (self._seen - self._fresh.keys()) - put.keys()
        if gone or put:
            self._store.change(put, gone)


def _all(make: Callable[[], Iterable[Artifact]]) -> list[Artifact]:
    return list(make())


def _is_record(known: object) -> TypeGuard[Record]:
    """Whether a stranger's bytes are at least of the right make."""
    return (
        isinstance(known, Record)
        and isinstance(known.kept, tuple)
        and all(isinstance(kept, Kept) and isinstance(kept.path, str) for kept in known.kept)
    )

"""The files of the site as the last build left them: what is made of the same is taken from there.

Their bytes are nowhere but in the output folder; what is kept is a digest of each, of all that it
was made of, and what the disk noted of it. Of a file that says much of many documents, such as the
archive of a feed, the parts that are of one document are kept in the same way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeGuard

from kppress.cache import CACHE
from kppress.cache.drawers import Drawers
from kppress.cache.pack import packed, unpacked
from kppress.cache.store import Store
from kppress.model.artifact import Artifact, AsItStands
from kppress.model.edition import NO_NAMES, Names
from kppress.model.receipt import Mark, Receipt
from kppress.press.share import FROM, in_order, is_worth_it, meanwhile
from kppress.render.feed_xml import take_up
from kppress.render.reuse import Group, MadeOf
from kppress.write.manifest import digest

FILE, PARTS = Path(CACHE, "files"), Path(CACHE, "parts")

DIGEST = 64
"""Hexadecimal digits of a SHA-256."""


class Kept(NamedTuple):
    """One file: the SHA-256 of its bytes in hexadecimal, and what the disk notes of it."""

    path: str
    digest: str
    mark: Mark


class Record(NamedTuple):
    """Some files that are made together, and a digest of what they were made of."""

    made_of: bytes
    kept: tuple[Kept, ...]
    names: Names = NO_NAMES
    """What the document that they are of shows of others."""


class KeptPart(NamedTuple):
    """A part of a file, and a digest of what it was made of."""

    document: str
    start: int
    end: int
    made_of: bytes


class Parts(NamedTuple):
    """All parts of a file, and the digest of the bytes that they are of."""

    digest: str
    parts: tuple[KeptPart, ...]


class Fresh(NamedTuple):
    """Files that were made by this build, with the parts of those that have some."""

    made_of: bytes
    paths: tuple[str, ...]
    parts: Mapping[str, bytes]
    """By the paths of the files, and packed: there are more of them than documents."""
    names: Names


class Files:
    """The records of the last build into `output`, and those that this one makes anew."""

    def __init__(
        self,
        root: Path,
        stamp: str,
        output: Path,
        marks: Mapping[str, Mark],
        *,
        anew: bool = False,
    ) -> None:
        """`marks` are those of what stands in `output`. With `anew` nothing is taken.

        `stamp` is as in `Store`.
        """
        self._output = output
        self._marks = marks
        self._drawers = Drawers(Store(root / FILE, stamp))
        self._parts = Store(root / PARTS, stamp)
        self._anew = anew
        self._fresh: dict[str, Fresh] = {}
        self._seen: set[str] = set()
        self._paths: set[str] = set()
        self._twice: set[str] = set()
        """Paths that two groups make: which of them stands there, is not known here."""

    def keep(self, groups: Iterable[Group], made_of: MadeOf) -> Iterable[Artifact]:
        """As `render.reuse.Keep`. What has to be made is known at once, and made when asked for."""
        aside = is_worth_it(len(self._drawers.values))
        with meanwhile(made_of.of_documents, aside=aside) as of_documents:
            groups = [*groups]
            made_of.take(of_documents())
        decided: list[tuple[Group, bytes, tuple[Kept, ...] | None]] = []
        for group in groups:
            of = b"" if group.always else made_of.of(group)
            taken = None if group.always else self._taken(group.name, of)
            decided.append((group, of, taken))
        return self._artifacts(decided, made_of)

    def _artifacts(
        self, decided: Sequence[tuple[Group, bytes, tuple[Kept, ...] | None]], made_of: MadeOf
    ) -> Iterator[Artifact]:
        unknown = [group for group, _, taken in decided if taken is None]
        made = self._all_made(unknown, made_of, aside=is_worth_it(len(decided)))
        for group, of, taken in decided:
            self._seen.add(group.name)
            if taken is None:
                artifacts: Iterable[Artifact] = next(made)
                paths = tuple(artifact.path for artifact in artifacts)
                if not group.always:
                    parts = parts_of(group, artifacts, made_of)
                    self._fresh[group.name] = Fresh(of, paths, parts, group.names())
            else:
                artifacts = (Artifact(path=k.path, content=AsItStands(k.digest)) for k in taken)
                paths = tuple(kept.path for kept in taken)
            self._claim(paths)
            yield from artifacts

    def _all_made(
        self, groups: Sequence[Group], made_of: MadeOf, *, aside: bool
    ) -> Iterator[list[Artifact]]:
        """The files of each, made now; with `aside` what tells of all documents by another core.

        Where many are to be made all cores make them anyway.
        """
        if len(groups) >= FROM:
            take_up()
        makes = [partial(self._made, group, made_of) for group in groups]
        words = [group.together for group in groups]
        last = sum(group.always for group in groups) if aside and len(groups) < FROM else 0
        first = len(groups) - last
        with meanwhile(lambda: [make() for make in makes[first:]], aside=last > 0) as rest:
            yield from in_order(makes[:first], together=words[:first])
            yield from rest()

    def _claim(self, paths: Iterable[str]) -> None:
        for path in paths:
            (self._twice if path in self._paths else self._paths).add(path)

    def _taken(self, name: str, made_of: bytes) -> tuple[Kept, ...] | None:
        """The files called `name`, if they were made of the same and still stand as written."""
        known = self._record(name)
        if known is None or known.made_of != made_of:
            return None
        stand = all(self._marks.get(kept.path) == kept.mark for kept in known.kept)
        return known.kept if stand and known.kept else None

    def _record(self, name: str) -> Record | None:
        known = None if self._anew else self._drawers.values.get(name)
        return known if is_record(known) else None

    def _made(self, group: Group, made_of: MadeOf) -> list[Artifact]:
        """The files of a group, made now."""
        if group.take and (record := self._record(group.name)):
            for kept in record.kept:
                known = parts_in(self._parts.piece(kept.path))
                file = self._output / kept.path
                if known and (parts := dict(parts_as_made(group, known, file, made_of))):
                    group.take(kept.path, parts)
        return list(group.make())

    def save(self, receipt: Receipt) -> None:
        """Let the next build know; to be called when all is written."""
        files = receipt.files
        put = {
            name: Record(one.made_of, tuple(Kept(p, *files[p]) for p in one.paths), one.names)
            for name, one in self._fresh.items()
            if self._twice.isdisjoint(one.paths) and files.keys() >= {*one.paths}
        }
        before = self._drawers.values
        gone = before.keys() - (self._seen - self._fresh.keys()) - put.keys()
        self._drawers.change(put, gone)
        parts = {
            path: of_file(files[path][0], parts)
            for name in put
            for path, parts in self._fresh[name].parts.items()
        }
        lost = {kept.path for name in gone if is_record(r := before.get(name)) for kept in r.kept}
        self._parts.close()
        if parts or lost:
            self._parts.change(parts, lost)


def parts_as_made(
    group: Group, known: Parts, file: Path, made_of: MadeOf
) -> Iterator[tuple[str, bytes]]:
    """The parts of a file of a group that would be made as they stand there."""
    try:
        content = file.read_bytes()
    except OSError:
        return
    if digest(content) != known.digest:  # it is another now
        return
    wanted = {document.path: document for document in group.documents}
    for part in known.parts:
        document = wanted.get(part.document)
        if document is not None and made_of.part_of(document, cards=group.cards) == part.made_of:
            yield part.document, content[part.start : part.end]


def parts_of(group: Group, artifacts: Iterable[Artifact], made_of: MadeOf) -> Mapping[str, bytes]:
    """The parts of files that a group made, packed, by the paths of the files."""
    parted = [artifact for artifact in artifacts if artifact.parts]
    documents = {document.path: document for document in group.documents} if parted else {}
    return {
        artifact.path: packed(
            tuple(
                KeptPart(*part, made_of.part_of(documents[part.document], cards=group.cards))
                for part in artifact.parts
            )
        )
        for artifact in parted
    }


def of_file(digest: str, parts: bytes) -> bytes:
    """What to keep of the parts of a file, packed, and the SHA-256 of its bytes."""
    return digest.encode() + parts


def parts_in(piece: bytes | None) -> Parts | None:
    """What was kept by `of_file`; None for whatever else a stranger may have put there."""
    if piece is None:
        return None
    known = unpacked(piece[DIGEST:])
    if not isinstance(known, tuple) or not all(map(_is_part, known)):
        return None
    return Parts(piece[:DIGEST].decode("ascii", "replace"), known)


def _is_part(part: object) -> bool:
    return isinstance(part, KeptPart) and isinstance(part.start, int) and isinstance(part.end, int)


def is_record(known: object) -> TypeGuard[Record]:
    """Whether a stranger's bytes are at least of the right make."""
    return (
        isinstance(known, Record)
        and isinstance(known.kept, tuple)
        and isinstance(known.names, Names)
        and all(isinstance(kept, Kept) and isinstance(kept.path, str) for kept in known.kept)
    )

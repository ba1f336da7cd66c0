"""Files that stand, with new bytes for the documents that were edited.

A document's own files are made anew. Of a file that tells of many documents, such as a feed, the
part that is of one is put in the place of the earlier one (`Artifact.parts`).
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from kppress.cache.drawers import Drawers
from kppress.cache.pack import packed
from kppress.cache.store import Store
from kppress.model.edition import Names
from kppress.model.receipt import Mark
from kppress.press.kept import (
    FILE,
    PARTS,
    Kept,
    KeptPart,
    Parts,
    Record,
    is_record,
    of_file,
    parts_in,
)
from kppress.render.depends import moved
from kppress.render.feed import Entry
from kppress.render.reuse import Group, MadeOf
from kppress.write.manifest import digest


def records_of(root: Path, stamp: str) -> Drawers:
    """What is kept of all files."""
    return Drawers(Store(root / FILE, stamp))


def names_in(records: Drawers, paths: Iterable[str]) -> Mapping[str, Names]:
    """What these documents showed of others, by their paths."""
    found = {path: records.get(path) for path in paths}
    return {path: record.names for path, record in found.items() if is_record(record)}


class Patches:
    """New contents of files that stand, and what is kept of them for the next build.

    `records` are what is kept of those in `output`, `before` and `after` digests as of the
    documents before they were edited and now. `stamp` is as in `Store`.
    """

    def __init__(
        self,
        root: Path,
        output: Path,
        stamp: str,
        records: Drawers,
        before: MadeOf,
        after: MadeOf,
    ) -> None:
        self.contents: dict[str, bytes] = {}
        """By the paths of the files."""
        self._output = output
        self._before = before
        self._after = after
        self._drawers = records
        self._store = Store(root / PARTS, stamp)
        self._records: dict[str, Record] = {}
        self._moved: set[tuple[str, str]] = set()
        """Groups and documents that were noted in `_records`."""
        self._parts: dict[str, tuple[KeptPart, ...]] = {}
        """Those of the files in `contents`."""
        self._found: dict[str, Parts | None] = {}
        """What was kept of the parts of files."""

    def make(self, group: Group) -> bool:
        """Make the files of a document.

        Whether the earlier ones were made of what is `before`, and are as many.
        """
        record = self._drawers.get(group.name)
        if not is_record(record) or record.made_of != self._before.of(group):
            return False
        made = list(group.make())
        if [artifact.path for artifact in made] != [kept.path for kept in record.kept]:
            return False
        for artifact in made:
            if isinstance(artifact.content, bytes):  # pictures are as they were
                self.contents[artifact.path] = artifact.content
        self._records[group.name] = record._replace(made_of=self._after.of(group))
        return True

    def put(self, entry: Entry) -> bool:
        """Put an entry of a document in its place in a file of many, if that tells of it.

        Whether it is known where that is, and the earlier one was made of what is `before`.
        """
        if not (self._output / entry.path).exists():
            return True  # a feed of few documents has no archive
        record, parts = self._drawers.get(entry.group), self._parts_of(entry)
        if parts is None or not is_record(record):
            return False
        old = next((part for part in parts if part.document == entry.document.path), None)
        if old is None:
            return entry.path != entry.group  # the newest tell of few, an archive of all of a year
        if old.made_of != self._before.part_of(entry.document) or not self._take_up(entry.path):
            return False
        content, put = self.contents[entry.path], entry.make()
        more = len(put) - (old.end - old.start)
        self.contents[entry.path] = content[: old.start] + put + content[old.end :]
        new = old._replace(end=old.end + more, made_of=self._after.part_of(entry.document))
        self._parts[entry.path] = tuple(
            new
            if part is old
            else part._replace(start=part.start + more, end=part.end + more)
            if part.start >= old.end
            else part
            for part in parts
        )
        self._move(entry, record)
        return True

    def _move(self, entry: Entry, record: Record) -> None:
        """Note that a file of many tells of another text: its others are not looked at here."""
        path = entry.document.path
        if (entry.group, path) not in self._moved:  # in another format
            self._moved.add((entry.group, path))
            known = self._records.get(entry.group, record)
            before, after = (of.of_documents()[path] for of in (self._before, self._after))
            made_of = moved(known.made_of, before, after)
            self._records[entry.group] = known._replace(made_of=made_of)

    def _parts_of(self, entry: Entry) -> tuple[KeptPart, ...] | None:
        """The parts of the file that an entry is for; None where they may be those of another."""
        if (changed := self._parts.get(entry.path)) is not None:
            return changed
        if entry.path not in self._found:
            self._found[entry.path] = parts_in(self._store.piece(entry.path))
        found, record = self._found[entry.path], self._drawers.get(entry.group)
        kept = {kept.path: kept.digest for kept in record.kept} if is_record(record) else {}
        return found.parts if found and found.digest == kept.get(entry.path) else None

    def _take_up(self, path: str) -> bool:
        """Take up a file that is to be changed; whether it is the one that the parts are of."""
        if path in self.contents:
            return True
        content, found = (self._output / path).read_bytes(), self._found[path]
        if found is None or digest(content) != found.digest:
            return False
        self.contents[path] = content
        return True

    def save(self, written: Mapping[str, tuple[str, Mark]]) -> None:
        """Let the next build know; to be called when all is written, as `Receipt.files` has it."""
        records = {
            name: record._replace(
                kept=tuple(Kept(k.path, *written.get(k.path, k[1:])) for k in record.kept)
            )
            for name, record in self._records.items()
        }
        self._drawers.change(records, frozenset())
        # A feed may tell of a document what it told before.
        before = {path: found.digest for path, found in self._found.items() if found}
        digests = {**before, **{path: digest for path, (digest, _) in written.items()}}
        parts = {path: of_file(digests[path], packed(p)) for path, p in self._parts.items()}
        self._store.change(parts, frozenset())

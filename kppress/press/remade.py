"""Files of many documents made anew, of which it is known what the earlier ones were made of."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kppress.cache.drawers import Drawers
from kppress.cache.store import Store
from kppress.model.receipt import Mark
from kppress.press.kept import (
    Fresh,
    Kept,
    Record,
    is_record,
    of_file,
    parts_as_made,
    parts_in,
    parts_of,
)
from kppress.render.reuse import Group, MadeOf


class Again(NamedTuple):
    """The files of a group, made again."""

    name: str
    contents: Mapping[str, bytes]
    """By their paths."""
    fresh: Fresh
    kept: tuple[Kept, ...]
    """Those that stand there."""


class Remade:
    """New files and files with new contents, and what is kept of them for the next build.

    `records` are what is kept of those in `output` and `store` has their parts; `made_of` says what
    files are made of now.
    """

    def __init__(self, output: Path, records: Drawers, store: Store, made_of: MadeOf) -> None:
        self.contents: dict[str, bytes] = {}
        """By the paths of the files."""
        self._output = output
        self._drawers = records
        self._store = store
        self._made_of = made_of
        self._fresh: dict[str, Fresh] = {}
        self._kept: dict[str, Kept] = {}
        """Those of the files that stand there, by path."""

    def make(self, group: Group, was: bytes | None = None) -> "Again | None":
        """Make the files of a group; `was` is what they were made of, if they stand.

        None if they were made of something else, or were others.
        """
        record = self._drawers.get(group.name)
        known = record if is_record(record) else None
        if (known and known.made_of) != was:
            return None
        kept = known.kept if known else ()
        if group.take:
            for one in kept:
                file, then = self._output / one.path, parts_in(self._store.piece(one.path))
                if then and (some := dict(parts_as_made(group, then, file, self._made_of))):
                    group.take(one.path, some)
        made = list(group.make())
        paths = tuple(artifact.path for artifact in made)
        contents = {a.path: a.content for a in made if isinstance(a.content, bytes)}
        stands = any((self._output / path).exists() for path in paths) if not known else False
        if (
            stands
            or (known and paths != tuple(one.path for one in kept))
            or len(contents) < len(made)
        ):
            return None
        of = self._made_of.of(group)
        fresh = Fresh(of, paths, parts_of(group, made, self._made_of), group.names())
        return Again(group.name, contents, fresh, kept)

    def take(self, again: "Again") -> None:
        """Take in what was made."""
        self.contents |= again.contents
        self._fresh[again.name] = again.fresh
        self._kept |= {one.path: one for one in again.kept}

    def save(self, written: Mapping[str, tuple[str, Mark]]) -> None:
        """Let the next build know; to be called when all is written, as `Receipt.files` has it."""
        # A file may say the same as before.
        stand = {**self._kept, **{path: Kept(path, *one) for path, one in written.items()}}
        records = {
            name: Record(one.made_of, tuple(stand[path] for path in one.paths), one.names)
            for name, one in self._fresh.items()
        }
        self._drawers.change(records, frozenset())
        parts = {
            path: of_file(stand[path].digest, of_path)
            for one in self._fresh.values()
            for path, of_path in one.parts.items()
        }
        self._store.change(parts, frozenset())

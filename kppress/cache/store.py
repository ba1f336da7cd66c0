"""A drawer of the cache: pieces by name, in an SQLite file that a crash cannot split.

It holds nothing that could not be made again. Whatever is wrong with it, be it damaged, from
another version or out of reach, it is found empty, and what is put into it may be lost.
"""

import contextlib
import os
import sqlite3
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import kppress
from kppress.cache.marks import of_program

WAIT = 5.0
"""Seconds to wait for somebody else who writes."""


_DAMAGED = (sqlite3.Error, ValueError, TypeError)
"""What a file raises that is none of ours, or no longer."""


def stamp_of_now() -> str:
    """The mark of the program as it is installed now."""
    return of_program(str(Path(kppress.__file__).parent))


class Store:
    """The pieces of one file, as the program left them that has the mark `stamp`."""

    def __init__(self, file: Path, stamp: str) -> None:
        self._file = file
        self._stamp = stamp
        self._open: tuple[int, sqlite3.Connection] | None = None
        """The process that reads single pieces, and how: none may go on with another's."""

    def pieces(self) -> dict[str, bytes]:
        """All pieces by name. Nothing is written."""
        rows = self._rows("select name, content from piece")
        return {n: c for n, c in rows if isinstance(n, str) and isinstance(c, bytes)}

    def names(self) -> frozenset[str]:
        """The names of all pieces."""
        return frozenset(n for (n,) in self._rows("select name from piece") if isinstance(n, str))

    def piece(self, name: str) -> bytes | None:
        """One piece; None where there is none."""
        try:
            if self._open is None or self._open[0] != os.getpid():
                if (found := self._opened()) is None:
                    return None
                self._open = os.getpid(), found
            where = "select content from piece where name = ?"
            row = self._open[1].execute(where, (name,)).fetchone()
        except (*_DAMAGED, OSError):
            return None
        return row[0] if row and isinstance(row[0], bytes) else None

    def close(self) -> None:
        """Let the file go; who asks for a piece opens it again."""
        if self._open and self._open[0] == os.getpid():
            self._open[1].close()
        self._open = None

    def _rows(self, query: str) -> Sequence[tuple[object, ...]]:
        try:
            if (found := self._opened()) is None:
                return ()
            with contextlib.closing(found):
                return found.execute(query).fetchall()
        except (*_DAMAGED, OSError):
            return ()

    def _opened(self) -> sqlite3.Connection | None:
        """The file for reading; None where it is not ours."""
        if self._leads_away():
            return None
        where = f"{self._file.absolute().as_uri()}?mode=ro"
        found = sqlite3.connect(where, timeout=WAIT, uri=True)
        try:
            ours = _is_ours(found) and _stamp(found) == self._stamp
        except BaseException:
            found.close()
            raise
        if not ours:
            found.close()
        return found if ours else None

    def change(self, put: Mapping[str, bytes], drop: AbstractSet[str]) -> bool:
        """Put pieces in the place of those of the same name, and take others away; all or none.

        Whether it was done.
        """
        if self._leads_away():
            return False
        try:
            try:
                self._change(put, drop)
            except sqlite3.OperationalError:  # somebody else writes, or the disk is full
                return False
            except _DAMAGED:
                self._file.unlink(missing_ok=True)
                self._change(put, drop)
        except (*_DAMAGED, OSError):
            return False
        return True

    def clear(self) -> None:
        """Take all away, whatever it is that stands there."""
        if not self._leads_away():
            with contextlib.suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _change(self, put: Mapping[str, bytes], drop: AbstractSet[str]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(self._file, timeout=WAIT)) as found, found:
            # What a crash of the whole machine loses is made again.
            found.execute("pragma synchronous = off")
            if not _is_ours(found, empty=True):
                raise sqlite3.DatabaseError
            found.execute("create table if not exists stamp (text text)")
            found.execute("create table if not exists piece (name text primary key, content blob)")
            if _stamp(found) != self._stamp:
                found.execute("delete from piece")
                found.execute("delete from stamp")
                found.execute("insert into stamp values (?)", (self._stamp,))
            found.executemany("delete from piece where name = ?", [(name,) for name in drop])
            found.executemany("insert or replace into piece values (?, ?)", put.items())

    def _leads_away(self) -> bool:
        """Whether a link would take us to what may be somebody else's."""
        return self._file.is_symlink() or self._file.parent.is_symlink()


def _is_ours(found: sqlite3.Connection, *, empty: bool = False) -> bool:
    """Whether the file holds our two tables and nothing else: no view, which is a query."""
    held = {*found.execute("select type, name from sqlite_master where type != 'index'")}
    return held == {("table", "stamp"), ("table", "piece")} or (empty and not held)


def _stamp(found: sqlite3.Connection) -> object:
    row = found.execute("select text from stamp limit 1").fetchone()
    return row[0] if row else None

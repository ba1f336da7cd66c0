"""A drawer of the cache: pieces by name, in an SQLite file that a crash cannot split.

It holds nothing that could not be made again. Whatever is wrong with it, be it damaged, from
another version or out of reach, it is found empty, and what is put into it may be lost.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

WAIT = 5.0
"""Seconds to wait for somebody else who writes."""


class Store:
    """The pieces of one file, as the program with the mark `stamp` left them."""

    def __init__(self, file: Path, stamp: str) -> None:
        self._file = file
        self._stamp = stamp

    def pieces(self) -> dict[str, bytes]:
        """All pieces by name. Nothing is written."""
        where = f"{self._file.absolute().as_uri()}?mode=ro"
        try:
            with contextlib.closing(sqlite3.connect(where, timeout=WAIT, uri=True)) as found:
                if found.execute("select text from stamp").fetchall() != [(self._stamp,)]:
                    return {}
                return dict(found.execute("select name, content from piece"))
        except (sqlite3.OperationalError, OSError):  # not there, or somebody else's just now
            return {}
        except sqlite3.DatabaseError:  # damaged
            with contextlib.suppress(OSError):
                self._file.unlink()
            return {}

    def change(self, put: Mapping[str, bytes], drop: AbstractSet[str]) -> None:
        """Put pieces in the place of those of the same name, and take others away; all or none."""
        with contextlib.suppress(sqlite3.Error, OSError), self._written() as found:
            found.executemany("delete from piece where name = ?", [(name,) for name in drop])
            found.executemany("insert or replace into piece values (?, ?)", put.items())

    @contextlib.contextmanager
    def _written(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(self._file, timeout=WAIT)) as found, found:
            # What a crash of the whole machine loses is made again.
            found.execute("pragma synchronous = off")
            found.execute("create table if not exists stamp (text text)")
            if found.execute("select text from stamp").fetchall() != [(self._stamp,)]:
                found.execute("drop table if exists piece")
                found.execute("delete from stamp")
                found.execute("insert into stamp values (?)", (self._stamp,))
            found.execute("create table if not exists piece (name text primary key, content blob)")
            yield found

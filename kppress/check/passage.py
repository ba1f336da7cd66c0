"""A passage: a paragraph, heading, cell or field as one flat string, and where its signs stand."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from kppress.check.field_text import keeps_yaml
from kppress.model.diagnostic import Edit, Place
from kppress.model.document import Document
from kppress.model.source import type_path

MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a sign that is no prose. It is no letter, no digit, no space and no mark."""
DIGITS = "0123456789"


class File:
    """The file of a document, whose body is parsed in bytes and shown in characters."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = document.source

    @cached_property
    def body(self) -> bytes:
        """The body as the parser counts it."""
        return self.source.text[self.source.body_start :].encode()

    def characters(self, byte: int) -> int:
        """The character of the file that a byte of the body begins."""
        return self.source.character(byte)


class Piece(NamedTuple):
    """A stretch of the flat string and where it stands in the file.

    `start` and `end` count bytes of the body, in a field characters of the file.
    """

    at: int
    start: int
    end: int
    verbatim: bool
    """Whether the file has the very signs there."""


class Spot(NamedTuple):
    """Something that a rule would say of a passage; `start` and `end` are what it underlines."""

    rule: str
    """The rule's id; empty for what is right, and only kept from other rules."""
    start: int
    end: int
    variant: str = ""
    edits: tuple[tuple[int, int, str], ...] = ()
    values: Mapping[str, object] = {}
    core: tuple[tuple[int, int], ...] = ()
    """What no other rule may speak of; by default what the edits replace, else all of it."""


class Found(NamedTuple):
    """A spot with its place in the file, and how to mend it there."""

    place: Place
    fix: tuple[Edit, ...]
    values: Mapping[str, object]


class Passage(Struct, kw_only=True):
    """A flat string, and where in the file each of its signs stands."""

    raw: str
    """All of it, as readers see it."""
    text: str
    """The same, with what is no prose masked."""
    pieces: tuple[Piece, ...]
    kind: str
    """`paragraph`, `heading`, `cell`, `picture` or `field`."""
    lang: str
    file: File
    path: type_path = ()
    """Of a field."""
    top: bool = False
    """Whether it is a paragraph of its own, in no list, quotation or table."""
    bullet: bool = False
    """Whether it is all that a list with one item holds."""

    @property
    def document(self) -> Document:
        """What it is a passage of."""
        return self.file.document

    @property
    def swedish(self) -> bool:
        """Whether it is in Swedish."""
        return self.lang.startswith("sv")

    @property
    def english(self) -> bool:
        """Whether it is in English."""
        return self.lang.startswith("en")

    def found(self, spot: Spot) -> Found:
        """The spot in the file."""
        place = Place.within(
            self.file.source.path, self.file.source.text, *self.span(spot.start, spot.end)
        )
        return Found(place, self._mended(spot.edits), spot.values)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the file from the sign `start` to the sign `end`, exclusive.

        Below zero stands what comes before the passage on its line, as the bullet of a list.
        """
        if start < 0:
            first = self._outer(0)[0]
            return first + start, first + end
        if end > start:
            return self._outer(start)[0], self._outer(end - 1)[1]
        if start < len(self.raw):
            here = self._outer(start)[0]
        else:
            here = self._outer(start - 1)[1] if self.raw else self._outer(0)[0]
        return here, here

    def _outer(self, index: int) -> tuple[int, int]:
        """The characters of the file that one sign is, or stands for."""
        piece = self.pieces[max(0, bisect_right(self.pieces, index, key=lambda p: p.at) - 1)]
        if self.kind == "field":
            first, last = piece.start, piece.end
        else:
            first, last = self.file.characters(piece.start), self.file.characters(piece.end)
        if not piece.verbatim:
            return first, last
        first += index - piece.at
        return first, min(first + 1, last)

    def _mended(self, edits: tuple[tuple[int, int, str], ...]) -> tuple[Edit, ...]:
        """The edits in the file: all of them, or none where the file does not have these signs."""
        made = []
        text = self.file.source.text
        for start, end, written in edits:
            new = written
            first, last = self.span(start, end)
            if start >= 0 and text[first:last] != self.raw[start:end]:
                return ()
            if self.kind == "field":
                if not keeps_yaml(text, self.file.source.spans[self.path], first, last, new):
                    return ()
            elif "\n" in new and "\r\n" in text:
                new = written.replace("\n", "\r\n")
            made.append(Edit(start=first, end=last, text=new))
        return tuple(made)


Spotter = Callable[[Passage], Iterable[Spot]]


class Look(Struct, frozen=True):
    """One spotter in the order of precedence, and what a passage must hold to be looked at."""

    spots: Spotter
    signs: str = ""
    """Any of these characters; nothing for every passage."""
    digits: bool = False


class Order:
    """The spotters, in the order in which they speak."""

    def __init__(self, *looks: Look) -> None:
        self._looks = looks
        self._always = tuple(look for look in looks if not look.signs and not look.digits)
        asked = "".join(DIGITS if look.digits else look.signs for look in looks)
        self._any = re.compile(f"[{re.escape(asked)}]")

    def at(self, text: str) -> Iterable[Look]:
        """Those that have to look at a text. In most there is nothing to look for but always."""
        if not self._any.search(text):
            return self._always
        signs = frozenset(text)
        digits = not signs.isdisjoint(DIGITS)
        return [
            look
            for look in self._looks
            if (digits or not look.digits) and not (look.signs and signs.isdisjoint(look.signs))
        ]

"""Where a document was read from, and where in it everything stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any, ClassVar, NamedTuple

from kppress.model.body import Block, Footnote, Link, Picture
from kppress.model.diagnostic import Place
from kppress.model.fields import swedish_name
from kppress.model.put_away import PutAway
from kppress.model.record import Record

type_path = tuple[str | int, ...]
type_spans = Mapping[type_path, tuple[int, int]]

STEP = 1024
"""Bytes of a body between which its characters are counted."""
_CONTINUED = bytes(range(0x80, 0xC0))
"""What UTF-8 has within a character and never at its beginning."""


class Bulk(NamedTuple):
    """What of a document is large and asked for by few: its text, the places in it, its tree.

    It may be put away and taken up again. The fields are those of the same names in `Source` and
    `Body`, which have their docstrings.
    """

    text: str
    spans: type_spans
    keys: type_spans
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    found: tuple[Link | Picture, ...] | None


TakeUp = Callable[[], Bulk]
"""Hands out what was put away. It is asked each time, and may keep what it was asked for last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(PutAway):
    """Where a document was read from, and where in the text its fields stand."""

    LARGE: ClassVar = frozenset({"text", "spans", "keys"})

    path: str
    """Relative to the newsroom, with `/`."""
    text: str = ""
    body_start: int = 0
    spans: type_spans = field(default_factory=dict)
    """A field's path, as `("contacts", 0, "phone")`, to the characters of its value."""
    keys: type_spans = field(default_factory=dict)
    """A field's path to the characters of its name."""
    faulty: frozenset[str] = frozenset()
    """Fields that were left out because they could not be read."""
    swedish: bool = True
    """Whether the writer spells the fields in Swedish."""
    original: str | None = None
    """The path of the edition that this one translates."""
    _names: tuple[str, ...] | None = field(default=None, init=False, compare=False, repr=False)
    """The names of the fields that the file itself has, where its text is put away."""
    _take_up: TakeUp | None = field(default=None, init=False, compare=False, repr=False)

    def has(self, name: str) -> bool:
        """Whether the file itself has a field, be it empty, and inherits it from no original."""
        return (name,) in self.keys if self._names is None else name in self._names

    def put_away(self, take_up: TakeUp) -> "Source":
        """The same, whose text and places are elsewhere until somebody asks."""
        state = (self.path, self.body_start, self.faulty, self.swedish, self.original, self.names)
        light = taken_out(*state)
        light.kept_by(take_up)
        return light

    def is_like(self, other: "Source") -> bool:
        """As `Document.is_like`. Where the body begins says nothing without the text."""
        mine, theirs = (
            (one.path, one.faulty, one.swedish, one.original, one.names) for one in (self, other)
        )
        return mine == theirs

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields that the file itself has."""
        if self._names is not None:
            return self._names
        return _shared(tuple(str(path[0]) for path in self.keys if len(path) == 1))

    def __reduce_ex__(self, protocol: Any) -> Any:
        """What is put away is not pickled with the rest."""
        if self._names is None:
            return object.__reduce_ex__(self, protocol)
        state = (self.path, self.body_start, self.faulty, self.swedish, self.original, self._names)
        return taken_out, state

    def place(self, *path: str | int) -> Place:
        """The place of a field's value; of its name, its parent or the file where it has none."""
        for length in range(len(path), 0, -1):
            span = self.spans.get(path[:length]) or self.keys.get(path[:length])
            if span is not None:
                return Place.within(self.path, self.text, *span)
        if self.body_start and self.text.startswith("---"):
            return Place.within(self.path, self.text, 0, 3)
        return Place(file=self.path)

    def spelling(self, record: type[Record], name: str) -> str:
        """The field's name as this writer would spell it."""
        return swedish_name(record, name) if self.swedish else name

    def body_place(self, start: int, end: int) -> Place:
        """The place of the bytes `start` to `end` of the body."""
        return Place.within(self.path, self.text, *self.body_span(start, end))

    def body_span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the file that the bytes `start` to `end` of the body are."""
        return self.character(start), self.character(end)

    def character(self, byte: int) -> int:
        """The character of the file that a byte of the body begins."""
        return self.body_start + _scale(self.text, self.body_start).characters(byte)


_NOTHING: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same names, kept once: most documents have the same fields in the same order."""
    return names


def taken_out(
    path: str,
    body_start: int,
    faulty: frozenset[str],
    swedish: bool,
    original: str | None,
    names: tuple[str, ...],
) -> Source:
    """A source without its text. Whoever keeps that is to be said by `kept_by`."""
    source = Source.__new__(Source)
    put = object.__setattr__
    put(source, "path", path)
    put(source, "body_start", body_start)
    put(source, "faulty", faulty or _NOTHING)
    put(source, "swedish", swedish)
    put(source, "original", original)
    put(source, "_names", names)
    put(source, "_take_up", None)
    return source


class _Scale(NamedTuple):
    """A body in bytes, and how many characters begin before every STEP of them."""

    body: bytes
    before: Sequence[int]

    def characters(self, byte: int) -> int:
        step = min(byte // STEP, len(self.before) - 1)
        # What is left of a character that began before the step is passed over by the decoder.
        return self.before[step] + len(self.body[step * STEP : byte].decode(errors="ignore"))


@lru_cache(maxsize=32)
def _scale(text: str, body_start: int) -> _Scale:
    """Measured once for all places of a text."""
    body = text[body_start:].encode()
    begun = (len(body[i : i + STEP].translate(None, _CONTINUED)) for i in range(0, len(body), STEP))
    return _Scale(body, [*accumulate(begun, initial=0)])

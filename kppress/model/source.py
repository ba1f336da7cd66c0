"""Where a document was read from, and where in it everything stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from kppress.model.diagnostic import Place
from kppress.model.fields import Record, swedish_name

type_path = tuple[str | int, ...]

STEP = 1024
"""Bytes of a body between which its characters are counted."""
_CONTINUED = bytes(range(0x80, 0xC0))
"""What UTF-8 has within a character and never at its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document was read from, and where in the text its fields stand."""

    path: str
    """Relative to the newsroom, with `/`."""
    text: str = ""
    body_start: int = 0
    spans: Mapping[type_path, tuple[int, int]] = field(default_factory=dict)
    """A field's path, as `("contacts", 0, "phone")`, to the characters of its value."""
    keys: Mapping[type_path, tuple[int, int]] = field(default_factory=dict)
    """A field's path to the characters of its name."""
    faulty: frozenset[str] = frozenset()
    """Fields that were left out because they could not be read."""
    swedish: bool = True
    """Whether the writer spells the fields in Swedish."""
    original: str | None = None
    """The path of the edition that this one translates."""

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

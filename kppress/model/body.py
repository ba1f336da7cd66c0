"""A document's text as a tree: Markdown, parsed once and dressed for every medium.

Nodes are immutable, and quick to make and to keep: no collector looks for circles among them, as
a tree has none. `start` and `end` count UTF-8 bytes of the body, as the parser does;
`Source.body_place` turns them into line and column.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from kppress.model.put_away import PutAway

if TYPE_CHECKING:
    from kppress.model.source import TakeUp

TALSTRECK = "– "
"""An en dash and a space open a quotation in the Swedish manner."""


class Text(Struct, frozen=True, gc=False):
    """Text as it stands in the source."""

    text: str
    start: int
    end: int


class Code(Struct, frozen=True, gc=False):
    """A code span."""

    text: str
    start: int
    end: int


class Span(Struct, frozen=True, gc=False):
    """Inline content with a meaning: `emphasis`, `strong` or `deleted`."""

    role: str
    children: "tuple[Inline, ...]"
    start: int
    end: int


class Link(Struct, frozen=True, gc=False):
    """A link. `target` is as written, or absolute once resolved; empty where it leads nowhere."""

    target: str
    title: str
    children: "tuple[Inline, ...]"
    start: int
    end: int


class Foreign(Struct, frozen=True, gc=False):
    """`[text]{lang=en}`: words in another language (WCAG 3.1.2)."""

    lang: str
    children: "tuple[Inline, ...]"
    start: int
    end: int


class Picture(Struct, frozen=True, gc=False):
    """An image within the text."""

    target: str
    alt: str
    title: str
    start: int
    end: int


class FootnoteMark(Struct, frozen=True, gc=False):
    """A reference to a footnote."""

    label: str
    start: int
    end: int


class Break(Struct, frozen=True, gc=False):
    """A line break that the writer asked for (`hard`), or only typed."""

    hard: bool
    start: int
    end: int


class Raw(Struct, frozen=True, gc=False):
    """Raw HTML: a fault, never output."""

    html: str
    start: int
    end: int


Inline = Text | Code | Span | Link | Foreign | Picture | FootnoteMark | Break | Raw


class Paragraph(Struct, frozen=True, gc=False):
    """A paragraph; one that opens with a talstreck is a quotation."""

    children: tuple[Inline, ...]
    start: int
    end: int

    @property
    def is_quotation(self) -> bool:
        """Whether the paragraph is a quotation in the Swedish manner."""
        first = self.children[0] if self.children else None
        return isinstance(first, Text) and first.text.startswith(TALSTRECK)


class Heading(Struct, frozen=True, gc=False):
    """A heading of level 1 to 6."""

    level: int
    children: tuple[Inline, ...]
    start: int
    end: int


class Figure(Struct, frozen=True, gc=False):
    """An image alone in its paragraph."""

    picture: Picture
    start: int
    end: int


class Item(Struct, frozen=True, gc=False):
    """An item of a list."""

    children: "tuple[Block, ...]"
    start: int
    end: int


class List(Struct, frozen=True, gc=False):
    """A list; `first` is the number of an ordered one's first item."""

    first: int | None
    items: tuple[Item, ...]
    start: int
    end: int


class Quote(Struct, frozen=True, gc=False):
    """A block quotation."""

    children: "tuple[Block, ...]"
    start: int
    end: int


class Cell(Struct, frozen=True, gc=False):
    """A table's cell, and how it is aligned: `left`, `center`, `right` or empty."""

    align: str
    children: tuple[Inline, ...]
    start: int
    end: int


class Table(Struct, frozen=True, gc=False):
    """A table with one head row."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int


class CodeBlock(Struct, frozen=True, gc=False):
    """A block of code."""

    text: str
    start: int
    end: int


class Rule(Struct, frozen=True, gc=False):
    """A thematic break."""

    start: int
    end: int


class Footnote(Struct, frozen=True, gc=False):
    """A footnote's text."""

    label: str
    children: "tuple[Block, ...]"
    start: int
    end: int


class RawBlock(Struct, frozen=True, gc=False):
    """A block of raw HTML: a fault, never output."""

    html: str
    start: int
    end: int


Block = Paragraph | Heading | Figure | List | Quote | Table | CodeBlock | Rule | Footnote | RawBlock
Node = Inline | Block | Item | Cell


@dataclass(frozen=True, slots=True)
class Body(PutAway):
    """The blocks of a text, footnotes last in order of reference."""

    LARGE: ClassVar = frozenset({"blocks", "footnotes", "found"})

    blocks: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    found: "tuple[Link | Picture, ...] | None" = field(default=None, compare=False, repr=False)
    """Its links and pictures, where the parser has gathered them; see `walk.targets`."""
    leads: tuple[str, ...] | None = field(default=None, compare=False, repr=False)
    """Their targets as written, where the tree is put away; see `walk.leads`."""
    pictures: tuple[int, ...] = field(default=(), compare=False, repr=False)
    """Which of these are pictures."""
    _take_up: "TakeUp | None" = field(default=None, init=False, compare=False, repr=False)

    def put_away(
        self, take_up: "TakeUp", leads: tuple[str, ...], pictures: tuple[int, ...]
    ) -> "Body":
        """The same, whose tree is elsewhere until somebody asks; the others are asked for often."""
        light = taken_out(leads, pictures)
        light.kept_by(take_up)
        return light

    def __reduce_ex__(self, protocol: Any) -> Any:
        """What is put away is not pickled with the rest."""
        if self.leads is None:
            return object.__reduce_ex__(self, protocol)
        return taken_out, (self.leads, self.pictures)

    def __bool__(self) -> bool:
        return bool(self.blocks)

    def numbers(self) -> Mapping[str, int]:
        """The number of each footnote, by its label."""
        return {note.label: number for number, note in enumerate(self.footnotes, 1)}


EMPTY_BODY = Body()


def taken_out(leads: tuple[str, ...], pictures: tuple[int, ...]) -> Body:
    """A body without its tree. Whoever keeps that is to be said by `kept_by`."""
    body = Body.__new__(Body)
    object.__setattr__(body, "leads", leads)
    object.__setattr__(body, "pictures", pictures)
    object.__setattr__(body, "_take_up", None)
    return body

"""A document's text as a tree: Markdown, parsed once and dressed for every medium.

Nodes are named tuples, which are immutable, small and quick to make. `start` and `end` count
UTF-8 bytes of the body, as the parser does; `Source.body_place` turns them into line and column.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

TALSTRECK = "– "
"""An en dash and a space open a quotation in the Swedish manner."""


class Text(NamedTuple):
    """Text as it stands in the source."""

    text: str
    start: int
    end: int


class Code(NamedTuple):
    """A code span."""

    text: str
    start: int
    end: int


class Span(NamedTuple):
    """Inline content with a meaning: `emphasis`, `strong` or `deleted`."""

    role: str
    children: "tuple[Inline, ...]"
    start: int
    end: int


class Link(NamedTuple):
    """A link. `target` is as written, or absolute once resolved; empty where it leads nowhere."""

    target: str
    title: str
    children: "tuple[Inline, ...]"
    start: int
    end: int


class Foreign(NamedTuple):
    """`[text]{lang=en}`: words in another language (WCAG 3.1.2)."""

    lang: str
    children: "tuple[Inline, ...]"
    start: int
    end: int


class Picture(NamedTuple):
    """An image within the text."""

    target: str
    alt: str
    title: str
    start: int
    end: int


class FootnoteMark(NamedTuple):
    """A reference to a footnote."""

    label: str
    start: int
    end: int


class Break(NamedTuple):
    """A line break that the writer asked for (`hard`), or only typed."""

    hard: bool
    start: int
    end: int


class Raw(NamedTuple):
    """Raw HTML: a fault, never output."""

    html: str
    start: int
    end: int


Inline = Text | Code | Span | Link | Foreign | Picture | FootnoteMark | Break | Raw


class Paragraph(NamedTuple):
    """A paragraph; one that opens with a talstreck is a quotation."""

    children: tuple[Inline, ...]
    start: int
    end: int

    @property
    def is_quotation(self) -> bool:
        """Whether the paragraph is a quotation in the Swedish manner."""
        first = self.children[0] if self.children else None
        return isinstance(first, Text) and first.text.startswith(TALSTRECK)


class Heading(NamedTuple):
    """A heading of level 1 to 6."""

    level: int
    children: tuple[Inline, ...]
    start: int
    end: int


class Figure(NamedTuple):
    """An image alone in its paragraph."""

    picture: Picture
    start: int
    end: int


class Item(NamedTuple):
    """An item of a list."""

    children: "tuple[Block, ...]"
    start: int
    end: int


class List(NamedTuple):
    """A list; `first` is the number of an ordered one's first item."""

    first: int | None
    items: tuple[Item, ...]
    start: int
    end: int


class Quote(NamedTuple):
    """A block quotation."""

    children: "tuple[Block, ...]"
    start: int
    end: int


class Cell(NamedTuple):
    """A table's cell, and how it is aligned: `left`, `center`, `right` or empty."""

    align: str
    children: tuple[Inline, ...]
    start: int
    end: int


class Table(NamedTuple):
    """A table with one head row."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int


class CodeBlock(NamedTuple):
    """A block of code."""

    text: str
    start: int
    end: int


class Rule(NamedTuple):
    """A thematic break."""

    start: int
    end: int


class Footnote(NamedTuple):
    """A footnote's text."""

    label: str
    children: "tuple[Block, ...]"
    start: int
    end: int


class RawBlock(NamedTuple):
    """A block of raw HTML: a fault, never output."""

    html: str
    start: int
    end: int


Block = Paragraph | Heading | Figure | List | Quote | Table | CodeBlock | Rule | Footnote | RawBlock
Node = Inline | Block | Item | Cell


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of a text, footnotes last in order of reference."""

    blocks: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.blocks)


EMPTY_BODY = Body()


def children_of(node: Node) -> tuple[Node, ...]:
    """The nodes directly below `node`."""
    match node:
        case Figure(picture=picture):
            return (picture,)
        case List(items=items):
            return items
        case Table(head=head, rows=rows):
            return (*head, *(cell for row in rows for cell in row))
        case Text() | Code() | Picture() | FootnoteMark() | Break() | Raw():
            return ()
        case CodeBlock() | Rule() | RawBlock():
            return ()
        case _:
            return node.children


def walk(body: Body) -> Iterator[Node]:
    """Every node of a body, in reading order, footnotes last."""
    waiting: list[Node] = [*reversed(body.footnotes), *reversed(body.blocks)]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children_of(node)))


def plain(children: tuple[Inline, ...]) -> str:
    """The words of inline content, without marks, pictures and footnote references."""
    parts: list[str] = []
    for node in children:
        match node:
            case Text(text=text) | Code(text=text):
                parts.append(text)
            case Break():
                parts.append(" ")
            case Span(children=below) | Link(children=below) | Foreign(children=below):
                parts.append(plain(below))
            case Picture() | FootnoteMark() | Raw():
                pass
    return "".join(parts)


def targets(body: Body) -> Iterator[Link | Picture]:
    """Every link and picture of a body."""
    for node in walk(body):
        if isinstance(node, Link | Picture):
            yield node


def retarget(body: Body, address_of: Callable[[str], str]) -> Body:
    """The body with each target replaced by `address_of(target)`; empty unlinks it."""

    def inline(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(one(node) for node in nodes)

    def one(node: Inline) -> Inline:
        match node:
            case Link():
                return node._replace(target=address_of(node.target), children=inline(node.children))
            case Picture():
                return node._replace(target=address_of(node.target))
            case Span() | Foreign():
                return node._replace(children=inline(node.children))
            case _:
                return node

    def block(node: Block) -> Block:
        match node:
            case Paragraph() | Heading():
                return node._replace(children=inline(node.children))
            case Figure():
                return node._replace(
                    picture=node.picture._replace(target=address_of(node.picture.target))
                )
            case List():
                items = tuple(item._replace(children=blocks(item.children)) for item in node.items)
                return node._replace(items=items)
            case Quote() | Footnote():
                return node._replace(children=blocks(node.children))
            case Table():
                return node._replace(
                    head=cells(node.head), rows=tuple(cells(row) for row in node.rows)
                )
            case _:
                return node

    def cells(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(cell._replace(children=inline(cell.children)) for cell in row)

    def blocks(nodes: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(block(node) for node in nodes)

    if next(targets(body), None) is None:
        return body
    return Body(
        blocks=blocks(body.blocks),
        footnotes=tuple(n._replace(children=blocks(n.children)) for n in body.footnotes),
    )

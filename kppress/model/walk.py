"""Going through a body: every node, its words, its targets."""

from collections.abc import Callable, Iterator
from operator import is_

from msgspec.structs import replace

from kppress.model.body import (
    Block,
    Body,
    Break,
    Cell,
    Code,
    CodeBlock,
    Figure,
    Footnote,
    FootnoteMark,
    Foreign,
    Heading,
    Inline,
    Item,
    Link,
    List,
    Node,
    Paragraph,
    Picture,
    Quote,
    Raw,
    RawBlock,
    Rule,
    Span,
    Table,
    Text,
)


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
        if not isinstance(node, Text):  # as most are, and nothing is below them
            waiting.extend(reversed(children_of(node)))


def blocks(body: Body) -> Iterator[Block]:
    """Every block, in lists and quotations too, in reading order, footnotes last.

    What is only looked for among them, as headings are, need not be looked for in every text.
    """
    waiting: list[Block] = [*reversed(body.footnotes), *reversed(body.blocks)]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, List):
            for item in reversed(node.items):
                waiting.extend(reversed(item.children))
        elif isinstance(node, Quote | Footnote):
            waiting.extend(reversed(node.children))


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
    if body.found is not None:
        yield from body.found
        return
    for node in walk(body):
        if isinstance(node, Link | Picture):
            yield node


def leads(body: Body) -> tuple[str, ...]:
    """The targets of all links and pictures, as written."""
    if body.leads is not None:
        return body.leads
    return tuple(node.target for node in targets(body))


def pictures(body: Body) -> tuple[int, ...]:
    """Which of `leads` are those of pictures."""
    if body.leads is not None:
        return body.pictures
    return tuple(at for at, node in enumerate(targets(body)) if isinstance(node, Picture))


def sketched(body: Body) -> Iterator[Link | Picture]:
    """As `targets`, where nothing but what they lead to is asked for: then no tree is taken up."""
    if body.leads is None:
        yield from targets(body)
        return
    for at, target in enumerate(body.leads):
        yield (Picture(target, "", "", 0, 0) if at in body.pictures else Link(target, "", (), 0, 0))


_WITH_TARGETS = frozenset({Link, Picture, Span, Foreign})


def retarget(body: Body, address_of: Callable[[str], str]) -> Body:
    """The body with each target replaced by `address_of(target)`; empty unlinks it."""
    if not leads(body):
        return body
    new = _Retargeted(address_of)
    return Body(
        blocks=new.blocks(body.blocks),
        footnotes=tuple(replace(n, children=new.blocks(n.children)) for n in body.footnotes),
    )


class _Retargeted:
    """Nodes with other targets. What has none stays as it is: most of a text is.

    No functions within one another: those would hold each other until somebody looks for garbage.
    """

    __slots__ = ("_address_of",)

    def __init__(self, address_of: Callable[[str], str]) -> None:
        self._address_of = address_of

    def blocks(self, nodes: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple([self._block(node) for node in nodes])

    def _block(self, node: Block) -> Block:
        match node:
            case Paragraph() | Heading():
                children = self._inline(node.children)
                return node if children is node.children else replace(node, children=children)
            case Figure():
                target = self._address_of(node.picture.target)
                return replace(node, picture=replace(node.picture, target=target))
            case List():
                return replace(node, items=tuple(map(self._item, node.items)))
            case Quote() | Footnote():
                return replace(node, children=self.blocks(node.children))
            case Table():
                rows = tuple(map(self._cells, node.rows))
                return replace(node, head=self._cells(node.head), rows=rows)
            case _:
                return node

    def _item(self, item: Item) -> Item:
        children = self.blocks(item.children)
        same = all(map(is_, children, item.children))
        return item if same else replace(item, children=children)

    def _cells(self, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(cell, children=self._inline(cell.children)) for cell in row)

    def _inline(self, nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
        if _WITH_TARGETS.isdisjoint(map(type, nodes)):
            return nodes
        return tuple([self._one(node) for node in nodes])

    def _one(self, node: Inline) -> Inline:
        match node:
            case Link():
                children = self._inline(node.children)
                return replace(node, target=self._address_of(node.target), children=children)
            case Picture():
                return replace(node, target=self._address_of(node.target))
            case Span() | Foreign():
                return replace(node, children=self._inline(node.children))
            case _:
                return node

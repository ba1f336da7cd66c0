"""Markdown to a Body: pulldown-cmark parses, the events become the tree of model.body."""

import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from pyromark import Markdown, Options

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
from kppress.model.fields import CONTROL
from kppress.model.walk import plain, targets, walk

MAX_DEPTH = 40
"""Blocks and marks within one another; the tree is walked by recursion later on."""

_PARSER = Markdown(
    options=Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH
)
_LANGUAGE = re.compile(r"\{lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\}")
_ROLES = {"Emphasis": "emphasis", "Strong": "strong", "Strikethrough": "deleted"}


class TooDeep(Exception):
    """The text nests deeper than MAX_DEPTH; `start` counts bytes of the body."""

    def __init__(self, start: int) -> None:
        super().__init__("too deep")
        self.start = start


class _Open(Struct):
    """A block or mark that has begun and not ended."""

    tag: str
    detail: Any
    start: int
    children: list[Any] = field(default_factory=list)


def read_body(markdown: str) -> Body:
    """The tree of a text. Raises TooDeep."""
    if not markdown.strip():
        return Body()
    root = opened = _Open("Root", None, 0)
    stack = [root]
    # An event is a name, or a name with what belongs to it; the parser's stubs call all objects.
    events: Iterable[tuple[Any, Any]] = _PARSER.events_with_range(markdown)
    for event, span in events:
        start, end = span["start"], span["end"]
        if isinstance(event, str):
            opened.children.append(_lonely(event, start, end))
            continue
        ((name, detail),) = event.items()
        if name == "Text":  # as every third is
            opened.children.append(_text(detail, start, end))
        elif name == "Start":
            tag, value = (detail, None) if isinstance(detail, str) else next(iter(detail.items()))
            if len(stack) > MAX_DEPTH:
                raise TooDeep(start)
            opened = _Open(tag, value, start)
            stack.append(opened)
        elif name == "End":
            closed = stack.pop()
            opened = stack[-1]
            opened.children.append(_close(closed, end))
        else:
            opened.children.append(_leaf(name, detail, start, end))
    blocks = tuple(b for b in root.children if not isinstance(b, Footnote))
    notes = _ordered(root.children, blocks)
    return Body(blocks, notes, found=tuple(targets(Body(blocks, notes))))


def _lonely(event: str, start: int, end: int) -> Inline | Rule:
    match event:
        case "SoftBreak":
            return Break(False, start, end)
        case "HardBreak":
            return Break(True, start, end)
        case _:
            return Rule(start, end)


def _text(text: str, start: int, end: int) -> Text:
    # `&#1;` is one of them. What can be printed, as nearly all can, holds none.
    return Text(text if text.isprintable() else CONTROL.sub(" ", text), start, end)


def _leaf(name: str, detail: Any, start: int, end: int) -> Inline:
    match name:
        case "Code":
            return Code(detail, start, end)
        case "FootnoteReference":
            return FootnoteMark(detail, start, end)
        case _:
            return Raw(str(detail), start, end)


def _close(opened: _Open, end: int) -> Any:
    """The node that an ended block or mark is."""
    start, children = opened.start, opened.children
    match opened.tag:
        case "Paragraph":
            inline = _inline(children)
            if len(inline) == 1 and isinstance(inline[0], Picture):
                return Figure(inline[0], start, end)
            return Paragraph(inline, start, end)
        case "Heading":
            return Heading(int(opened.detail["level"][1:]), _inline(children), start, end)
        case "Emphasis" | "Strong" | "Strikethrough":
            return Span(_ROLES[opened.tag], _inline(children), start, end)
        case "Link":
            link = opened.detail
            target = link["dest_url"]
            if link["link_type"] == "Email" and not target.startswith("mailto:"):
                target = f"mailto:{target}"
            return Link(target, link["title"], _inline(children), start, end)
        case "Image":
            image = opened.detail
            alt = plain(_inline(children))
            return Picture(image["dest_url"], alt, image["title"], start, end)
        case "List":
            return List(opened.detail, tuple(children), start, end)
        case "Item":
            return Item(_blocks(children), start, end)
        case "BlockQuote":
            return Quote(_blocks(children), start, end)
        case "Table":
            return _table(opened, end)
        case "TableHead" | "TableRow":
            return tuple(children)
        case "TableCell":
            return Cell("", _inline(children), start, end)
        case "FootnoteDefinition":
            return Footnote(opened.detail, _blocks(children), start, end)
        case "CodeBlock":
            return CodeBlock("".join(c.text for c in children), start, end)
        case _:
            return RawBlock("".join(c.html for c in children if isinstance(c, Raw)), start, end)


def _table(opened: _Open, end: int) -> Table:
    align = [a.lower() if a != "None" else "" for a in opened.detail]

    def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(cell, align=side) for cell, side in zip(cells, align, strict=False))

    head, *rows = opened.children
    return Table(row(head), tuple(row(r) for r in rows), opened.start, end)


def _blocks(children: list[Any]) -> tuple[Block, ...]:
    """The blocks of an item or quotation. A tight list has inline content: one paragraph each."""
    blocks: list[Block] = []
    waiting: list[Any] = []

    def settle() -> None:
        if waiting:
            inline = _inline(waiting)
            blocks.append(Paragraph(inline, waiting[0].start, waiting[-1].end))
            waiting.clear()

    for child in children:
        if isinstance(child, Inline):
            waiting.append(child)
        else:
            settle()
            blocks.append(child)
    settle()
    return tuple(blocks)


def _inline(children: list[Any]) -> tuple[Inline, ...]:
    """Inline content with `[text]{lang=en}` folded into Foreign."""
    if len(children) == 1:
        return (children[0],)
    if not any(type(c) is Text and c.text.startswith("{lang=") for c in children):
        return tuple(_joined(children))
    out: list[Any] = []
    opened: list[int] = []
    closed: int | None = None
    """The index of the `[` that the `]` last in `out` closes."""
    depths: list[tuple[int, int]] = []
    """Index in `out` of each Foreign node, and how deep such nest in it."""
    for child in children:
        text = child.text if type(child) is Text else ""
        mark = _LANGUAGE.match(text) if closed is not None else None
        if mark is None or closed is None:
            closed = None
            if text == "[":
                opened.append(len(out))
            elif text == "]" and opened:
                closed = opened.pop()
            out.append(child)
            continue
        inside, start, length = out[closed + 1 : -1], out[closed].start, len(mark[0])
        depth = 1
        while depths and depths[-1][0] > closed:
            depth = max(depth, depths.pop()[1] + 1)
        if depth > MAX_DEPTH:
            raise TooDeep(start)
        depths.append((closed, depth))
        out[closed:] = [Foreign(mark[1], tuple(_joined(inside)), start, child.start + length)]
        if rest := text[length:]:
            out.append(Text(rest, child.start + length, child.end))
        closed = None
    return tuple(_joined(out))


def _joined(children: list[Any]) -> list[Inline]:
    """Texts that touch in the source are one: the parser splits at brackets and the like."""
    out: list[Any] = []
    run: list[Text] = []

    def settle() -> None:
        if run:
            out.append(Text("".join(text.text for text in run), run[0].start, run[-1].end))
            run.clear()

    for child in children:
        if type(child) is Text and _verbatim(child):
            if run and run[-1].end != child.start:
                settle()
            run.append(child)
        else:
            settle()
            out.append(child)
    settle()
    return out


def _verbatim(text: Text) -> bool:
    """Whether the source has the very characters: an entity such as `&amp;` has others."""
    return len(text.text.encode()) == text.end - text.start


def _ordered(children: list[Any], blocks: tuple[Block, ...]) -> tuple[Footnote, ...]:
    """The footnotes that the text refers to, in that order, and then the rest."""
    notes = {n.label: n for n in children if isinstance(n, Footnote)}
    if not notes:
        return ()
    marks = [node.label for node in walk(Body(blocks)) if isinstance(node, FootnoteMark)]
    order = {label: place for place, label in enumerate(dict.fromkeys(marks))}
    return tuple(sorted(notes.values(), key=lambda n: order.get(n.label, len(order))))

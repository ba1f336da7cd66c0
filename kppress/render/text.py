"""The text of a document as plain text, for the text part of a mail and for `index.txt`.

Lines are wrapped, never cut; links are numbered and listed once, at the end, so that the text
itself can be read aloud.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import zip_longest
from typing import assert_never

from msgspec import Struct, field

from kppress.model.body import (
    TALSTRECK,
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

WIDTH = 72
"""Characters of a line: RFC 3676, 4.2 asks for 78 or fewer, and answers add `> `."""

_NARROWEST = 24
_GAP = "  "
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_LINE_BREAKS = re.compile("[\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ITEM = re.compile(r"(?:[-–•*>]|\[?\d{1,3}[].)]|[^\s:\[]{1,24}:) ")


class LinkList(Struct):
    """The addresses of a mail, numbered from 1 in the order in which they are first met."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, url: str) -> int:
        """The number of `url`, which is new or known."""
        return self.numbers.setdefault(url, len(self.numbers) + 1)

    def mark(self, url: str) -> str:
        """` [3]`, to stand after the words of a link; nothing where `url` is empty."""
        return f" [{self.number(url)}]" if url else ""

    def lines(self) -> tuple[str, ...]:
        """`[1] https://…`, in order."""
        return tuple(f"[{number}] {url}" for url, number in self.numbers.items())


def plain_text(body: Body, links: LinkList, *, picture: str = "Bild", width: int = WIDTH) -> str:
    """The text with lines of at most `width` characters where words and addresses allow.

    `links` collects the addresses; `picture` says "picture" in the text's language.
    """
    return "\n".join(_Printer(links, picture, body.numbers()).body(body, width))


def tidy(text: str, width: int = WIDTH) -> str:
    """Wrapped, at most one empty line in a row, no space at the end of a line, one line end last.

    A line that a template wrote too long keeps its indent when it is wrapped.
    """
    stripped = [line.rstrip() for line in text.split("\n")]
    fitting = [line if len(line) <= width else _fitted(line, width) for line in stripped]
    made = "\n".join(fitting).strip("\n")
    while "\n\n\n" in made:
        made = made.replace("\n\n\n", "\n\n")
    return made + "\n"


def _fitted(line: str, width: int) -> str:
    if line.count(" ") < 2:  # an address stays beside its number
        return line
    indent = line[: len(line) - len(line.lstrip(" "))]
    hanging = indent + (_GAP if _ITEM.match(line.lstrip(" ")) else "")
    return "\n".join(_wrapped(line.lstrip(" "), width, indent, hanging))


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of `text`, whose line breaks are kept; `first` and `rest` are indents.

    Breaks at spaces alone, never at hyphens or no-break spaces; textwrap does the same in ten
    times the time, and most of what a text part costs is this.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        words = part if "  " not in part else " ".join(filter(None, part.split(" ")))
        at = 0
        while found := _line_of(max(width, _NARROWEST) - len(rest if lines else first))(words, at):
            at = found.end()
            if line := found[1].rstrip():
                lines.append((rest if lines else first) + line)
    return lines


@cache
def _line_of(width: int) -> Callable[[str, int], re.Match[str] | None]:
    """What finds the next line: the words that fit, or one that is too long for any line."""
    return re.compile(rf" *([^ ](?:.{{0,{width - 1}}}(?= |$)|[^ ]*))", re.DOTALL).match


class _Printer(Struct, frozen=True):
    """One text on its way to plain text."""

    links: LinkList
    picture: str
    numbers: Mapping[str, int]

    def body(self, body: Body, width: int) -> list[str]:
        lines = self.blocks(body.blocks, width)
        for number, note in enumerate(body.footnotes, 1):
            lines += ["", *self._hung(f"{_raised(str(number))} ", note.children, width)]
        return lines

    def blocks(self, blocks: tuple[Block, ...], width: int) -> list[str]:
        """The lines of the blocks, an empty one between them."""
        lines: list[str] = []
        for block in blocks:
            more = self._block(block, width)
            if more and lines:
                lines.append("")
            lines += more
        return lines

    def _block(self, block: Block, width: int) -> list[str]:
        match block:
            case Paragraph(children=children):
                hanging = " " * len(TALSTRECK) if block.is_quotation else ""
                return _wrapped(self.inlines(children), width, rest=hanging)
            case Heading(level=level, children=children):
                lines = _wrapped(self.inlines(children), width)
                under = "=" if level == 1 else "-"
                return [*lines, under * max(map(len, lines))] if lines else []
            case Figure(picture=picture):
                caption = _wrapped(_clean(picture.title), width)
                return [*_wrapped(self._shown(picture), width), *caption]
            case List(first=first, items=items):
                return self._list(first, items, width)
            case Quote(children=below):
                lines = self.blocks(below, width - 2)
                return [f"> {line}".rstrip() for line in lines]
            case Table(head=head, rows=rows):
                return self._table(head, rows, width)
            case CodeBlock(text=text):
                lines = _LINE_BREAKS.split(text.rstrip("\n"))
                return [f"    {_clean(line)}".rstrip() for line in lines]
            case Rule():
                return ["* * *"]
            case Footnote(children=below):
                return self.blocks(below, width)
            case RawBlock():
                return []
            case _:
                assert_never(block)

    def _list(self, first: int | None, items: tuple[Item, ...], width: int) -> list[str]:
        markers = ["- " if first is None else f"{first + n}. " for n in range(len(items))]
        room = max(map(len, markers), default=0)
        apart = any(sum(isinstance(b, Paragraph) for b in item.children) > 1 for item in items)
        lines: list[str] = []
        for marker, item in zip(markers, items, strict=True):
            if apart and lines:
                lines.append("")
            lines += self._hung(marker.ljust(room), item.children, width)
        return lines

    def _hung(self, marker: str, blocks: tuple[Block, ...], width: int) -> list[str]:
        """The blocks with `marker` before the first line and its width before all others."""
        indent = " " * len(marker)
        tight = sum(isinstance(b, Paragraph) for b in blocks) < 2
        lines: list[str] = []
        for block in blocks:
            more = self._block(block, width - len(marker))
            if lines and more and not (tight and isinstance(block, List)):
                lines.append("")
            lines += more
        lines = lines or [""]
        return [(marker + lines[0]).rstrip(), *((indent + line).rstrip() for line in lines[1:])]

    def _table(
        self, head: tuple[Cell, ...], rows: tuple[tuple[Cell, ...], ...], width: int
    ) -> list[str]:
        names = [self._cell(cell) for cell in head]
        table = [[self._cell(cell) for cell in row] for row in rows]
        columns = list(zip_longest(names, *table, fillvalue=""))
        widths = [max(map(len, column)) for column in columns]
        if sum(widths) + len(_GAP) * (len(widths) - 1) <= width:
            return _aligned([names, ["-" * w for w in widths], *table], widths, head)
        lines: list[str] = []
        for row in table or [[]]:
            lines += [""] if lines else []
            for name, cell in zip_longest(names, row, fillvalue=""):
                text = f"{name}: {cell}" if name and cell else name or cell
                lines += _wrapped(text, width, rest=_GAP)
        return lines

    def _cell(self, cell: Cell) -> str:
        return " ".join(self.inlines(cell.children).split("\n"))

    def inlines(self, nodes: tuple[Inline, ...]) -> str:
        """The words on one line, but for the line breaks that the writer asked for."""
        return "".join([self._inline(node) for node in nodes])

    def _inline(self, node: Inline) -> str:
        match node:
            case Text(text=text) | Code(text=text):
                return _clean(text)
            case Span(role=role, children=children):
                words = self.inlines(children)
                # Without its line, struck text would read as if it still held.
                return f"~~{words}~~" if role == "deleted" else words
            case Link(target=target, children=children):
                return self._link(target, self.inlines(children))
            case Foreign(children=children):
                return self.inlines(children)
            case Picture():
                return self._shown(node)
            case FootnoteMark(label=label):
                return self._mark(label)
            case Break(hard=hard):
                return "\n" if hard else " "
            case Raw():
                return ""
            case _:
                assert_never(node)

    def _link(self, target: str, words: str) -> str:
        scheme, _, rest = target.partition(":")
        match scheme.lower():
            case "http" | "https":
                address = "".join(target.split())
                return words if words == address else words + self.links.mark(address)
            case "mailto" | "tel":
                # What can be dialled or written to is no use as a footnote.
                said = _clean(rest)
                known = _digits(said) == _digits(words) if scheme == "tel" else said in words
                return words if known or not said else f"{words} ({said})"
            case _:
                return words

    def _shown(self, picture: Picture) -> str:
        alt = _clean(picture.alt)
        label = f"[{self.picture}: {alt}]" if alt else f"[{self.picture}]"
        address = "".join(picture.target.split())
        web = address.lower().startswith(("http://", "https://"))
        return label + (self.links.mark(address) if web else "")

    def _mark(self, label: str) -> str:
        number = self.numbers.get(label)
        return _raised(str(number)) if number else f"[{_clean(label)}]"


def _aligned(rows: list[list[str]], widths: list[int], head: tuple[Cell, ...]) -> list[str]:
    right = [cell.align == "right" for cell in head] + [False] * len(widths)
    return [
        _GAP.join(
            cell.rjust(width) if at_right else cell.ljust(width)
            for cell, width, at_right in zip(row, widths, right, strict=False)
        ).rstrip()
        for row in rows
    ]


def _clean(text: str) -> str:
    """Without characters that a terminal or a mail program would act on."""
    if text.isprintable():  # as nearly all are, and as none of these is
        return text
    return _CONTROL.sub(" ", text).replace("\n", " ")


def _digits(text: str) -> str:
    """The national part of a phone number, to tell `+46470…` from `0470-…`."""
    return re.sub(r"\D", "", text.replace("+46", "0"))


def _raised(number: str) -> str:
    return number.translate(_RAISED)

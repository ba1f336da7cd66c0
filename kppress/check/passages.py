"""The passages of a document: fields, text, footnotes, in reading order."""

from collections.abc import Iterator

from msgspec import Struct, field

from kppress.check.expression import expression
from kppress.check.field_text import field_texts
from kppress.check.passage import MASK, File, Passage, Piece
from kppress.model.body import (
    Block,
    Break,
    Cell,
    Code,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
    Text,
)
from kppress.model.source import type_path

_FILE = "pdf|docx?|xlsx?|pptx?|odt|ods|odp|csv|txt|md|html?|xml|json|zip|jpe?g|png|gif|svg|mp[34]"
_TOP = "se|com|org|net|nu|eu|example|info|io|gov|edu|uk|dk|no|fi|de|app|dev"
_NO_PROSE = expression(
    r"(?:https?|ftp)://[^\s<>”\"]+|www\.[^\s<>”\"]+"
    # Each begins where its signs begin: a long run of them is then gone through once.
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|(?<![\w-])(?<![\w-]\.)(?:[\w-]+\.)+(?:{_TOP})\b(?:/[^\s<>”\")]*)?"
    rf"|(?<![\w./-])[\w./-]*\w\.(?:{_FILE})\b"
    r"|(?<![\w/])/(?:[\w.-]+/)+[\w.-]*"
    r"|(?<![\w&])[#@]\w[\w.-]*"
)
_MAYBE = expression(r"[@#/]|\.[a-z]")


def passages_of(file: File) -> Iterator[Passage]:
    """Every passage of a document."""
    return _Builder(file).passages()


class _Builder(Struct):
    """The passages of a document, in reading order: fields, text, footnotes."""

    file: File
    _raw: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _length: int = 0

    def passages(self) -> Iterator[Passage]:
        document = self.file.document
        for path, flat, pieces, lang in field_texts(document.source):
            made = tuple(Piece(*piece) for piece in pieces)
            yield self._made(flat, flat, made, "field", lang=lang, path=path)
        for block in document.body.blocks:
            yield from self._block(block, top=True)
        for note in document.body.footnotes:
            yield from self._block(note)

    def _block(self, block: Block, *, top: bool = False, bullet: bool = False) -> Iterator[Passage]:
        match block:
            case Paragraph(children=children):
                yield from self._inline(children, "paragraph", top=top, bullet=bullet)
            case Heading(children=children):
                yield from self._inline(children, "heading")
            case List(items=items, first=first):
                lone = top and first is None and len(items) == 1 and len(items[0].children) == 1
                for item in items:
                    for below in item.children:
                        yield from self._block(below, bullet=lone)
            case Quote(children=below) | Footnote(children=below):
                for child in below:
                    yield from self._block(child)
            case Table(head=head, rows=rows):
                yield from self._cells(head)
                for row in rows:
                    yield from self._cells(row)
            case Figure(picture=picture):
                yield from self._picture(picture)
            case _:
                pass

    def _cells(self, row: tuple[Cell, ...]) -> Iterator[Passage]:
        for cell in row:
            yield from self._inline(cell.children, "cell")

    def _inline(
        self, children: tuple[Inline, ...], kind: str, *, top: bool = False, bullet: bool = False
    ) -> Iterator[Passage]:
        if not children:
            return
        self._raw, self._text, self._pieces, self._length = [], [], [], 0
        pictures: list[Picture] = []
        self._flatten(children, pictures, masked=False)
        if self._length:
            raw, text = "".join(self._raw), "".join(self._text)
            yield self._made(raw, text, tuple(self._pieces), kind, top=top, bullet=bullet)
        for picture in pictures:
            yield from self._picture(picture)

    def _flatten(
        self, children: tuple[Inline, ...], pictures: list[Picture], *, masked: bool
    ) -> None:
        for node in children:
            match node:
                case Text(text=text, start=start, end=end):
                    self._add(text, start, end, masked=masked)
                case Break(start=start, end=end):
                    self._add("\n", start, end, opaque=True)
                case Code(text=text, start=start, end=end):
                    # Between as many backticks on either side.
                    ticks = (end - start - len(text.encode())) // 2
                    self._add(text, start + ticks, end - ticks, masked=True)
                case Span(children=below) | Link(children=below):
                    self._flatten(below, pictures, masked=masked)
                case Foreign(children=below):
                    self._flatten(below, pictures, masked=True)
                case Picture():
                    self._add(MASK, node.start, node.end, opaque=True)
                    pictures.append(node)
                case _:
                    pass  # marks of footnotes and raw HTML are no part of what is read

    def _add(
        self, text: str, start: int, end: int, *, masked: bool = False, opaque: bool = False
    ) -> None:
        # An entity such as `&nbsp;` is one sign of the text and several of the file.
        length = len(text) if text.isascii() else len(text.encode())
        verbatim = not opaque and length == end - start
        self._pieces.append(Piece(self._length, start, end, verbatim))
        self._raw.append(text)
        self._text.append(MASK * len(text) if masked else text)
        self._length += len(text)

    def _picture(self, picture: Picture) -> Iterator[Passage]:
        """The words of a picture, where the file has them as they are read."""
        written = self.file.body[picture.start : picture.end]
        begun = 0
        for words in (picture.alt, picture.title):
            at = written.find(words.encode(), begun) if words else -1
            if at < 0:
                continue
            begun = at + len(words.encode())
            piece = Piece(0, picture.start + at, picture.start + begun, True)
            yield self._made(words, words, (piece,), "picture")

    def _made(
        self,
        raw: str,
        text: str,
        pieces: tuple[Piece, ...],
        kind: str,
        *,
        lang: str = "",
        path: type_path = (),
        top: bool = False,
        bullet: bool = False,
    ) -> Passage:
        if _MAYBE.search(text):
            text = _NO_PROSE.sub(lambda match: MASK * len(match[0]), text)
        return Passage(
            raw=raw,
            text=text,
            pieces=pieces,
            kind=kind,
            lang=lang or self.file.document.lang,
            file=self.file,
            path=path,
            top=top,
            bullet=bullet,
        )

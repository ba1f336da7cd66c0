"""The text of a document as e-mail HTML: every style stands in the element that it dresses.

Mail programs drop style sheets, scripts and most addresses, so this writes its own attributes and
lets nothing through but text, a few elements and the links that a reader of mail can follow.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import assert_never

from msgspec import Struct

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
from kppress.model.edition import Rendition

TEXT_WIDTH = 552
"""Pixels: the 600 of a mail less its margins."""

STYLES = (
    *(
        "p",
        "quotation",
        "h2",
        "h3",
        "h4",
        "link",
        "list",
        "sublist",
        "item",
        "blockquote",
        "figure",
    ),
    *("picture", "inline_picture", "caption", "scroll", "table", "th", "td", "code", "pre", "rule"),
    *("notes", "mark"),
)
"""The names that `mail_html` asks its `css` for."""

_FOLLOWED = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]")
_ELEMENT = {"emphasis": "em", "strong": "strong", "deleted": "del"}


def mail_html(
    body: Body,
    css: Mapping[str, str],
    heading_offset: int = 0,
    *,
    pictures: Mapping[str, Rendition] | None = None,
) -> str:
    """The text as HTML that may stand within a mail.

    `css` gives the attributes of each name in STYLES, ready to stand in a tag:
    `class="k-ink" style="margin:0"`. Headings are lowered by `heading_offset` levels and never
    reach level 1, which belongs to the headline. `pictures` gives the size in which a picture is
    shown, by target. Raises KeyError for a style that is missing.
    """
    return _Dress(css, heading_offset, body.numbers(), pictures or {}).body(body)


def followed(target: str) -> str:
    """The address, if a reader of mail can follow it (web, mail, phone), else nothing.

    What may not stand in a URL (RFC 3986, 2) is percent-encoded.
    """
    if _FOLLOWED.match(target) is None:
        return ""
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", target)


class _Dress(Struct, frozen=True):
    """One text on its way into a mail."""

    css: Mapping[str, str]
    offset: int
    numbers: Mapping[str, int]
    pictures: Mapping[str, Rendition]

    def body(self, body: Body) -> str:
        text = self.blocks(body.blocks)
        if not body.footnotes:
            return text
        notes = "".join(f"<li {self.css['item']}>{self._item(n)}</li>" for n in body.footnotes)
        return f"{text}<ol {self.css['notes']}>{notes}</ol>\n"

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        return "".join(self._block(block) for block in blocks)

    def inlines(self, nodes: tuple[Inline, ...]) -> str:
        return "".join(self._inline(node) for node in nodes)

    def _block(self, block: Block) -> str:
        css = self.css
        match block:
            case Paragraph(children=children):
                style = css["quotation"] if block.is_quotation else css["p"]
                return f"<p {style}>{self.inlines(children)}</p>\n"
            case Heading(level=level, children=children):
                level = min(6, max(2, level + self.offset))
                style = css[f"h{min(level, 4)}"]
                return f"<h{level} {style}>{self.inlines(children)}</h{level}>\n"
            case Figure(picture=picture):
                return self._figure(picture)
            case List():
                return self._list(block, "list")
            case Quote(children=below):
                return f"<blockquote {css['blockquote']}>{self.blocks(below)}</blockquote>\n"
            case Table():
                return self._table(block)
            case CodeBlock(text=text):
                return f"<pre {css['pre']}>{escape(text, quote=False)}</pre>\n"
            case Rule():
                return f"<hr {css['rule']}>\n"
            case Footnote(children=below):
                return self.blocks(below)
            case RawBlock():
                return ""
            case _:
                assert_never(block)

    def _figure(self, picture: Picture) -> str:
        own = self.pictures.get(picture.target)
        # Outlook ignores max-width: a small picture must not be drawn large.
        width = min((own.width if own else None) or TEXT_WIDTH, TEXT_WIDTH)
        image = self._image(picture, f'width="{width}" {self.css["picture"]}')
        caption = escape(picture.title, quote=False)
        below = f"<p {self.css['caption']}>{caption}</p>" if caption else ""
        return f"<div {self.css['figure']}>{image}{below}</div>\n"

    def _image(self, picture: Picture, attributes: str) -> str:
        own = self.pictures.get(picture.target)
        address = followed(own.url if own else picture.target)
        if not address.lower().startswith("http"):
            # A picture that cannot be fetched still says what it shows.
            return f"<span {self.css['caption']}>{escape(picture.alt, quote=False)}</span>"
        return f'<img src="{escape(address)}" alt="{escape(picture.alt)}" {attributes}>'

    def _list(self, block: List, style: str) -> str:
        name = "ul" if block.first is None else "ol"
        start = f' start="{block.first}"' if block.first not in (None, 1) else ""
        item = self.css["item"]
        inside = "".join(f"<li {item}>{self._item(below)}</li>" for below in block.items)
        return f"<{name}{start} {self.css[style]}>{inside}</{name}>\n"

    def _item(self, item: Item | Footnote) -> str:
        loose = sum(isinstance(block, Paragraph) for block in item.children) > 1
        return "".join(self._within(block, loose) for block in item.children)

    def _within(self, block: Block, loose: bool) -> str:
        match block:
            case List():
                return self._list(block, "sublist")
            case Paragraph(children=children) if not loose:
                return self.inlines(children)
            case _:
                return self._block(block)

    def _table(self, table: Table) -> str:
        head = "".join(self._cell("th", 'scope="col" ', cell) for cell in table.head)
        rows = "".join(
            f"<tr>{''.join(self._cell('td', '', cell) for cell in row)}</tr>" for row in table.rows
        )
        return (
            f"<div {self.css['scroll']}><table {self.css['table']}><thead><tr>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div>\n"
        )

    def _cell(self, name: str, attributes: str, cell: Cell) -> str:
        align = cell.align if cell.align in ("center", "right") else "left"
        inside = self.inlines(cell.children)
        return f'<{name} {attributes}align="{align}" {self.css[name]}>{inside}</{name}>'

    def _inline(self, node: Inline) -> str:
        match node:
            case Text(text=text):
                return escape(text, quote=False)
            case Code(text=text):
                return f"<code {self.css['code']}>{escape(text, quote=False)}</code>"
            case Span(role=role, children=children):
                name = _ELEMENT.get(role, "span")
                return f"<{name}>{self.inlines(children)}</{name}>"
            case Link(target=target, title=title, children=children):
                return self._link(followed(target), title, self.inlines(children))
            case Foreign(lang=lang, children=children):
                return f'<span lang="{escape(lang)}">{self.inlines(children)}</span>'
            case Picture():
                return self._image(node, self.css["inline_picture"])
            case FootnoteMark(label=label):
                return f"<sup {self.css['mark']}>{escape(self._number(label))}</sup>"
            case Break(hard=hard):
                return "<br>" if hard else " "
            case Raw():
                return ""
            case _:
                assert_never(node)

    def _link(self, address: str, title: str, inside: str) -> str:
        if not address:
            return inside
        hint = f' title="{escape(title)}"' if title else ""
        return f'<a href="{escape(address)}"{hint} {self.css["link"]}>{inside}</a>'

    def _number(self, label: str) -> str:
        return str(self.numbers.get(label, label))

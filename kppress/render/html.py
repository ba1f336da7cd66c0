"""A document's text as HTML, for pages and feeds.

Nothing but the tags below can come out: raw HTML is dropped, text is escaped, and only the
addresses of SAFE are linked. A property test holds this against a sanitiser (nh3).
"""

from collections.abc import Mapping
from functools import cached_property
from typing import assert_never

from markupsafe import escape

from kppress.model.anchors import anchors_of, leads_to
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
from kppress.model.edition import Media

SAFE = ("https://", "http://", "mailto:", "tel:", "#", "/")
IN_TEXT = "(min-width: 42rem) 38rem, 92vw"
"""How wide the column of text is on a page; style.css has it as --measure and --gutter."""

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from the right: HTML has no way to know it from `lang` (HTML, 3.2.6.4)."""

_TAGS = {"emphasis": "em", "strong": "strong", "deleted": "del"}


def body_html(
    body: Body,
    *,
    pictures: Mapping[str, Media] | None = None,
    host: str = "",
    footnotes: str = "Noter",
    table: str = "",
) -> str:
    """The HTML of a text, whose targets are absolute.

    `pictures` gives the newsroom's own by target, `host` (as `https://press.x.se`) is left out
    of addresses on the same host, and `footnotes` heads the notes for those who cannot see.
    `table` names tables, which are scrolled sideways and which the keyboard then reaches (WCAG
    2.1.1); feeds have no such thing, and leave it out.
    With a host the text is for a page of the site, whose browser may choose among the sizes of a
    picture; without, it is for readers of feeds, who are given one.
    """
    return _Dress(body, pictures or {}, host, footnotes, table).html()


class _Dress:
    def __init__(
        self, body: Body, pictures: Mapping[str, Media], host: str, footnotes: str, table: str
    ) -> None:
        self._body = body
        self._pictures = pictures
        self._host = host
        self._heading = footnotes
        self._scroller = f' role="group" tabindex="0" aria-label="{escape(table)}"' if table else ""
        self._numbers = body.numbers()
        self._referred: set[str] = set()

    @cached_property
    def _anchors(self) -> Mapping[int, str]:
        return anchors_of(self._body)

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(self._anchors.values())

    def html(self) -> str:
        blocks = [self._block(block) for block in self._body.blocks]
        if self._body.footnotes:
            notes = "".join(self._note(note) for note in self._body.footnotes)
            blocks.append(
                f'<section class="footnotes" aria-label="{escape(self._heading)}">'
                f"<ol>{notes}</ol></section>"
            )
        return "\n".join(block for block in blocks if block)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(children=(Foreign(lang=lang, children=children),)) if not (
                block.is_quotation
            ):
                # The whole paragraph begins where its language does.
                return f"<p{_language(lang)}>{self._inline(children)}</p>"
            case Paragraph():
                css = ' class="quote"' if block.is_quotation else ""
                return f"<p{css}>{self._inline(block.children)}</p>"
            case Heading(level=level, children=children):
                level = max(2, level)  # the page's one h1 is the headline
                anchor = self._anchors.get(block.start)
                own = f' id="{escape(anchor)}"' if anchor else ""
                return f"<h{level}{own}>{self._inline(children)}</h{level}>"
            case List(first=first, items=items):
                tag = "ul" if first is None else "ol"
                start = f' start="{first}"' if first not in (None, 1) else ""
                inside = "".join(f"<li>{self._item(item.children)}</li>" for item in items)
                return f"<{tag}{start}>{inside}</{tag}>"
            case Quote(children=children):
                return f"<blockquote>{self._blocks(children)}</blockquote>"
            case Figure(picture=picture):
                image = self._picture(picture)
                text = f"<figcaption>{escape(picture.title)}</figcaption>" if picture.title else ""
                return f"<figure>{image}{text}</figure>" if image else ""
            case Table(head=head, rows=rows):
                top = "".join(self._cell(cell, "th", ' scope="col"') for cell in head)
                body = "".join(
                    f"<tr>{''.join(self._cell(cell, 'td') for cell in row)}</tr>" for row in rows
                )
                return (
                    f'<div class="table"{self._scroller}><table><thead><tr>{top}</tr></thead>'
                    f"<tbody>{body}</tbody></table></div>"
                )
            case CodeBlock(text=text):
                return f"<pre><code>{escape(text)}</code></pre>"
            case Rule():
                return "<hr>"
            case Footnote() | RawBlock():
                return ""  # notes come last; raw HTML never
            case _:
                assert_never(block)

    def _blocks(self, blocks: tuple[Block, ...]) -> str:
        return "".join(self._block(block) for block in blocks)

    def _item(self, blocks: tuple[Block, ...]) -> str:
        """A lone paragraph in an item needs no paragraph of its own."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self._inline(blocks[0].children)
        if blocks and isinstance(blocks[0], Paragraph) and isinstance(blocks[-1], List):
            return self._inline(blocks[0].children) + self._blocks(blocks[1:])
        return self._blocks(blocks)

    def _cell(self, cell: Cell, tag: str, more: str = "") -> str:
        align = f' class="{cell.align}"' if cell.align in ("center", "right") else ""
        return f"<{tag}{more}{align}>{self._inline(cell.children)}</{tag}>"

    def _note(self, note: Footnote) -> str:
        number = self._numbers[note.label]
        back = f' <a href="#fnref-{number}" aria-label="↩ {number}">↩</a>'
        if note.label not in self._referred:
            back = ""
        return f'<li id="fn-{number}">{self._item(note.children)}{back}</li>'

    def _inline(self, nodes: tuple[Inline, ...]) -> str:
        return "".join([self._one(node) for node in nodes])

    def _one(self, node: Inline) -> str:
        match node:
            case Text(text=text):
                return str(escape(text))
            case Break(hard=hard):
                return "<br>\n" if hard else "\n"
            case Span(role=role, children=children):
                tag = _TAGS[role]
                return f"<{tag}>{self._inline(children)}</{tag}>"
            case Link(target=target, children=children):
                inside = self._inline(children)
                if not target.startswith(SAFE):
                    return inside
                if target.startswith("#") and not leads_to(target[1:], self._named):
                    return inside
                title = f' title="{escape(node.title)}"' if node.title else ""
                return f'<a href="{self._address(target)}"{title}>{inside}</a>'
            case Foreign(lang=lang, children=children):
                return f"<span{_language(lang)}>{self._inline(children)}</span>"
            case Picture():
                return self._picture(node)
            case Code(text=text):
                return f"<code>{escape(text)}</code>"
            case FootnoteMark(label=label):
                return self._mark(label)
            case Raw():
                return ""
            case _:
                assert_never(node)

    def _mark(self, label: str) -> str:
        number = self._numbers.get(label)
        if number is None:
            return ""
        anchor = "" if label in self._referred else f' id="fnref-{number}"'
        self._referred.add(label)
        return f'<sup{anchor}><a href="#fn-{number}">{number}</a></sup>'

    def _picture(self, picture: Picture) -> str:
        if not picture.target.startswith(SAFE[:2]):
            return ""
        own = self._pictures.get(picture.target)
        shown = own.preview if own else None
        pixels = ""
        if shown and shown.width:
            pixels = f' width="{shown.width}" height="{shown.height}"'
        source = self._address(shown.url if shown else picture.target)
        alt = escape(picture.alt)
        if own is None or not self._host:
            return f'<img src="{source}" alt="{alt}"{pixels} loading="lazy">'
        sizes = f' sizes="{IN_TEXT}"'
        sources = "".join(
            f'<source type="{s.type}" srcset="{escape(s.srcset)}"{sizes}>' for s in own.sources
        )
        several = f' srcset="{escape(own.srcset)}"{sizes}' if own.srcset else ""
        image = f'<img src="{source}"{several} alt="{alt}"{pixels} loading="lazy">'
        return f"<picture>{sources}{image}</picture>" if sources else image

    def _address(self, target: str) -> str:
        if self._host and target.startswith(self._host + "/"):
            target = target.removeprefix(self._host)
        return str(escape(target))


def _language(lang: str) -> str:
    """The attributes of a text in another language, which may run the other way."""
    turned = ' dir="rtl"' if lang.partition("-")[0].lower() in RIGHT_TO_LEFT else ""
    return f' lang="{escape(lang)}"{turned}'

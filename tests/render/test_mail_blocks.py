"""A text as e-mail HTML: nothing but escaped text, known elements and followable links."""

import tomllib
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    Span,
    Table,
    Text,
)
from kppress.model.walk import walk
from kppress.render.mail_blocks import STYLES, followed, mail_html

CSS: Mapping[str, str] = {name: f'class="{name}"' for name in STYLES}
ELEMENTS = frozenset(
    [
        *("p", "h2", "h3", "h4", "h5", "h6", "div", "img", "ul", "ol", "li", "blockquote"),
        *("table", "thead", "tbody", "tr", "th", "td", "pre", "code", "hr"),
        *("em", "strong", "del", "span", "a", "sup", "br"),
    ]
)
ATTRIBUTES = frozenset(
    ["class", "href", "src", "alt", "title", "width", "lang", "align", "scope", "start"]
)


class Reader(HTMLParser):
    """What a mail program would make of the HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def all_of(html: str, tag: str) -> list[dict[str, str | None]]:
    return [attributes for name, attributes in Reader(html).elements if name == tag]


def paragraph(*children: Inline) -> Body:
    return Body((Paragraph(children, 0, 0),))


words = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("<>&\"'`=/;"))
)
addresses = st.one_of(
    words,
    st.sampled_from(
        ["https://x.se/å?a=1&b='\"><script>", "javascript:alert(1)", "data:text/html,x"]
    ),
)
leaves: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, words, st.just(0), st.just(0)),
    st.builds(Code, words, st.just(0), st.just(0)),
    st.builds(Picture, addresses, words, words, st.just(0), st.just(0)),
    st.builds(FootnoteMark, words, st.just(0), st.just(0)),
    st.builds(Break, st.booleans(), st.just(0), st.just(0)),
    st.builds(Raw, st.just("<script>x</script>"), st.just(0), st.just(0)),
)
inlines: st.SearchStrategy[Inline] = st.recursive(
    leaves,
    lambda below: st.one_of(
        st.builds(
            Span,
            st.sampled_from(["emphasis", "strong", "deleted"]),
            st.lists(below, max_size=3).map(tuple),
            st.just(0),
            st.just(0),
        ),
        st.builds(
            Link, addresses, words, st.lists(below, max_size=3).map(tuple), st.just(0), st.just(0)
        ),
        st.builds(Foreign, words, st.lists(below, max_size=3).map(tuple), st.just(0), st.just(0)),
    ),
    max_leaves=6,
)
rows = st.lists(inlines, max_size=3).map(tuple)
cells = st.lists(
    st.builds(Cell, st.sampled_from(["", "left", "center", "right"]), rows, st.just(0), st.just(0)),
    min_size=1,
    max_size=3,
).map(tuple)
simple: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, rows, st.just(0), st.just(0)),
    st.builds(Heading, st.integers(1, 6), rows, st.just(0), st.just(0)),
    st.builds(
        Figure,
        st.builds(Picture, addresses, words, words, st.just(0), st.just(0)),
        st.just(0),
        st.just(0),
    ),
    st.builds(CodeBlock, words, st.just(0), st.just(0)),
    st.builds(Table, cells, st.lists(cells, max_size=2).map(tuple), st.just(0), st.just(0)),
    st.builds(RawBlock, st.just("<script>x</script>"), st.just(0), st.just(0)),
)
blocks: st.SearchStrategy[Block] = st.recursive(
    simple,
    lambda below: st.one_of(
        st.builds(Quote, st.lists(below, max_size=3).map(tuple), st.just(0), st.just(0)),
        st.builds(
            List,
            st.one_of(st.none(), st.integers(0, 9)),
            st.lists(
                st.builds(Item, st.lists(below, max_size=3).map(tuple), st.just(0), st.just(0)),
                max_size=3,
            ).map(tuple),
            st.just(0),
            st.just(0),
        ),
    ),
    max_leaves=6,
)
bodies = st.builds(
    Body,
    st.lists(blocks, max_size=4).map(tuple),
    st.lists(
        st.builds(Footnote, words, st.lists(blocks, max_size=2).map(tuple), st.just(0), st.just(0)),
        max_size=2,
    ).map(tuple),
)


@given(bodies)
def test_whatever_is_written_only_known_elements_come_out(body: Body) -> None:
    for tag, attributes in Reader(mail_html(body, CSS)).elements:
        assert tag in ELEMENTS
        assert set(attributes) <= ATTRIBUTES


@given(bodies)
def test_every_word_of_a_text_stands_in_the_mail(body: Body) -> None:
    text = Reader(mail_html(body, CSS)).text
    for node in walk(body):
        if isinstance(node, Text | Code | CodeBlock):
            assert node.text in text


@given(bodies)
def test_a_link_leads_to_the_web_to_mail_or_to_a_phone(body: Body) -> None:
    for _, attributes in Reader(mail_html(body, CSS)).elements:
        for address in (attributes.get("href"), attributes.get("src")):
            assert address is None or followed(address) == address != ""


@given(bodies)
def test_every_picture_has_its_alternative_text(body: Body) -> None:
    html = mail_html(body, CSS)
    assert all("alt" in attributes for attributes in all_of(html, "img"))
    said = Reader(html).text + "".join(a["alt"] or "" for a in all_of(html, "img"))
    assert all(node.alt in said for node in walk(body) if isinstance(node, Picture))


@given(bodies, st.integers(-3, 9))
def test_the_headline_is_the_only_heading_of_the_first_level(body: Body, offset: int) -> None:
    assert "<h1" not in mail_html(body, CSS, offset)


def test_headings_are_lowered_by_the_offset() -> None:
    body = Body((Heading(2, (Text("Två", 0, 0),), 0, 0), Heading(6, (Text("Sex", 0, 0),), 0, 0)))
    html = mail_html(body, CSS, 1)
    assert html == '<h3 class="h3">Två</h3>\n<h6 class="h4">Sex</h6>\n'


@pytest.mark.parametrize(
    "target", ["", "#not", "program.pdf", "/kontakt/", "javascript:x", "data:x"]
)
def test_a_link_that_mail_cannot_follow_is_its_words(target: str) -> None:
    html = mail_html(paragraph(Link(target, "", (Text("programmet", 0, 0),), 0, 0)), CSS)
    assert html == '<p class="p">programmet</p>\n'


@pytest.mark.parametrize(
    "target", ["https://icld.example/", "HTTP://icld.example/", "mailto:a@b.example", "tel:+46701"]
)
def test_a_link_that_mail_can_follow_is_kept(target: str) -> None:
    html = mail_html(paragraph(Link(target, "", (Text("dit", 0, 0),), 0, 0)), CSS)
    assert all_of(html, "a") == [{"href": target, "class": "link"}]


def test_what_may_not_stand_in_an_address_is_encoded() -> None:
    assert followed("https://x.se/a b\n<c>") == "https://x.se/a%20b%0A%3Cc%3E"


def test_raw_html_is_nothing() -> None:
    body = Body((RawBlock("<b>", 0, 0), Paragraph((Raw("<i>", 0, 0), Text("Hej", 0, 0)), 0, 0)))
    assert mail_html(body, CSS) == '<p class="p">Hej</p>\n'


def test_a_paragraph_with_talstreck_is_dressed_as_a_quotation() -> None:
    assert mail_html(paragraph(Text("– Vi lär, säger hon.", 0, 0)), CSS).startswith(
        '<p class="quotation">– Vi'
    )


def test_words_in_another_language_say_so() -> None:
    html = mail_html(paragraph(Foreign("en", (Text("Paving way", 0, 0),), 0, 0)), CSS)
    assert '<span lang="en">Paving way</span>' in html


def test_a_picture_says_what_it_shows_even_where_it_cannot_be_fetched() -> None:
    html = mail_html(Body((Figure(Picture("", "En bro", "Bron i juni", 0, 0), 0, 0),)), CSS)
    assert not all_of(html, "img")
    assert "En bro" in html
    assert "Bron i juni" in html


def test_a_figure_has_its_caption_and_no_more_than_the_width_of_the_text() -> None:
    picture = Picture("https://x.se/bro.jpg", "En bro", "Bron i juni", 0, 0)
    html = mail_html(Body((Figure(picture, 0, 0),)), CSS)
    [image] = all_of(html, "img")
    assert (image["src"], image["alt"], image["width"]) == (picture.target, "En bro", "552")
    assert '<p class="caption">Bron i juni</p>' in html


def test_a_table_tells_which_cells_are_heads() -> None:
    head = (Cell("", (Text("Kommun", 0, 0),), 0, 0), Cell("right", (Text("Kronor", 0, 0),), 0, 0))
    html = mail_html(Body((Table(head, (head,), 0, 0),)), CSS)
    assert [a["scope"] for a in all_of(html, "th")] == ["col", "col"]
    assert [a["align"] for a in all_of(html, "td")] == ["left", "right"]


def test_footnotes_are_numbered_in_order_and_stand_last() -> None:
    def note(label: str, text: str) -> Footnote:
        return Footnote(label, (Paragraph((Text(text, 0, 0),), 0, 0),), 0, 0)

    marks = Paragraph((FootnoteMark("pris", 0, 0), FootnoteMark("b", 0, 0)), 0, 0)
    html = mail_html(Body((marks,), (note("pris", "Priset"), note("b", "Resan"))), CSS)
    assert '<sup class="mark">1</sup><sup class="mark">2</sup>' in html
    assert html.endswith('<li class="item">Priset</li><li class="item">Resan</li></ol>\n')


def test_an_ordered_list_begins_where_the_writer_began() -> None:
    item = Item((Paragraph((Text("femte", 0, 0),), 0, 0),), 0, 0)
    assert all_of(mail_html(Body((List(5, (item,), 0, 0),)), CSS), "ol")[0]["start"] == "5"


def test_the_built_in_look_has_every_style() -> None:
    path = Path(__file__).parents[2] / "templates/email/styles.toml"
    assert set(STYLES) <= set(tomllib.loads(path.read_text("utf-8"))["css"])

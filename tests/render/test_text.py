"""A text as plain text: every word is there, no line is too long, every link has its number."""

import re

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
    Rule,
    Span,
    Table,
    Text,
)
from kppress.model.walk import walk
from kppress.render.text import WIDTH, LinkList, plain_text, tidy

written = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
addresses = st.one_of(written, st.sampled_from(["https://x.se/a", "mailto:a@b.se", "tel:+46701"]))
leaves: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, written, st.just(0), st.just(0)),
    st.builds(Code, written, st.just(0), st.just(0)),
    st.builds(Picture, addresses, written, written, st.just(0), st.just(0)),
    st.builds(FootnoteMark, written, st.just(0), st.just(0)),
    st.builds(Break, st.booleans(), st.just(0), st.just(0)),
)
inlines: st.SearchStrategy[tuple[Inline, ...]] = st.recursive(
    st.lists(leaves, max_size=3).map(tuple),
    lambda below: st.one_of(
        st.builds(lambda c: (Span("strong", c, 0, 0),), below),
        st.builds(lambda c: (Span("deleted", c, 0, 0),), below),
        st.builds(lambda c: (Foreign("en", c, 0, 0),), below),
        st.builds(lambda t, c: (Link(t, "", c, 0, 0),), addresses, below),
    ),
    max_leaves=4,
)
cells = st.lists(
    st.builds(Cell, st.sampled_from(["", "right"]), inlines, st.just(0), st.just(0)),
    min_size=1,
    max_size=3,
).map(tuple)
simple: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, inlines, st.just(0), st.just(0)),
    st.builds(Heading, st.integers(1, 6), inlines, st.just(0), st.just(0)),
    st.builds(
        Figure,
        st.builds(Picture, addresses, written, written, st.just(0), st.just(0)),
        st.just(0),
        st.just(0),
    ),
    st.builds(CodeBlock, written, st.just(0), st.just(0)),
    st.builds(Table, cells, st.lists(cells, max_size=2).map(tuple), st.just(0), st.just(0)),
    st.builds(Rule, st.just(0), st.just(0)),
)
blocks: st.SearchStrategy[Block] = st.recursive(
    simple,
    lambda below: st.one_of(
        st.builds(Quote, st.lists(below, max_size=3).map(tuple), st.just(0), st.just(0)),
        st.builds(
            lambda first, items: List(first, tuple(Item(i, 0, 0) for i in items), 0, 0),
            st.one_of(st.none(), st.integers(0, 99)),
            st.lists(st.lists(below, max_size=3).map(tuple), max_size=3),
        ),
    ),
    max_leaves=6,
)
bodies = st.builds(
    Body,
    st.lists(blocks, max_size=4).map(tuple),
    st.lists(
        st.builds(
            Footnote, written, st.lists(blocks, max_size=2).map(tuple), st.just(0), st.just(0)
        ),
        max_size=2,
    ).map(tuple),
)
prose = st.text("abcåäö –-.\N{NO-BREAK SPACE}", min_size=1, max_size=600)


def text_of(*parts: Block, links: LinkList | None = None) -> str:
    return plain_text(Body(parts), links if links is not None else LinkList())


def paragraph(*children: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(c, 0, 0) if isinstance(c, str) else c for c in children), 0, 0)


def link(target: str, words: str) -> Link:
    return Link(target, "", (Text(words, 0, 0),), 0, 0)


def row(*texts: str, align: str = "") -> tuple[Cell, ...]:
    return tuple(Cell(align, (Text(text, 0, 0),), 0, 0) for text in texts)


def words_in(text: str) -> list[str]:
    return re.sub("[\x00-\x20\x7f-\xa0\u2028\u2029]", " ", text).split()


@given(bodies)
def test_every_word_of_a_text_stands_in_the_text_part(body: Body) -> None:
    text = plain_text(body, LinkList())
    for node in walk(body):
        if isinstance(node, Text | Code | CodeBlock):
            assert all(word in text for word in words_in(node.text))


@given(bodies)
def test_every_picture_says_what_it_shows(body: Body) -> None:
    text = plain_text(body, LinkList())
    for node in walk(body):
        if isinstance(node, Picture):
            assert all(word in text for word in words_in(node.alt))


@given(bodies)
def test_no_line_ends_in_space_or_holds_a_control_character(body: Body) -> None:
    for line in plain_text(body, LinkList()).split("\n"):
        assert line == line.rstrip()
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", line)


@given(bodies)
def test_every_link_to_the_web_is_listed_once(body: Body) -> None:
    links = LinkList()
    text = plain_text(body, links)
    for number, line in enumerate(links.lines(), 1):
        assert line.startswith(f"[{number}] http")
        assert f"[{number}]" in text
    assert len(links.lines()) == len(set(links.numbers))


@given(prose)
def test_a_line_is_too_long_only_for_a_word_that_is(text: str) -> None:
    for line in text_of(paragraph(text)).split("\n"):
        assert len(line) <= WIDTH or " " not in line.strip()


@given(prose)
def test_wrapping_moves_words_and_changes_none(text: str) -> None:
    assert text_of(paragraph("x" + text)).split() == ("x" + text).split()


def test_a_quotation_keeps_its_talstreck_and_hangs_from_it() -> None:
    text = text_of(paragraph("– Erfarenheten visar att vi kan lära mycket av varandra. " * 2))
    first, second = text.split("\n")
    assert first.startswith("– Erfarenheten")
    assert second.startswith("  ")


def test_a_heading_is_underlined_to_its_width() -> None:
    assert text_of(Heading(2, (Text("Två projekt", 0, 0),), 0, 0)) == "Två projekt\n" + "-" * 11


def test_lists_hang_within_lists() -> None:
    inner = List(None, (Item((paragraph("Musikhuset"),), 0, 0),), 0, 0)
    outer = List(
        9, (Item((paragraph("Studiebesök"), inner), 0, 0), Item((paragraph("Hem"),), 0, 0)), 0, 0
    )
    assert text_of(outer) == "9.  Studiebesök\n    - Musikhuset\n10. Hem"


def test_a_block_quotation_is_marked_on_every_line() -> None:
    text = text_of(Quote((paragraph("Ett " * 40), paragraph("Två")), 0, 0))
    assert all(line.startswith(">") for line in text.split("\n"))


def test_a_table_that_fits_has_columns() -> None:
    head = (*row("Kommun"), *row("Kronor", align="right"))
    assert text_of(Table(head, (row("Växjö", "1 200 000"), row("Alvesta", "9")), 0, 0)) == (
        "Kommun      Kronor\n-------  ---------\nVäxjö    1 200 000\nAlvesta          9"
    )


def test_a_table_that_does_not_fit_says_each_head_with_its_cell() -> None:
    long = "Ett område med ett långt namn för sin rad"
    table = Table(row("Område", "Kommun"), (row(long, long), row("Dagvatten", "Växjö")), 0, 0)
    assert text_of(table) == (f"Område: {long}\nKommun: {long}\n\nOmråde: Dagvatten\nKommun: Växjö")


def test_links_are_numbered_as_they_are_met_and_one_address_once() -> None:
    links = LinkList()
    links.number("https://vaxjo.example/")
    text = text_of(
        paragraph(
            link("https://icld.example/", "ICLD"), ", ", link("https://vaxjo.example/", "oss")
        ),
        links=links,
    )
    assert text == "ICLD [2], oss [1]"
    assert links.lines() == ("[1] https://vaxjo.example/", "[2] https://icld.example/")


@pytest.mark.parametrize(
    ("target", "words", "said"),
    [
        ("mailto:press@vaxjo.example", "press@vaxjo.example", "press@vaxjo.example"),
        ("mailto:press@vaxjo.example", "pressjouren", "pressjouren (press@vaxjo.example)"),
        ("tel:+4647041000", "0470-410 00", "0470-410 00"),
        ("tel:+4647041000", "växeln", "växeln (+4647041000)"),
        ("https://icld.example/", "https://icld.example/", "https://icld.example/"),
        ("", "programmet", "programmet"),
        ("javascript:alert(1)", "programmet", "programmet"),
    ],
)
def test_a_link_says_what_its_reader_can_use(target: str, words: str, said: str) -> None:
    assert text_of(paragraph(link(target, words))) == said


def test_a_figure_says_what_it_shows_where_it_is_and_its_caption() -> None:
    links = LinkList()
    picture = Picture("https://x.se/bro.jpg", "En bro", "Bron i juni.", 0, 0)
    assert text_of(Figure(picture, 0, 0), links=links) == "[Bild: En bro] [1]\nBron i juni."
    assert links.lines() == ("[1] https://x.se/bro.jpg",)


def test_struck_words_do_not_read_as_if_they_held() -> None:
    assert text_of(paragraph(Span("deleted", (Text("tre", 0, 0),), 0, 0), " två")) == "~~tre~~ två"


def test_footnotes_stand_last_by_number() -> None:
    note = Footnote("pris", (paragraph("Gäller uppehälle."),), 0, 0)
    body = Body((paragraph("1 500 kronor.", FootnoteMark("pris", 0, 0)),), (note,))
    assert plain_text(body, LinkList()) == "1 500 kronor.¹\n\n¹ Gäller uppehälle."


def test_a_line_break_that_the_writer_asked_for_is_kept() -> None:
    text = text_of(paragraph("Box 1222", Break(True, 0, 0), "351 12", Break(False, 0, 0), "Växjö"))
    assert text == "Box 1222\n351 12 Växjö"


def test_raw_html_is_nothing() -> None:
    assert text_of(RawBlock("<b>", 0, 0), paragraph(Raw("<i>", 0, 0), "Hej")) == "Hej"


@given(st.text("ab \n–", max_size=300))
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text("ab \n", max_size=300))
def test_tidied_text_has_no_space_at_ends_and_no_two_empty_lines(text: str) -> None:
    made = tidy(text)
    assert made.endswith("\n")
    assert "\n\n\n" not in made
    assert not re.search(r"[ ]\n", made)
    assert made.split() == text.split()


def test_a_long_line_of_a_template_is_wrapped_and_a_long_address_is_not() -> None:
    address = "[1] https://press.vaxjo.example/" + "pressmeddelanden/" * 6
    made = tidy("- " + "ord " * 30 + "\n" + address)
    first, second, last = made.rstrip("\n").split("\n")
    assert len(first) <= WIDTH
    assert second.startswith("  ord")
    assert last == address

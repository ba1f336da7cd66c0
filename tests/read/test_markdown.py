"""Markdown to the tree that every medium dresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kppress.model.body import (
    Figure,
    FootnoteMark,
    Foreign,
    Heading,
    Link,
    List,
    Paragraph,
    Quote,
    RawBlock,
    Table,
    Text,
)
from kppress.model.walk import plain, walk
from kppress.read.markdown import TooDeep, read_body


def test_a_paragraph_that_opens_with_talstreck_is_a_quotation() -> None:
    quoted, ordinary = read_body("– Bra, säger chefen.\n\n-- Nej\n").blocks
    assert isinstance(quoted, Paragraph)
    assert quoted.is_quotation
    assert isinstance(ordinary, Paragraph)
    assert not ordinary.is_quotation


def test_an_image_alone_in_its_paragraph_is_a_figure() -> None:
    alone, within = read_body("![Alt](a.jpg)\n\nText ![Alt](a.jpg) text\n").blocks
    assert isinstance(alone, Figure)
    assert alone.picture.alt == "Alt"
    assert isinstance(within, Paragraph)


def test_words_in_another_language_are_marked() -> None:
    (block,) = read_body("Projektet [Best *practices*]{lang=en} går vidare.\n").blocks
    assert isinstance(block, Paragraph)
    foreign = block.children[1]
    assert isinstance(foreign, Foreign)
    assert (foreign.lang, plain(foreign.children)) == ("en", "Best practices")
    assert block.children[2] == Text(" går vidare.", foreign.end, foreign.end + 13)


@pytest.mark.parametrize("text", ["[a] {lang=en}", "a]{lang=en}", "{lang=en}", "[a]{lang=1}"])
def test_what_is_no_mark_of_language_stays_text(text: str) -> None:
    (block,) = read_body(text).blocks
    assert isinstance(block, Paragraph)
    assert plain(block.children) == text


def test_footnotes_come_in_the_order_of_their_references() -> None:
    body = read_body("A[^b] och B[^a].\n\n[^a]: Första\n\n[^b]: Andra\n")
    assert [note.label for note in body.footnotes] == ["b", "a"]
    assert sum(isinstance(n, FootnoteMark) for n in walk(body)) == 2


def test_lists_tables_headings_and_quotes_are_blocks() -> None:
    body = read_body("# H\n\n- a\n- b\n\n3. c\n\n| x | y |\n|--:|---|\n| 1 | 2 |\n\n> q\n\n<div>\n")
    kinds = [type(block) for block in body.blocks]
    assert kinds == [Heading, List, List, Table, Quote, RawBlock]
    ordered, table = body.blocks[2], body.blocks[3]
    assert isinstance(ordered, List)
    assert ordered.first == 3
    assert isinstance(table, Table)
    assert [cell.align for cell in table.head] == ["right", ""]


def test_nesting_without_end_is_refused_where_it_gets_too_deep() -> None:
    with pytest.raises(TooDeep) as caught:
        read_body("> " * 5000 + "x")
    assert caught.value.start > 0


def test_an_address_in_angles_is_a_mail_link() -> None:
    (block,) = read_body("<press@kommun.example>\n").blocks
    assert isinstance(block, Paragraph)
    link = block.children[0]
    assert isinstance(link, Link)
    assert link.target == "mailto:press@kommun.example"


@given(st.text(alphabet="abåäö😀 *_[](){}<>!`|-#\n.&;^~", max_size=120))
def test_every_text_node_stands_in_the_source_where_it_says(markdown: str) -> None:
    data = markdown.encode()
    try:
        body = read_body(markdown)
    except TooDeep:
        return
    for node in walk(body):
        if isinstance(node, Text) and len(node.text.encode()) == node.end - node.start:
            assert data[node.start : node.end].decode() == node.text
        assert 0 <= node.start <= node.end <= len(data)

"""HTML of the text: complete, and safe by construction."""

import re
from pathlib import Path
from urllib.parse import unquote

import nh3
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

import kppress
from kppress.read.markdown import TooDeep, read_body
from kppress.render.html import body_html

TAGS = {
    "a", "blockquote", "br", "code", "del", "div", "em", "figcaption", "figure", "h2", "h3", "h4",
    "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "section", "span", "strong", "sup", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang"},
    "a": {"href", "title", "aria-label"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "section": {"aria-label"},
    "th": {"scope"},
}


def rendered(markdown: str) -> str:
    return body_html(read_body(markdown))


def test_a_quotation_has_its_class_and_keeps_its_talstreck() -> None:
    assert rendered("– Bra, säger chefen.") == '<p class="quote">– Bra, säger chefen.</p>'


def test_what_is_written_from_the_right_says_so() -> None:
    assert rendered("[שלום]{lang=he}, sa hon.") == (
        '<p><span lang="he" dir="rtl">שלום</span>, sa hon.</p>'
    )
    assert rendered("[مرحبا]{lang=ar-SA}") == '<p lang="ar-SA" dir="rtl">مرحبا</p>'
    assert rendered("[Hello]{lang=en}") == '<p lang="en">Hello</p>'


def test_a_table_on_a_page_is_reached_by_the_keyboard_and_has_a_name() -> None:
    body = read_body("| a |\n|---|\n| 1 |")
    named = '<div class="table" role="group" tabindex="0" aria-label="Tabell">'
    assert named in body_html(body, table="Tabell")
    assert '<div class="table"><table>' in body_html(body)


def test_a_heading_in_the_text_is_never_the_pages_first() -> None:
    assert rendered("# Bakgrund") == '<h2 id="bakgrund">Bakgrund</h2>'


def test_anchors_of_headings_are_unique() -> None:
    assert rendered("## A\n\n## A") == '<h2 id="a">A</h2>\n<h2 id="a-2">A</h2>'


def test_raw_html_never_comes_out() -> None:
    assert "<script" not in rendered("a <script>alert(1)</script> b\n\n<script>x</script>")


def test_only_ordinary_addresses_are_linked() -> None:
    assert rendered("[a](javascript:alert(1)) [b](data:text/html,x) [c](https://x.example/)") == (
        '<p>a b <a href="https://x.example/">c</a></p>'
    )


def test_other_languages_tables_and_notes_are_marked_up() -> None:
    out = rendered("[Hi]{lang=en}[^1]\n\n| a |\n|---|\n| 1 |\n\n[^1]: Not\n")
    assert '<span lang="en">Hi</span>' in out
    assert '<th scope="col">a</th>' in out
    assert 'id="fn-1"' in out


markdown = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="abå *_[](){}<>!`|-#\n.&;^~\"'=:/", max_size=200),
    st.lists(
        st.sampled_from(
            ["<script>", "[x](javascript:1)", "![y](data:x)", "<b onclick=a>", "&lt;script&gt;"]
            + [
                '[a]{lang=en"}',
                "# <i>",
                "> ",
                "- ",
                "| a |\n|---|\n",
                "`<x>`",
                "[^1]",
                "\n\n",
                "[^1]: n",
            ]
        ),
        max_size=12,
    ).map("".join),
)


@given(markdown)
def test_a_sanitiser_finds_nothing_to_take_away(text: str) -> None:
    try:
        out = rendered(text)
    except TooDeep:
        return
    cleaned = nh3.clean(
        out,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    assert tree(cleaned) == tree(out)


def tree(text: str) -> list[tuple[str, dict[str, str], str]]:
    """What a browser makes of it: tags, attributes and text in order."""
    root = lxml_html.fragment_fromstring(text, create_parent="div")
    return [
        (str(e.tag), dict(e.attrib), " ".join(("".join(e.itertext())).split())) for e in root.iter()
    ]


HEADINGS = st.lists(
    st.tuples(
        st.sampled_from(["## ", "### ", "> ## ", "- ## "]),
        st.sampled_from(
            [
                *("A", "a", "A 2", "a-2", "Å ä", "S-contacts", "s projects 1", "Fn-1", "fnref 1"),
                *("innehall", "Innehåll", "main", "rubrik-main", "rubrik main 2", "y-2018", "!?"),
                *("A[^1]", "[^2]", "![b](b.png)", "*A*"),
            ]
        ),
    ).map("".join)
    | st.sampled_from(["[l](#a)", "[l](#a-2)", "[l](#main)", "[l](#%C3%A5-%C3%A4)", "T.[^1][^2]"])
    | st.sampled_from(["[l](#fn-1)", "[l](#s-contacts)", "[l](#)", "[l](#innehall)", "[l](#x)"]),
    max_size=9,
)


@given(parts=HEADINGS)
def test_every_id_is_the_only_one_and_every_fragment_leads_to_one(parts: list[str]) -> None:
    page = PAGE.replace("TEXT", rendered("\n\n".join([*parts, "[^1]: Ett\n\n[^2]: ## Två"])))
    tree = lxml_html.fromstring(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len({*ids})
    fragments = [str(href) for href in tree.xpath("//a/@href") if str(href).startswith("#")]
    assert {unquote(href[1:]) for href in fragments} <= {*ids, ""}


def test_what_check_takes_for_a_place_is_one() -> None:
    body = read_body("## S-contacts\n\n[l](#rubrik-s-contacts) [m](#s-contacts)")
    assert '<a href="#rubrik-s-contacts">l</a> m' in body_html(body)


TEMPLATES = Path(kppress.__file__).parent.parent / "templates" / "web"
PAGE = "<body>TEXT" + "".join(
    f'<i id="{own}"></i>'
    for own in {
        re.sub(r"\{\{.*?\}\}", "1", found)
        for file in TEMPLATES.glob("*.html")
        for found in re.findall(r' id="([^"]+)"', file.read_text())
    }
)
"""A page with every id that the built-in templates have."""

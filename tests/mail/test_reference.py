"""MRML, which compiles the frames of mails, against mjml, the reference compiler of MJML.

Every mail is made twice, with the frame of one and of the other, and read as Outlook reads it,
which follows conditional comments, and as all others do, which pass them by. White space between
elements says nothing and is passed over; what else differs is `KNOWN`, and harmless.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mjml
import pytest
from letters import KINDS, letters, mails
from lxml import html
from npm import answer_of, from_npm

if TYPE_CHECKING:
    from playwright.sync_api import Browser

every_kind = pytest.mark.parametrize("kind", [*KINDS, "digest"])

KNOWN = {
    # The class of mj-body stands on <body> there and on its first <div> here; both have the colour
    # of the paper, and the style sheets of the dark name body beside the class.
    "k-paper": "class",
    # On <body> and on its <div> there, and it is inherited.
    "word-spacing": "normal",
}
_OUTLOOK = re.compile(r"<!--\[if [^\]]*(?:mso|IE)[^\]]*\]>(?:<!-->)?|(?:<!--)?<!\[endif\]-->")
_ABOUT_OUTLOOK = re.compile(r"<!--\[if !mso\]><!-->|<!--<!\[endif\]-->")


@dataclass(frozen=True)
class Made:
    """The mails with the frames of MRML and with those of the reference."""

    ours: dict[str, str]
    theirs: dict[str, str]
    remarks: list[Any]
    """What the reference's validator says of our MJML."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    from_npm("mjml")
    root = letters(tmp_path_factory.mktemp("letters"))
    mrml, compiled = mjml.mjml2html, dict[str, str]()

    def keeping(text: str, **options: Any) -> str:
        compiled[text] = mrml(text, **options)
        return compiled[text]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mjml, "mjml2html", keeping)
        ours = {kind: mail.html for kind, mail in mails(root).items()}
        answers = answer_of("mjml.mjs", list(compiled))
        reference = {text: answer["html"] for text, answer in zip(compiled, answers, strict=True)}
        patch.setattr(mjml, "mjml2html", lambda text, **_: reference[text])
        theirs = {kind: mail.html for kind, mail in mails(root).items()}
    return Made(ours, theirs, [remark for answer in answers for remark in answer["errors"]])


def read(mail: str, *, outlook: bool) -> list[str]:
    """The elements of a mail in their order, each in its depth, with attributes and words."""
    seen = (_OUTLOOK if outlook else _ABOUT_OUTLOOK).sub("", mail)
    lines: list[str] = []

    def describe(element: html.HtmlElement, depth: int) -> None:
        if not isinstance(element.tag, str):  # a comment
            lines.append(" " * depth + _tail(element))
            return
        lines.append(" " * depth + f"<{element.tag}{_attributes(element)}>{_words(element.text)}")
        for below in element:
            describe(below, depth + 1)
        lines.append(" " * depth + _tail(element))

    describe(html.document_fromstring(seen), 0)
    return [line for line in lines if line.strip()]


def _words(text: str | None) -> str:
    """The words, and style sheets without the white space that means nothing in them."""
    return re.sub(r"\s*([{};:,])\s*", r"\1", " ".join((text or "").split()))


def _tail(element: html.HtmlElement) -> str:
    return _words(element.tail)


def _attributes(element: html.HtmlElement) -> str:
    told = dict(element.attrib)
    told["class"] = " ".join(sorted(c for c in told.get("class", "").split() if c not in KNOWN))
    styles = (part.partition(":") for part in told.get("style", "").split(";"))
    told["style"] = ";".join(
        sorted(
            f"{name.strip()}:{value.strip()}"
            for name, _, value in styles
            if value and KNOWN.get(name.strip()) != value.strip()
        )
    )
    return "".join(f' {name}="{value}"' for name, value in sorted(told.items()) if value)


@every_kind
@pytest.mark.parametrize("outlook", [True, False], ids=["Outlook", "others"])
def test_the_reference_makes_the_same_elements_styles_and_words(
    made: Made, kind: str, outlook: bool
) -> None:
    assert read(made.ours[kind], outlook=outlook) == read(made.theirs[kind], outlook=outlook)


def test_the_reference_has_no_remark_about_our_mjml(made: Made) -> None:
    assert made.remarks == []


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("max-width:600px", "max-width:640px"),
        ('width="180"', 'width="360"'),
        ("(min-width:480px)", "(min-width:320px)"),
        ('class="mj-outlook-group-fix mj-column-per-100"', 'class="mj-outlook-group-fix"'),
        ("Projektkontoret", "Projektet"),
        ("https://vagar.example/torg", "https://vagar.example/"),
        ("Torget i regn, med fontänen till vänster", ""),
        ("<tbody><tr>", "<tbody><tr></tr><tr>"),
    ],
)
def test_another_width_link_word_or_row_is_seen(made: Made, here: str, there: str) -> None:
    mail = made.ours["release"]
    assert here in mail
    spoilt = mail.replace(here, there, 1)
    assert read(spoilt, outlook=False) != read(made.theirs["release"], outlook=False)


def test_another_width_for_outlook_alone_is_seen(made: Made) -> None:
    spoilt = made.ours["release"].replace('<td style="vertical-align:top;width:600px;">', "<td>", 1)
    assert spoilt != made.ours["release"]
    assert read(spoilt, outlook=True) != read(made.theirs["release"], outlook=True)
    assert read(spoilt, outlook=False) == read(made.theirs["release"], outlook=False)


PLACES = """
() => [...document.querySelectorAll("p, h1, h2, h3, li, img, td, th, a")].map(element => {
  const box = element.getBoundingClientRect();
  return [element.tagName, box.x, box.y, box.width, box.height].map(
    value => typeof value === "number" ? Math.round(value) : value);
})
"""


@pytest.mark.parametrize("width", [600, 320])
def test_a_browser_puts_everything_where_it_puts_it_in_the_reference(
    made: Made, browser: "Browser", tmp_path: Path, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 400}, offline=True)
    page = context.new_page()

    def places(mail: str) -> Any:
        page.set_content(mail, wait_until="load")  # pictures, or what stands in for them
        return page.evaluate(PLACES)

    for kind in ("release", "notice", "invitation", "digest"):
        ours, theirs = places(made.ours[kind]), places(made.theirs[kind])
        assert len(ours) > 10
        assert ours == theirs, kind
    context.close()

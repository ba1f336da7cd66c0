"""What mails use is known to Gmail, Outlook and Apple Mail, or not missed, by caniemail.com."""

import json
import re
from pathlib import Path

import pytest
from letters import letters, mails
from lxml import html as lxml_html

TABLE = json.loads((Path(__file__).parent / "caniemail.json").read_text("utf-8"))["lacking"]

WITHOUT = {
    "css-at-media": "the mail reads on any width as it is: one column, pictures of 100 %",
    "css-at-media-prefers-color-scheme": "the program darkens it by itself, or leaves it light",
    "css-border-radius": "the button has corners",
    "css-color-scheme": "as the dark styles",
    "css-max-height": "the preheader: Outlook obeys mso-hide, all others display: none",
    "css-opacity": "as max-height",
    "css-outline": "MJML's, of pictures, which have none anyway",
    "css-overflow": "a wide table widens the mail",
    "css-selector-attribute": "[data-ogsc] is for Outlook's own dark mode alone",
    "css-sytem-ui": "Segoe UI, Roboto and Arial follow; Outlook has a sheet of its own",
    "css-white-space": "code is one long line",
    "css-word-break": "MJML's: a long word widens the mail",
    "css-word-spacing": "MJML's: normal, as it is anyway",
    "html-aria-label": "Windows Mail reads the headline",
    "html-body": "the paper stands on the first element within as well",
    "html-meta-color-scheme": "as the dark styles",
    "html-role": "Windows Mail says table; the words are the same",
    "html-style": "every style stands in its element, but for dark and narrow screens",
}
"""What some program lacks, and what its readers get."""

ALIKE = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "html-h1-h6"),
    **dict.fromkeys(("ul", "ol", "li"), "html-lists"),
    **dict.fromkeys(("thead", "tbody", "tr", "td", "th"), "html-table"),
}
OLD = {"a", "br", "em", "head", "html", "meta", "title", "sup"}
"""Of HTML 2 and 3.2, which no table needs to tell of."""
PARTS = re.compile(r"^css-(border|margin|padding|overflow)-(?!radius|collapse)[a-z-]+$")
OLD_STYLES = {"color", "font-family", "font-style", "font-variant-numeric"}


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The features of all mails, by caniemail's names."""
    found = {"css-sytem-ui", "image-png", "image-jpg", "html-meta-color-scheme"}
    for mailing in mails(letters(tmp_path_factory.mktemp("letters"))).values():
        tree = lxml_html.document_fromstring(mailing.html)
        elements = [element for element in tree.iter() if isinstance(element.tag, str)]
        sheets = re.findall(r"<style[^>]*>(.*?)</style>", mailing.html, re.DOTALL)
        blocks = [b for sheet in sheets for b in re.findall(r"\{([^{}]*)\}", sheet)]
        declarations = [d for b in blocks + [str(e.get("style", "")) for e in elements]
                        for d in b.split(";")]  # fmt: skip
        names = {d.partition(":")[0].strip() for d in declarations if ":" in d}
        found |= {f"css-{name}" for name in names if not re.match(r"-|mso-|supported-", name)}
        tags = {str(e.tag) for e in elements} - OLD
        found |= {ALIKE.get(tag, f"html-{tag}") for tag in tags}
        found |= {f"html-{name}" for e in elements for name in ("role", "aria-label", "lang")
                  if e.get(name)}  # fmt: skip
        found |= {"css-at-media", "css-at-media-prefers-color-scheme", "css-selector-attribute"}
        assert "@media" in mailing.html
        assert "[data-ogsc]" in mailing.html
    old = {f"css-{name}" for name in OLD_STYLES}
    return {PARTS.sub(r"css-\1", name) for name in found - old}


def test_all_that_mails_use_is_in_the_table(used: set[str]) -> None:
    assert used - TABLE.keys() == set()
    assert len(used) > 45


def test_what_a_large_mail_program_lacks_is_not_missed(used: set[str]) -> None:
    lacked = {name for name in used if TABLE[name]}
    assert lacked == WITHOUT.keys()

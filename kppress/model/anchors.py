"""The anchors of headings: made of their words, and never one that the page itself has."""

import re
from collections.abc import Container, Mapping
from urllib.parse import unquote

from kppress.model.body import Body, Heading
from kppress.model.walk import blocks, plain

CONTENT = "innehall"
"""The anchor of every page's main part."""

# Ids of the templates: of sections (`s-contacts`), years, footnotes and the references to them.
_PAGES_OWN = re.compile(r"(?:s|y|fn|fnref)-|(?:innehall|main|content|pages|q)$")
_AWAY = "rubrik-"
"""What a heading's anchor begins with that would else be one of the page's own."""


def anchors_of(body: Body) -> Mapping[int, str]:
    """The anchor of each heading that has words, by the byte at which it starts.

    Lower case, hyphens between words; of equal ones the second ends in `-2`.
    """
    anchors: dict[int, str] = {}
    used: set[str] = set()
    last: dict[str, int] = {}
    for node in blocks(body):
        if not isinstance(node, Heading):
            continue
        kept = "".join(c if c.isalnum() else " " for c in plain(node.children).casefold())
        words = "-".join(kept.split())
        if not words:
            continue
        if _PAGES_OWN.match(words):
            words = _AWAY + words
        anchor, number = words, last.get(words, 1)
        while anchor in used:
            number += 1
            anchor = f"{words}-{number}"
        last[words] = number
        used.add(anchor)
        anchors[node.start] = anchor
    return anchors


def leads_to(fragment: str, anchors: Container[str]) -> bool:
    """Whether `#fragment`, as written, is a place of the page; none is its top."""
    name = unquote(fragment)
    return name in ("", CONTENT) or name in anchors

"""The beginning of a text, for what has no lead."""

from kppress.model.body import Body, Paragraph
from kppress.model.walk import plain

SUMMARY = 300
"""Characters."""


def first_words(body: Body) -> str:
    """The first paragraph, cut between two words where it is long."""
    for block in body.blocks:
        if isinstance(block, Paragraph):
            text = " ".join(plain(block.children).split())
            if len(text) <= SUMMARY:
                return text
            return text[:SUMMARY].rsplit(" ", 1)[0] + " …"
    return ""


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a plain text, each in one line."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())

"""Correct press prose of our own making, a paragraph between empty lines: see prose/."""

from pathlib import Path

_PROSE = Path(__file__).parent / "prose"


def _texts(name: str, between: str) -> tuple[str, ...]:
    text = (_PROSE / name).read_text(encoding="utf-8")
    return tuple(part.strip("\n") for part in text.split(between))


SWEDISH = _texts("swedish.md", "\n\n")
ENGLISH = _texts("english.md", "\n\n")
BLOCKS = _texts("blocks.md", "\n***\n")
"""Lists, tables, quotations and footnotes, in Swedish."""

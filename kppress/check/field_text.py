"""The texts of front matter as flat strings, each sign with its place in the file.

What YAML makes of a value is undone only as far as it is plain: where the file's signs are not the
value's own, the text is left out rather than guessed at.
"""

from collections.abc import Iterator
from functools import lru_cache

from kppress.check.expression import expression
from kppress.model.source import Source, type_path

PROSE = frozenset(
    {
        *("title", "lead", "alt", "caption", "note", "reason", "place", "address", "programme"),
        *("event", "instruction", "issuer", "category", "owner", "partner", "phone", "label"),
        *("name", "role", "organisation"),
    }
)
"""Fields that hold words for readers, wherever they stand."""

BY_LANGUAGE = frozenset({"name", "role", "organisation", "label"})
"""Fields that may hold a text for each language."""

Flat = tuple[type_path, str, tuple[tuple[int, int, int, bool], ...], str]

_LINE = expression(r"[^\r\n]+")
_SINGLE = expression(r"[^']+|''")
_DOUBLE = expression(r"[^\\\"]+|\\[\\\"/]")
_ESCAPES = {"''": "'", '\\"': '"', "\\\\": "\\", "\\/": "/"}
_OPENS = ("[", "{", "- ")
_MAY_HOLD = BY_LANGUAGE | {"programme"}


def field_texts(source: Source) -> Iterator[Flat]:
    """Path, flat text, pieces and language (empty for the document's) of each field of prose."""
    above = {path[:-1] for path in source.spans}
    for path, (start, end) in source.spans.items():
        name, lang = _name(path)
        if name not in PROSE or path[0] in source.faulty:
            continue
        written = source.text[start:end]
        # A list or a map holds texts, and is none: of a scalar nothing is known below.
        if not written or written.startswith(_OPENS) or (name in _MAY_HOLD and path in above):
            continue
        pieces = tuple(_pieces(written, start))
        if pieces and pieces[0][0]:
            yield (*_joined(path, pieces), lang)


@lru_cache(maxsize=1024)  # the same few fields in every document
def _name(path: type_path) -> tuple[str, str]:
    """The name of the field, and the language for which it holds a text."""
    names = [part for part in path if isinstance(part, str)]
    if len(names) > 1 and names[-2] in BY_LANGUAGE and names[-1] not in PROSE:
        return names[-2], names[-1]
    return (names[-1], "") if names else ("", "")


def _joined(
    path: type_path, pieces: tuple[tuple[str, int, int, bool], ...]
) -> tuple[type_path, str, tuple[tuple[int, int, int, bool], ...]]:
    at, placed = 0, []
    for text, start, end, verbatim in pieces:
        placed.append((at, start, end, verbatim))
        at += len(text)
    return path, "".join(piece[0] for piece in pieces), tuple(placed)


def _pieces(written: str, start: int) -> Iterator[tuple[str, int, int, bool]]:
    """What the value is made of: text, start and end in the file, whether the file has it so."""
    style = written[0]
    if style in "|>":
        head = written.find("\n")
        if head < 0:
            return
        first, last, pattern = head, len(written), None
    elif style in "'\"":
        if len(written) < 2 or written[-1] != style:
            return
        first, last = 1, len(written) - 1
        pattern = _SINGLE if style == "'" else _DOUBLE
    else:
        first, last, pattern = 0, len(written), None
    before = -1
    for line in _LINE.finditer(written, first, last):
        text = line[0].strip(" \t")
        if not text:
            continue
        here = line.start() + line[0].index(text)
        if before >= 0:
            yield "\n", start + before, start + here, False
        before = here + len(text)
        if pattern is None or (style not in text and "\\" not in text):
            yield text, start + here, start + before, True
            continue
        parts = list(pattern.finditer(text))
        # Any other escape: what stands for what is YAML's business.
        whole = "".join(part[0] for part in parts) == text
        for part in parts if whole else ():
            signs = _ESCAPES.get(part[0], part[0])
            yield signs, start + here + part.start(), start + here + part.end(), signs == part[0]
        if not whole:
            yield "\n", start + here, start + before, False


_SPECIAL = frozenset("[]{},:#&*!|>'\"%@`")
_BEGINS = expression(r"[\w(”“–]")


def keeps_yaml(text: str, span: tuple[int, int], first: int, last: int, new: str) -> bool:
    """Whether the field still reads as one text with `new` for the characters `first` to `last`."""
    start, end = span
    style = text[start]
    if "\n" in new or not start <= first <= last <= end:
        return False
    if style in "|>":
        return True
    if style in "'\"":
        return style not in new and "\\" not in new
    # A plain value ends at `: ` and ` #`, in a list also at commas and brackets.
    if not _SPECIAL.isdisjoint(new):
        return False
    made = text[start:first] + new + text[last:end]
    return (
        bool(_BEGINS.match(made))
        and made == made.strip()
        and " #" not in made
        and ": " not in made
        and not made.endswith(":")
    )

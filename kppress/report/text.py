"""Findings for people: what, where, the very characters, and what to do."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from kppress.locale.findings import sentence
from kppress.locale.words import Phrases, phrases
from kppress.model.diagnostic import Diagnostic, Place, Severity

# Colour says how grave a finding is and which characters are meant; all else is plain.
STYLES: Mapping[Severity, str] = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.INFO: "bold cyan",
}
NARROWEST = 40
"""Columns; below this a line is cut no further."""

ZERO_WIDTH_JOINER = "\u200d"
"""Joins emoji into one."""

# What a terminal would obey instead of show: control characters, and marks that turn the
# direction of the text (a known way to make code read as something else).
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def lines(
    found: Sequence[Diagnostic], texts: Mapping[str, str], language: str, width: int
) -> Iterator[Text]:
    """Each finding in a few lines and an empty one, with its source line where `texts` has it.

    `width` is that of the terminal, in columns; source lines are cut to it.
    """
    words = phrases("report", language)
    split: dict[str, list[str]] = {}
    for diagnostic in found:
        message, hint = sentence(diagnostic, language)
        yield _head(diagnostic, message, words)
        file = diagnostic.place.file
        if file in texts and file not in split:
            split[file] = texts[file].split("\n")
        yield from _excerpt(diagnostic, split.get(file, []), width)
        if hint:
            yield Text(f"{words['hint']}: {visible(hint)}")
        yield Text()


def _head(diagnostic: Diagnostic, message: str, words: Phrases) -> Text:
    head = Text(f"{where(diagnostic.place)}: ")
    head.append(words[diagnostic.severity.value], STYLES[diagnostic.severity])
    head.append(f" {diagnostic.rule} {visible(message)}")
    return head


def where(place: Place) -> str:
    """`releases/2018/x.md:6:16`, as editors read it."""
    parts = [place.file, *(str(n) for n in (place.line, place.column) if n is not None)]
    return ":".join(parts)


def _excerpt(diagnostic: Diagnostic, source: Sequence[str], width: int) -> Iterator[Text]:
    place = diagnostic.place
    if place.line is None or place.column is None or not 0 < place.line <= len(source):
        return
    line = source[place.line - 1].rstrip("\r")
    start = min(place.column - 1, len(line))
    end = len(line)
    if place.end_line in (None, place.line):
        end = min(max(place.end_column or place.column, place.column) - 1, len(line))
    gutter = len(str(place.line)) + 2
    cut = _cut(line, start, end, max(width, NARROWEST) - gutter - 2)
    style = STYLES[diagnostic.severity]
    yield Text(f" {place.line} │ {cut.text}")
    yield Text(f"{' ' * gutter}│ {' ' * cut.before}").append("^" * cut.marked, style)


class _Cut(NamedTuple):
    """A line as it is shown: how many columns stand before what is marked, and how many it has."""

    text: str
    before: int
    marked: int


def _cut(line: str, start: int, end: int, room: int) -> _Cut:
    """The part of a line around `start` to `end` that fits into `room` columns."""
    first, last = 0, len(line)
    seen = _seen(line)
    if seen.columns[-1] > room:
        first, last = _window(seen, start, end, room)
    left = "…" if first else ""
    right = "…" if last < len(line) else ""
    # Widths are those of whole stretches: joined emoji are narrower than the sum of their parts.
    before = cell_len(left + visible(line[first:start]))
    upto = cell_len(left + visible(line[first : min(end, last)]))
    return _Cut(left + visible(line[first:last]) + right, before, max(1, upto - before))


def _window(seen: "_Seen", start: int, end: int, room: int) -> tuple[int, int]:
    """Where to begin and end, so that what is marked is seen with something before it."""
    starts, ends, columns = seen
    here = bisect_right(ends, start)
    marked = columns[max(here, bisect_left(starts, end))] - columns[here]
    after = columns[-1] - columns[here]
    # A third of the room leads up to it; more near the line's end, less before a long stretch.
    lead = max(room // 3, room - 1 - after)
    if marked + lead > room - 2:
        lead = max(room // 4, room - 2 - marked)
    begin = here
    while begin and columns[here] - columns[begin - 1] < lead:
        begin -= 1
    first = starts[begin] if begin < here else start
    taken = columns[here] - columns[begin] + (first > 0)
    last = first
    for piece in range(here, len(starts)):
        more = piece + 1 < len(starts)
        if taken + columns[piece + 1] - columns[here] > room - more:
            break
        last = ends[piece]
    return first, max(last, min(start + 1, ends[-1]))


class _Seen(NamedTuple):
    """What is seen of a line as one character each: with its accents, or several emoji joined."""

    starts: Sequence[int]
    ends: Sequence[int]
    columns: Sequence[int]
    """How many columns stand before each; last how many the line has."""


@lru_cache(maxsize=32)
def _seen(line: str) -> _Seen:
    """A line in the pieces that it is cut between: once for all findings in it."""
    starts = [
        index
        for index, character in enumerate(line)
        if not index
        or not (line[index - 1] == ZERO_WIDTH_JOINER or not cell_len(visible(character)))
    ]
    ends = [*starts[1:], len(line)] if starts else []
    widths = (cell_len(visible(line[s:e])) for s, e in zip(starts, ends, strict=True))
    return _Seen(starts, ends, [*accumulate(widths, initial=0)])


def visible(text: str) -> str:
    """The text without what a terminal would obey; a tab is four blanks wherever it stands."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", "    "))


def summary(found: Sequence[Diagnostic], documents: int, language: str) -> Text:
    """How much was found, to read aloud: `2 fel och 3 varningar i 4 av 12 dokument`."""
    words = phrases("report", language)
    noun = words["document" if documents == 1 else "documents"]
    counts = Counter(diagnostic.severity for diagnostic in found)
    if not found:
        return Text(words["none"].format(all=documents, documents=noun))
    told = [
        f"{counts[severity]} {words[_counted(severity, counts[severity])]}"
        for severity in Severity
        if counts[severity]
    ]
    files = {diagnostic.place.file for diagnostic in found}
    in_documents = sum(file.endswith(".md") for file in files)
    places = sorted(file for file in files if not file.endswith(".md"))
    if in_documents:
        of = words["of"].format(some=in_documents, all=documents, documents=noun)
        places = [of, *places]
    some = words["some"].format(found=_listed(told, words), where=_listed(places, words))
    text = Text(some)
    for severity, phrase in zip((s for s in Severity if counts[s]), told, strict=True):
        text.highlight_words([phrase], STYLES[severity])
    return text


def _counted(severity: Severity, count: int) -> str:
    return f"{severity.value}_one" if count == 1 else f"{severity.value}_many"


def _listed(parts: Sequence[str], words: Phrases) -> str:
    """`a, b och c`."""
    *first, last = parts
    return f"{', '.join(first)} {words['and']} {last}" if first else last

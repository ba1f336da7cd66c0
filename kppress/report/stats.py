"""How the documents read: LIX, reading time and the sentences to look at first."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.cells import cell_len, set_cell_size
from rich.text import Text

from kppress.locale.words import Phrases, phrases
from kppress.model.body import Body
from kppress.model.document import AnyDocument
from kppress.model.readability import lix, paragraphs, reading_minutes, sentences, words

LONGEST = 3
"""How many of the longest sentences are shown."""
LEVELS = (30, 40, 50, 60)
"""Where LIX goes from very easy to easy, medium, hard and very hard (Björnsson 1968)."""


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence, the line on which its paragraph begins, and how many words it has."""

    line: int | None
    words: int
    text: str


class Measure(Struct, frozen=True, kw_only=True):
    """What can be counted of how a document reads."""

    file: str
    lix: int
    words: int
    minutes: int
    longest: tuple[Sentence, ...]


def measure(document: AnyDocument) -> Measure:
    """Lead and text of a document, measured."""
    found = [
        Sentence(line=line, words=len(words(sentence)), text=sentence)
        for line, text in _texts(document)
        for sentence in sentences(text)
    ]
    whole = "\n\n".join(text for _, text in _texts(document))
    return Measure(
        file=document.path,
        lix=lix(whole),
        words=len(words(whole)),
        minutes=reading_minutes(whole),
        # sorted is stable: of sentences as long as each other the first comes first.
        longest=tuple(sorted(found, key=lambda sentence: -sentence.words)[:LONGEST]),
    )


def _texts(document: AnyDocument) -> Iterator[tuple[int | None, str]]:
    """Each paragraph with its line, the lead first."""
    source = document.source
    if document.lead:
        yield source.place("lead").line, document.lead
    body: Body = document.body
    for text, start, end in paragraphs(body):
        yield source.body_place(start, end).line, text


def lines(measures: Sequence[Measure], language: str, width: int) -> Iterator[Text]:
    """A line and up to three sentences for each document, and an empty line after all."""
    said = phrases("report", language)
    for measured in measures:
        yield _head(measured, said)
        for sentence in measured.longest:
            key = "stats.sentence" if sentence.line else "stats.sentence_only"
            told = said[key].format(words=sentence.words, line=sentence.line)
            room = max(30, width - cell_len(told) - 4)
            yield Text(f"  {told}: {_cut(sentence.text, room)}", style="dim")
    if measures:
        yield Text()


def _head(measured: Measure, said: Phrases) -> Text:
    level = sum(measured.lix >= limit for limit in LEVELS)
    minutes = "stats.minute" if measured.minutes == 1 else "stats.minutes"
    told = said["stats.document"].format(
        lix=measured.lix,
        level=said[f"stats.level_{level}"],
        words=measured.words,
        minutes=said[minutes].format(count=measured.minutes),
    )
    head = Text(f"{measured.file}: ")
    head.append(told, style="bold")
    return head


def _cut(text: str, room: int) -> str:
    return text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + "…"


def as_data(measures: Sequence[Measure]) -> list[dict[str, object]]:
    """The same for machines."""
    return [
        {
            "file": measured.file,
            "lix": measured.lix,
            "words": measured.words,
            "minutes": measured.minutes,
            "longest": [
                {"line": sentence.line, "words": sentence.words, "text": sentence.text}
                for sentence in measured.longest
            ],
        }
        for measured in measures
    ]

"""The language of a text: which it is, and how hard it is to read."""

from collections.abc import Iterator

from kppress.check.expression import expression
from kppress.check.passage import MASK, Passage, Spot
from kppress.check.prose import Prose
from kppress.check.rule import Hits, hit, rule
from kppress.model import readability
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument

W, I = Severity.WARNING, Severity.INFO  # noqa: E741 # the levels' own letters, as E and W elsewhere

HARDEST = 55
"""LIX: above begins the language of offices (C. H. Björnsson, Läsbarhet, 1968)."""
WORDS_AT_LEAST = 80
"""Of fewer words the index says little."""

_ENGLISH = frozenset(
    "the of and to with that from are been this our you your which will have has were their they"
    " would should about into than where when who what how his her its we for by how my".split()
)
_SWEDISH = frozenset(
    "och att det som en ett är av på den till har de inte om men var jag sig så vi från kan nu ska"
    " ett eller vid efter hur där när också bara under mot mellan genom utan".split()
)
_WORD = expression(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_QUOTED = expression(r"[”“\"]([^”“\"\n]{12,200})[”\"]")
_SENTENCES = expression(r"[^.!?]+(?:[.!?]+[”\"]?|$)")
_NORDIC = expression("[åäöÅÄÖ]")
_LINK_WORDS = 4


@rule("KP316", "unmarked-language", W)
def unmarked_language(document: AnyDocument, prose: Prose) -> Hits:
    """Words of another language stand without their mark.

    A screen reader says them as if they were of the text's language, and nobody understands them
    (WCAG 2.2, 3.1.2).

    Bad::

        Projektet ”Paving the way for young people” pågår i två år.

    Good::

        Projektet ”[Paving the way for young people]{lang=en}” pågår i två år.
    """
    passages = [p for p in prose.passages if p.kind in ("paragraph", "heading", "cell")]
    # Asked of all at once first: most texts hold next to nothing of the other language.
    theirs = _SWEDISH if document.lang.startswith("en") else _ENGLISH
    if not _may_hold(theirs, " ".join(passage.text for passage in passages)):
        return
    for passage in passages:
        for start, end in foreign_parts(passage):
            other = "en" if passage.swedish else "sv"
            yield hit(passage.found(Spot("", start, end)).place, lang=other)


def foreign_parts(passage: Passage) -> Iterator[tuple[int, int]]:
    """Quoted titles, sentences and whole passages in the other of the two languages."""
    text = passage.text
    if passage.swedish:
        theirs, ours = _ENGLISH, _SWEDISH
    elif passage.english:
        theirs, ours = _SWEDISH, _ENGLISH
    else:
        return
    if not _may_hold(theirs, text):
        return
    told: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text):
        if MASK not in match[1] and _is_theirs(match[1], theirs, ours, least=4, needed=2):
            told.append(match.span(1))
            yield match.span(1)
    for match in _SENTENCES.finditer(text):
        sentence = match[0]
        if MASK in sentence or any(match.start() < e and s < match.end() for s, e in told):
            continue
        if _is_theirs(sentence, theirs, ours, least=5, needed=3):
            start = match.start() + len(sentence) - len(sentence.lstrip(" \n–”“"))
            yield start, match.start() + len(sentence.rstrip())


def _may_hold(theirs: frozenset[str], text: str) -> bool:
    """Whether two of their words stand in a text."""
    return len(theirs.intersection(text.casefold().split())) >= 2


def _is_theirs(
    text: str, theirs: frozenset[str], ours: frozenset[str], *, least: int, needed: int
) -> bool:
    words = [word.casefold() for word in _WORD.findall(text)]
    found = {word for word in words if word in theirs}
    if len(words) < least or len(found) < needed:
        return False
    if theirs is _ENGLISH and sum(bool(_NORDIC.search(word)) for word in words) > 1:
        return False
    return not any(word in ours for word in words)


@rule("KP318", "long-winded", I)
def long_winded(document: AnyDocument, prose: Prose) -> Hits:
    """The text is hard to read: its LIX is over 55.

    Long sentences of long words are read by those who must, and a newsdesk need not. Divide the
    three longest first.

    Bad::

        (a text of sentences of thirty words and more)

    Good::

        Gästerna stannar i sex dagar. Projekten betalas av ICLD.
    """
    paragraphs = [p for p in prose.passages if p.kind == "paragraph"]
    text = "\n\n".join(p.raw for p in paragraphs)
    index = readability.lix(text)
    if index <= HARDEST or not _is_hard_by_its_stops(text):
        return
    told = [
        (len(readability.words(sentence)), passage, sentence)
        for passage in paragraphs
        for sentence in readability.sentences(passage.raw)
    ]
    longest = sorted(told, key=lambda one: -one[0])[:3]
    if len(longest) < 3:
        return
    first, second, third = (f"{_opening(words)} ({count})" for count, _, words in longest)
    _, passage, sentence = longest[0]
    start = passage.raw.find(sentence)
    span = (start, start + len(sentence)) if start >= 0 else (0, len(passage.raw))
    place = passage.found(Spot("", *span)).place
    yield hit(place, lix=index, limit=HARDEST, first=first, second=second, third=third)


_LONG = expression(r"[^\W\d_]{7,}")
_STOP = expression(r"[.!?…][”\"’')\]»]*(?:\s|$)")


def _is_hard_by_its_stops(text: str) -> bool:
    """A rough index that takes every full stop, those of abbreviations too, for a sentence's end.

    Where it is far lower the text is one of short pieces, such as a list of times and places.
    """
    words = len(text.split())
    if words < WORDS_AT_LEAST:
        return False
    stops = max(1, len(_STOP.findall(text)))
    return words / stops + 100 * len(_LONG.findall(text)) / words > HARDEST - 10


def _opening(sentence: str) -> str:
    return " ".join(sentence.split()[:4]).rstrip(",.;:")[:50]

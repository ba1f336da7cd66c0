"""How hard and how long a text is to read: its sentences, its words, LIX and reading time."""

import re
from collections.abc import Iterator
from math import ceil

from kppress.model.body import Block, Body, Footnote, List, Paragraph, Quote
from kppress.model.walk import plain

WORDS_A_MINUTE = 200
"""Silent reading. Brysbaert (2019) measured 238 in English; Swedish words are longer."""
LONG = 6
"""Letters. A word of more is long: C. H. Björnsson, Läsbarhet (1968)."""

_WORD = re.compile(r"\w+(?:[-‑–'’:.,/@]\w+)*")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_SPACE = re.compile(r"\s+")
_END = re.compile(
    # One mark and then more of them: what begins with a single sign is searched for the fastest.
    r"(?P<mark>[.!?…][.!?…]*)(?P<close>[”\"’')\]»]*)\s+"
    r"(?=[–—-]?\s*[”\"’'(\[«]*[A-ZÅÄÖÉÜ0-9])"
)
_INITIAL = re.compile(r"(?:.*[-(”\"])?[A-ZÅÄÖ]")
# What a name, a number or the matter itself follows: a full stop here is no sentence's. Words that
# are also ordinary ones (`bil`, `min`, `mars`) are not among them.
_SHORTENED = """
    adj adr avd bl.a bl bitr ca d.v.s dvs dr e.g ev exkl f.d fd fig forts fr.o.m följ förf g.m gm
    i.e inkl j.fr jfr jur kand kap kl leg lic mag milj motsv mr mrs ms nr n:o nuv obs p.g.a pga prof
    resp s.a s.k sk sid st t.ex tel tfn t.h t.o.m t.v tf uppl utg v v.g vs ö.h
    jan feb apr jun aug sept okt nov dec
"""
_LEADS_ON = frozenset(_SHORTENED.split())


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text whose paragraphs stand between empty lines.

    Full stops of abbreviations (`t.ex.`, `kl.`), of initials and within numbers end none. `m.m.`
    and its like end one where the next word is capitalised.
    """
    return tuple(found for part in _PARAGRAPH.split(text) for found in _of_paragraph(part))


def _of_paragraph(paragraph: str) -> Iterator[str]:
    text = paragraph.strip()
    # Nearly every paragraph is one line with single blanks, which are all that is printable.
    if "  " in text or not text.isprintable():
        text = _SPACE.sub(" ", text)
    begun = 0
    for end in _END.finditer(text):
        if not _leads_on(end):
            yield text[begun : end.end()].strip()
            begun = end.end()
    if _WORD.search(text, begun):
        yield text[begun:].strip()


def _leads_on(end: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation or an initial."""
    if end["mark"] != "." or end["close"]:
        return False
    text, stop = end.string, end.start()
    word = text[text.rfind(" ", 0, stop) + 1 : stop].lstrip("(”\"’'[–-")
    return word.casefold() in _LEADS_ON or bool(_INITIAL.fullmatch(word))


def words(text: str) -> tuple[str, ...]:
    """The words of a text; `EU:s`, `e-post`, `bl.a` and `13.00` are one each."""
    return tuple(_WORD.findall(text))


def lix(text: str) -> int:
    """Björnsson's index: words a sentence, and of a hundred words how many have over six letters.

    Under 30 children's books, 40 to 50 newspapers, over 55 the language of offices. 0 for no text.
    """
    # Between blanks stands, as a rule, one word of letters alone: only the others are taken apart.
    parts = text.split()
    plain_words = [part for part in parts if part.isalpha()]
    others = words(" ".join(part for part in parts if not part.isalpha()))
    count = len(plain_words) + len(others)
    if not count:
        return 0
    long = sum(len(word) > LONG for word in plain_words)
    long += sum(_letters(word) > LONG for word in others)
    return round(count / max(1, len(sentences(text))) + 100 * long / count)


def _letters(word: str) -> int:
    """Letters alone count: `2018-2019` is not long."""
    return len(word) if word.isalpha() else sum(map(str.isalpha, word))


def reading_minutes(text: str) -> int:
    """Whole minutes, rounded up; 0 for no text."""
    return ceil(len(words(text)) / WORDS_A_MINUTE)


def prose(body: Body) -> str:
    """The running text of a body: what is read as sentences, a paragraph between empty lines.

    Headings, tables, captions and code are none.
    """
    return "\n\n".join(text for text, _, _ in paragraphs(body))


def paragraphs(body: Body) -> Iterator[tuple[str, int, int]]:
    """Each paragraph of the running text, with where it stands in bytes of the body."""
    return _paragraphs((*body.blocks, *body.footnotes))


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[tuple[str, int, int]]:
    for block in blocks:
        match block:
            case Paragraph(children=children, start=start, end=end):
                yield plain(children), start, end
            case List(items=items):
                for item in items:
                    yield from _paragraphs(item.children)
            case Quote(children=below) | Footnote(children=below):
                yield from _paragraphs(below)
            case _:
                pass

"""Spelling: words that the dictionary does not know. Only where one is installed."""

import re
from collections.abc import Iterator
from typing import Protocol

from kppress.check.expression import expression
from kppress.check.language import foreign_parts
from kppress.check.passage import MASK, Passage, Spot
from kppress.check.prose import Prose
from kppress.check.rule import Hits, hit, rule
from kppress.model.contact import Group, Person
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument
from kppress.model.newsroom import Newsroom
from kppress.model.words import Words

SUGGESTIONS = 3

_WORD = expression(r"[^\W\d_]+(?:[-‑’'][^\W\d_]+)*(?:-(?!\w))?")
_BEGINS = expression(r"(?:^|[.!?…]\s|\n)[\s”\"’(\[–-]*$")
_FIELDS = frozenset(
    {"title", "lead", "alt", "caption", "note", "reason", "instruction", "event", "programme"}
)
"""Fields whose text is prose; others hold names and addresses."""


class Speller(Protocol):
    """A dictionary of Swedish."""

    def knows(self, word: str) -> bool:
        """Whether the word, or the compound, is spelt so."""

    def near(self, word: str) -> tuple[str, ...]:
        """What may have been meant, the likeliest first."""


@rule("KP390", "misspelt-word", Severity.WARNING)
def misspelt_word(
    document: AnyDocument, prose: Prose, newsroom: Newsroom, speller: Speller | None
) -> Hits:
    """The dictionary does not know a word.

    A misspelt word makes readers wonder what else was done in haste. Only with kppress[spelling],
    whose dictionary is Hunspell's; the newsroom's own words stand as words in kppress.toml, under
    check. Names are left alone.

    Bad::

        Förskllola öppnar i augusti.

    Good::

        Förskolan öppnar i augusti.
    """
    if speller is None:
        return
    own: frozenset[str] | None = None
    told: set[str] = set()
    for passage in prose.passages:
        if not passage.swedish or (passage.kind == "field" and not _is_prose(passage)):
            continue
        unknown = [*_unknown(passage, speller)]
        if unknown and passage.kind in ("paragraph", "heading", "cell"):
            # Of words in another language KP316 speaks, and no dictionary of ours.
            foreign = [*foreign_parts(passage)]
            unknown = [w for w in unknown if not any(s <= w[0] < e for s, e in foreign)]
        if unknown and own is None:
            own = _own_words(document, newsroom)
        for start, end in unknown:
            word = passage.text[start:end].rstrip("-")
            if word.casefold() in told or _is_own(word, own or frozenset(), speller):
                continue
            told.add(word.casefold())
            place = passage.found(Spot("KP390", start, start + len(word))).place
            near = speller.near(word)[:SUGGESTIONS]
            yield hit(place, "near" if near else "", word=word, near=", ".join(near))


def _is_prose(passage: Passage) -> bool:
    return any(part in _FIELDS for part in passage.path if isinstance(part, str))


def _unknown(passage: Passage, speller: Speller) -> Iterator[tuple[int, int]]:
    """The words of a passage that the dictionary does not know and that are no names."""
    text = passage.text
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) < 3 or word.isupper() or speller.knows(word) or _is_part(text, match.span()):
            continue
        begins = bool(_BEGINS.search(text, 0, match.start()))
        if not all(_known(part, speller, begins) for part in _parts(word, speller)):
            yield match.span()


def _is_part(text: str, span: tuple[int, int]) -> bool:
    """Whether it is part of something else: beside a digit, a mask, or as in `EU:s`, `bl.a`."""
    before, after = text[max(0, span[0] - 2) : span[0]], text[span[1] : span[1] + 2]
    if any(c == MASK or c.isdigit() or c in "_/@" for c in before[-1:] + after[:1]):
        return True
    joined = (after, before[::-1])
    return any(pair[:1] in (".", ":") and pair[1:2].isalnum() for pair in joined)


def _parts(word: str, speller: Speller) -> list[str]:
    """The words that hyphens join; none of one that a stray hyphen parts, which KP306 tells."""
    parts = [part for part in re.split("[-‑]", word) if part]
    if len(parts) > 1 and speller.knows("".join(parts)):
        return []
    return parts


def _known(word: str, speller: Speller, begins: bool) -> bool:
    """Capitals within a sentence are names; at its beginning only a near word tells."""
    if len(word) < 3 or word.isupper() or speller.knows(word):
        return True
    if not word[0].isupper():
        return False
    if not begins or any(c.isupper() for c in word[1:]):
        return True
    return not speller.near(word)


def _is_own(word: str, own: frozenset[str], speller: Speller) -> bool:
    return all(
        part.casefold() in own or speller.knows(part) for part in re.split("[-‑]", word) if part
    )


def _own_words(document: AnyDocument, newsroom: Newsroom) -> frozenset[str]:
    """What the newsroom knows: its words, and the names of its people, topics and regions."""
    settings = newsroom.settings
    people = [*settings.contacts.values()]
    for contact in document.contacts:
        members = contact.people if isinstance(contact, Group) else (contact,)
        people += [person for person in members if isinstance(person, Person)]
    named: list[Words] = [settings.newsroom.name, settings.newsroom.title]
    named += [words for p in people for words in (p.name, p.role, p.organisation)]
    named += [topic.names for topic in settings.topics.values()]
    named += [region.names for region in settings.regions.values()]
    texts = [*settings.check.words, *(text for words in named for _, text in words.by_language)]
    found = {word for text in texts for word in re.findall(r"[^\W\d_]+", text.casefold())}
    return frozenset(found | {f"{word}s" for word in found})

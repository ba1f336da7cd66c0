"""Dashes, hyphens, colons and spaces."""

import re
from collections.abc import Iterator

from kppress.check.expression import expression
from kppress.check.passage import Passage, Spot
from kppress.check.prose import Prose
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument

W = Severity.WARNING


@rule("KP304", "spaced-hyphen", W, fixable=True)
def spaced_hyphen(document: AnyDocument, prose: Prose) -> Hits:
    """A hyphen stands between spaces, where a dash is meant.

    A hyphen joins words and a dash parts them; the wrong one makes the reader stumble (Svenska
    skrivregler).

    Bad::

        på gräsrotsnivå - för och med ungdomarna

    Good::

        på gräsrotsnivå – för och med ungdomarna
    """
    for found in prose.spots("KP304"):
        yield hit(found.place, fix=found.fix)


_SPACED = expression(r"(?<=\S)[ \u00a0\n]+(-{1,3})(?=[ \u00a0\n]+\S)")
_DEGREES = expression(r"\s*\d+(?:,\d+)?\s*(?:°|grader|degrees|C\b)")


def spaced_hyphens(passage: Passage) -> Iterator[Spot]:
    """Hyphens between spaces."""
    text = passage.text
    for match in _SPACED.finditer(text):
        start, end = match.span(1)
        after = text[end:].lstrip()[0]
        between_numbers = text[match.start() - 1].isdigit() and after.isdigit()
        # `5 - 3` may be a sum and `- 5 grader` is below zero: neither is a dash.
        if not between_numbers and not _DEGREES.match(text, end):
            yield Spot("KP304", start, end, "", ((start, end, "–"),))


@rule("KP306", "hyphen-left-in-word", W)
def hyphen_left_in_word(document: AnyDocument, prose: Prose) -> Hits:
    """A hyphen was left inside a word when its line broke elsewhere.

    It comes along when text is pasted from a print or a letter, and readers, search and screen
    readers get two words that do not exist.

    Bad::

        ett nytt dokumenthante-ringssystem

    Good::

        ett nytt dokumenthanteringssystem
    """
    for found in prose.spots("KP306"):
        values = found.values
        yield hit(found.place, word=values["word"], joined=values["joined"])


_HYPHENED = expression(r"(?<![\w-])([a-zåäöé]{2,})-([a-zåäöé]{3,})(?![\w-])")
# Endings that are no words of their own: what begins with one was cut from the word before.
_ENDING = expression(
    r"(?:ring|ning|ling|ering)(?:en|ar|arna|s\w{3,})$|(?:het|skap|dom)(?:en|er|erna|s\w{3,})?$"
    r"|(?:tion|sion|ation|mation|else)(?:en|er|erna|s\w{3,}|r)?$|(?:ande|ende)(?:t|n|na)?$"
    r"|(?:ning|ling)$|(?:lig|isk)(?:a|t|en|are)?$|(?:arna|erna|orna|heten|ningar)$"
    r"|(?:ng|nd|nt|ns|rk|rn|rd|rt|rs|rl|lt|ld|ll|mp|mn|mm|nn|tt|ck|ss|gg|pp|rr|ff|bb|dd)\w+$"
)
# Words that keep their hyphen, and what such words begin with.
_KEEPS = frozenset(
    "anti check come drop e ex face hi icke in know lo make mini multi non off on one pay pick pop"
    " post pre pro pseudo semi socio start stand super take ultra vice walk who win work".split()
)


def hyphens_in_words(passage: Passage) -> Iterator[Spot]:
    """Words in small letters whose second half is no word, or that also stand here in one."""
    if not passage.swedish:
        return
    for match in _HYPHENED.finditer(passage.text):
        first, second = match[1], match[2]
        # What has no vowel is read letter by letter: `pdf-filer`, `sms-kod`.
        if first in _KEEPS or not re.search("[aeiouyåäöé]", first):
            continue
        joined = first + second
        known = len(joined) > 6 and _stands_elsewhere(passage, joined)
        if known or (len(first) > 2 and _ENDING.match(second)):
            yield Spot("KP306", *match.span(), values={"word": match[0], "joined": joined})


def _stands_elsewhere(passage: Passage, word: str) -> bool:
    start = re.compile(rf"\b{word}", re.IGNORECASE)
    return bool(start.search(passage.file.source.text))


@rule("KP307", "colon-before-list", W, fixable=True)
def colon_before_list(document: AnyDocument, prose: Prose) -> Hits:
    """A semicolon stands before what is listed.

    What is announced comes after a colon; a semicolon parts what could be two sentences (Svenska
    skrivregler).

    Bad::

        nio områden, bland annat; dokument, avtal och samarbete

    Good::

        nio områden, bland annat: dokument, avtal och samarbete
    """
    for found in prose.spots("KP307"):
        yield hit(found.place, fix=found.fix)


_INTRODUCES = expression(
    r"(?:\b(?:bland (?:annat|andra)|till exempel|exempelvis|som följer|nämligen|det vill säga"
    r"|följande(?: \w+){0,2}|dessa(?: \w+){1,2}|for example|namely|as follows"
    r"|the following(?: \w+){0,2})|\bt\.ex\.|\bbl\.a\.)([ \u00a0]*;)(?=\s|$)"
)
_SEMICOLON = expression(
    r"\b(?:(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|flera|olika|\d+)(?: \w+){1,2}"
    r"|\w{3,}(?:arna|orna|erna|ena))([ \u00a0]*;)\s+([^.;:!?\n–]*)(?=[.\n]|$)"
)
_UNTIL = expression(r"[^.!?]*")
_SEVERAL = expression(r",| (?:och|samt|eller|and|or) ")
_LISTED = expression(r"(?:[^,]{1,40}, )+[^,]{1,40},? (?:och|samt|eller) [^,]{1,60}$")
_CLAUSE = expression(
    r"(?:^|, |och |samt |eller )(?:jag|du|han|hon|hen|den|det|man|vi|ni|de|som|där|här|nu|då|så|om"
    r"|att|är|var|har|hade|kan|ska|blir|får|inte)\b"
)


def semicolons(passage: Passage) -> Iterator[Spot]:
    """Semicolons after what announces a list, and before what plainly is one."""
    text = passage.text
    for match in _INTRODUCES.finditer(text):
        start, end = match.span(1)
        listed = _UNTIL.match(text, end)
        if listed and listed[0].strip() and not _SEVERAL.search(listed[0]):
            continue
        yield Spot("KP307", start, end, "", ((start, end, ":"),))
    if not passage.swedish:
        return
    for match in _SEMICOLON.finditer(text):
        rest = match[2].rstrip()
        if _LISTED.match(rest) and not _CLAUSE.search(rest):
            start, end = match.span(1)
            yield Spot("KP307", start, end, "", ((start, end, ":"),))


@rule("KP308", "stray-space", W, fixable=True)
def stray_space(document: AnyDocument, prose: Prose) -> Hits:
    """A space too many: before a full stop or comma, beside another, or at a paragraph's ends.

    It is seen on the page, and a full stop after it may begin the next line. A no-break space has
    its place inside numbers and before units, not beside other spaces.

    Bad::

        i landets södra delar . Nu  söker vi pengar

    Good::

        i landets södra delar. Nu söker vi pengar
    """
    for variant in ("before", "double", "ends"):
        for found in prose.spots("KP308", variant):
            yield hit(found.place, variant, fix=found.fix)


_OTHERS = "\u00a0\u2007\u2009\u202f"
_SPACES = f" {_OTHERS}"
_BEFORE = expression(rf"(?<=[^\s{_SPACES}])([{_SPACES}]+)(?=[.,;!?:](?:[\s”\")]|$))")
_MAYBE_STRAY = expression(r" [ .,;!?:]")
_DOUBLE = expression(rf"[{_SPACES}]{{2,}}")
_NO_BREAK = "\u00a0\u2007\u202f"
_EDGE = rf"[{_SPACES}]*[{_NO_BREAK}][{_SPACES}]*"
_ENDS = expression(rf"^{_EDGE}|{_EDGE}$")
_PLAIN = expression(r"[^\W\d_]|[”“(–]")


def stray_spaces(passage: Passage) -> Iterator[Spot]:
    """Spaces where none belongs."""
    text = passage.text
    others = any(map(text.__contains__, _OTHERS))
    # Most texts have single blanks alone, and none before a mark.
    if not others and not _MAYBE_STRAY.search(text):
        return
    if others:
        for match in _ENDS.finditer(text):
            start, end = match.span()
            # At the start of a line the sign that moves up may make a list or a heading of it.
            safe = start > 0 or _PLAIN.match(text, end)
            if match[0] and len(match[0]) < len(text):
                yield Spot("KP308", start, end, "ends", ((start, end, ""),) if safe else ())
    for match in _BEFORE.finditer(text):
        start, end = match.span(1)
        yield Spot("KP308", start, end, "before", ((start, end, ""),))
    for match in _DOUBLE.finditer(text):
        start, end = match.span()
        if start > 0 and end < len(text):
            yield Spot("KP308", start, end, "double", ((start, end, " "),))

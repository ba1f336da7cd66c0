"""Words that an authority writes in one way."""

import re
from collections.abc import Iterator

from kppress.check.expression import expression
from kppress.check.passage import Passage, Spot
from kppress.check.prose import Prose
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument

W = Severity.WARNING


@rule("KP320", "official-words", W, fixable=True)
def official_words(document: AnyDocument, prose: Prose) -> Hits:
    """A name or term is not written as the authority concerned writes it.

    The risk of fire is small, moderate, great, very great or extremely great, in SMHI's and MSB's
    scale; `hög` is none of its steps. The agency for development is Sida. The county councils have
    been regions since 2019.

    Bad::

        Det råder extrem hög brandrisk, säger SIDA.

    Good::

        Det råder extremt stor brandrisk, säger Sida.
    """
    for variant in ("fire", "sida"):
        for found in prose.spots("KP320", variant):
            yield hit(found.place, variant, fix=found.fix, right=found.values["right"])
    for found in prose.spots("KP320", "region"):
        yield hit(found.place, "region", written=found.values["written"])


_FIRE = expression(
    r"\b((?:(extremt?|mycket|väldigt|särskilt)([ \u00a0\n]+))?)(hög|höga|högre)(?=[ \u00a0\n]+"
    r"(?:brandrisk|gräsbrandrisk|skogsbrandrisk)\w*)",
    re.IGNORECASE,
)
_STEPS = {"hög": "stor", "höga": "stora", "högre": "större"}
_SIDA = expression(r"\bSIDA(:s|s)?\b(?=(-?))")
_LOUD = expression(r"[A-ZÅÄÖ]{4,}$")
_COUNCIL = expression(r"\b[Ll]andsting(?:et|ets|en|ens)\b")
_PAST = expression(
    r"\b(?:dåvarande|tidigare|förra|gamla|f\.d\.|förutvarande|före detta|Stockholms läns"
    r"|blir|blev|ombilda\w*|1[89]\d\d|200\d|201[0-8])\b",
    re.IGNORECASE,
)
_REST = expression(r"[.!?]\s")


def official(passage: Passage) -> Iterator[Spot]:
    """The risk of fire, Sida and the county councils."""
    if not passage.swedish:
        return
    text = passage.text
    if "brandrisk" in text:
        for match in _FIRE.finditer(text):
            yield _fire(match)
    if "SIDA" in text:
        for match in _SIDA.finditer(text):
            around = text[max(0, match.start() - 12) : match.start()].split()
            after = text[match.end() : match.end() + 12].split()
            # Among capitals it is the word for a page: `NÄSTA SIDA`.
            if any(_LOUD.match(word) for word in (*around[-1:], *after[:1])):
                continue
            right = "Sidas" if match[1] else "Sida"
            yield Spot("KP320", *match.span(), "sida", ((*match.span(), right),), {"right": right})
    if "andsting" in text:
        for match in _COUNCIL.finditer(text):
            begun = max((m.end() for m in _REST.finditer(text, 0, match.start())), default=0)
            ends = _REST.search(text, match.end())
            # Of what was before 2019 the old name is the right one.
            if not _PAST.search(text, begun, ends.start() if ends else len(text)):
                yield Spot("KP320", *match.span(), "region", values={"written": match[0]})


def _fire(match: re.Match[str]) -> Spot:
    degree, gap, word = match[2], match[3] or "", match[4]
    wanted = _STEPS[word.casefold()]
    if word[0].isupper():
        wanted = wanted.capitalize()
    edits: tuple[tuple[int, int, str], ...] = ((*match.span(4), wanted),)
    right = wanted
    if degree:
        adverb = degree + "t" if degree.casefold() == "extrem" else degree
        right = adverb + gap + wanted
        if adverb != degree:
            edits = ((match.end(2), match.end(2), "t"), *edits)
    values = {"right": " ".join(right.split())}
    return Spot("KP320", *match.span(), "fire", edits, values, ((match.start(), match.end()),))

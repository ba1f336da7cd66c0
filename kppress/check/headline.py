"""Headline and lead: what lists, feeds and mail programs show."""

import re

from kppress.check.expression import expression
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Place, Severity
from kppress.model.document import AnyDocument, Document

W = Severity.WARNING

HEADLINE = 80
"""Characters. What a list, a search engine and a mail's subject show whole."""
HEADLINE_AT_MOST = 110
"""Characters. schema.org's `headline`, as search engines read it."""
LEAD = 60
"""Words."""

_WORD = expression(r"[^\W_]+")
_LOUD = expression(r"\b[A-ZÅÄÖÉÜ]{4,}(?:\s+[A-ZÅÄÖÉÜ]{4,}){2,}\b")
_SHORTENED = expression(
    r"(?:\b\w\.\w|\b(?:bl|ca|dvs|etc|inkl|kl|m|max|mfl|mm|nr|osv|st|tel|tfn))\.$"
)


@rule("KP411", "long-headline", W)
def long_headline(document: AnyDocument) -> Hits:
    """The headline is longer than 80 characters.

    Lists, search engines and mail programs cut it, often before the verb; over 110 search engines
    may pass it over.

    Bad::

        rubrik: Växjö kommun fördjupar sitt sydafrikasamarbete genom projektarbete kring
          ungdomsfrågor och ekonomistyrning

    Good::

        rubrik: Växjö fördjupar samarbetet med Sydafrika
    """
    length = len(document.title)
    if length > HEADLINE:
        variant = "very_long" if length > HEADLINE_AT_MOST else ""
        yield hit(document.source.place("title"), variant, length=length, limit=HEADLINE)


@rule("KP412", "shouting-headline", W)
def shouting_headline(document: AnyDocument) -> Hits:
    """The headline shouts: words in capitals or several exclamation marks.

    Capitals are hard to read, some screen readers spell them out, and mail with them is taken for
    spam.

    Bad::

        rubrik: STORA VÄGARBETEN I SOMMAR

    Good::

        rubrik: Stora vägarbeten i sommar
    """
    title = document.title
    letters = [c for c in title if c.isalpha()]
    longest = max((len(word) for word in _WORD.findall(title)), default=0)
    if title.isupper() and len(letters) >= 8 and longest >= 5:
        yield hit(document.source.place("title"))
    elif loud := _LOUD.search(title):
        yield hit(_within_title(document, loud[0]))
    elif marks := re.search(r"!\s*!+", title):
        yield hit(_within_title(document, marks[0]), "marks")


@rule("KP413", "headline-full-stop", W)
def headline_full_stop(document: AnyDocument) -> Hits:
    """The headline ends with a full stop.

    A headline is no sentence of the text; the full stop belongs to abbreviations alone.

    Bad::

        rubrik: Växjö får två nya förskolor.

    Good::

        rubrik: Växjö får två nya förskolor
    """
    title = document.title
    if title.endswith(".") and not title.endswith("..") and not _SHORTENED.search(title):
        yield hit(_within_title(document, "."))


def _within_title(document: Document, words: str) -> Place:
    """The last place of some words of the headline, or all of it where it is written otherwise."""
    source = document.source
    span = source.spans.get(("title",))
    index = source.text.rfind(words, *span) if span else -1
    if index < 0:
        return source.place("title")
    return Place.within(source.path, source.text, index, index + len(words))


@rule("KP414", "long-lead", W)
def long_lead(document: AnyDocument) -> Hits:
    """The lead has more than 60 words.

    It is what feeds, lists and mail programs show, and all that many readers read: who does what,
    when and why.

    Bad::

        ingress: (sixty-one words or more)

    Good::

        ingress: Två nya projekt för samman Växjö och Potchefstroom. Det ena gäller ungdomar,
          det andra ekonomi.
    """
    count = len(document.lead.split())
    if count > LEAD:
        yield hit(document.source.place("lead"), count=count, limit=LEAD)


@rule("KP415", "lead-repeats-headline", W)
def lead_repeats_headline(document: AnyDocument) -> Hits:
    """The lead says the headline again.

    The two always stand together, so the reader gets the same words twice and the news a paragraph
    later.

    Bad::

        rubrik: Växjö får två nya förskolor
        ingress: Växjö får två nya förskolor. De öppnar i augusti.

    Good::

        rubrik: Växjö får två nya förskolor
        ingress: I augusti öppnar förskolor på Hovshaga och i Vikaholm.
    """
    title = _WORD.findall(document.title.casefold())
    lead = _WORD.findall(document.lead.casefold())
    if len(title) >= 2 and lead[: len(title)] == title:
        yield hit(document.source.place("lead"))

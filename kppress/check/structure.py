"""The parts of a text: headline, lead, headings, footnotes."""

import re
from collections.abc import Iterator

from kppress.check.outline import Outline, place_of_node, place_of_words
from kppress.check.rule import Hits, hit, rule
from kppress.model.body import Picture, Text, plain
from kppress.model.diagnostic import Place, Severity
from kppress.model.document import AnyDocument, Document, Release

E, W = Severity.ERROR, Severity.WARNING

HEADLINE = 80
"""Characters. What a list, a search engine and a mail's subject show whole."""
HEADLINE_AT_MOST = 110
"""Characters. schema.org's `headline`, as search engines read it."""
LEAD = 60
"""Words."""

_WORD = re.compile(r"[^\W_]+")
_LOUD = re.compile(r"\b[A-ZÅÄÖÉÜ]{4,}(?:\s+[A-ZÅÄÖÉÜ]{4,}){2,}\b")
_SHORTENED = re.compile(
    r"(?:\b\w\.\w|\b(?:bl|ca|dvs|etc|inkl|kl|m|max|mfl|mm|nr|osv|st|tel|tfn))\.$"
)
_TAG = re.compile(r"</?[A-Za-z][\w-]*")
_FOOTNOTE = re.compile(rb"\[\^([^\]\s]+)\]")


@rule("KP401", "empty-heading", E)
def empty_heading(document: AnyDocument, outline: Outline) -> Hits:
    """A heading has no words.

    Those who listen to a page go from heading to heading, and this one says nothing (WCAG 2.2,
    2.4.6).

    Bad::

        ##

    Good::

        ## Två nya projekt
    """
    for heading in outline.headings:
        shown = any(isinstance(child, Picture) and child.alt for child in heading.children)
        if not plain(heading.children).strip() and not shown:
            yield hit(place_of_node(document, heading.start, heading.end))


@rule("KP402", "skipped-heading-level", W)
def skipped_heading_level(document: AnyDocument, outline: Outline) -> Hits:
    """A heading is more than one level below the one before it.

    Levels tell those who listen how the text is built; a skipped one sounds as if something were
    missing (WCAG 2.2, 1.3.1).

    Bad::

        ## Projekten

        #### Ekonomi

    Good::

        ## Projekten

        ### Ekonomi
    """
    above = 1  # the headline
    for heading in outline.headings:
        if heading.level > above + 1:
            place = place_of_words(document, heading)
            yield hit(place, level=heading.level, wanted="#" * (above + 1), above=above)
        above = heading.level


@rule("KP403", "h1-in-body", W)
def h1_in_body(document: AnyDocument, outline: Outline) -> Hits:
    """A heading of the first level stands in the text.

    The headline is the page's only one; the text's own begin at the second.

    Bad::

        # Projekten

    Good::

        ## Projekten
    """
    for heading in outline.headings:
        if heading.level == 1 and heading.children:
            yield hit(place_of_words(document, heading))


@rule("KP404", "raw-html", E)
def raw_html(document: AnyDocument, outline: Outline) -> Hits:
    """The text holds raw HTML.

    The same text becomes a page, a mail, a feed and plain text, so HTML is never passed on: what it
    was meant to do would be missing everywhere.

    Bad::

        Besöken är <b>externt</b> finansierade.

    Good::

        Besöken är **externt** finansierade.
    """
    opened = False
    for raw in outline.raw:
        closing = raw.html.startswith("</")
        # The end of an element whose beginning has been told of is no fault of its own.
        if closing and opened:
            continue
        opened = opened or not closing
        tag = _TAG.match(raw.html.lstrip())
        place = place_of_node(document, raw.start, raw.end)
        yield hit(place, "" if tag else "comment", tag=f"{tag[0]}>" if tag else "")


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


@rule("KP416", "undefined-footnote", W)
def undefined_footnote(document: AnyDocument, outline: Outline) -> Hits:
    """The text refers to a footnote that does not exist.

    Readers see the mark as it was typed.

    Bad::

        Besöken kostar 400 000 kronor.[^1]

    Good::

        Besöken kostar 400 000 kronor.[^1]

        [^1]: Enligt projektets budget.
    """
    if not any("[^" in text.text for text in outline.texts):
        return
    body = document.source.text[document.source.body_start :].encode()
    for start, end, label in _unknown_marks(body, outline.texts):
        yield hit(place_of_node(document, start, end), label=label)


def _unknown_marks(body: bytes, texts: tuple[Text, ...]) -> Iterator[tuple[int, int, str]]:
    """A mark without its footnote is text to the parser; one with a backslash was meant so."""
    for text in texts:
        for mark in _FOOTNOTE.finditer(body, text.start, text.end):
            if body[mark.start() - 1 : mark.start()] != b"\\":
                yield mark.start(), mark.end(), mark[1].decode(errors="replace")


@rule("KP417", "empty-text", W)
def empty_text(document: Release) -> Hits:
    """The release has no text below its lead.

    Perhaps it was not saved, or stands in a field.

    Bad::

        ---
        rubrik: Växjö får två nya förskolor
        ingress: De öppnar i augusti.
        ---

    Good::

        ---
        rubrik: Växjö får två nya förskolor
        ingress: De öppnar i augusti.
        ---

        Förskolorna ligger på Hovshaga och i Vikaholm.
    """
    # A text that could not be read (KP009) is empty too, and has been told of.
    if not document.body and not document.source.text[document.source.body_start :].strip():
        yield hit(document.source.place("title"))

"""The parts of a text: headings, footnotes, and what is no text at all."""

from collections.abc import Iterator

from kppress.check.expression import expression
from kppress.check.outline import Outline, place_of_node, place_of_words
from kppress.check.rule import Hits, hit, rule
from kppress.model.body import Picture, Text
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument, Release
from kppress.model.walk import plain

E, W = Severity.ERROR, Severity.WARNING

_TAG = expression(r"</?[A-Za-z][\w-]*")
_FOOTNOTE = expression(rb"\[\^([^\]\s]+)\]")


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
    if not _is_written(document, "<"):
        return
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
    if not _is_written(document, "[^"):
        return
    body = document.source.text[document.source.body_start :].encode()
    for start, end, label in _unknown_marks(body, outline.texts):
        yield hit(place_of_node(document, start, end), label=label)


def _is_written(document: AnyDocument, sign: str) -> bool:
    """Whether the text has a sign at all: without it nothing needs to be looked for in its tree."""
    return document.source.text.find(sign, document.source.body_start) >= 0


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

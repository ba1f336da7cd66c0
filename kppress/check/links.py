"""Links: what they say, and where they lead."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import assert_never

from kppress.check.catalogue import Catalogue
from kppress.check.expression import expression
from kppress.check.family import Family
from kppress.check.outline import Outline, place_of_node, place_of_target, place_of_words
from kppress.check.rule import Hit, Hits, hit, rule
from kppress.check.target import Target, target_of
from kppress.model.anchors import anchors_of, leads_to
from kppress.model.body import Inline, Link, Node, Picture
from kppress.model.diagnostic import Place, Scope, Severity
from kppress.model.document import AnyDocument, Document, Notice
from kppress.model.newsroom import Newsroom
from kppress.model.places import own_place
from kppress.model.walk import children_of, plain

E, W = Severity.ERROR, Severity.WARNING

VAGUE = frozenset(
    """här / se här / klicka här / klicka / läs mer / läs mer här / läs mera / läs vidare / mer /
    mer här / mer info / mer information / mer information här / länk / länken / denna länk /
    den här länken / denna sida / den här sidan / via länken / hit / here / click here / click /
    read more / read more here / more / more info / more information / learn more / link /
    this link / this page / see here""".replace("\n", " ").split(" / ")
)
"""Words that say nothing of where a link goes."""

_ADDRESS = expression(r"https?://\S+$", re.IGNORECASE)


@rule("KP405", "vague-link-text", W)
def vague_link_text(document: AnyDocument, outline: Outline) -> Hits:
    """The link's words do not say where it goes.

    Many go through a page from link to link, and hear only `här, här, läs mer` (WCAG 2.2, 2.4.4). A
    bare address is read out sign by sign.

    Bad::

        Läs mer om projektet [här](projektet.md).

    Good::

        Läs mer om [projektet i Potchefstroom](projektet.md).
    """
    for link, target in outline.links:
        words = " ".join(_words(link.children).split())
        if not words:
            yield hit(place_of_node(document, link.start, link.end), "empty")
        elif words.casefold().strip(" .,:;!?…»›>→") in {*VAGUE, ""}:
            yield hit(place_of_words(document, link), words=words)
        elif target.kind == "web" and _ADDRESS.match(words):
            yield hit(place_of_words(document, link), "address", words=words)


def _words(children: tuple[Inline, ...]) -> str:
    """The words of a link; where there are none, the alt texts of the pictures in it."""
    words = plain(children)
    if words.strip():
        return words
    alts: list[str] = []
    waiting: list[Node] = [*children]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Picture):
            alts.append(node.alt)
        waiting.extend(children_of(node))
    return " ".join(alts)


@rule("KP406", "link-leads-nowhere", E)
def link_leads_nowhere(document: AnyDocument, outline: Outline, catalogue: Catalogue) -> Hits:
    """The link, or the related document, does not exist.

    The link becomes plain text on the page, and readers miss what they were promised.

    Bad::

        Läs om [vårt partnerskap](kommunala-partnerskp.md).

    Good::

        Läs om [vårt partnerskap](kommunala-partnerskap.md).
    """
    within = any(target.kind == "fragment" for _, target in outline.links)
    anchors = frozenset(anchors_of(document.body).values()) if within else frozenset()
    for link, target in outline.links:
        if found := _nowhere(document, anchors, catalogue, link, target):
            yield found
    for where, written in _absolute(document, outline, catalogue):
        own = own_place(written, catalogue.newsroom.settings)
        if own and not catalogue.places.find(own.path):
            yield hit(where(), "site", target=own.path)
    if catalogue.inherits(document, "related"):
        return
    for index, reference in enumerate(document.related):
        if catalogue.find(reference, document) or catalogue.is_unread(reference, document):
            continue
        place = document.source.place("related", index)
        meant = catalogue.candidates(reference, document)
        if meant:
            yield hit(place, "ambiguous", target=reference, first=meant[0].path)
        else:
            guess = catalogue.nearest_name(reference)
            yield hit(place, "related_guess" if guess else "related", target=reference, guess=guess)


def _absolute(
    document: Document, outline: Outline, catalogue: Catalogue
) -> Iterator[tuple[Callable[[], Place], str]]:
    """Every absolute address that a document names, which may lead into the site itself."""
    for link, target in outline.links:
        if target.kind in ("web", "site"):
            yield partial(place_of_target, document, link), target.written
    for picture in outline.pictures:
        if target_of(document.path, picture.target).kind in ("web", "site", "host"):
            yield partial(place_of_target, document, picture), picture.target
    if isinstance(document, Notice) and document.web and not catalogue.inherits(document, "web"):
        yield partial(document.source.place, "web"), document.web


def _nowhere(
    document: Document,
    anchors: frozenset[str],
    catalogue: Catalogue,
    link: Link,
    target: Target,
) -> Hit | None:
    match target.kind:
        case "web" | "other" | "unsafe" | "site":
            return None
        case "empty":
            return hit(place_of_node(document, link.start, link.end), "empty")
        case "host":
            place = place_of_target(document, link)
            return hit(place, "host", target=f"https://{target.written.strip().lstrip('/')}")
        case "fragment":
            if leads_to(target.path, anchors):
                return None
            return hit(place_of_target(document, link), "fragment", target=target.written)
        case "document" | "file":
            path = target.path
            if catalogue.exists(path) or target.is_outside:
                return None
            guess = catalogue.nearest(path, document.path)
            place = place_of_target(document, link)
            return hit(place, "guess" if guess else "", target=target.written, guess=guess)
        case _:
            assert_never(target.kind)


@rule("KP407", "http-link", W)
def http_link(document: AnyDocument, outline: Outline, family: Family) -> Hits:
    """The link begins with http.

    What is sent that way can be read and changed on its way, and browsers warn of it; nearly every
    site answers to https.

    Bad::

        [Länsstyrelsen](http://www.lansstyrelsen.se/kronoberg)

    Good::

        [Länsstyrelsen](https://www.lansstyrelsen.se/kronoberg)
    """
    for link, target in outline.links:
        if target.scheme == "http":
            yield hit(place_of_target(document, link), target=target.written)
    if isinstance(document, Notice) and not family.inherits(document, "web"):
        web = document.web or ""
        if web.lower().startswith("http://"):
            yield hit(document.source.place("web"), target=web)


@rule("KP408", "link-to-unpublished", W, timed=True)
def link_to_unpublished(
    document: AnyDocument, outline: Outline, catalogue: Catalogue, now: datetime
) -> Hits:
    """The link leads to a document that will not be public when this one is.

    It is a draft, or comes later, or is under embargo.
    Nothing of it may be told, so the link becomes plain text until then.

    Bad::

        publicerad: 2018-05-07 09:00
        relaterat: [budget-2019]   (published 2018-10-01)

    Good::

        publicerad: 2018-05-07 09:00
        relaterat: [kommunala-partnerskap]
    """
    opened = catalogue.opening.of(document)
    if opened is None:
        return
    for where, other in _documents_named(document, outline, catalogue):
        if other is document or catalogue.is_public(other, max(opened, now)):
            continue
        until = catalogue.opening.of(other)
        if until is None or until <= max(opened, now):
            yield hit(where(), "draft", other=other.path)
        else:
            moment = catalogue.opening.dated(other).first_public_moment
            yield hit(where(), other=other.path, at=moment)


def _documents_named(
    document: AnyDocument, outline: Outline, catalogue: Catalogue
) -> Iterator[tuple[Callable[[], Place], AnyDocument]]:
    for link, target in outline.links:
        if target.kind == "document" and target.path in catalogue.by_path:
            yield partial(place_of_target, document, link), catalogue.by_path[target.path]
    for where, written in _absolute(document, outline, catalogue):
        if own := own_place(written, catalogue.newsroom.settings):
            # Several with one address are another fault, which has a finding of its own.
            yield from ((where, other) for other in catalogue.at_place(own.path)[:1])
    if not catalogue.inherits(document, "related"):
        for index, reference in enumerate(document.related):
            if other := catalogue.find(reference, document):
                yield partial(document.source.place, "related", index), other


@rule("KP409", "unsafe-link", E)
def unsafe_link(document: AnyDocument, outline: Outline) -> Hits:
    """The link begins with something that is no address for readers.

    It is a script, a file on someone's own computer, or asks for a program that few have.
    kppress never passes it on.

    Bad::

        [Budgeten](file:///C:/Users/anna/budget.pdf)

    Good::

        [Budgeten](budget.pdf)
    """
    for link, target in outline.links:
        if target.kind == "unsafe":
            own = target.scheme == "file" or len(target.scheme) == 1
            yield hit(place_of_target(document, link), "file" if own else "", scheme=target.scheme)


@rule("KP418", "footer-link-leads-nowhere", W, scope=Scope.NEWSROOM, timed=True)
def footer_link_leads_nowhere(newsroom: Newsroom, catalogue: Catalogue, now: datetime) -> Hits:
    """A link of the footer leads to nothing that readers can see on this site.

    The footer leaves it out, as the page may be a draft whose address nobody is to know. People who
    look for the accessibility statement then do not find it.

    Bad::

        [footer]
        sv = [{ title = "Tillgänglighet", url = "/tilgänglighet/" }]

    Good::

        [footer]
        sv = [{ title = "Tillgänglighet", url = "/tillganglighet/" }]
    """
    for links in newsroom.settings.footer.values():
        for link in links:
            own = own_place(link.url, newsroom.settings)
            if own is None:
                continue
            found = catalogue.at_place(own.path)[:1]
            if found and not catalogue.is_public(found[0], now):
                yield hit(_in_settings(newsroom, link.url), "unpublished", other=found[0].path)
            elif not catalogue.places.find(own.path):
                yield hit(_in_settings(newsroom, link.url), target=link.url)


def _in_settings(newsroom: Newsroom, url: str) -> Place:
    text = newsroom.settings_text
    start = text.find(url)
    return Place.within("kppress.toml", text, max(start, 0), max(start, 0) + len(url))

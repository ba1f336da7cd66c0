"""Who a document is: its id and addresses, its translations, corrections and withdrawal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kppress.check.catalogue import Catalogue
from kppress.check.embargo import earlier
from kppress.check.family import Family
from kppress.check.rule import Hits, hit, rule
from kppress.model.address import Addresses
from kppress.model.diagnostic import Scope, Severity
from kppress.model.document import AnyDocument, Document, Page
from kppress.model.moment import Moment
from kppress.model.newsroom import Newsroom
from kppress.model.term import CorrectionKind, Status

E, W = Severity.ERROR, Severity.WARNING

LONGEST = 200
"""Bytes of a part of an address. Disks take 255 for a name."""


@rule("KP203", "correction-without-note", E)
def correction_without_note(document: AnyDocument) -> Hits:
    """A correction does not say what was wrong and what is right.

    Those who have read the release cannot tell what to mend. A minor correction, of spelling, needs
    no note.

    Bad::

        rättelser:
          - när: 2018-05-08

    Good::

        rättelser:
          - när: 2018-05-08
            text: Mötet hålls i Alvesta, inte i Växjö.
    """
    for index, correction in enumerate(document.corrections):
        if not correction.note and correction.kind is CorrectionKind.CORRECTION:
            yield hit(document.source.place("corrections", index, "at"), at=correction.at)


@rule("KP204", "withdrawal-without-reason", E, of_withdrawn=True)
def withdrawal_without_reason(document: AnyDocument, family: Family) -> Hits:
    """The document is withdrawn and does not say why.

    The reason is all that readers find at its address from then on; without it they are left to
    guess.

    Bad::

        tillbakadragen:
          när: 2018-05-09

    Good::

        tillbakadragen:
          när: 2018-05-09
          skäl: Besöket ställdes in.
    """
    withdrawn = document.withdrawn
    if withdrawn and not withdrawn.reason and not family.inherits(document, "withdrawn"):
        yield hit(document.source.place("withdrawn", "at"), at=withdrawn.at)


@rule("KP205", "duplicate-id", E, scope=Scope.NEWSROOM)
def duplicate_id(newsroom: Newsroom) -> Hits:
    """Two documents have the same id, often because one began as a copy of the other.

    Feeds, mail and alerts know a document by its id, so subscribers get only one of the two.

    Bad::

        id: urn:uuid:01634f2c-2a80-7a3e-9b61-2f6f6d0f0a01   (in two files)

    Good::

        id: urn:uuid:01634f2c-2a80-7a3e-9b61-2f6f6d0f0a01
        id: urn:uuid:01634f2d-5b11-7c52-8e04-71c2a9d0e3b7
    """
    written: dict[str, list[AnyDocument]] = defaultdict(list)
    for document in newsroom.documents:
        if document.source.has("id") and "id" not in document.source.faulty:
            written[document.id.lower()].append(document)
    for document, other in _rivals(written.values()):
        yield hit(document.source.place("id"), other=other.path)


def _rivals(groups: Iterable[list[AnyDocument]]) -> Iterator[tuple[AnyDocument, AnyDocument]]:
    """Each document that shares something, and another that has it too."""
    for group in groups:
        for document in group if len(group) > 1 else ():
            for other in group:
                if other is not document and counts(document, other):
                    yield document, other
                    break


def counts(document: Document, other: Document) -> bool:
    """Whether `document` has to care: a draft hears of all, what is ready of no drafts.

    Otherwise a draft that began as a copy would stop the press by way of what it copied.
    """
    return document.status is Status.DRAFT or other.status is not Status.DRAFT


@rule("KP206", "duplicate-address", E, scope=Scope.NEWSROOM)
def duplicate_address(newsroom: Newsroom, catalogue: Catalogue) -> Hits:
    """Two documents have the same address, or a page has that of one of the site's own pages.

    Only one of them can be found there. An address that is too long could not be a folder.

    Bad::

        typ: sida
        adressnamn: feeds

    Good::

        typ: sida
        adressnamn: om-vara-floden
    """
    for document, other in _rivals(catalogue.addresses.values()):
        address = catalogue.address(document)
        yield hit(document.source.place("slug"), address=address, other=other.path)
    reserved = Addresses(newsroom.settings).reserved()
    for document in newsroom.documents:
        if len(document.slug) > LONGEST:
            yield hit(document.source.place("slug"), "long", address=document.slug, limit=LONGEST)
        if isinstance(document, Page):
            address = Addresses(newsroom.settings).document(document)
            if address in reserved:
                yield hit(document.source.place("slug"), "reserved", address=address)


@rule("KP208", "translation-without-original", W)
def translation_without_original(
    document: AnyDocument, newsroom: Newsroom, catalogue: Catalogue
) -> Hits:
    """The file's name says that it translates another, and that one does not exist.

    Without its original a translation inherits nothing: no date, no contacts, no embargo.

    Bad::

        2018-05-07-sydafrika.en.md   (alone)

    Good::

        2018-05-07-sydafrika.md
        2018-05-07-sydafrika.en.md
    """
    path = document.source.original
    if path and path not in catalogue.by_path and path not in newsroom.unread:
        yield hit(document.source.place(), original=path)


@rule("KP209", "stale-translation", W)
def stale_translation(document: AnyDocument, family: Family) -> Hits:
    """The original has been corrected and the translation has not.

    Those who read the other language still read what was wrong.

    Bad::

        corrections:   (the original has one of 2018-06-01)
          - at: 2018-05-20
            note: The meeting is in Alvesta.

    Good::

        corrections:
          - at: 2018-06-01
            note: The visit takes six days, not five.
    """
    original = family.original(document)
    if original is None:
        return
    newest = _last_correction(original)
    if newest is None:
        return
    known = [c.at for c in document.corrections]
    for name, moment in (("updated", document.updated), ("published", document.published)):
        if moment and document.source.has(name):
            known.append(moment)
    if all(earlier(moment, newest) for moment in known):
        yield hit(document.source.place("corrections"), at=newest, original=original.path)


def _last_correction(document: Document) -> Moment | None:
    told = (c.at for c in document.corrections if c.kind is CorrectionKind.CORRECTION)
    return max(told, default=None)

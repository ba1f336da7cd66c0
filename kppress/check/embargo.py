"""When a document opens, and whether its dates can be true."""

from datetime import datetime

from kppress.check.family import Family
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument, Document, Invitation, Occasion
from kppress.model.moment import Moment
from kppress.model.opening import DECIDING
from kppress.model.term import Status

E, W = Severity.ERROR, Severity.WARNING


def earlier(one: Moment, other: Moment) -> bool:
    """Whether `one` comes before `other`; by days where either is a date alone."""
    if one.exact and other.exact:
        return one.at < other.at
    return one.at.date() < other.at.date()


@rule("KP201", "embargo-before-publication", E, of_withdrawn=True)
def embargo_before_publication(document: AnyDocument, family: Family) -> Hits:
    """The embargo ends before the publication.

    An embargo holds back what is otherwise public; one that ends earlier holds nothing back, so one
    of the two dates is not what was meant.

    Bad::

        publicerad: 2018-05-07 09:00
        embargo till: 2018-05-06 09:00

    Good::

        publicerad: 2018-05-07 09:00
        embargo till: 2018-05-08 09:00
    """
    until, published = document.embargo_until, document.published
    if until is None or published is None or not earlier(until, published):
        return
    if any(not family.inherits(document, name) for name in ("embargo_until", "published")):
        yield hit(document.source.place("embargo_until"), until=until, published=published)


@rule("KP202", "freer-translation", E, of_withdrawn=True)
def freer_translation(document: AnyDocument, family: Family) -> Hits:
    """The translation says that it opens earlier than its original.

    kppress holds it back until the original opens, but whoever wrote the earlier date expects
    something else, and a translation that gets out first breaks the embargo.

    Bad::

        lang: en
        embargo_until: 2018-05-07 07:00   (the original: 2018-05-07 09:00)

    Good::

        lang: en
    """
    original = family.original(document)
    if original is None or (original.source.faulty | document.source.faulty) & DECIDING:
        return
    if original.status is Status.DRAFT:
        if document.status is not Status.DRAFT:
            yield hit(document.source.place("status"), "draft", original=original.path)
        return
    own, theirs = document.first_public_moment, original.first_public_moment
    if own is None or theirs is None or own.at >= theirs.at or document.status is Status.DRAFT:
        return
    named = [n for n in ("embargo_until", "published") if document.source.has(n)]
    yield hit(document.source.place(*named[:1]), own=own, theirs=theirs, original=original.path)


@rule("KP210", "date-logic", W, of_withdrawn=True)
def date_logic(document: AnyDocument, family: Family) -> Hits:
    """The document is said to be updated, corrected or withdrawn before it was published.

    Readers and search engines see these dates, and one of them is wrong.

    Bad::

        publicerad: 2018-05-07 09:00
        uppdaterad: 2018-05-04

    Good::

        publicerad: 2018-05-07 09:00
        uppdaterad: 2018-05-14
    """
    published = document.published
    if published is None:
        return
    source = document.source
    if (
        document.updated
        and earlier(document.updated, published)
        and not family.inherits(document, "updated")
    ):
        place = source.place("updated")
        yield hit(place, "updated", at=document.updated, published=published)
    for index, correction in enumerate(document.corrections):
        if earlier(correction.at, published):
            place = source.place("corrections", index, "at")
            yield hit(place, "correction", at=correction.at, published=published)
    withdrawn = document.withdrawn
    if (
        withdrawn
        and earlier(withdrawn.at, published)
        and not family.inherits(document, "withdrawn")
    ):
        place = source.place("withdrawn", "at")
        yield hit(place, "withdrawn", at=withdrawn.at, published=published)


@rule("KP211", "future-change", W, timed=True)
def future_change(document: AnyDocument, family: Family, now: datetime) -> Hits:
    """A correction or update is dated in the future.

    Readers see nothing of it until then, and an error that is known should not stand uncorrected.

    Bad::

        rättelser:
          - när: 2081-05-08
            text: Mötet hålls i Alvesta, inte i Växjö.

    Good::

        rättelser:
          - när: 2018-05-08
            text: Mötet hålls i Alvesta, inte i Växjö.
    """
    opened = family.opening.of(document)
    # What is yet to be published may be prepared with its dates.
    if opened is None or opened > now:
        return
    source = document.source
    for index, correction in enumerate(document.corrections):
        if correction.at.at > now:
            yield hit(source.place("corrections", index, "at"), "correction", at=correction.at)
    updated = document.updated
    if updated and updated.at > now and not family.inherits(document, "updated"):
        yield hit(source.place("updated"), "updated", at=updated)


@rule("KP212", "occasion-order", E)
def occasion_order(document: Invitation, family: Family) -> Hits:
    """The occasion ends before it begins, or answers are wanted after it has begun.

    Whoever puts it into a calendar or wants to come is led astray.

    Bad::

        tillfälle:
          börjar: 2018-07-10 10:00
          slutar: 2018-07-10 09:00

    Good::

        tillfälle:
          börjar: 2018-07-10 10:00
          slutar: 2018-07-10 11:30
    """
    occasion = document.occasion
    if occasion is not None and not family.inherits(document, "occasion"):
        yield from _order(document, occasion)


def _order(document: Document, occasion: Occasion) -> Hits:
    start, end, answer = occasion.start, occasion.end, occasion.rsvp_by
    if end and earlier(end, start):
        yield hit(document.source.place("occasion", "end"), "end", start=start, end=end)
    if answer and earlier(start, answer):
        place = document.source.place("occasion", "rsvp_by")
        yield hit(place, "rsvp", start=start, answer=answer)

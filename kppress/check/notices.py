"""Notices: that they say what to do, by whose decision, and for how long."""

from datetime import datetime

from kppress.check.catalogue import Catalogue
from kppress.check.embargo import earlier
from kppress.check.family import Family
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Severity
from kppress.model.document import Document, Notice, Page
from kppress.model.moment import Moment, next_minute
from kppress.model.term import SeverityOfEvent

E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

GRAVE = frozenset({SeverityOfEvent.EXTREME, SeverityOfEvent.SEVERE})


@rule("KP701", "no-instruction", W)
def no_instruction(document: Notice, family: Family) -> Hits:
    """A grave notice does not say what to do.

    In danger people first look for what is asked of them (CAP 1.2, 3.2.2, `instruction`).

    Bad::

        händelse: Eldningsförbud
        allvarlighetsgrad: allvarlig

    Good::

        händelse: Eldningsförbud
        allvarlighetsgrad: allvarlig
        uppmaning: Elda inte utomhus. Ring 112 om du ser en brand.
    """
    if document.severity not in GRAVE or document.cancels or document.instruction:
        return
    if "instruction" not in document.source.faulty and not family.inherits(document, "severity"):
        yield hit(document.source.place("severity"), severity=document.severity)


@rule("KP702", "expired", INFO, timed=True)
def expired(document: Notice, family: Family, now: datetime) -> Hits:
    """The notice has expired.

    Its banner is gone by itself; it stands among the past ones.

    Bad::

        upphör: 2018-07-01   (read on 5 July 2018)

    Good::

        upphör: 2018-08-31 18:00
    """
    if _has_passed(document.expires, now) and not family.inherits(document, "expires"):
        yield hit(document.source.place("expires"), at=document.expires)


@rule("KP703", "review-passed", W, timed=True)
def review_passed(document: Notice | Page, catalogue: Catalogue, now: datetime) -> Hits:
    """The day by which someone was to read this again has passed.

    Of a notice readers see that it has not been confirmed since; a page may have grown old unseen.

    Bad::

        granskas senast: 2018-07-01   (read on 5 July 2018)

    Good::

        granskas senast: 2018-07-11
    """
    if not _has_passed(document.review_by, now) or catalogue.inherits(document, "review_by"):
        return
    if isinstance(document, Page):
        yield hit(document.source.place("review_by"), "page", at=document.review_by)
    elif not _has_passed(document.expires, now) and document.id not in catalogue.superseded:
        yield hit(document.source.place("review_by"), at=document.review_by)


def _has_passed(moment: Moment | None, now: datetime) -> bool:
    """Whether the minute that was named, to its end, lies behind."""
    return moment is not None and next_minute(moment.at) <= now


@rule("KP704", "expires-before-effective", E)
def expires_before_effective(document: Notice, family: Family) -> Hits:
    """The notice expires before it takes effect, so it is never in force and no banner shows it.

    Bad::

        gäller från: 2018-07-04 08:00
        upphör: 2018-07-03

    Good::

        gäller från: 2018-07-04 08:00
        upphör: 2018-08-31 18:00
    """
    expires = document.expires
    for start, variant in ((document.effective, ""), (document.onset, "onset")):
        if expires is None or start is None or not earlier(expires, start):
            continue
        if not family.inherits(document, "expires"):
            place = document.source.place("expires")
            yield hit(place, variant, expires=expires, start=start)
            return


@rule("KP705", "no-issuer", W)
def no_issuer(document: Notice, family: Family) -> Hits:
    """The notice does not say who has decided.

    Readers trust, and journalists call, the authority behind it; a fire ban is often the county's
    and not the municipality's.

    Bad::

        händelse: Eldningsförbud

    Good::

        händelse: Eldningsförbud
        beslutad av: Länsstyrelsen i Kronobergs län
    """
    if document.issuer or document.cancels or "issuer" in document.source.faulty:
        return
    if not family.inherits(document, "issuer"):
        place = document.source.place("event" if document.event else "title")
        yield hit(place)


@rule("KP706", "replaces-no-notice", E)
def replaces_no_notice(document: Notice, catalogue: Catalogue) -> Hits:
    """What this notice replaces or cancels is no notice, does not exist, or is the notice itself.

    The earlier one would stay in force beside it.

    Bad::

        upphäver: 2018-07-04-eldningsforbud   (no file or address by that name)

    Good::

        upphäver: eldningsforbud-kronoberg
    """
    for field in ("replaces", "cancels"):
        reference = getattr(document, field)
        if reference and not catalogue.inherits(document, field):
            yield from _earlier_notice(document, catalogue, field, reference)


def _earlier_notice(document: Notice, catalogue: Catalogue, field: str, reference: str) -> Hits:
    place = document.source.place(field)
    name = document.source.spelling(Notice, field)
    found = catalogue.find(reference, document)
    meant = catalogue.candidates(reference, document)
    if found is not None and _is_same(found, document):
        yield hit(place, "itself", field=name)
    elif found is not None and not isinstance(found, Notice):
        yield hit(place, "other_type", field=name, other=found.path)
    elif found is None and meant:
        yield hit(place, "ambiguous", field=name, target=reference, first=meant[0].path)
    elif found is None and not catalogue.is_unread(reference, document):
        guess = catalogue.nearest_name(reference)
        variant = "guess" if guess else ""
        yield hit(place, variant, field=name, target=reference, guess=guess)


def _is_same(one: Document, other: Document) -> bool:
    return (one.source.original or one.path) == (other.source.original or other.path)

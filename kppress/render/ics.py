"""iCalendar (RFC 5545) for invitations: the occasion, for any calendar.

The same event in all languages of an invitation, so that who takes in both has one. Nothing in the
file depends on the moment of the build: DTSTAMP is the last change (3.8.7.2, without METHOD's
round trips), SEQUENCE counts the changes (3.8.7.4).
"""

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from kppress.locale.words import phrases
from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument, Invitation, Occasion
from kppress.model.edition import Edition
from kppress.model.moment import Moment
from kppress.render.edition import Editor

if TYPE_CHECKING:
    from icalendar import Event

NAME = "index.ics"
PRODUCT = "-//kppress//kppress//SV"


def calendar(document: AnyDocument, editor: Editor) -> Artifact | None:
    """`index.ics` beside the page of an invitation; None for what has no occasion."""
    if not isinstance(document, Invitation) or document.occasion is None:
        return None
    from icalendar import Calendar, Timezone  # late: 80 ms, and few documents are invitations

    edition = editor.edition(document)
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    if edition.email:  # RFC 5546, 3.2.1: what is published has an organiser
        made.add("method", "PUBLISH")
    event = _event(document, document.occasion, edition, editor)
    first = document.occasion.start.at.date()
    last = (document.occasion.end or document.occasion.start).at.date()
    if document.occasion.start.exact or (document.occasion.end and document.occasion.end.exact):
        # The zone's own rules, a year to each side: enough for who moves the occasion.
        year = timedelta(days=366)
        name = str(editor.settings.zone)
        zone = Timezone.from_tzid(name, first_date=first - year, last_date=last + year)
        zone.pop("COMMENT", None)  # the library's own, in English
        made.add_component(zone)
    made.add_component(event)
    return Artifact(path=edition.folder + NAME, content=made.to_ical(sorted=False))


def _event(document: Invitation, occasion: Occasion, edition: Edition, editor: Editor) -> "Event":
    from icalendar import Event, vCalAddress, vText

    words = phrases("terms", edition.lang)
    event = Event()
    event.add("uid", _leading(document, editor).id)
    changed = document.last_changed
    moments = [m for m in (document.first_public, changed.at if changed else None) if m]
    stamped = max(moments, default=occasion.start.at)  # a draft in a preview has neither
    event.add("dtstamp", stamped.astimezone(UTC))
    event.add("last-modified", stamped.astimezone(UTC))
    event.add("sequence", len(document.corrections) + int(occasion.cancelled))
    whole_days = not occasion.start.exact and not (occasion.end and occasion.end.exact)
    event.add("dtstart", _time(occasion.start, editor, whole_days=whole_days))
    if occasion.end:
        end = _time(occasion.end, editor, whole_days=whole_days)
        # The end of whole days is the day after them (3.6.1).
        event.add("dtend", end + timedelta(days=1) if whole_days else end)
    title = edition.title
    event.add("summary", words["calendar.cancelled"].format(title=title)
              if occasion.cancelled else title)  # fmt: skip
    event.add("status", "CANCELLED" if occasion.cancelled else "CONFIRMED")
    place = ", ".join(part for part in (occasion.place, occasion.address) if part)
    if place:
        event.add("location", place)
    event.add("description", _description(edition))
    event.add("url", edition.url)
    if edition.topics:
        event.add("categories", [topic.title for topic in edition.topics])
    if edition.email:
        organiser = vCalAddress(f"mailto:{edition.email}")
        organiser.params["CN"] = vText(edition.organisation)
        event.add("organizer", organiser, encode=False)
    return event


def _leading(document: Invitation, editor: Editor) -> AnyDocument:
    """The edition that the others translate."""
    editions = editor.view.editions_of(document)
    return next((d for d in editions if d.source.original is None), document)


def _time(moment: Moment, editor: Editor, *, whole_days: bool) -> date:
    at = moment.at.astimezone(editor.settings.zone)
    return at.date() if whole_days else at


def _description(edition: Edition) -> str:
    """Lead, programme and where to answer, for who reads it on a telephone on the way."""
    occasion = edition.occasion
    assert occasion is not None
    words = phrases("web", edition.lang)
    rsvp = ", ".join(
        part
        for part in (
            words["rsvp_by"].format(when=occasion.rsvp_by) if occasion.rsvp_by else "",
            occasion.rsvp_to,
        )
        if part
    )
    said = (
        edition.lead,
        "\n".join(occasion.programme),
        f"{words['rsvp']}: {rsvp}" if rsvp else "",
        edition.url,
    )
    return "\n\n".join(part for part in said if part)

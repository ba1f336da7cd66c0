"""What only some types of document say: an invitation's occasion, a page's projects."""

from typing import TYPE_CHECKING

from kppress.locale.dates import span, stamp
from kppress.locale.words import phrases
from kppress.model.document import AnyDocument, Invitation, Page, Project
from kppress.model.edition import Link, OccasionView, ProjectView
from kppress.render.people import contact_groups

if TYPE_CHECKING:
    from kppress.render.edition import Editor


def occasion_view(document: AnyDocument, calendar: Link | None = None) -> OccasionView | None:
    """What an invitation invites to, in words; `calendar` leads to it as a file."""
    if not isinstance(document, Invitation) or document.occasion is None:
        return None
    occasion, language = document.occasion, document.lang
    to = occasion.rsvp_to or ""
    url = to if to.startswith(("https://", "http://")) else f"mailto:{to}" if "@" in to else ""
    return OccasionView(
        when=span(occasion.start, occasion.end, language),
        start=stamp(occasion.start, language),
        end=stamp(occasion.end, language) if occasion.end else None,
        place=occasion.place or "",
        address=occasion.address or "",
        rsvp_by=stamp(occasion.rsvp_by, language).text if occasion.rsvp_by else "",
        rsvp_to=to,
        rsvp_url=url,
        programme=occasion.programme,
        cancelled=occasion.cancelled,
        calendar=calendar,
    )


def _years(project: Project) -> str:
    """`2013–2015`, or `2006–` for what is still open."""
    if project.start is None and project.end is None:
        return ""
    if project.start is not None and project.start == project.end:
        return str(project.start)
    return f"{project.start or ''}–{project.end or ''}"


def project_views(document: AnyDocument, editor: "Editor") -> tuple[ProjectView, ...]:
    """The projects and partnerships of a page."""
    if not isinstance(document, Page):
        return ()
    terms = phrases("terms", document.lang)
    return tuple(
        ProjectView(
            name=project.name,
            partner=project.partner or "",
            country=project.country or "",
            years=_years(project),
            state=terms[f"project.{project.state.value}"] if project.state else "",
            contacts=contact_groups(editor, project.contacts, document.lang, document),
        )
        for project in document.projects
    )

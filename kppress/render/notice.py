"""What a notice says beyond its text: validity in words, and whether the banner shows it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kppress.locale.dates import stamp, weekday
from kppress.locale.words import phrases
from kppress.model.document import Document, Notice
from kppress.model.edition import Edition, Link, NoticeStep, NoticeView, RegionView
from kppress.model.moment import Moment, iso
from kppress.model.term import SeverityOfEvent
from kppress.model.view import View

if TYPE_CHECKING:
    from kppress.render.edition import Editor

GRAVITY = {term.value: rank for rank, term in enumerate(SeverityOfEvent)}
"""The order of severities, gravest first."""


def notice_view(notice: Notice, editor: "Editor") -> NoticeView:
    """The notice as it stands at the editor's moment."""
    view, language = editor.view, notice.lang
    terms = phrases("terms", language)
    cancelled = earlier_notice(notice.cancels, notice, editor)
    replaced = earlier_notice(notice.replaces, notice, editor)
    superseder = view.index.superseded.get(notice.id)
    severity = notice.severity or (cancelled.severity if cancelled else None)
    severity = severity or SeverityOfEvent.UNKNOWN
    regions = notice.regions or (cancelled.regions if cancelled else ())
    expired = _has_expired(notice, view)
    listed = is_listed(notice, view)
    state = ""
    over = False
    if isinstance(superseder, Notice):
        over = bool(superseder.cancels) and _cancels(superseder, notice, editor)
        state = terms["notice.cancelled" if over else "notice.replaced"]
    elif expired:
        state = terms["notice.expired"]
    elif notice.cancels:
        state = terms["notice.cancelling"]
    doubt = ""
    if notice.review_by:
        moment = weekday(notice.review_by, language, view.now)
        doubt = terms["validity.unconfirmed"].format(moment=moment)
    doubted = listed and notice.review_by is not None and notice.review_by.at <= view.now
    return NoticeView(
        event=notice.event or "",
        severity=severity.value,
        severity_label=terms[f"severity.{severity.value}"],
        urgency=notice.urgency.value,
        certainty=notice.certainty.value,
        category=notice.cap_category.value,
        effective=_iso(notice.effective or notice.first_public_moment) or "",
        onset=_iso(notice.onset),
        expires=_iso(notice.expires),
        review_by=_iso(notice.review_by),
        validity=_validity(notice, editor) if listed or expired else "",
        unconfirmed=doubt if doubted else "",
        doubt=doubt,
        instruction=notice.instruction or "",
        issuer=notice.issuer or "",
        web=editor.leads.address_of(notice.web) if notice.web else "",
        dismissible=notice.dismissible,
        version=_version(notice),
        in_force=is_in_force(notice, view),
        listed=listed,
        state=state,
        cancelling=bool(notice.cancels),
        cancelled=over,
        superseded_by=_link(superseder, editor),
        cancels=_link(cancelled, editor),
        replaces=_link(replaced, editor),
        history=_history(notice, editor),
        cap=_cap(notice, editor),
        areas=tuple(
            RegionView(
                id=key,
                name=editor.settings.regions[key].names.in_language(language),
                code=editor.settings.regions[key].code or "",
            )
            for key in regions
        ),
    )


def is_listed(notice: Notice, view: View) -> bool:
    """Whether it is in force or will be, as `NoticeView.listed`."""
    superseded = notice.id in view.index.superseded
    return not (_has_expired(notice, view) or superseded or notice.cancels)


def is_in_force(notice: Notice, view: View) -> bool:
    """As `NoticeView.in_force`."""
    # The banner appears when the notice takes effect; an onset later than that is said in words,
    # since people want to know of a storm before it comes.
    begun = notice.effective is None or notice.effective.at <= view.now
    return begun and is_listed(notice, view)


def _has_expired(notice: Notice, view: View) -> bool:
    return notice.expires is not None and notice.expires.at <= view.now


def earlier_notice(reference: str | None, notice: Notice, editor: "Editor") -> Notice | None:
    """What `notice` replaces or cancels, in its own language where there is such an edition."""
    found = editor.view.find(reference, notice) if reference else None
    return found if isinstance(found, Notice) and found.id != notice.id else None


def editions_of(notice: Notice, editor: "Editor") -> tuple[Notice, ...]:
    """The notice in all its public languages."""
    return tuple(d for d in editor.view.editions_of(notice) if isinstance(d, Notice)) or (notice,)


def leading(notice: Notice, editor: "Editor") -> Notice:
    """The edition that the others translate: the alert of all of them stands beside its page."""
    found = editions_of(notice, editor)
    return next((d for d in found if d.source.original is None), found[0])


def cap_path(notice: Notice, editor: "Editor") -> str:
    """The address of a notice's alert (CAP), the same for all its languages."""
    return editor.address(leading(notice, editor)) + "cap.xml"


def _cap(notice: Notice, editor: "Editor") -> Link | None:
    """None for a draft in a preview, which has no moment at which it was sent."""
    if leading(notice, editor).first_public is None:
        return None
    return editor.link(phrases("terms", notice.lang)["notice.cap"], cap_path(notice, editor))


def _cancels(superseder: Notice, notice: Notice, editor: "Editor") -> bool:
    earlier = earlier_notice(superseder.cancels, superseder, editor)
    return earlier is not None and leading(earlier, editor) is leading(notice, editor)


def _history(notice: Notice, editor: "Editor") -> tuple[NoticeStep, ...]:
    """The notices of one event in their order, from the first to the last word on it."""
    chain, seen = [notice], {notice.id}
    while True:
        reference = chain[0].replaces or chain[0].cancels
        earlier = earlier_notice(reference, chain[0], editor)
        if earlier is None or earlier.id in seen:
            break
        seen.add(earlier.id)
        chain.insert(0, earlier)
    while True:
        later = editor.view.index.superseded.get(chain[-1].id)
        if not isinstance(later, Notice) or later.id in seen:
            break
        seen.add(later.id)
        chain.append(later)
    if len(chain) == 1:
        return ()
    terms = phrases("terms", notice.lang)
    return tuple(
        NoticeStep(
            link=editor.link_to(step),
            at=stamp(step.first_public_moment, notice.lang) if step.first_public_moment else None,
            label=terms[f"notice.step_{_step(step)}"],
            here=step is notice,
        )
        for step in chain
    )


def events(view: View) -> Iterator[tuple[str, ...]]:
    """The paths of notices that replace or cancel one another, by event."""
    found: dict[str, set[str]] = {}
    by_id = {d.id: d.path for d in view.documents if isinstance(d, Notice)}
    for id, later in view.index.superseded.items():
        several = {by_id[id], later.path}
        for path in (by_id[id], later.path):
            several |= found.get(path, set())
        found.update(dict.fromkeys(several, several))
    yield from sorted({tuple(sorted(several)) for several in found.values()})


def _step(notice: Notice) -> str:
    return "cancel" if notice.cancels else "update" if notice.replaces else "alert"


def _link(document: Document | None, editor: "Editor") -> Link | None:
    return editor.link_to(document) if document else None


def _iso(moment: Moment | None) -> str | None:
    return iso(moment.at) if moment else None


def _version(notice: Notice) -> str:
    """The later of first public moment and last correction: a substantive change, no other."""
    moments = [m for m in (notice.first_public, notice.last_correction) if m is not None]
    return iso(max(moments)) if moments else ""


def _validity(notice: Notice, editor: "Editor") -> str:
    terms = phrases("terms", notice.lang)
    now = editor.view.now
    begins = notice.onset or notice.effective
    start = weekday(begins, notice.lang, now) if begins else ""
    until = weekday(notice.expires, notice.lang, now) if notice.expires else ""
    if until and notice.expires and notice.expires.at <= now:
        return terms["validity.expired"].format(until=until)
    if begins and begins.at > now:
        key = "validity.from_until" if until else "validity.from"
        return terms[key].format(start=start, until=until)
    return terms["validity.until" if until else "validity.open"].format(until=until)


def gravity(edition: Edition) -> tuple[int, str, str]:
    """What notices are sorted by: the gravest first, then the oldest."""
    notice = edition.notice
    return (GRAVITY[notice.severity], notice.effective, edition.id) if notice else (9, "", "")

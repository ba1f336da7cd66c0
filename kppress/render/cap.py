"""CAP 1.2 (OASIS, 1 July 2010): each notice as an alert that other warning systems read.

One alert a notice, with one `info` for each of its languages. A build knows no other past than its
documents, so the messages that came before are computed: one when the notice opened, and one for
each correction of substance, as the notices that it replaces or cancels had theirs.
"""

from collections.abc import Iterator
from datetime import datetime
from posixpath import normpath

from lxml import etree
from msgspec import Struct

from kppress.locale.words import phrases
from kppress.model.artifact import Artifact
from kppress.model.document import Notice
from kppress.model.edition import Edition, NoticeView
from kppress.model.moment import iso
from kppress.model.settings import Settings
from kppress.model.term import CapCategory, CorrectionKind
from kppress.render.edition import Editor
from kppress.render.notice import cap_path, earlier_notice, editions_of, leading
from kppress.render.text import LinkList, plain_text

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE = "application/cap+xml"

GEOCODE = "SCB"
"""The system of our geocodes: Statistics Sweden's codes of counties and municipalities."""

_FORBIDDEN = frozenset(" ,<&")
"""What no identifier or sender may hold (CAP 1.2, 3.2.1)."""

_WHOLE = 1_000_000
"""A width that breaks no line: whoever shows an alert wraps it."""


class Message(Struct, frozen=True, order=True):
    """One message in the life of a notice: when it was sent, and for which notice."""

    sent: datetime
    uuid: str

    @property
    def identifier(self) -> str:
        """The notice's UUID and the moment, so that a corrected notice is a new message."""
        return f"{self.uuid}_{cap_time(self.sent)}"

    def reference(self, sender: str) -> str:
        """As later messages refer to it: `sender,identifier,sent`."""
        return f"{sender},{self.identifier},{cap_time(self.sent)}"


def cap_time(at: datetime) -> str:
    """No fractions, and never `Z`: UTC itself is `-00:00` (CAP 1.2, 3.3.2)."""
    return iso(at).replace("+00:00", "-00:00")


def sender_of(settings: Settings) -> str:
    """`[cap] sender`, else the newsroom's address for mail, else its host."""
    host = settings.identity.partition("://")[2].partition("/")[0]
    for sender in (settings.cap.sender, settings.newsroom.email):
        if sender and _FORBIDDEN.isdisjoint(sender):
            return sender
    return host


def sent(notice: Notice, editor: Editor) -> datetime | None:
    """The moment of the last message about a notice; None for what has no date yet."""
    own = _messages(notice, editor)
    return own[-1].sent if own else None


def cap_artifacts(notice: Notice, editor: Editor) -> Iterator[Artifact]:
    """The alert, beside the page of the notice's first edition; its translations stand in it."""
    own = _messages(notice, editor)
    if own and leading(notice, editor) is notice:
        root = _alert(notice, own, editor)
        content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        yield Artifact(path=cap_path(notice, editor).lstrip("/"), content=content)


def says_of_others(notice: Notice, editor: Editor) -> tuple[object, ...]:
    """What a notice's alert says of other messages and notices."""
    if leading(notice, editor) is not notice:
        return ()
    events = [_earlier_event(edition, editor) for edition in editions_of(notice, editor)]
    return _messages(notice, editor), _before(notice, editor), events


def _messages(notice: Notice, editor: Editor) -> list[Message]:
    """Every message about a notice, oldest first."""
    first = leading(notice, editor)
    opened = first.first_public
    if opened is None:
        return []
    moments = {opened}
    for edition in editions_of(notice, editor):
        moments.update(m for m in (edition.first_public,) if m and m > opened)
        corrections = (c for c in edition.corrections if c.kind is CorrectionKind.CORRECTION)
        moments.update(c.at.at for c in corrections if c.at.at > opened)
    # Two offsets of one instant are one message.
    return sorted(Message(moment, first.id.removeprefix("urn:uuid:")) for moment in moments)


def _before(notice: Notice, editor: Editor) -> list[Message]:
    """The messages about all notices that this one replaces or cancels, and theirs in turn."""
    found: list[Message] = []
    seen = {notice.id}
    waiting = [notice]
    while waiting:
        one = waiting.pop()
        for reference in (one.replaces, one.cancels):
            if not reference:
                continue
            other = earlier_notice(reference, one, editor)
            if other is None:
                found += _buried(reference, one, editor)
            elif leading(other, editor).id not in seen:
                seen.add(leading(other, editor).id)
                waiting.append(leading(other, editor))
                found += _messages(other, editor)
    return found


def _buried(reference: str, notice: Notice, editor: Editor) -> Iterator[Message]:
    """The first message about a notice that has since been withdrawn: receivers still have it."""
    folder = notice.path.rpartition("/")[0]
    paths = {normpath(f"{start}{reference}") for start in ("", f"{folder}/", "releases/")}
    for path, stone in editor.view.buried.items():
        slug = stone.path.rstrip("/").rpartition("/")[2]
        if path in paths or reference in (stone.id, slug):
            yield Message(stone.published.at, stone.id.removeprefix("urn:uuid:"))


def _alert(notice: Notice, own: list[Message], editor: Editor) -> etree._Element:
    """3.2.1: the elements of `alert` in the order of the schema."""
    sender = sender_of(editor.settings)
    now = own[-1]
    before = sorted(m for m in (*_before(notice, editor), *own[:-1]) if m.sent <= now.sent)
    kind = "Cancel" if notice.cancels and before else "Update" if before else "Alert"
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})
    _add(root, "identifier", now.identifier)
    _add(root, "sender", sender)
    _add(root, "sent", cap_time(now.sent))
    _add(root, "status", "Actual")
    _add(root, "msgType", kind)
    _add(root, "scope", "Public")
    _add(root, "references", " ".join(message.reference(sender) for message in before))
    for other in editions_of(notice, editor):
        _info(root, notice, other, editor)
    return root


def _info(root: etree._Element, notice: Notice, other: Notice, editor: Editor) -> None:
    """3.2.2: the elements of `info` in the order of the schema. Codes and times are the first's."""
    edition = editor.edition(other)
    first, view = editor.edition(notice).notice, edition.notice
    assert first is not None
    assert view is not None
    info = _add(root, "info")
    _add(info, "language", edition.lang)
    category = notice.cap_category
    _add(info, "category", "CBRNE" if category is CapCategory.CBRNE else category.capitalize())
    _add(info, "event", view.event or _earlier_event(other, editor) or edition.title)
    _add(info, "urgency", first.urgency.capitalize())
    _add(info, "severity", first.severity.capitalize())
    _add(info, "certainty", first.certainty.capitalize())
    for name in ("effective", "onset", "expires"):
        at = getattr(notice, name)
        if name == "effective" and at is None:
            at = notice.first_public_moment
        _add(info, name, cap_time(at.at) if at else "")
    _add(info, "senderName", view.issuer or edition.organisation)
    _add(info, "headline", _headline(edition, view))
    _add(info, "description", _description(edition))
    _add(info, "instruction", view.instruction)
    _add(info, "web", view.web or edition.url)
    _add(info, "contact", _contact(edition))
    for region in view.areas:
        area = _add(info, "area")
        _add(area, "areaDesc", region.name)
        if region.code:
            geocode = _add(area, "geocode")
            _add(geocode, "valueName", GEOCODE)
            _add(geocode, "value", region.code)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    """An element below `parent`; without text where `text` is None, left out where it is empty."""
    element = etree.Element(f"{{{NAMESPACE}}}{name}")
    element.text = text
    if text is None or text:
        parent.append(element)
    return element


def _earlier_event(notice: Notice, editor: Editor) -> str:
    """A cancellation may leave its event to what it cancels."""
    earlier = earlier_notice(notice.cancels, notice, editor)
    return (earlier.event if earlier else "") or ""


def _headline(edition: Edition, view: NoticeView) -> str:
    """A cancellation says so in its first word, whatever the writer's headline is."""
    terms = phrases("terms", edition.lang)
    word = terms["notice.cancelled"]
    if view.cancelling and word.casefold() not in edition.title.casefold():
        return terms["notice.cancelled_headline"].format(title=edition.title)
    return edition.title


def _description(edition: Edition) -> str:
    """What was corrected, lead and text, a paragraph a line, and the addresses of links last."""
    links = LinkList()
    text = plain_text(edition.body, links, width=_WHOLE)
    said = (f"{c.label} {c.at.text}: {c.note}" for c in edition.corrections if c.note)
    parts = (*said, edition.lead, text.strip(), "\n".join(links.lines()))
    return "\n\n".join(part for part in parts if part)


def _contact(edition: Edition) -> str:
    """The first person to reach."""
    for group in edition.contacts:
        for person in group.people:
            said = (person.name, person.role, person.organisation, person.phone, person.email)
            return ", ".join(part for part in said if part)
    return edition.email

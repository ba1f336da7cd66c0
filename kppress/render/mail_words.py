"""What an inbox shows of a mail: its subject, and the words beside it."""

from collections.abc import Iterable

from kppress.locale.words import Phrases
from kppress.model.edition import Edition
from kppress.model.mailing import Digest

PREHEADER = 140
"""Characters that an inbox shows of a mail beside its subject, at the very most."""


def subject_of(edition: Edition, words: Phrases) -> str:
    """The headline, and before it what a reader must know first.

    A notice says its event, what is off says so, a correction of substance that it is one. Nothing
    is said that the headline says itself.
    """
    title, notice = edition.title, edition.notice
    said = title.casefold()
    if notice and notice.event and notice.event.casefold() not in said:
        title = words.notice_prefix.format(event=notice.event) + title
    if notice and (notice.cancelled or notice.cancelling) and words.lifted_stem not in said:
        return words.lifted_prefix + title
    if edition.occasion and edition.occasion.cancelled and words.cancelled_stem not in said:
        return words.cancelled_prefix + title
    return (words.corrected_prefix if corrected(edition) else "") + title


def preheader_of(edition: Edition, words: Phrases) -> str:
    """What was wrong, what is off or how long it applies, and then the lead."""
    notice, occasion = edition.notice, edition.occasion
    off = occasion and occasion.cancelled
    said = (
        edition.embargo,
        *(note.note for note in edition.corrections[:1] if corrected(edition)),
        f"{words.occasion_cancelled} {words.occasion_cancelled_note}" if off else "",
        notice.state if notice else "",
        notice.validity if notice else "",
    )
    return _joined(said, edition.summary)


def subject_of_digest(digest: Digest, words: Phrases) -> str:
    """The feed and the days."""
    return words.digest_subject.format(title=digest.title, period=digest.period)


def preheader_of_digest(digest: Digest) -> str:
    """The headlines."""
    return _cut(" · ".join(item.edition.title for item in digest.items))


def corrected(edition: Edition) -> bool:
    """Whether the newest change is a correction of what readers were told."""
    if not edition.corrections:
        return False
    newest = max(note.at.iso[:19] for note in edition.corrections)
    if edition.updated and edition.updated.iso[:19] > newest:
        return False
    return any(n.substantive for n in edition.corrections if n.at.iso[:19] == newest)


def _joined(said: Iterable[str], summary: str) -> str:
    sentences = ". ".join(text.rstrip(".") for text in said if text)
    return _cut(f"{sentences}. {summary}" if sentences else summary)


def _cut(text: str) -> str:
    """As textwrap.shorten, in a tenth of its time."""
    text = " ".join(text.split())
    return text if len(text) <= PREHEADER else text[: PREHEADER - 1].rpartition(" ")[0] + " …"

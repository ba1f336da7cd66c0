"""When a document last changed, as every medium tells it."""

from kppress.model.document import AnyDocument
from kppress.model.moment import Moment, iso


def last_change(document: AnyDocument) -> Moment | None:
    """The last change after a document became public."""
    public, changed = document.first_public_moment, document.last_changed
    return None if changed and public and changed.at <= public.at else changed


def modified(document: AnyDocument) -> str:
    """The moment of its last change, else of its first publication; empty for a draft."""
    last = last_change(document) or document.first_public_moment
    return iso(last.at) if last else ""

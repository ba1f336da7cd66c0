"""The list of documents that an officer keeps an eye on."""

from dataclasses import dataclass
from datetime import datetime

from kppress.model.document import AnyDocument

STATES = (
    "faulty",
    "draft",
    "embargoed",
    "scheduled",
    "in_force",
    "public",
    "superseded",
    "expired",
    "withdrawn",
)
"""The states, as `kppress list` shows them: what waits for the officer comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A document's state, since or until when."""

    state: str
    document: AnyDocument
    moment: datetime | None
    """When it opens or opened."""
    until: datetime | None
    """When it expires, is to be reviewed or is withdrawn."""

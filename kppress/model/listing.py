"""The list of documents that an officer keeps an eye on."""

from datetime import datetime

from msgspec import Struct

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


class Row(Struct, frozen=True, kw_only=True):
    """A document's state, since or until when."""

    state: str
    document: AnyDocument
    moment: datetime | None
    """When it opens or opened."""
    until: datetime | None
    """When it expires, is to be reviewed or is withdrawn."""

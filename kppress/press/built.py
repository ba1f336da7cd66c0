"""What a build found and did."""

from datetime import datetime

from msgspec import Struct

from kppress.model.receipt import Receipt
from kppress.press.checked import Checked


class Built(Struct, frozen=True, kw_only=True):
    """What a build found and did. `receipt` is None where an error stopped the press."""

    checked: Checked
    """The newsroom in it has the documents that were looked at: where `retouched`, few."""
    receipt: Receipt | None
    next_change: datetime | None = None
    until: datetime | None = None
    """The next moment at which time alone changes what is made or found."""
    lacks_search: bool = False
    """Whether the newsroom wants a search and the extra for it is not installed."""
    retouched: bool = False
    """Whether only what was edited was looked at; see `retouch`."""

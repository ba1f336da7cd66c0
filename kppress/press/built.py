"""What a build found and did."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kppress.model.receipt import Mark, Receipt
from kppress.press.checked import Checked

Files = Mapping[str, tuple[str, Mark]]
"""What was written, as `Receipt.files`."""


class Built(Struct, frozen=True, kw_only=True):
    """What a build found and did. `receipt` is None where an error stopped the press."""

    checked: Checked
    """Where `retouched`, the newsroom in it has no documents."""
    receipt: Receipt | None
    next_change: datetime | None = None
    until: datetime | None = None
    """The next moment at which time alone changes what is made or found."""
    lacks_search: bool = False
    """Whether the newsroom wants a search and the extra for it is not installed."""
    retouched: bool = False
    """Whether only what was edited was looked at; see `retouch`."""


class Made(Struct, frozen=True):
    """What is to be written, and what will have been built then, but for the receipt."""

    contents: Mapping[str, bytes]
    """By the paths of the files."""
    built: Built

    def written(self, receipt: Receipt) -> Built:
        """What was built when that was written."""
        return replace(self.built, receipt=receipt)

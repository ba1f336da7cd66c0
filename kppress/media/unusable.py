"""Why no picture could be made."""


class Unusable(Exception):
    """The picture cannot be made: `reason` is `bomb` or `unreadable`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

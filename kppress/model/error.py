"""The machine failed, or was asked for what it cannot do: one line, and an exit code."""


class KppressError(Exception):
    """A failure that is nobody's text: caught by the shell, never a traceback.

    `key` names the sentence in the locale (`cli.<language>.toml`, table `error`).
    """

    exit_code = 4

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = {name: str(value) for name, value in values.items()}


class UsageFault(KppressError):
    """Wrong usage or settings."""

    exit_code = 2

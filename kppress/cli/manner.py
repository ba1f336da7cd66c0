"""How a call wants to be spoken to."""

from msgspec import Struct

from kppress.locale.words import Phrases, phrases


class Manner(Struct, frozen=True, kw_only=True):
    """How a call wants to be spoken to."""

    language: str
    quiet: bool

    @property
    def words(self) -> Phrases:
        """The phrases of the command line, in the language of messages."""
        return phrases("cli", self.language)

"""What the rules find in a document that is looked at alone; for its keepers, without the rules."""

from typing import NamedTuple

from kppress.model.diagnostic import Diagnostic

type_found = tuple[Diagnostic, ...]


class Alone(NamedTuple):
    """What can be said of a document that is looked at alone."""

    withdrawn: bool
    found: type_found
    names_something: bool
    """Whether the rules need be asked that are about what it names."""


class Spelled(NamedTuple):
    """What a dictionary does not know in a document, whose key decides what is found in it."""

    key: bytes
    withdrawn: bool
    found: type_found

"""What front matter is made of, with the place of every name and value.

Whoever asks what was read goes without the library that reads it, which takes 10 ms to import.
"""

from msgspec import Struct, field


class Scalar(Struct):
    """A text as written. `start` and `end` count characters of the file."""

    text: str
    start: int
    end: int
    plain: bool = True


class Sequence(Struct):
    """A list."""

    start: int
    end: int = 0
    items: "list[Node]" = field(default_factory=list)


class Fields(Struct):
    """Names and values, in the order of the file."""

    start: int
    end: int = 0
    entries: "list[tuple[Scalar, Node]]" = field(default_factory=list)


Node = Scalar | Sequence | Fields


def as_plain(node: Node) -> object:
    """Text, lists and dicts."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [as_plain(item) for item in items]
        case Fields(entries=entries):
            return {key.text: as_plain(value) for key, value in entries}

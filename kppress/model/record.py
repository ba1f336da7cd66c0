"""What is common to all that comes out of people's files.

A record is a Struct, quick to make and to keep. How each of its fields is read is told by marks in
`Annotated`; `read.validate` reads by them.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, TypeVar, get_args

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

V = TypeVar("V")


class Record(Struct, frozen=True, kw_only=True):
    """What comes out of people's files: immutable, and without fields that nobody knows."""


class Told(Struct, frozen=True):
    """What a record says of one of its fields."""

    annotation: Any
    """Its type, in `Annotated` with what else is told of it."""
    marks: tuple[Any, ...]
    """What `Annotated` adds to the type."""
    written: str
    """The name that writers know it by; Swedish ones are a mark."""
    required: bool
    default: Any = None


@cache
def fields_of(record: type[Record]) -> Mapping[str, Told]:
    """What a record says of its fields, by their names. Those with a `_` before are not written."""
    found = {}
    for field in fields(record):
        if field.name.startswith("_"):
            continue
        default = field.default
        if default is NODEFAULT and field.default_factory is not NODEFAULT:
            default = field.default_factory()
        found[field.name] = Told(
            annotation=field.type,
            marks=getattr(field.type, "__metadata__", ()),
            written=field.encode_name,
            required=field.required,
            default=None if field.required else default,
        )
    return found


def record_in(annotation: Any) -> type[Record] | None:
    """The record that an annotation such as `Mapping[str, Annotated[Topic, …]]` holds."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    found = map(record_in, reversed(get_args(annotation)))
    return next(filter(None, found), None)


class Reads(Struct, frozen=True):
    """The mark of a field whose value `reader` makes of what was written, before it is looked at.

    With `knows` it is given `fields.Registers` besides. It raises `Refused`.
    """

    reader: Callable[..., object]
    knows: bool = False


class Limits(Struct, frozen=True, kw_only=True):
    """The mark of a text of a pattern, or of a number from `least` to `most`."""

    pattern: str | None = None
    least: int | None = None
    most: int | None = None


class OneOf(Struct, frozen=True):
    """The mark of a value of one of several shapes, which are told apart before they are read.

    The name of the shape comes into the paths of faults.
    """

    shape_of: Callable[[object], str]
    shapes: Mapping[str, Any]


class OfClass(Struct, frozen=True):
    """The mark of `InstanceOf`."""


InstanceOf = Annotated[V, OfClass()]
"""A value of ours, taken as it is."""


class Refused(ValueError):
    """What a reader raises; `kind` names the sentence in the locale, and `values` fill it."""

    def __init__(self, kind: str, **values: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.values = values

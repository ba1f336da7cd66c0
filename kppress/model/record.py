"""What is common to all that comes out of people's files.

A record is a Struct, quick to make and to keep. What people wrote is made one by pydantic
(`read.validate`), which finds every fault. It asks the records themselves how each field is read,
by the hooks below, and is imported nowhere else: a build that reads no field goes without.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeVar, get_args

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

V = TypeVar("V")


class Record(Struct, frozen=True, kw_only=True):
    """What comes out of people's files: immutable, and without fields that nobody knows."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Self], handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """How pydantic makes one of a mapping."""
        from pydantic_core import core_schema

        shapes = {}
        for name, told in fields_of(source).items():
            shape = handler.generate_schema(told.annotation)
            if not told.required:
                shape = core_schema.with_default_schema(shape, default=told.default)
            shapes[name] = core_schema.model_field(shape, validation_alias=told.written)
        values = core_schema.model_fields_schema(
            shapes, model_name=source.__name__, extra_behavior="forbid"
        )
        return core_schema.no_info_after_validator_function(
            lambda read: source(**read[0]),
            values,
        )


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
        marks = getattr(field.type, "__metadata__", ())
        found[field.name] = Told(
            annotation=field.type,
            marks=marks,
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
    """The mark of a field whose value `reader` makes of what was written.

    It is given that, and pydantic's `ValidationInfo` if it takes two parameters.
    """

    reader: Callable[..., object]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """As pydantic's own `BeforeValidator`."""
        from pydantic import BeforeValidator

        return BeforeValidator(self.reader).__get_pydantic_core_schema__(source, handler)


class Limits(Struct, frozen=True, kw_only=True):
    """The mark of a text of a pattern, or of a number from `least` to `most`."""

    pattern: str | None = None
    least: int | None = None
    most: int | None = None

    def __get_pydantic_core_schema__(
        self, source: Any, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """As pydantic's own `Field`."""
        limits = {"pattern": self.pattern, "ge": self.least, "le": self.most}
        given = {name: limit for name, limit in limits.items() if limit is not None}
        return {**handler(source), **given}


class OneOf(Struct, frozen=True):
    """The mark of a value of one of several shapes, which are told apart before they are read.

    The name of the shape comes into the paths of faults.
    """

    shape_of: Callable[[object], str]
    shapes: Mapping[str, Any]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """As pydantic's own `Discriminator`."""
        from pydantic_core import core_schema

        choices = {name: handler.generate_schema(shape) for name, shape in self.shapes.items()}
        return core_schema.tagged_union_schema(choices, discriminator=self.shape_of)


class _OfClass:
    """The mark of `InstanceOf`."""

    def __get_pydantic_core_schema__(self, source: type, _: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(source)


InstanceOf = Annotated[V, _OfClass()]
"""A value of ours, taken as it is. Pydantic's own `InstanceOf` besides finds out how every part of
it would be validated and written as JSON, which for a `Body` takes longer than to read one."""


def fault(kind: str, **values: object) -> Exception:
    """What a reader raises; `kind` names the sentence in the locale, and `values` fill it."""
    from pydantic_core import PydanticCustomError

    return PydanticCustomError(kind, kind, values)

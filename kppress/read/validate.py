"""What people wrote to records, by pydantic's core, which finds every fault and says where it is.

The core alone: pydantic itself makes a model of a class and the core's schema of a model, and takes
80 ms to import and begin, in each build that reads a single text.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from kppress.model.fields import Registers
from kppress.model.record import Limits, OfClass, OneOf, Reads, Record, Refused, fields_of

if TYPE_CHECKING:
    from pydantic_core import CoreSchema, SchemaValidator

R = TypeVar("R", bound=Record)


def validated(
    record: type[R], values: Mapping[str, Any], registers: Registers
) -> tuple[R | None, Sequence[Mapping[str, Any]]]:
    """The record of these values, or the faults in them: `loc`, `type`, `msg`, `ctx`.

    `type` and `ctx` are the kind and the values of `Refused`, or else pydantic's.
    """
    from pydantic_core import ValidationError  # late: to read what was read before takes none

    try:
        made: R = _reader(record).validate_python(values, context=registers)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return None, [_told({**fault}) for fault in found]
    return made, ()


def _told(fault: dict[str, Any]) -> Mapping[str, Any]:
    refused = fault.get("ctx", {}).get("error")
    if isinstance(refused, Refused):
        return {**fault, "type": refused.kind, "msg": refused.kind, "ctx": refused.values}
    return fault


@cache
def _reader(record: type[Record]) -> "SchemaValidator":
    from pydantic_core import SchemaValidator

    return SchemaValidator(shape_of(record))


def shape_of(annotation: Any) -> "CoreSchema":
    """How the core reads a value of a type, as it stands in an annotation."""
    from pydantic_core import core_schema as core

    kind, parts = get_origin(annotation), get_args(annotation)
    if kind is Annotated:
        return _marked(*parts)
    if kind in (Union, UnionType):
        one, none = parts
        if none is not NoneType:
            raise TypeError(annotation)
        return core.nullable_schema(shape_of(one))
    if kind is Literal:
        return core.literal_schema([*parts])
    if kind is tuple:
        return core.tuple_schema([shape_of(parts[0])], variadic_item_index=0)
    if kind is not None and issubclass(kind, Mapping):
        return core.dict_schema(shape_of(parts[0]), shape_of(parts[1]))
    if issubclass(annotation, Record):
        return _of_record(annotation)
    if issubclass(annotation, Enum):
        return core.is_instance_schema(annotation)
    plain: Mapping[type, Callable[[], CoreSchema]] = {
        str: core.str_schema,
        int: core.int_schema,
        bool: core.bool_schema,
    }
    return plain[annotation]()


def _of_record(record: type[Record]) -> "CoreSchema":
    from pydantic_core import core_schema as core

    shapes = {}
    for name, told in fields_of(record).items():
        shape = shape_of(told.annotation)
        if not told.required:
            shape = core.with_default_schema(shape, default=told.default)
        shapes[name] = core.model_field(shape, validation_alias=told.written)
    values = core.model_fields_schema(shapes, model_name=record.__name__, extra_behavior="forbid")
    return core.no_info_after_validator_function(lambda read: record(**read[0]), values)


def _marked(kind: Any, *marks: Any) -> "CoreSchema":
    """The shape of a type with the marks of `model.record`; others say nothing of reading."""
    from pydantic_core import core_schema as core

    shape: CoreSchema
    if any(isinstance(mark, OfClass) for mark in marks):
        shape = core.is_instance_schema(kind)
    elif one_of := next((mark for mark in marks if isinstance(mark, OneOf)), None):
        choices = {name: shape_of(each) for name, each in one_of.shapes.items()}
        shape = core.tagged_union_schema(choices, discriminator=one_of.shape_of)
    else:
        shape = shape_of(kind)
    for mark in marks:
        if isinstance(mark, Limits):
            shape = _limited(kind, mark)
        elif isinstance(mark, Reads) and mark.knows:
            shape = core.with_info_before_validator_function(_knowing(mark.reader), shape)
        elif isinstance(mark, Reads):
            shape = core.no_info_before_validator_function(mark.reader, shape)
    return shape


def _limited(kind: type, limits: Limits) -> "CoreSchema":
    from pydantic_core import core_schema as core

    if kind is int:
        return core.int_schema(ge=limits.least, le=limits.most)
    return core.str_schema(pattern=limits.pattern)


def _knowing(reader: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda value, info: reader(value, info.context)

"""What is common to all that comes out of people's files."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema
from pydantic_core.core_schema import is_instance_schema

V = TypeVar("V")


class Record(BaseModel):
    """What comes out of people's files: immutable, and without fields that nobody knows."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )

    def __reduce__(self) -> tuple[object, ...]:
        """By its values alone: which of them were given, pydantic would keep in a set for each."""
        return taken_out, (type(self), self.__dict__)


_UNSAID: set[str] = set()


def taken_out(record: type[Record], values: dict[str, object]) -> Record:
    """A record with values that were in one."""
    made = record.__new__(record)
    put = object.__setattr__
    put(made, "__dict__", values)
    put(made, "__pydantic_fields_set__", _UNSAID)
    put(made, "__pydantic_extra__", None)
    put(made, "__pydantic_private__", None)
    return made


class _OfClass:
    """The mark of `InstanceOf`."""

    def __get_pydantic_core_schema__(self, source: type, _: GetCoreSchemaHandler) -> CoreSchema:
        return is_instance_schema(source)


InstanceOf = Annotated[V, _OfClass()]
"""A value of ours, taken as it is. Pydantic's own `InstanceOf` besides finds out how every part of
it would be validated and written as JSON, which for a `Body` takes longer than to read one."""

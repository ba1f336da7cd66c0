"""What people wrote to records, by pydantic, which finds every fault and says where it is."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from kppress.model.record import Record

if TYPE_CHECKING:
    from pydantic import TypeAdapter

R = TypeVar("R", bound=Record)


def validated(
    record: type[R], values: Mapping[str, Any], context: object
) -> tuple[R | None, Sequence[Mapping[str, Any]]]:
    """The record of these values, or the faults that pydantic found in them: `loc`, `type`, `ctx`.

    `context` is what the readers of fields ask for.
    """
    from pydantic import ValidationError  # late: to read what was read before takes none

    try:
        return _reader(record).validate_python(values, context=context), ()
    except ValidationError as error:
        return None, error.errors(include_url=False, include_input=False)


@cache
def _reader(record: type[R]) -> "TypeAdapter[R]":
    from pydantic import TypeAdapter

    return TypeAdapter(record)

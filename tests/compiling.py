"""Templates, which Jinja compiles once in a run of the tests and not once for each newsroom.

Nine tenths of the time that a newsroom of one document takes to be built are spent on that.
"""

from typing import Any

from jinja2 import Environment

_compile: Any = Environment.compile  # its overloads tell the same with and without `raw`
_MADE: dict[object, Any] = {}


def _compiled(environment: Environment, source: Any, *names: Any, **more: Any) -> Any:
    """The code of a template: the same for the same text in an environment of the same making."""
    made_with = (environment.autoescape, environment.trim_blocks, environment.lstrip_blocks)
    known = (frozenset(environment.filters), frozenset(environment.tests))
    key = (source, names, *sorted(more.items()), *made_with, environment.undefined, *known)
    if key not in _MADE:
        _MADE[key] = _compile(environment, source, *names, **more)
    return _MADE[key]


def once() -> None:
    """From now on."""
    Environment.compile = _compiled  # type: ignore[method-assign, assignment] # this is the point

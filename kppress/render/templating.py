"""Templates: text in, an environment out. Nothing is read from a disk here."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from traceback import walk_tb
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateRuntimeError,
    TemplateSyntaxError,
)
from jinja2.sandbox import safe_range

BUILT_IN = "kppress/"
"""The prefix under which a template that a newsroom replaced can still be extended."""


def environment(templates: Mapping[str, str], compiled: BytecodeCache | None = None) -> Environment:
    """An environment of the templates, by names such as `web/release.html`.

    `compiled` may know them from before: to compile them takes longer than most that they do.
    Everything but `.txt` is escaped; a name that does not exist is an error, never silence.
    """

    def source_of(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        # With its name as that of a file, a traceback says which template it was.
        return (templates[name], name, lambda: True) if name in templates else None

    made = Environment(
        loader=FunctionLoader(source_of),
        autoescape=_escaped,  # noqa: S701 # a function, which ruff takes for no
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
    )
    made.globals["range"] = safe_range  # a slip of a loop ends with a sentence, not with the night
    return made


class BrokenTemplate(TemplateRuntimeError):
    """Whatever a template raised, with its place: `name`, and `lineno` where it is known."""

    def __init__(self, message: str, name: str, lineno: int | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.lineno = lineno


def _escaped(name: str | None) -> bool:
    """Whether a template's values are escaped: all but those of text, which is no HTML."""
    return name is None or not name.endswith(".txt")


def fill(environment: Environment, template: str, **names: Any) -> str:
    """The text of a template. Raises TemplateError alone, with the name and the line."""
    with placed(template):
        return environment.get_template(template).render(**names)


@contextmanager
def placed(template: str) -> Iterator[None]:
    """What goes wrong in the block is `template`'s, or that of one which it takes in."""
    try:
        yield
    except (TemplateSyntaxError, BrokenTemplate):
        raise  # these know their place
    except Exception as fault:
        # Jinja writes tracebacks anew, with the templates' names and lines in place of its own.
        within = [(frame.f_code.co_filename, line) for frame, line in walk_tb(fault.__traceback__)]
        name, line = next(
            ((file, line) for file, line in reversed(within) if not file.endswith((".py", ">"))),
            (template, None),
        )
        raise BrokenTemplate(f"{type(fault).__name__}: {fault}", name, line) from fault

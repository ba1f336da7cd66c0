"""Templates: text in, an environment out. Nothing is read from a disk here."""

from collections.abc import Mapping
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

BUILT_IN = "kppress/"
"""The prefix under which a template that a newsroom replaced can still be extended."""


def environment(templates: Mapping[str, str]) -> Environment:
    """An environment of the templates, by names such as `web/release.html`.

    Everything but `.txt` is escaped; a name that does not exist is an error, never silence.
    """
    return Environment(
        loader=DictLoader(templates),
        autoescape=_escaped,  # noqa: S701 # a function, which ruff takes for no
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )


def _escaped(name: str | None) -> bool:
    """Whether a template's values are escaped: all but those of text, which is no HTML."""
    return name is None or not name.endswith(".txt")


def fill(environment: Environment, template: str, **names: Any) -> str:
    """The text of a template."""
    return environment.get_template(template).render(**names)

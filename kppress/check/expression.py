"""The regular expressions of the rules, each compiled when it is first used.

To compile all of them takes 30 ms, and a build after one edit needs half of them.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import AnyStr, cast


class _Later:
    """Whatever `make` returns, made when anything of it is asked for."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> object:
        made = self._make()
        # All of it at once: from now on this is not asked.
        self.__dict__ |= {n: getattr(made, n) for n in dir(made) if not n.startswith("_")}
        return getattr(made, name)


def expression(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The expression `text`, as `re.compile` takes it; what is wrong with it is told at its use."""
    return cast("re.Pattern[AnyStr]", _Later(partial(re.compile, text, flags)))

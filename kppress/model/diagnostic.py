"""What is wrong with something that a person wrote, and where."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct


class Severity(StrEnum):
    """An error stops the press, a warning and a piece of information never do."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def __reduce_ex__(self, _: object) -> tuple[type["Severity"], tuple[str]]:
        """As `Term`."""
        return type(self), (self._value_,)


class Scope(StrEnum):
    """What a rule looks at, and so what makes its cached findings stale."""

    FILE = "file"
    DOCUMENT = "document"
    NEWSROOM = "newsroom"
    SETTINGS = "settings"
    MAIL = "mail"


class Rule(Struct, frozen=True, kw_only=True):
    """One thing that kppress checks. The id is never reused."""

    id: str
    name: str
    severity: Severity
    scope: Scope
    why: str
    """Plain English: what is wrong, why it matters, and the source where there is one."""
    bad: str = ""
    good: str = ""
    fixable: bool = False
    timed: bool = False
    """Whether the present moment decides the outcome, so that findings go stale by waiting."""


class Place(Struct, frozen=True, kw_only=True):
    """A stretch of a source file. Lines and columns count from 1, in characters.

    `end_column` is exclusive. `line` is None for what concerns the whole file or newsroom.
    """

    file: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None

    @classmethod
    def within(cls, file: str, text: str, start: int, end: int) -> "Place":
        """The place of `text[start:end]`, which is what a finding underlines."""
        start = max(0, min(start, len(text)))
        end = max(start, min(end, len(text)))
        begun = _lines(text)
        first_line, last_line = bisect_right(begun, start), bisect_right(begun, end)
        return cls(
            file=file,
            line=first_line,
            column=start - begun[first_line - 1] + 1,
            end_line=last_line,
            end_column=end - begun[last_line - 1] + 1,
        )


@lru_cache(maxsize=32)
def _lines(text: str) -> Sequence[int]:
    """Where the lines of a text begin: found once for all places in it."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


BEFORE_TEXT = -1
"""Where the byte order mark stands of a file that has one."""


class Edit(Struct, frozen=True, kw_only=True):
    """Replace the characters `start` to `end` (exclusive) of a source file by `text`.

    A byte order mark is no character of the text: it stands from BEFORE_TEXT to 0.
    """

    start: int
    end: int
    text: str


class Diagnostic(Struct, frozen=True, kw_only=True):
    """One finding.

    It carries no sentence: `rule` and `variant` name one in the locale, which `values` complete,
    so that the same finding is said in Swedish or English to whoever asks.
    """

    rule: str
    name: str
    severity: Severity
    place: Place
    variant: str = ""
    values: tuple[tuple[str, str], ...] = ()
    fix: tuple[Edit, ...] = ()


def finding(
    rule: Rule, place: Place, variant: str = "", *, fix: tuple[Edit, ...] = (), **values: object
) -> Diagnostic:
    """A finding of `rule` at `place`; `values` fill the blanks of the rule's message."""
    return Diagnostic(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        place=place,
        variant=variant,
        values=tuple((name, str(value)) for name, value in values.items()),
        fix=fix,
    )

"""What happened since the last build, where no more happened than that documents were edited.

It is known by the same marks as the answer of a build that has nothing to do (`unchanged`).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kppress.cache.unchanged import Before, Call, items, kept, sources_of
from kppress.model.receipt import Mark

FOLDER, ENDING = "releases/", ".md"


class Edits(NamedTuple):
    """Documents whose files changed since a build, and that build."""

    documents: tuple[str, ...]
    """By their paths in the newsroom. Its other sources, and the program, are as they were."""
    since: float
    """The moment of the build, in seconds since 1970."""
    files: Mapping[str, Mark]
    """All that stood in the output folder then, as the disk noted it."""
    how: tuple[str, ...]
    """What was said of how to build, in the form of `unchanged.remember`."""


class _Other(Exception):
    """Something else happened."""


def edits(call: Call, before: Before) -> Edits | None:
    """What was edited since the same call was answered; None where more happened, or who knows.

    `before` is how sources and program stand now.
    """
    try:
        (words, since, _, _, away, _, how, sources, program, named), numbers = kept(call)
        if (words, program) != (call.words, before.program):
            return None
        now = sources_of(call, before, items(away))
        documents = tuple(_edited(sources.split("\n"), now.split("\n"), call.root))
        if not documents:
            return None
        return Edits(documents, float(since), _marks(named, numbers), tuple(items(how)))
    except (OSError, ValueError, _Other):
        return None


def files_in_place(call: Call) -> Mapping[str, Mark]:
    """The marks of all that stands in the output folder, if it is as the same call left it.

    Empty where it is not, or nobody knows.
    """
    if call.stands is None or not call.stands.holds():
        return {}
    try:
        parts, numbers = kept(call)
        return _marks(parts[-1], numbers)
    except (OSError, ValueError):
        return {}


def _marks(named: str, numbers: Sequence[int]) -> dict[str, Mark]:
    states: Iterator[Mark] = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    return dict(zip(items(named), states, strict=True))


def _edited(before: list[str], after: list[str], root: str) -> Iterator[str]:
    """The documents whose lines are others; see `marks`."""
    folder = ""
    if len(before) != len(after):
        raise _Other
    for then, now in zip(before, after, strict=True):
        name, is_file, state = now.partition("\0")
        if not is_file:
            folder = name
        if then == now:
            continue
        earlier, _, was = then.partition("\0")
        path = f"{folder}/{name}".removeprefix(f"{root}/")
        same_kind = was.partition(" ")[0] == state.partition(" ")[0]
        if name != earlier or not same_kind:
            raise _Other
        if not (is_file and path.startswith(FOLDER) and path.endswith(ENDING)):
            raise _Other
        yield path

"""What happened since the last build, where that is no more than documents edited or added.

It is known by the same marks as the answer of a build that has nothing to do (`unchanged`).
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kppress.cache.unchanged import Before, Call, items, kept, sources_of
from kppress.model.receipt import Mark

FOLDER, ENDING = "releases/", ".md"


class Edits(NamedTuple):
    """Documents whose files changed since a build, and that build."""

    documents: tuple[str, ...]
    """By their paths in the newsroom. Its other sources, and the program, are as they were."""
    added: tuple[str, ...]
    """Those that were not there then."""
    since: float
    """The moment of the build, in seconds since 1970."""
    files: Mapping[str, Mark]
    """All that stood in the output folder then, as the disk noted it."""
    program: str
    """The mark of the program, as `marks.of_program` has it."""
    how: tuple[str, ...]
    """What was said of how to build, in the form of `unchanged.remember`."""


class _Other(Exception):
    """Something else happened."""


def edits(call: Call, before: Before) -> Edits | None:
    """What was edited since the same call was answered; None where more happened, or who knows.

    `before` is how sources and program stand now.
    """
    try:
        (words, since, _, _, away, _, how, sources, program, _), _ = kept(call)
        if (words, program) != (call.words, before.program):
            return None
        now = sources_of(call, before, items(away))
        changed = [*_changed(sources.split("\n"), now.split("\n"), call.root)]
        documents = tuple(path for path, is_new in changed if not is_new)
        added = tuple(path for path, is_new in changed if is_new)
        if not changed:
            return None
        said = tuple(items(how))
        return Edits(documents, added, float(since), _marks(call), program, said)
    except (OSError, ValueError, _Other):
        return None


def files_in_place(call: Call) -> Mapping[str, Mark]:
    """The marks of all that stands in the output folder, if it is as the same call left it.

    Empty where it is not, or nobody knows.
    """
    if call.stands is None or not call.stands.holds():
        return {}
    try:
        return _marks(call)
    except (OSError, ValueError):
        return {}


def _marks(call: Call) -> Mapping[str, Mark]:
    """Those of all files in the output folder, put together once: there may be many."""
    if call.marks is None:
        (*_, named), numbers = kept(call)
        states: Iterator[Mark] = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        call.marks = dict(zip(items(named), states, strict=True))
    return call.marks


def _changed(before: list[str], after: list[str], root: str) -> Iterator[tuple[str, bool]]:
    """The documents whose lines are others, and whether they are new; see `marks`."""
    folder, lines = "", iter(before)
    then, added = next(lines, None), len(after) - len(before)
    for now in after:
        name, is_file, state = now.partition("\0")
        if not is_file:
            folder = name
        if then == now:
            then = next(lines, None)
            continue
        path = (f"{folder}/{name}" if is_file else name).removeprefix(f"{root}/")
        if not (path.startswith(FOLDER) and path.endswith(ENDING) == bool(is_file)):
            raise _Other
        if not is_file and added > 0:  # a folder that is new
            added -= 1
            continue
        earlier, _, was = (then or "").partition("\0")
        if name == earlier and was.partition(" ")[0] == state.partition(" ")[0]:
            then = next(lines, None)
            yield path, False
        elif added > 0:
            added -= 1
            yield path, True
        else:
            raise _Other
    if then is not None or added:  # something is gone
        raise _Other

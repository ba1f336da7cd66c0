"""The smallest mending there is, to hold the fixes to their law without the command's own."""

from collections.abc import Iterable

from kppress.model.diagnostic import Diagnostic, Edit


def mended(text: str, found: Iterable[Diagnostic]) -> str:
    """The text with every fix in it that does not meet an earlier one."""
    fixes = sorted((d.fix for d in found if d.fix), key=lambda fix: (fix[0].start, fix[0].end))
    taken: list[Edit] = []
    for fix in fixes:
        if not any(_meet(edit, other) for edit in fix for other in taken):
            taken += fix
    for edit in sorted(taken, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _meet(one: Edit, other: Edit) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end

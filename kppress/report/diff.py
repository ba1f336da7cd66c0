"""What mending would change, as programmers and `patch` read it."""

import re
from collections.abc import Iterator, Mapping
from difflib import unified_diff

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def lines(changes: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """A unified diff, line by line with their ends, of each file's text before and after."""
    for path, (before, after) in sorted(changes.items()):
        old, new = _LINE.findall(before), _LINE.findall(after)
        for line in unified_diff(old, new, f"a/{path}", f"b/{path}"):
            if line.endswith("\n"):
                yield line
            else:
                yield f"{line}\n\\ No newline at end of file\n"

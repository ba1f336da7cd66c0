"""What writing or publishing did, or would do."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Mark = tuple[int, int, int]
"""What the disk notes of a file, which a write into it, or another in its place, changes: its size
in bytes, the time of its last change in nanoseconds since 1970, and its number (inode).

Not the time of the inode: each link to the file moves it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a build did, or with a dry run would do, to the output folder."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    foreign: tuple[str, ...] = ()
    """Files that kppress did not write, and left alone."""
    files: Mapping[str, tuple[str, Mark]] = field(default_factory=dict, compare=False, repr=False)
    """What was written or looked at: the SHA-256 of its bytes, and the mark that it had then."""
    marks: Mapping[str, Mark] = field(default_factory=dict, compare=False, repr=False)
    """Those of all that stands in the folder then, as noted before anybody could change it."""

    @property
    def total(self) -> int:
        """Files of the site."""
        return len(self.added) + len(self.changed) + self.unchanged

    def again(self) -> "Receipt":
        """What the same build does next, which finds everything in its place."""
        return replace(self, added=(), changed=(), removed=(), unchanged=self.total)

    @property
    def changes(self) -> bool:
        """Whether anything is other than before."""
        return bool(self.added or self.changed or self.removed)

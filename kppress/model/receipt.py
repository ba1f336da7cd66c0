"""What writing or publishing did, or would do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a build did, or with a dry run would do, to the output folder."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    foreign: tuple[str, ...] = ()
    """Files that kppress did not write, and left alone."""

    @property
    def total(self) -> int:
        """Files of the site."""
        return len(self.added) + len(self.changed) + self.unchanged

    @property
    def changes(self) -> bool:
        """Whether anything is other than before."""
        return bool(self.added or self.changed or self.removed)

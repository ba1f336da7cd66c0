"""The last guard before the disk: every path of a site is one that a folder can hold.

Checks of the texts tell of such things at their lines; what comes this far is refused whole.
"""

from dataclasses import dataclass, field

from kppress.model.error import UsageFault
from kppress.write.manifest import NAME

_NAME, _WHOLE = 255, 3000
"""Bytes of a name and of a path that disks take (NAME_MAX, and PATH_MAX less the folder's own)."""


@dataclass(slots=True)
class Claims:
    """The paths of a site as they come, and the folders that they stand in."""

    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)

    def claim(self, path: str) -> None:
        """Take note of one more file. Raises UsageFault for one that could not stand there."""
        parts = path.split("/")
        above = {"/".join(parts[:length]) for length in range(1, len(parts))}
        if any(_is_odd(part) for part in parts) or path == NAME or len(path.encode()) > _WHOLE:
            raise UsageFault("site_path", path=ascii(path).strip("'"))
        if path in self.files or path in self.folders or not above.isdisjoint(self.files):
            raise UsageFault("site_path_twice", path=path)
        self.files.add(path)
        self.folders |= above


def _is_odd(name: str) -> bool:
    try:
        length = len(name.encode())
    except UnicodeEncodeError:
        return True
    return name in ("", ".", "..") or not 0 < length <= _NAME or "\0" in name

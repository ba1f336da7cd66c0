"""The last guard before the disk: every path of a site is one that a folder can hold.

Checks of the texts tell of such things at their lines; what comes this far is refused whole.
"""

from msgspec import Struct, field

from kppress.model.error import UsageFault
from kppress.write.manifest import NAME

_NAME, _WHOLE = 255, 3000
"""Bytes of a name and of a path that disks take (NAME_MAX, and PATH_MAX less the folder's own)."""


class Claims(Struct):
    """The paths of a site as they come, and the folders that they stand in."""

    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)

    def claim(self, path: str) -> None:
        """Take note of one more file. Raises UsageFault for one that could not stand there."""
        folder, _, name = path.rpartition("/")
        if _is_odd(name) or path == NAME or (len(path) > _NAME and len(path.encode()) > _WHOLE):
            raise _refused(path)
        if path in self.files or path in self.folders:
            raise UsageFault("site_path_twice", path=path)
        if folder not in self.folders and "/" in path:
            self._enter(folder, path)
        self.files.add(path)

    def _enter(self, folder: str, path: str) -> None:
        """Take note of a folder, with those that it stands in, for the file at `path`."""
        above, slash, name = folder.rpartition("/")
        if _is_odd(name):
            raise _refused(path)
        if folder in self.files:
            raise UsageFault("site_path_twice", path=path)
        if slash and above not in self.folders:
            self._enter(above, path)
        self.folders.add(folder)


def _refused(path: str) -> UsageFault:
    return UsageFault("site_path", path=ascii(path).strip("'"))


def _is_odd(name: str) -> bool:
    try:
        length = len(name) if name.isascii() else len(name.encode())
    except UnicodeEncodeError:
        return True
    return name in ("", ".", "..") or length > _NAME or "\0" in name

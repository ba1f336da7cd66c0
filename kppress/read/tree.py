"""What stands in a folder of sources: regular files by name, and all that is something else.

Names are compared in NFC (Unicode Standard Annex 15): a Mac takes `å` apart into two characters,
people write it as one. What must not be opened or published is told of here and passed on to
nobody: what is no regular file, and what a link brings in from elsewhere.
"""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from unicodedata import category, is_normalized, normalize

from msgspec import Struct, field
from msgspec.structs import replace

from kppress.model.diagnostic import Diagnostic, Place, Rule, Severity, finding
from kppress.read import faults
from kppress.read.pictures import ENDINGS

_SOURCES = ("feeds", "templates")
_PICTURES = (*ENDINGS, ".ico")
_STRAY = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's control characters, halves of characters and ends of lines."""
_LONGEST = 230
"""Bytes of a name. Disks take 255, and the sizes of a picture have longer names than itself."""


class Tree(Struct):
    """A folder. Paths are relative to the newsroom, with `/`, in NFC."""

    stored: dict[str, str] = field(default_factory=dict)
    """Every file that may be opened, and its path as the disk spells it."""
    refused: dict[str, str] = field(default_factory=dict)
    """Files that are not to be published, by path, and why: a variant of KP510."""
    found: list[Diagnostic] = field(default_factory=list)

    def sources(self, suffix: str) -> tuple[str, ...]:
        """The files that are read as texts, sorted."""
        return tuple(sorted(path for path in self.stored if path.endswith(suffix)))

    def others(self, suffix: str) -> tuple[str, ...]:
        """The files that lie beside the texts, sorted."""
        return tuple(sorted(path for path in self.stored if not path.endswith(suffix)))


def tree_of(root: Path, folder: str, suffix: str) -> Tree:
    """The folder of the newsroom in `root`, without what is hidden; `suffix` ends its texts."""
    return _Walk(root, folder, suffix).walked()


def is_plain(root: Path, path: str) -> bool:
    """Whether there is a text at a path below `root` that is taken without a word.

    Raises OSError where there is nothing.
    """
    *folders, name = path.split("/")
    if any(part.startswith(".") or _misnamed(part, published=False) for part in (*folders, name)):
        return False
    modes = [(root / "/".join(folders[: n + 1])).lstat().st_mode for n in range(len(folders))]
    return (
        is_normalized("NFC", path)
        and all(map(stat.S_ISDIR, modes[1:]))  # the first may be a link
        and not any(part.lower().endswith(f".{name.rpartition('.')[2]}") for part in folders)
        and stat.S_ISREG((root / path).lstat().st_mode)
    )


def stored(root: Path, path: str) -> Path:
    """The file that is meant by a path in NFC, as the disk spells it; `root / path` for none."""
    here = Path("/") if path.startswith("/") else root
    for name in path.strip("/").split("/"):
        below = here / name
        if not name.isascii() and not os.path.lexists(below) and here.is_dir():
            same = (entry for entry in here.iterdir() if normalize("NFC", entry.name) == name)
            below = next(same, below)
        here = below
    return here


class _Walk:
    def __init__(self, root: Path, folder: str, suffix: str) -> None:
        self._root = root
        self._folder = folder
        self._suffix = suffix
        self._tree = Tree()
        # The folder itself may be a link: then what it leads to is the newsroom's too.
        self._within = (_real(root), _real(root / folder))

    def walked(self) -> Tree:
        waiting = [self._folder]
        while waiting:
            below = waiting.pop()
            try:
                with os.scandir(self._root / below) as entries:
                    ordered = sorted(entries, key=lambda entry: entry.name)
            except OSError as fault:
                self._unopened(below, fault)
                continue
            visible = (entry for entry in ordered if not entry.name.startswith("."))
            waiting += [path for entry in visible for path in self._taken(below, entry)]
        return self._tree

    def _unopened(self, folder: str, fault: OSError) -> None:
        variant = "folder"
        if folder == self._folder and isinstance(fault, FileNotFoundError | NotADirectoryError):
            if folder == "feeds" and not os.path.lexists(self._root / folder):
                return  # a newsroom need not have any
            variant = "missing" if isinstance(fault, FileNotFoundError) else "no_folder"
        self._tell(faults.UNREADABLE, folder, variant, reason=fault.strerror or str(fault))

    def _taken(self, below: str, entry: "os.DirEntry[str]") -> Iterator[str]:
        """Take in what an entry is; a folder is handed back, to be gone into."""
        on_disk = f"{below}/{entry.name}"
        path = on_disk if is_normalized("NFC", on_disk) else normalize("NFC", on_disk)
        folder = entry.is_dir(follow_symlinks=False)
        source = path.lower().endswith(self._suffix)
        if variant := _misnamed(entry.name, published=not (source or folder)):
            self._tell(faults.FILE_NAME, path, variant, mild=not (source or folder))
            self._tree.refused[path] = "name"
        elif folder:
            if source:
                self._tell(faults.FILE_NAME, path, "folder")
            yield on_disk
        elif why := self._why_not(entry, on_disk):
            self._refuse(path, why, source)
        elif source and not path.endswith(self._suffix):
            self._tell(faults.FILE_NAME, path, "case")
            self._tree.refused[path] = "document"
        elif path in self._tree.stored:
            self._tell(faults.FILE_NAME, path, "twin", mild=not source)
        else:
            self._tree.stored[path] = on_disk

    def _refuse(self, path: str, why: str, source: bool) -> None:
        """A text is missed in any case; of another file those are told who name it."""
        self._tree.refused[path] = why
        if source or why == "linked_folder":
            self._tell(faults.UNREADABLE, path, why)

    def _why_not(self, entry: "os.DirEntry[str]", path: str) -> str:
        """Why the entry is no file that may be opened; nothing for one that may."""
        if not entry.is_symlink():
            return "" if entry.is_file(follow_symlinks=False) else "special"
        try:
            real = (self._root / path).resolve(strict=True)
            mode = real.stat().st_mode
        except (OSError, RuntimeError) as fault:  # RuntimeError: Python 3.12 and before, of a loop
            looped = isinstance(fault, RuntimeError) or fault.errno == errno.ELOOP
            return "loop" if looped else "dangling"
        if stat.S_ISDIR(mode):
            return "linked_folder"
        if not stat.S_ISREG(mode):
            return "special"
        own = next((real.relative_to(f) for f in self._within if real.is_relative_to(f)), None)
        if own is None:
            return "outside"
        return "" if path.endswith(self._suffix) or may_be_shown(own) else "source"

    def _tell(
        self, rule: Rule, path: str, variant: str, *, mild: bool = False, reason: str = ""
    ) -> None:
        place = Place(file=safe(path))
        told = finding(
            rule,
            place,
            variant,
            name=place.file.rpartition("/")[2],
            folder=self._folder,
            suffix=self._suffix,
            reason=reason,
        )
        self._tree.found.append(replace(told, severity=Severity.WARNING) if mild else told)


def why_no_picture(root: Path, file: Path) -> str:
    """Why a file that the theme names is not to be shown: a variant of KP110; nothing if it is."""
    try:
        real = file.resolve(strict=True)
    except (OSError, RuntimeError):
        return "no_file"
    if not real.is_file():
        return "no_file"
    if not all(path.suffix.lower() in _PICTURES for path in (file, real)):
        return "no_picture"
    whole = _real(root)
    inside = file.is_relative_to(root) and real.is_relative_to(whole)
    hidden = inside and any(p.startswith(".") for p in real.relative_to(whole).parts)
    return "" if inside and not hidden else "outside"


def may_be_shown(path: Path) -> bool:
    """Whether a file of the newsroom is one that readers may get: no text, setting or template."""
    hidden = any(part.startswith(".") for part in path.parts)
    return (
        not hidden and path.parts[0] not in _SOURCES and path.suffix.lower() not in (".md", ".toml")
    )


def safe(path: str) -> str:
    r"""A path as it may be shown: `a\xff.md` for one that is no text."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(
        c.encode("unicode_escape").decode() if category(c) in _STRAY else c for c in text
    )


def _misnamed(name: str, *, published: bool) -> str:
    """What is wrong with a name; `published` says whether the file would keep it on the site."""
    try:
        length = len(name.encode())
    except UnicodeEncodeError:
        return "bytes"
    # Printable names, nearly all, are told in a tenth of the time.
    if not name.isprintable() and any(category(character) in _STRAY for character in name):
        return "control"
    return "long" if published and length > _LONGEST else ""


def _real(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):
        return folder.absolute()

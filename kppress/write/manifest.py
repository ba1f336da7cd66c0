r"""The manifest: by it kppress knows its own files in an output folder.

One line a file, sorted: the SHA-256 of its bytes, two spaces, its path. It is what
`sha256sum --check` reads, so that anyone can verify a site. As there (GNU coreutils, cksum output
modes), a line whose path holds a line end or a backslash begins with a backslash, and has `\n`,
`\r` and `\\` for them.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

NAME = ".kppress-manifest"

_BACKSLASH = "\\"
_ODD = re.compile(r"[\\\n\r]")
_ESCAPED = re.compile(r"\\([nr\\])")
_MEANT = {"n": "\n", "r": "\r", "\\": "\\"}


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def to_text(digests: Mapping[str, str]) -> bytes:
    """The manifest of files by path."""
    paths = sorted(digests)
    text = "".join([f"{digests[path]}  {path}\n" for path in paths])
    if text.count("\n") == len(paths) and "\\" not in text and "\r" not in text:
        return text.encode()  # as nearly always
    return "".join([_line(path, digests[path]) for path in paths]).encode()


def _line(path: str, value: str) -> str:
    if _ODD.search(path) is None:
        return f"{value}  {path}\n"
    escaped = path.replace("\\", r"\\").replace("\n", r"\n").replace("\r", r"\r")
    return f"{_BACKSLASH}{value}  {escaped}\n"


def from_text(text: bytes) -> dict[str, str]:
    """The digests by path; what cannot be read is left out."""
    digests = {}
    lines = text.decode(errors="replace").split("\n")
    if b"\\" not in text and b".." not in text and b"  /" not in text:  # as nearly always
        return {line[66:]: line[:64] for line in lines if line[64:66] == "  "}
    for line in lines:
        value, separator, path = line.partition("  ")
        if value.startswith(_BACKSLASH):
            value = value[1:]
            path = _ESCAPED.sub(lambda found: _MEANT[found[1]], path)
        if separator and len(value) == 64 and not _strays(path):
            digests[path] = value
    return digests


def of_folder(folder: Path) -> dict[str, str] | None:
    """The manifest of an output folder; None where kppress has not written there."""
    try:
        return from_text((folder / NAME).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _strays(path: str) -> bool:
    """Whether a path would leave the folder: nobody's manifest may reach outside."""
    return path.startswith("/") or (".." in path and ".." in path.split("/"))

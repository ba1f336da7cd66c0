"""The manifest: by it kppress knows its own files in an output folder.

One line a file, sorted: the SHA-256 of its bytes, two spaces, its path. It is what
`sha256sum --check` reads, so that anyone can verify a site.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

NAME = ".kppress-manifest"


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def to_text(digests: Mapping[str, str]) -> bytes:
    """The manifest of files by path."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def from_text(text: bytes) -> dict[str, str]:
    """The digests by path; what cannot be read is left out."""
    digests = {}
    for line in text.decode(errors="replace").splitlines():
        value, separator, path = line.partition("  ")
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
    return path.startswith("/") or ".." in path.split("/")

"""The index over the documents of a site, made by pagefind's own program.

pagefind reads a folder of pages and writes a folder of files. What it writes is the same for the
same pages but for the order of the languages in one file, which is put right here. The last index
is kept, since making one takes seconds for a thousand documents, whatever has changed.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from kppress.model.artifact import Artifact
from kppress.model.error import KppressError

FOLDER = "pagefind/"
"""Where the files of the index stand on the site."""

ENTRY = "pagefind-entry.json"
_SCRIPTS = frozenset({"pagefind.js", "pagefind-worker.js", ENTRY})
_KEPT = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter", ".pagefind")
_NOT_TEXT = ".no-print, .tools, .about, .facts, .people button"
"""What stands within a document's main part and is not its own text."""


def program() -> Path | None:
    """pagefind, if the extra `search` is installed."""
    try:
        from pagefind_bin import get_executable
    except ImportError:
        return None
    try:
        return Path(get_executable())
    except FileNotFoundError:
        return None


def index(pages: Mapping[str, bytes], keep: Path, *, dry: bool = False) -> Iterator[Artifact]:
    """The files of the index over `pages`, by their paths on the site.

    `keep` is a folder for the last index; with `dry` nothing is written there. Raises KppressError
    where pagefind fails.
    """
    pagefind = program()
    if pagefind is None or not pages:
        return
    key = _key(pages, pagefind)
    if _is_kept(keep, key):
        yield from _artifacts(keep / "index")
        return
    from tempfile import TemporaryDirectory  # late: few builds ask for it

    with TemporaryDirectory(prefix="kppress-search-") as folder:
        made = _made(pages, pagefind, Path(folder))
        if not dry:
            _keep(made, keep, key)
        yield from _artifacts(made)


def _artifacts(made: Path) -> Iterator[Artifact]:
    for file in sorted(made.rglob("*")):
        if file.is_file():
            path = file.relative_to(made).as_posix()
            yield Artifact(path=FOLDER + path, content=file.read_bytes())


def _key(pages: Mapping[str, bytes], pagefind: Path) -> str:
    """What decides the bytes of an index: its pages and the program."""
    digest = sha256(f"{pagefind.stat().st_size} {_NOT_TEXT}\n".encode())
    for path in sorted(pages):
        digest.update(f"{path} {sha256(pages[path]).hexdigest()}\n".encode())
    return digest.hexdigest()


def _is_kept(keep: Path, key: str) -> bool:
    try:
        return (keep / "key").read_text("utf-8") == key
    except OSError:
        return False


def _made(pages: Mapping[str, bytes], pagefind: Path, folder: Path) -> Path:
    """Run pagefind over the pages; the folder with what a browser needs of what it writes."""
    import subprocess  # late: most builds use the index of the last one

    site, made, index = folder / "site", folder / "made", folder / "index"
    for path, content in pages.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    command = [str(pagefind), "--site", str(site), "--output-path", str(made), "--silent"]
    command += ["--exclude-selectors", _NOT_TEXT]
    # Where the command was called may be gone, and pagefind asks for it.
    ran = subprocess.run(  # noqa: S603 # pagefind's own
        command, cwd=site, capture_output=True, check=False
    )
    if ran.returncode != 0:
        said = (ran.stderr or ran.stdout).decode(errors="replace").strip()
        raise KppressError("search", reason=said.rpartition("\n")[2] or ran.returncode)
    for file in sorted(made.rglob("*")):
        if file.name in _SCRIPTS or file.suffix in _KEPT:
            target = index / file.relative_to(made)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_steady(file))
    return index


def _keep(made: Path, keep: Path, key: str) -> None:
    """For the next build. A folder that cannot be written to costs time, and is no failure."""
    with suppress(OSError):
        (keep / "key").unlink(missing_ok=True)
        shutil.rmtree(keep, ignore_errors=True)
        shutil.copytree(made, keep / "index")
        (keep / "key").write_text(key, encoding="utf-8")


def _steady(file: Path) -> bytes:
    """The content; of the entry with its languages in order, which pagefind leaves to chance."""
    content = file.read_bytes()
    if file.name != ENTRY:
        return content
    return json.dumps(json.loads(content), sort_keys=True, ensure_ascii=False).encode()

"""Templates as they were compiled the last time, for every newsroom of one user.

They stand in the user's own cache folder (XDG Base Directory; on macOS `~/Library/Caches`) and not
in the newsroom: what is compiled is code that is run, and a newsroom may come from anybody.
"""

import os
import stat
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

import kppress


class _Quiet(FileSystemBytecodeCache):
    """One that is no failure when it cannot be read or written."""

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        # The same text is other code where these differ.
        form = (
            *(environment.trim_blocks, environment.lstrip_blocks, environment.undefined),
            *(environment.autoescape, sorted(environment.filters), sorted(environment.tests)),
            *_installed(),
        )
        named = repr([getattr(part, "__qualname__", part) for part in form])
        return super().get_bucket(environment, name, filename, f"{named}\0{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled() -> BytecodeCache | None:
    """The cache of compiled templates; None where there is no folder that is the user's alone."""
    folder = _folder()
    if folder is None:
        return None
    try:
        folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError:
        return None
    ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    if not ours or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return None
    return _Quiet(str(folder))


@cache
def _installed() -> tuple[object, ...]:
    """What tells what compiles mails from another version of it, without importing it."""
    specs = map(find_spec, ("mjml", "css_inline"))
    files = [Path(spec.origin) for spec in specs if spec and spec.origin]
    return tuple((str(file), file.stat().st_mtime_ns) for file in files if file.exists())


def _folder() -> Path | None:
    version = f"templates-{kppress.__version__}-{jinja2.__version__}"
    if named := os.environ.get("XDG_CACHE_HOME"):
        return Path(named) / "kppress" / version
    try:
        home = Path.home()
    except RuntimeError:
        return None
    caches = home / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    return caches / "kppress" / version

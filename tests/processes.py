"""A kppress of its own, which never outlives its test."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def started(root: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """`kppress` on the newsroom in `root`, with its output in pipes, until the block ends."""
    command = [sys.executable, "-m", "kppress", "--root", str(root), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env={**os.environ, "PYTHONUNBUFFERED": "1"}) as running:  # fmt: skip
        try:
            yield running
        finally:
            # A failed assertion would else wait for what nobody ends.
            running.kill()


def unprivileged(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """`kppress` as somebody who is bound by permissions, which an all-powerful root is not."""
    return subprocess.run([*bound(), sys.executable, "-m", "kppress", "--root", root, *arguments],
                          capture_output=True, check=False, timeout=120)  # fmt: skip


def bound() -> Sequence[str]:
    """What stands before a command that permissions are to bind."""
    if os.geteuid() != 0:
        return ()
    program = shutil.which("setpriv")
    assert program, "no setpriv: as root, apt-get install util-linux"
    return (program, "--bounding-set=-all", "--inh-caps=-all")

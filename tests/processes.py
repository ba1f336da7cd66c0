"""A kppress of its own, which never outlives its test."""

import os
import subprocess
import sys
from collections.abc import Iterator
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

"""A kppress of its own, which never outlives its test."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
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


_KILLED = """
import os, signal, sys
from pathlib import Path
import compiling
from making import NOW
from kppress.press.build import build

root, output, spare, within, *steps = sys.argv[1:]
compiling.once()
build(Path(root), Path(spare), NOW)  # so that no child has to load or compile anything
for line in sys.stdin:
    child = os.fork()
    if not child:
        seen = 0

        def kill_at_step(event, arguments):
            global seen
            if event in steps and within in str(arguments[0]):
                seen += 1
                if seen == int(line):
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(kill_at_step)
        build(Path(root), Path(output), NOW)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@contextmanager
def killed_builds(
    root: Path, output: Path, steps: Sequence[str], within: str = ""
) -> Iterator[Callable[[int], int]]:
    """Builds that are killed before their n-th step, until the block ends: each by its number.

    A step is one of these events of Python's audit whose first argument has `within` in it. What
    the call returns is how the build ended: 0 where it has no such step, else minus the signal.
    """
    asked = (str(root), str(output), str(root.parent / "spare"), within, *steps)
    command = [*bound(), sys.executable, "-c", _KILLED, *asked]
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                          env={**os.environ, "PYTHONPATH": path}) as running:  # fmt: skip
        into, out = running.stdin, running.stdout
        assert into is not None
        assert out is not None

        def ended(step: int) -> int:
            into.write(f"{step}\n")
            into.flush()
            return int(out.readline())

        yield ended
        into.close()


def printed(script: str) -> str:
    """What a Python of its own prints that runs `script`."""
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout

"""The command line. Everything heavy is imported when a command runs, not before."""

import os
import sys


def main() -> None:
    """The `kppress` command. It does not return."""
    from kppress.cli.again import answer

    try:
        code = answer(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    if code is None:
        from kppress.cli.group import run

        code = run(sys.argv[1:])
    _leave(code)
    sys.exit(code)


def _leave(code: int) -> None:
    """End the process at once.

    A newsroom is hundreds of thousands of objects; to take them down one by one, as the interpreter
    does at its end, takes a tenth of a build.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # closed or full: it ends in the ordinary way
        return
    os._exit(code)

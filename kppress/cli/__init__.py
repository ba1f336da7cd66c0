"""The command line. Everything heavy is imported when a command runs, not before."""

import gc
import os
import sys


def main() -> None:
    """The `kppress` command. It does not return.

    Documents by the thousand are made and kept: looking among them for garbage finds none, and
    takes a twentieth of a build. Where much is made of them, it is looked for (`press.share`), and
    by a command that stays (`shared.will_stay`): among few objects, as some mails leave megabytes.
    """
    from kppress.cli.again import answer

    gc.disable()
    gc.set_threshold(1_000, 20, 20)

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

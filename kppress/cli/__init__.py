"""The command line. Everything heavy is imported when a command runs, not before."""

import sys
from typing import NoReturn


def main() -> NoReturn:
    """The `kppress` command."""
    from kppress.cli.again import answer

    code = answer(sys.argv[1:])
    if code is None:
        from kppress.cli.group import run

        code = run(sys.argv[1:])
    sys.exit(code)

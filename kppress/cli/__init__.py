"""The command line. Everything heavy is imported when a command runs, not before."""

import sys
from typing import NoReturn


def main() -> NoReturn:
    """The `kppress` command."""
    from kppress.cli.group import run

    sys.exit(run(sys.argv[1:]))

"""What the tests take from npm: script/bootstrap puts it into tests/node/node_modules."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

FOLDER = Path(__file__).parent / "node"


def from_npm(path: str) -> Path:
    """A file of a package, by its path below node_modules. Without it the test is left out."""
    found = FOLDER / "node_modules" / path
    if not found.exists():
        _without(f"no {path}")
    return found


def answer_of(script: str, asked: object) -> Any:
    """What a script of tests/node answers; both are JSON."""
    # Where the machine has none, script/bootstrap put one beside Python.
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    node = shutil.which("node", path=places)
    if node is None:
        _without("no node")
    ran = subprocess.run([node, FOLDER / script], input=json.dumps(asked), capture_output=True,
                         encoding="utf-8", timeout=120, check=False)  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def _without(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{what}: script/bootstrap test installs it from npm")
    pytest.skip(f"{what}: run script/bootstrap test")

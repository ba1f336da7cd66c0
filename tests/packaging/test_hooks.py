import re
from pathlib import Path

import pytest
import yaml
from making import newsroom, release

from kppress.cli.group import run

ROOT = Path(__file__).parent.parent.parent
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
BOM = b"\xef\xbb\xbf"


def called(hook: str, root: Path) -> int:
    """What pre-commit does: the entry, with the arguments that the documentation shows."""
    program, *arguments = HOOKS[hook]["entry"].split()
    assert program == "kppress"
    return run([*arguments, "--root", str(root), "--now", "2018-07-05 09:00"])


def test_the_check_stops_a_commit_with_an_error(tmp_path: Path) -> None:
    newsroom(tmp_path, {"releases/a.md": release(1)})
    assert called("kppress-check", tmp_path) == 0
    newsroom(tmp_path, {"releases/a.md": release(1, status="färdig")})
    assert called("kppress-check", tmp_path) == 1


def test_the_fix_mends_files(tmp_path: Path) -> None:
    newsroom(tmp_path, {"releases/a.md": BOM + release(1).encode()})
    assert called("kppress-fix", tmp_path) == 0
    assert (tmp_path / "releases/a.md").read_bytes() == release(1).encode()


@pytest.mark.parametrize("hook", HOOKS.values(), ids=lambda hook: hook["id"])
def test_the_hooks_are_called_for_what_is_checked_and_nothing_else(hook: dict[str, str]) -> None:
    files = re.compile(hook["files"])
    assert files.search("releases/2018/a.md")
    assert files.search("nyhetsrum/kppress.toml")
    assert files.search("feeds/alla.toml")
    assert not files.search("README.md")
    assert not files.search("releases/2018/a.jpg")
    assert not hook["pass_filenames"]

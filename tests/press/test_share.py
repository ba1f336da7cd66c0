import json
import subprocess
import sys
from pathlib import Path

from making import SETTINGS, UNSPELLED, newsroom, release

from kppress.press.share import FROM

SCRIPT = """
import os, sys
os.sched_setaffinity(0, {*list(os.sched_getaffinity(0))[: int(sys.argv.pop(1))]})
from kppress.cli.group import run
sys.exit(run(sys.argv[1:]))
"""


def findings(root: Path, cores: int) -> list[dict[str, object]]:
    """The findings of a process that may use so many cores."""
    arguments = ["--root", str(root), "--now", "2018-07-05 09:00", "check", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(cores), *arguments], capture_output=True, text=True
    )
    assert done.stderr == ""
    found = json.loads(done.stdout)["findings"]
    assert isinstance(found, list)
    return found


def test_many_documents_have_the_same_findings_on_one_core_and_on_several(tmp_path: Path) -> None:
    files = {
        f"releases/{n}.md": release(n, kontakter="[]" if n % 7 == 0 else "[presskontakt]")
        for n in range(FROM + 11)
    }
    newsroom(tmp_path, files, SETTINGS + UNSPELLED)
    alone = findings(tmp_path, 1)
    assert sum(found["rule"] == "KP601" for found in alone) == len(range(0, FROM + 11, 7))
    assert findings(tmp_path, 4) == alone

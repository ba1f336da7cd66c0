"""What a shell may do: streams closed, full or cut off, odd terminals, lost folders."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from making import newsroom, release

KPPRESS = f"{sys.executable} -m kppress"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {f"releases/{n}.md": release(n, body='Hon sa "hej".') for n in range(1, 8)}
    return newsroom(tmp_path_factory.mktemp("rum"), files)


def shell(line: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """What bash makes of a line in which `kppress` stands."""
    script = line.replace("kppress", KPPRESS)
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        timeout=200,
    )


SPEAKING = ("list", "check", "rule", "--version", "--help", "email 1", "build --dry-run")


@pytest.mark.parametrize("command", SPEAKING)
@pytest.mark.parametrize("stream", [">&-", "> /dev/full"])
def test_what_cannot_be_written_is_the_machines_failure(
    root: Path, command: str, stream: str
) -> None:
    done = shell(f"kppress {command} {stream}", root)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("fel: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("stream", ["2>&-", "2> /dev/full"])
def test_where_nobody_can_be_told_the_exit_code_says_it(root: Path, stream: str) -> None:
    assert shell(f"kppress bild {stream}", root).returncode == 2
    assert shell(f"kppress rule KP999 {stream}", root).returncode == 2
    assert shell(f"kppress --version {stream}", root).returncode == 0
    assert shell(f"kppress build --dry-run --quiet {stream}", root).returncode == 0


@pytest.mark.parametrize("command", ["check", "list", "rule", "--help"])
def test_when_nobody_reads_on_it_ends_like_any_other_program(root: Path, command: str) -> None:
    done = shell(f"kppress {command} | true; echo ${{PIPESTATUS[0]}}", root)
    assert done.stderr == ""
    assert done.stdout == "141\n"


def test_head_gets_its_lines_and_nothing_is_said(root: Path) -> None:
    done = shell("kppress check | head -1", root)
    assert done.stdout.startswith("releases/1.md:")
    assert done.stderr == ""


def test_in_a_folder_that_is_gone_the_command_says_so(root: Path, tmp_path: Path) -> None:
    lost = "mkdir x && cd x && rmdir ../x && "
    done = shell(f"{lost} kppress --language sv list", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("fel: mappen som kommandot körs i finns inte längre")
    for command in ("list", "check --format sarif", "new nyhet 'Bad öppnar'", "build --dry-run"):
        done = shell(f"{lost} kppress --root {root} {command}", tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
    done = shell(f"{lost} kppress --root rum list", tmp_path)
    assert done.returncode == 2


@pytest.mark.parametrize(
    "more",
    [
        {"COLUMNS": "0"},
        {"COLUMNS": "1"},
        {"COLUMNS": "abc"},
        {"COLUMNS": "-5"},
        {"COLUMNS": "100000"},
        {"TERM": "dumb"},
        {"NO_COLOR": "1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
    ],
    ids=str,
)
def test_an_odd_terminal_changes_no_word(root: Path, more: dict[str, str]) -> None:
    for command in ("list", "check", "rule KP201", "email 1 --format txt"):
        plain, odd = shell(f"kppress {command}", root), shell(f"kppress {command}", root, **more)
        assert (odd.returncode, odd.stderr) == (0, "")
        if "COLUMNS" not in more or command != "check":  # which cuts its excerpts to the width
            assert odd.stdout == plain.stdout
    help_there = shell("kppress check --help", root, **more)
    assert help_there.returncode == 0
    assert "--stats" in help_there.stdout

"""What a shell may do: streams closed, full or cut off, odd terminals, lost folders."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from making import SETTINGS, UNSPELLED, newsroom, release

from kppress.cli.group import run

KPPRESS = f"{sys.executable} -m kppress"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {f"releases/{n}.md": release(n, body='Hon sa "hej".') for n in range(1, 8)}
    return newsroom(tmp_path_factory.mktemp("rum"), files, SETTINGS + UNSPELLED)


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
    ("name", "value"),
    [
        *(("COLUMNS", columns) for columns in ("0", "1", "abc", "-5", "100000")),
        ("TERM", "dumb"),
        ("NO_COLOR", "1"),
    ],
)
def test_an_odd_terminal_changes_no_word(
    root: Path,
    name: str,
    value: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in ("list", "check", "rule KP201"):
        arguments = ["--root", str(root), *command.split()]
        assert run(arguments) == 0
        plain = capsys.readouterr().out
        with monkeypatch.context() as odd:
            odd.setenv(name, value)
            assert run(arguments) == 0
        if (name, command) == ("COLUMNS", "check"):  # whose excerpts are cut to the width
            told = [line for line in plain.splitlines() if line.startswith("releases/")]
            assert [x for x in capsys.readouterr().out.splitlines() if x[:9] == "releases/"] == told
        else:
            assert capsys.readouterr().out == plain


def test_letters_come_through_where_the_system_speaks_c(root: Path) -> None:
    done = shell("kppress rule KP201", root, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "å" in done.stdout
    assert done.stderr == ""

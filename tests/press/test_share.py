import errno
import gc
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path

import pytest
from making import SETTINGS, UNSPELLED, files_of, newsroom, release
from processes import printed

from kppress.press.share import FROM, beside, in_order

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


def test_what_several_processes_make_comes_in_order_and_each_thing_once() -> None:
    makes = [partial(str, number) for number in range(3 * FROM)]
    assert list(in_order(makes)) == [str(number) for number in range(3 * FROM)]


@pytest.mark.parametrize(("number", "looks"), [(FROM - 1, False), (FROM, True)])
def test_where_much_is_made_garbage_is_looked_for(number: int, looks: bool) -> None:
    gc.disable()  # as the command does
    try:
        assert [*in_order([partial(str, n) for n in range(number)])]
        assert gc.isenabled() == looks
    finally:
        gc.enable()


def test_what_a_process_could_not_make_is_made_here_and_its_fault_told() -> None:
    def fail(number: int, here: int = os.getpid()) -> int:
        if os.getpid() != here:
            os._exit(9)  # as if the machine had ended it
        return number

    makes: list[Callable[[], int]] = [partial(fail, number) for number in range(FROM)]
    assert list(in_order(makes)) == [*range(FROM)]

    def broken() -> int:
        raise ValueError("the programmer erred")

    with pytest.raises(ValueError, match="the programmer erred"):
        list(in_order([*makes, broken]))


def test_where_no_process_can_be_started_one_makes_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(3))
    monkeypatch.setattr(os, "fork", refused)
    before = len(list(Path("/proc/self/fd").iterdir()))
    assert list(in_order([partial(str, number) for number in range(FROM)])) == [
        str(number) for number in range(FROM)
    ]
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_what_a_process_made_before_it_ended_is_taken_and_the_rest_made_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(2))
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # whatever other tests left
    here = os.getpid()

    def make(number: int) -> tuple[int, bool]:
        if os.getpid() != here and number == 7:
            os._exit(9)
        return number, os.getpid() == here

    made = [*in_order([partial(make, number) for number in range(FROM)], size=10)]
    assert [number for number, _ in made] == [*range(FROM)]
    assert [own for _, own in made[1:11]] == [False] * 6 + [True] * 4


def test_large_things_come_in_order_where_a_file_may_hold_one_of_them_and_where_it_may_not() -> (
    None
):
    script = """
import os, resource, sys
os.sched_getaffinity = lambda _: range(3)
from kppress.press.share import in_order
here = os.getpid()
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
made = list(in_order([lambda n=n: (bytes([n]) * 300_000, os.getpid() != here) for n in range(90)]))
print([content[0] for content, _ in made] == [*range(90)], {len(content) for content, _ in made})
print(any(aside for _, aside in made))
"""
    for room in (1 << 30, 500_000, 1):
        done = subprocess.run(
            [sys.executable, "-c", script, str(room)], capture_output=True, text=True
        )
        assert (done.stdout, done.stderr) == ("True {300000}\nTrue\n", "")


def test_where_no_file_can_be_had_things_wait_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(3))
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    assert [*in_order([partial(str, number) for number in range(2 * FROM)])] == [
        str(number) for number in range(2 * FROM)
    ]


KILLED = """
import os, signal
from kppress.press.share import in_order
made = in_order([lambda: "x" * 1_000_000] * 400)
next(made)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_processes_of_a_build_that_was_killed_end_too() -> None:
    # Each holds the build's output and its lock: this ends when the last of them does.
    script = "import os; os.sched_getaffinity = lambda _: range(3)\n" + KILLED
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGKILL


def test_what_one_process_makes_waits_for_it_and_the_rest_does_not(tmp_path: Path) -> None:
    here = os.getpid()

    def slow() -> int:  # the other process ends its first thing when this one made a later one
        while os.getpid() != here and not (tmp_path / "made").exists():
            pass
        return 0

    def later(number: int) -> int:
        if os.getpid() == here:
            (tmp_path / "made").touch()
        return number

    makes: list[Callable[[], int]] = [slow]
    makes += [partial(later, number) for number in range(1, 2 * FROM)]
    assert list(in_order(makes)) == [*range(2 * FROM)]


LEFT = """
import os
os.sched_getaffinity = lambda _: range(3)
from kppress.press.share import in_order
made = in_order([lambda: 0] * 600)
next(made)
made.close()
try:
    print(os.waitpid(-1, os.WNOHANG))
except ChildProcessError:
    print("none")
"""


def test_a_process_that_is_no_longer_needed_is_ended() -> None:
    assert printed(LEFT) == "none\n"


def test_a_template_that_fails_in_another_process_is_one_sentence(tmp_path: Path) -> None:
    broken = "{% if edition.title != 'Badhus 1' %}{{ 1 // 0 }}{% endif %}"
    files = {f"releases/{n}.md": release(n, rubrik=f"Badhus {n}") for n in range(FROM + 11)}
    files["templates/web/release.html"] = broken
    root = newsroom(tmp_path, files, SETTINGS + UNSPELLED)
    arguments = ["--root", str(root), "--now", "2018-07-05 09:00", "--quiet", "build"]
    command = [sys.executable, "-c", SCRIPT, "4", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 4
    assert "web/release.html:1" in done.stderr
    assert len(done.stderr.splitlines()) == 1


DEAF = """
import signal, sys
from kppress.cache import unchanged
unchanged.SHARED_FROM = 2
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
from kppress.cli import main
main()
"""


def test_who_is_never_told_that_a_process_ended_builds_all_the_same(tmp_path: Path) -> None:
    # Some managers of services ignore it, and what they start does so, too.
    files = {f"releases/{n}.md": release(n) for n in range(FROM + 3)}
    root = newsroom(tmp_path / "rum", files, SETTINGS + UNSPELLED)
    command = [sys.executable, "-c", DEAF, "--root", str(root), "build"]
    first = subprocess.run(command, capture_output=True, text=True)
    assert (first.returncode, first.stderr) == (0, "")
    text = (root / "releases/1.md").read_text()
    (root / "releases/1.md").write_text(f"{text}\nMer.\n")
    for _ in ("an edit", "nothing"):
        done = subprocess.run(command, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
    assert any("Mer." in page.read_text() for page in root.glob("public/pressm*/*/*/index.html"))


def test_many_documents_make_the_same_site_on_one_core_and_on_several(tmp_path: Path) -> None:
    files = {f"releases/{n}.md": release(n) for n in range(FROM + 11)}
    root = newsroom(tmp_path / "rum", files, SETTINGS + UNSPELLED + "[build]\nmail = false\n")
    for cores, output in ((1, "en"), (4, "flera")):
        arguments = ["--root", str(root), "--now", "2018-07-05 09:00", "--quiet", "build"]
        arguments += ["--force", "--output", str(tmp_path / output)]
        subprocess.run([sys.executable, "-c", SCRIPT, str(cores), *arguments], check=True)
    assert files_of(tmp_path / "flera") == files_of(tmp_path / "en")


def sums(ends_at: int, here: int) -> Generator[int, int, None]:
    """The sum of all that was given so far; another process ends at one step."""
    total = 0
    for step in range(4):
        if step == ends_at and os.getpid() != here:
            os._exit(9)
        total += yield total


@pytest.mark.parametrize("aside", [False, True])
@pytest.mark.parametrize("ends_at", [0, 1, 3, 9])
def test_steps_know_of_those_before_whoever_goes_through_them(aside: bool, ends_at: int) -> None:
    with beside(partial(sums, ends_at, os.getpid()), aside=aside) as go_on:
        first = go_on(None)
        assert first() == first() == 0
        assert go_on(5)() == 5
        later, last = go_on(7), go_on(11)
        assert later() == 12
        assert last() == 23


WHO = """
import os
from kppress.press.share import beside
def steps():
    yield os.getpid()
with beside(steps, aside=True) as go_on:
    print(go_on(None)() == os.getpid())
"""


@pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="this machine has one core")
def test_a_step_is_made_elsewhere() -> None:
    done = subprocess.run([sys.executable, "-c", WHO], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("False\n", "")

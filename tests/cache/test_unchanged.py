"""The same build once more: answered at once where it would change nothing, and never else."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from changing import CHANGES, FILES, LOGO, SAYS, Change, built, call_on, remembered
from hypothesis import given
from hypothesis import strategies as st
from making import NOW, files_of, newsroom, release

from kppress.cache.unchanged import Before, recall
from kppress.model.grain import COARSE
from kppress.press.build import build
from kppress.write.exchange import exchange


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = newsroom(tmp_path / "rum", FILES)
    settings_file = made / "kppress.toml"
    settings_file.write_text(settings_file.read_text() + LOGO)
    return made


def test_nothing_changed_and_the_same_words_are_the_same_answer(root: Path) -> None:
    assert recall(built(root)[0], NOW.timestamp()) == SAYS


def test_other_words_are_another_build(root: Path) -> None:
    built(root)
    assert recall(call_on(root, "--base-url=https://annan.example"), NOW.timestamp()) is None


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_seen(root: Path, change: Change) -> None:
    call, _ = built(root)
    change(root)
    assert recall(call, NOW.timestamp()) is None


def test_it_is_known_after_a_build_that_changed_a_little_too(root: Path) -> None:
    built(root)
    (root / "public/CNAME").write_text("press.kommun.example")
    (root / "public/länk").symlink_to("CNAME")
    for number in range(4):
        (root / "releases/a.md").write_text(release(1, body=f"Text {number}."))
        call, done = built(root)
        assert done.receipt is not None
        assert done.receipt.changed
        assert recall(call, NOW.timestamp()) == SAYS
        assert built(root)[1].receipt == replace(
            done.receipt, added=(), changed=(), removed=(), unchanged=done.receipt.total
        )
        assert recall(call, NOW.timestamp()) == SAYS


def test_it_is_known_after_a_build_into_a_folder_that_cannot_be_exchanged(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(root)
    monkeypatch.setattr("os.path.ismount", lambda path: path == root / "public")
    for number in range(2):
        (root / "releases/a.md").write_text(release(1, body=f"Text {number}."))
        assert recall(built(root)[0], NOW.timestamp()) == SAYS


def test_a_file_from_before_1970_costs_whole_builds_and_no_more(root: Path) -> None:
    built(root)
    (root / "public/gammal.txt").write_text("från 1969")
    os.utime(root / "public/gammal.txt", (-9, -9))
    for _ in range(2):
        assert built(root)[1].receipt
    assert [p.name for p in (root / ".kppress").glob("unchanged*")] in (["unchanged"], [])


def replaced(page: Path) -> None:
    """Other bytes of the same length and time: only the number tells."""
    found = page.stat()
    beside = page.with_name("ny")
    beside.write_bytes(page.read_bytes().swapcase())
    os.utime(beside, ns=(found.st_atime_ns, found.st_mtime_ns))
    beside.replace(page)


def written_over(page: Path) -> None:
    """Other bytes of the same length into the same file: only the time tells."""
    page.write_bytes(page.read_bytes().swapcase())


def linked(page: Path) -> None:
    """A link to the very file."""
    page.rename(page.with_name("annan"))
    page.symlink_to("annan")


HAND: dict[str, Callable[[Path], None]] = {
    "replaced": replaced,
    "written over": written_over,
    "linked": linked,
    "removed": Path.unlink,
}


@pytest.mark.parametrize("page", ["index.html", "pressmeddelanden/2018/a/index.html"])
@pytest.mark.parametrize("how", HAND)
def test_what_somebody_does_to_a_page_is_seen(root: Path, page: str, how: str) -> None:
    built(root)
    (root / "releases/c.en.md").write_text("---\ntitle: Baths\nlead: A bath.\n---\nText.\n")
    call, _ = built(root)
    assert recall(call, NOW.timestamp()) == SAYS
    HAND[how](root / "public" / page)
    assert recall(call, NOW.timestamp()) is None


STARTING = """
import os
from kppress.cache import unchanged
from kppress.cache.ahead import start
os.sched_getaffinity = lambda _: range(3)
begin = lambda first: start(first, lambda orders, made: None, os.devnull)
"""


@pytest.mark.parametrize("how", ["nothing", *HAND])
def test_two_cores_that_share_the_files_see_the_same(root: Path, how: str) -> None:
    call, done = built(root)
    assert done.receipt is not None
    script = (
        f"{STARTING}unchanged.SHARED_FROM = 2\n"
        f"call = unchanged.Call({('build',)!r}, {call.package!r}, {call.root!r})\n"
        f"print(unchanged.recall(call, {NOW.timestamp()}, begin))"
    )

    def said() -> str:
        ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
        return ran.stdout.decode().strip()

    files = [path for path in done.receipt.marks if path.endswith(".html")]
    for path in (files[0], files[-1]):
        assert said() == str(SAYS)
        if how != "nothing":
            page = root / "public" / path
            HAND[how](page)
            assert said() == "None"
            page.unlink(missing_ok=True)
        built(root)


@pytest.mark.parametrize("shared_from", [2, 4_000])
@pytest.mark.parametrize("how", ["nothing", *HAND])
def test_a_build_is_told_what_the_look_saw_that_was_had_before_it(
    root: Path, how: str, shared_from: int
) -> None:
    call, done = built(root)
    assert done.receipt is not None
    edited = root / "releases/a.md"
    edited.write_text(edited.read_text() + "\nMer.\n")
    if how != "nothing":
        HAND[how](root / "public/index.html")
    script = (
        f"{STARTING}from kppress.cache import edited\n"
        f"unchanged.SHARED_FROM = {shared_from}\n"
        f"call = unchanged.Call({('build',)!r}, {call.package!r}, {call.root!r})\n"
        f"assert unchanged.recall(call, {NOW.timestamp()}, begin) is None\n"
        "if call.hand:\n    call.hand.end()\n"
        "print(len(edited.files_in_place(call)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert int(ran.stdout) == (len(done.receipt.marks) if how == "nothing" else 0)


@pytest.mark.parametrize("how", ["replaced", "written over", "removed"])
@pytest.mark.parametrize("page", ["404.html", "pressmeddelanden/2018/a/index.html"])
def test_what_somebody_does_to_a_page_during_the_build_is_seen_by_the_next(
    root: Path, page: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(root)
    whole = files_of(root / "public")
    (root / "releases/c.en.md").write_text("---\ntitle: Baths\nlead: A bath.\n---\nText.\n")

    def late(one: Path, other: Path) -> bool:
        HAND[how](root / "public" / page)
        return exchange(one, other)

    with monkeypatch.context() as patched:
        patched.setattr("kppress.write.place.exchange", late)
        call, _ = built(root)
    if files_of(root / "public").get(page) != whole[page]:
        assert recall(call, NOW.timestamp()) is None
    built(root)
    assert files_of(root / "public")[page] == whole[page]


@pytest.mark.parametrize(
    ("later", "stands"),
    [
        (timedelta(seconds=-1), False),
        (timedelta(seconds=29), True),
        (timedelta(seconds=30), False),  # the embargo of a draft, which a finding is about
    ],
)
def test_it_stands_until_a_moment_that_a_document_names(
    root: Path, later: timedelta, stands: bool
) -> None:
    call, _ = built(root)
    assert (recall(call, (NOW + later).timestamp()) is not None) == stands


def test_a_newsroom_without_moments_to_come_stands_for_ever(tmp_path: Path) -> None:
    call, _ = built(newsroom(tmp_path, {"releases/a.md": release(1)}))
    assert recall(call, (NOW + timedelta(days=10_000)).timestamp()) == SAYS


def test_a_file_that_somebody_put_beside_ours_is_no_change(root: Path) -> None:
    call, _ = built(root)
    (root / "public/CNAME").write_text("press.kommun.example")
    assert recall(call, NOW.timestamp()) == SAYS


def test_a_save_during_the_build_is_built_by_the_next(root: Path) -> None:
    call = call_on(root)
    before = Before(call, time.time_ns() + COARSE)
    done = build(root, root / "public", NOW)
    (root / "releases/a.md").write_text(release(1, body="Under tiden."))
    remembered(call, before, done)
    assert recall(call, NOW.timestamp()) is None


def test_a_save_so_shortly_before_that_another_could_hide_is_not_trusted(root: Path) -> None:
    call = call_on(root)
    (root / "releases/a.md").write_text(release(1, body="Nyss."))
    before = Before(call, (root / "releases/a.md").stat().st_mtime_ns)
    remembered(call, before, build(root, root / "public", NOW))
    assert recall(call, NOW.timestamp()) is None


@pytest.mark.parametrize(("ahead", "stands"), [(0, True), (3600, False)])
def test_a_save_just_before_a_build_is_waited_out_and_one_to_come_is_not(
    root: Path, ahead: int, stands: bool
) -> None:
    call, saved = call_on(root), root / "releases/a.md"
    saved.write_text(release(1, body="Nyss."))
    os.utime(saved, ns=(0, time.time_ns() + ahead * 1_000_000_000))
    before = Before(call, saved.stat().st_mtime_ns)
    before.settle()
    remembered(call, before, build(root, root / "public", NOW))
    assert (recall(call, NOW.timestamp()) == SAYS) == stands


@given(cut=st.integers(0, 2000), put=st.binary(max_size=4))
def test_a_damaged_note_is_no_answer_and_no_fault(
    tmp_path_factory: pytest.TempPathFactory, cut: int, put: bytes
) -> None:
    root = newsroom(tmp_path_factory.mktemp("rum"), {"releases/a.md": release(1)})
    call, _ = built(root)
    note = Path(call.file)
    whole = note.read_bytes()
    note.write_bytes(whole[:cut] + put + whole[cut + 4 :])
    assert recall(call, NOW.timestamp()) == (SAYS if note.read_bytes() == whole else None)


def test_the_command_answers_alike_and_without_what_it_does_not_need(root: Path) -> None:
    script = (
        "import os, sys\nfrom kppress.cli import main\n"
        "end, here = os._exit, os.getpid()\n"
        "def leave(code):  # so that it can be asked at the end\n"
        "    (sys.exit if os.getpid() == here else end)(code)\n"
        "os._exit = leave\n"
        "try:\n    main()\nfinally:\n    print('click' in sys.modules, file=sys.stderr)"
    )

    def run(*words: str) -> tuple[str, str]:
        command = [sys.executable, "-c", script, "--root", str(root), "build", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout, done.stderr

    for file in root.rglob("*"):
        os.utime(file, (1, 1))
    first, heavy = run()
    assert heavy == "True\n"
    assert "0 ändrade" in first
    while heavy == "True\n":  # as long as the newsroom was made too short a while ago
        second, heavy = run()
    assert "(0 nya, 0 ändrade, 0 borttagna)" in second
    assert run("--force")[1] == "True\n"
    assert run("--quiet") == ("", "True\n")
    assert run("--quiet") == ("", "False\n")

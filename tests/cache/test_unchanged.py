"""The same build once more: answered at once where it would change nothing, and never else."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import NOW, SETTINGS, files_of, newsroom, notice, release

import kppress
from kppress.cache import marks
from kppress.cache.unchanged import Before, Call, recall, remember
from kppress.press.build import build

FILES: dict[str, str | bytes] = {
    "releases/a.md": release(1, fields="ämnen: [miljo]\nbilagor:\n  - fil: plan.pdf"),
    "releases/b.md": release(2, fields="embargo till: 2018-07-09 06:00"),
    "releases/n.md": notice(3, fields="granskas senast: 2018-07-06 12:00"),
    "releases/ut.md": release(4, fields="embargo till: 2018-07-05 09:00:30", status="utkast"),
    "releases/plan.pdf": b"%PDF-1.4 a plan",
    "bilder/logo.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
    "templates/web/404.html": '{% extends "kppress/web/404.html" %}\n',
}
LOGO = '\n[theme]\nlogo = "bilder/logo.svg"\n'
LEAN = "\n[build]\nmail = false\ntext = false\n"
SAYS = ["Klart: 9 filer."]


def call_on(root: Path, *words: str) -> Call:
    return Call(("build", *words), str(Path(kppress.__file__).parent), str(root))


def built(root: Path, now: datetime = NOW, call: Call | None = None) -> Call:
    """A build, whose sources were saved a while before."""
    call = call or call_on(root)
    before = Before(call, time.time_ns() + marks.COARSE)
    done = build(root, root / "public", now)
    assert done.receipt
    remember(
        call,
        before,
        output=str(root / "public"),
        since=now.timestamp(),
        until=done.until.timestamp() if done.until else None,
        elsewhere=["bilder/logo.svg"],
        says=SAYS,
    )
    return call


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = newsroom(tmp_path / "rum", FILES)
    settings_file = made / "kppress.toml"
    settings_file.write_text(settings_file.read_text() + LOGO)
    return made


def test_nothing_changed_and_the_same_words_are_the_same_answer(root: Path) -> None:
    assert recall(built(root), NOW.timestamp()) == SAYS


def test_other_words_are_another_build(root: Path) -> None:
    built(root)
    assert recall(call_on(root, "--base-url=https://annan.example"), NOW.timestamp()) is None


Change = Callable[[Path], object]
CHANGES: dict[str, Change] = {
    "a body": lambda r: (r / "releases/a.md").write_text(release(1, body="Ett annat ord.")),
    "a body of the same length": lambda r: (r / "releases/a.md").write_text(
        (r / "releases/a.md").read_text().replace("text", "tyst")
    ),
    "a new document": lambda r: (r / "releases/ny.md").write_text(release(9)),
    "a renamed document": lambda r: (r / "releases/a.md").rename(r / "releases/c.md"),
    "a deleted document": lambda r: (r / "releases/n.md").unlink(),
    "a deleted folder": lambda r: rmtree(r / "templates"),
    "a draft that is ready": lambda r: (r / "releases/ut.md").write_text(release(4)),
    "an attachment": lambda r: (r / "releases/plan.pdf").write_bytes(b"%PDF-1.4 another"),
    "the settings": lambda r: (r / "kppress.toml").write_text(
        (r / "kppress.toml").read_text().replace("Storgatan 1", "Storgatan 2")
    ),
    "a feed": lambda r: (r / "feeds/alla.toml").write_text('title.sv = "Nytt"\n'),
    "another feed": lambda r: (r / "feeds/miljo.toml").write_text('title.sv = "Miljö"\n'),
    "a template": lambda r: (r / "templates/web/404.html").write_text("Borta"),
    "a style": lambda r: newsroom(r, {"templates/static/style.css": "p{}"}),
    "the logo": lambda r: (r / "bilder/logo.svg").write_bytes(b"<svg/>"),
    "a page that somebody deleted": lambda r: (r / "public/index.html").unlink(),
    "a page that somebody changed": lambda r: (r / "public/index.html").write_text("Hej"),
    "the whole site away": lambda r: rmtree(r / "public"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_seen(root: Path, change: Change) -> None:
    call = built(root)
    change(root)
    assert recall(call, NOW.timestamp()) is None


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
    call = built(root)
    assert (recall(call, (NOW + later).timestamp()) is not None) == stands


def test_a_newsroom_without_moments_to_come_stands_for_ever(tmp_path: Path) -> None:
    call = built(newsroom(tmp_path, {"releases/a.md": release(1)}))
    assert recall(call, (NOW + timedelta(days=10_000)).timestamp()) == SAYS


def test_a_file_that_somebody_put_beside_ours_is_no_change(root: Path) -> None:
    call = built(root)
    (root / "public/CNAME").write_text("press.kommun.example")
    assert recall(call, NOW.timestamp()) == SAYS


def test_a_save_during_the_build_is_built_by_the_next(root: Path) -> None:
    call = call_on(root)
    before = Before(call, time.time_ns() + marks.COARSE)
    build(root, root / "public", NOW)
    (root / "releases/a.md").write_text(release(1, body="Under tiden."))
    remember(call, before, output=str(root / "public"), since=0, until=None, elsewhere=(), says=())
    assert recall(call, NOW.timestamp()) is None


def test_a_save_so_shortly_before_that_another_could_hide_is_not_trusted(root: Path) -> None:
    call = call_on(root)
    (root / "releases/a.md").write_text(release(1, body="Nyss."))
    before = Before(call, (root / "releases/a.md").stat().st_mtime_ns)
    build(root, root / "public", NOW)
    remember(call, before, output=str(root / "public"), since=0, until=None, elsewhere=(), says=())
    assert recall(call, NOW.timestamp()) is None


@given(cut=st.integers(0, 2000), put=st.binary(max_size=4))
def test_a_damaged_note_is_no_answer_and_no_fault(
    tmp_path_factory: pytest.TempPathFactory, cut: int, put: bytes
) -> None:
    root = newsroom(tmp_path_factory.mktemp("rum"), {"releases/a.md": release(1)})
    (root / "public").mkdir()
    call = call_on(root)
    before = Before(call, time.time_ns() + marks.COARSE)
    remember(call, before, output=str(root / "public"), since=0, until=9, elsewhere=(), says=SAYS)
    note = Path(call.file)
    whole = note.read_bytes()
    note.write_bytes(whole[:cut] + put + whole[cut + 4 :])
    assert recall(call, 1.0) == (SAYS if note.read_bytes() == whole else None)


@settings(max_examples=12)
@given(st.lists(st.sampled_from([*CHANGES, "nothing", "an hour", "a week"]), max_size=4))
def test_what_is_answered_is_what_a_cold_build_would_make(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    base = tmp_path_factory.mktemp("rum")
    root, now = newsroom(base / "rum", {**FILES, "kppress.toml": SETTINGS + LEAN}), NOW
    call = built(root)
    for step in steps:
        if step in ("an hour", "a week"):
            now += timedelta(hours=1) if step == "an hour" else timedelta(days=7)
        elif step in CHANGES:
            try:
                CHANGES[step](root)
            except FileNotFoundError:  # deleted by an earlier step
                continue
        if recall(call, now.timestamp()) is None:
            call = built(root, now)
            continue
        copytree(root, base / "kall", ignore=lambda _, names: {"public", ".kppress"} & set(names))
        build(base / "kall", base / "kall/public", now)
        assert files_of(root / "public") == files_of(base / "kall/public")
        rmtree(base / "kall")


def test_the_command_answers_alike_and_without_what_it_does_not_need(root: Path) -> None:
    script = (
        "import sys\nfrom kppress.cli import main\n"
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

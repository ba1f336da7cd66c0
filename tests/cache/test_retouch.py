"""An edit of texts alone looks at them alone, and at all where more could be another."""

import fcntl
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree

import pytest
from changing import (
    CHANGES,
    FILES,
    LINKED,
    SAYS,
    UNSOUGHT,
    add,
    built,
    cold,
    put,
    replace,
)
from making import NOW, SETTINGS, files_of, newsroom, release

from kppress.cache.drawers import Drawers
from kppress.cache.pack import packed
from kppress.cache.store import Store, stamp_of_now
from kppress.cache.unchanged import recall
from kppress.model.error import KppressError
from kppress.press.build import build
from kppress.press.kept import PARTS, of_file, parts_in
from kppress.press.known import FILE
from kppress.press.parts import LAST, Last

MORE: dict[str, str | bytes] = {
    **FILES,
    "feeds/kort.toml": 'title.sv = "Kort"\ncontent = "summary"\nlimit = 1\n',
    "feeds/miljo.toml": 'title.sv = "Miljö"\ntopics = ["miljo"]\n',
    "releases/linked.md": release(
        13,
        publicerad="2018-06-03 09:00",
        fields="ämnen: [miljo]\nrelaterat: [alone, old]\nbilagor:\n  - fil: plan.pdf",
        body="Se [badhuset](a.md#mer), [planen](plan.pdf), [miljö](/amnen/miljo/) och "
        "[här](https://press.kommun.example/pressmeddelanden/2017/old/).",
    ),
}
ALONE = "releases/alone.md"
NAMING = ("releases/linked.md", "releases/a.md", "releases/a.en.md")


def room(tmp_path: Path, more: str = UNSOUGHT) -> Path:
    root = newsroom(tmp_path / "rum", {**MORE, "kppress.toml": SETTINGS + more})
    _, done = built(root)
    assert done.receipt, done.checked.found
    return root


def looks_at_few(root: Path) -> bool:
    """Whether a build looks at what was edited alone; whatever it does, all is as if cold."""
    _, done = built(root)
    fresh, files = cold(root)
    assert (done.checked.found, done.until) == (fresh.checked.found, fresh.until)
    assert fresh.receipt is None or files_of(root / "public") == files
    return done.retouched


@pytest.mark.parametrize(
    "path", [ALONE, "releases/old.md", "releases/sedd.md", "releases/b.md", *NAMING]
)
def test_an_edited_text_is_all_that_is_looked_at(tmp_path: Path, path: str) -> None:
    root = room(tmp_path)
    for words in ("Mer om badet.", "Och 3 < 4 & ännu mer.", "Å, ä och ö."):
        add(root / path, f"\n\n{words}\n")
        assert looks_at_few(root)


def test_an_edit_after_a_build_that_made_folders_puts_them_into_the_next_site(
    tmp_path: Path,
) -> None:
    root = room(tmp_path)
    put(root, {"releases/ny.md": release(77, publicerad="2011-05-01 09:00")})
    assert not looks_at_few(root)
    add(root / ALONE, "\n\nMer om badet.\n")
    assert looks_at_few(root)


def test_what_an_edited_text_is_found_to_have_is_told_at_its_line(tmp_path: Path) -> None:
    root = room(tmp_path)
    add(root / ALONE, "\n\nPriset är 5 %  av 3 kr!!!\n")
    assert looks_at_few(root)
    replace(root / ALONE, "En text.", "En text.\n\nOch en till.")
    assert looks_at_few(root)
    replace(root / ALONE, "%  av 3 kr!!!", "av 3 kr.")
    assert looks_at_few(root)


def test_edited_texts_are_told_in_every_feed_that_told_of_them(tmp_path: Path) -> None:
    root = room(tmp_path)
    for path in (ALONE, "releases/old.md"):
        add(root / path, "\n\nNytt ord.\n")
    assert looks_at_few(root)
    told = {path for path, text in files_of(root / "public").items() if b"Nytt ord" in text}
    feeds = {f"feeds/{name}" for name in ("alla/rss.xml", "alla/atom.xml", "alla/2017.xml")}
    assert feeds | {"feeds/miljo/2018.xml", "feeds/alla/ninjs.json"} <= told
    assert not any(path.startswith("feeds/kort") for path in told)


@pytest.mark.parametrize(
    "change",
    [
        lambda r: replace(r / ALONE, "badhus", "badhav"),
        lambda r: add(r / ALONE, "\n\n<b>Fet</b>.\n"),  # an error, which stops the press
        lambda r: add(r / ALONE, "\n\nSe [det andra](old.md).\n"),
        lambda r: add(r / ALONE, "\n\nSe [länet](https://lan.example/).\n"),
        lambda r: replace(r / "releases/sedd.md", "[mer om badet](#mer)", "mer"),
        lambda r: replace(r / "releases/sedd.md", "\n\nOm badet", "\n\n![Ett bad](bad.png)\n\nOm"),
        lambda r: replace(r / "releases/sedd.md", "## Mer", "## Mindre"),
        lambda r: replace(r / "releases/a.en.md", "A new bath", "A bath"),
        lambda r: replace(r / "releases/a.md", "[miljo]", "[]"),  # as its translation has it, too
        lambda r: add(r / "releases/c.md", "\n\nMer.\n"),  # which names one that waits
        lambda r: replace(r / "releases/linked.md", "a.md#mer", "a.md"),
        lambda r: add(r / "releases/n.md", "\n\nMer.\n"),  # a notice, which reads by the day
        lambda r: (add(r / ALONE, "\n\nMer.\n"), (r / "releases/plan.pdf").write_bytes(b"%PDF-1")),
        lambda r: (add(r / ALONE, "\n\nMer.\n"), put(r, {"releases/ny.md": release(12)})),
        lambda r: (add(r / ALONE, "\n\nMer.\n"), (r / "public/index.html").write_text("Hej")),
        lambda r: (add(r / ALONE, "\n\nMer.\n"), (r / "public/robots.txt").unlink()),
        lambda r: (add(r / ALONE, "\n\nMer.\n"), (r / ".kppress/parts").unlink()),
        lambda r: (add(r / ALONE, "\n\nMer.\n"), (r / ".kppress/files").unlink()),
        lambda r: (add(r / ALONE, "\n\nMer.\n"), (r / ".kppress/documents").unlink()),
        lambda r: (add(r / ALONE, "\n\nMer.\n"), CHANGES["a style"](r)),
        lambda r: (add(r / ALONE, "\n\nMer.\n"), CHANGES["the settings"](r)),
        lambda r: (add(r / ALONE, "\n\nMer.\n"), CHANGES["a feed"](r)),
    ],
)
def test_where_more_could_be_another_all_is_looked_at(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    root = room(tmp_path)
    change(root)
    assert not looks_at_few(root)


def test_a_link_of_every_page_to_a_document_leads_there_still(tmp_path: Path) -> None:
    root = room(tmp_path, LINKED.replace("[build]\n", "[build]\nsearch = false\n"))
    add(root / ALONE, "\n\nMer.\n")
    assert looks_at_few(root)
    replace(root / "releases/a.md", "badhus", "badhav")
    assert not looks_at_few(root)
    add(root / ALONE, "\n\nÄn mer.\n")
    assert looks_at_few(root)


def test_what_a_text_names_is_shown_as_it_is_now(tmp_path: Path) -> None:
    root = room(tmp_path)
    replace(root / "releases/old.md", "badhus", "simhall")
    assert not looks_at_few(root)
    add(root / "releases/linked.md", "\n\nMer.\n")
    assert looks_at_few(root)
    page = (root / "public/pressmeddelanden/2018/linked/index.html").read_text()
    assert "simhall" in page


def test_what_time_changes_is_looked_for_everywhere(tmp_path: Path) -> None:
    root = room(tmp_path)
    _, done = built(root)
    assert done.until
    add(root / ALONE, "\n\nMer.\n")
    assert not built(root, done.until)[1].retouched
    add(root / ALONE, "\n\nÄn mer.\n")
    assert built(root, done.until)[1].retouched


def test_a_build_in_between_that_nobody_noted_makes_all_be_looked_at(tmp_path: Path) -> None:
    root = room(tmp_path)
    build(root, tmp_path / "elsewhere", NOW + timedelta(seconds=1))
    for words, few in (("Mer.", False), ("Än mer.", True)):
        add(root / ALONE, f"\n\n{words}\n")
        assert looks_at_few(root) is few


def test_what_is_not_made_anew_stays_the_very_file(tmp_path: Path) -> None:
    root = room(tmp_path)
    theirs = root / "public/egen/fil.txt"
    theirs.parent.mkdir()
    theirs.write_text("Någon annans.")
    numbers = {path: (root / "public" / path).stat().st_ino for path in files_of(root / "public")}
    for words in ("Mer.", "Än mer."):
        add(root / ALONE, f"\n\n{words}\n")
        _, done = built(root)
        assert done.retouched
        assert done.receipt
        now = {path: (root / "public" / path).stat().st_ino for path in files_of(root / "public")}
        changed = {path for path in numbers if now[path] != numbers[path]}
        assert changed == {*done.receipt.changed, ".kppress-manifest"}
        assert done.receipt.foreign == ("egen/fil.txt",)
        numbers = now


def test_after_an_edit_of_texts_nothing_is_left_to_do(tmp_path: Path) -> None:
    root = room(tmp_path)
    add(root / ALONE, "\n\nMer.\n")
    call, done = built(root)
    assert done.retouched
    assert recall(call, NOW.timestamp()) == SAYS
    done = build(root, root / "public", NOW)
    assert done.receipt
    assert not done.receipt.changes


def test_a_text_that_is_saved_and_the_same_changes_nothing(tmp_path: Path) -> None:
    root = room(tmp_path)
    (root / ALONE).write_text((root / ALONE).read_text())
    _, done = built(root)
    assert done.retouched
    assert done.receipt
    assert not done.receipt.changes


def test_a_template_that_cannot_show_the_new_text_is_told_of(tmp_path: Path) -> None:
    root = room(tmp_path)
    own = "{% if 'Nyord' in body %}{{ edition.nothing.such }}{% endif %}"
    text = f'{{% extends "kppress/web/release.html" %}}{{% block text %}}{own}{{% endblock %}}'
    put(root, {"templates/web/release.html": text})
    assert built(root)[1].receipt
    add(root / ALONE, "\n\nNyord.\n")
    with pytest.raises(KppressError, match="template"):
        built(root)


def test_the_command_tells_what_changed_at_an_address_of_its_own(tmp_path: Path) -> None:
    root = room(tmp_path)
    (root / "releases/n.md").unlink()  # how it reads changes with each day

    def build_into(folder: str) -> str:
        words = ("build", "--output", str(tmp_path / folder), "--base-url", "https://b.example/x")
        command = (sys.executable, "-m", "kppress", "--root", str(root), *words)
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    build_into("ut")
    add(root / ALONE, "\n\nMer.\n")
    assert "(0 nya, 14 ändrade, 0 borttagna)" in build_into("ut")
    rmtree(root / ".kppress")
    build_into("nytt")
    assert files_of(tmp_path / "ut") == files_of(tmp_path / "nytt")


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": "x"},
        {"found": 3},
        {"found": ("x",)},
        {"until": datetime(2030, 1, 1)},  # as no build of ours writes it
        {"until": "x"},
    ],
)
def test_what_a_stranger_kept_of_a_build_is_not_known(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    root = room(tmp_path)
    drawers = Drawers(Store(root / FILE, stamp_of_now()))
    last = drawers.get(LAST)
    assert isinstance(last, Last)
    drawers.change({LAST: last._replace(**wrong)}, frozenset())  # type: ignore[arg-type] # wrong
    add(root / ALONE, "\n\nMer.\n")
    assert not looks_at_few(root)


def test_parts_of_the_wrong_make_are_not_known(tmp_path: Path) -> None:
    root = room(tmp_path)
    store = Store(root / PARTS, stamp_of_now())
    for path, piece in store.pieces().items():
        known = parts_in(piece)
        assert known
        wrong = tuple(part._replace(start="x") for part in known.parts)  # type: ignore[arg-type]
        store.change({path: of_file(known.digest, packed(wrong))}, frozenset())
    add(root / ALONE, "\n\nMer.\n")
    assert not looks_at_few(root)


COMMAND = """
import os, sys
from kppress.cli import main
def leave(code):
    heavy = [name for name in ("click", "pydantic_core", "yaml", "rich") if name in sys.modules]
    if os.getpid() == here:
        print(*heavy, file=sys.stderr)
        sys.stderr.flush()
    end(code)
here, end, os._exit = os.getpid(), os._exit, leave
main()
"""


def command(root: Path, *words: str) -> list[str]:
    return [sys.executable, "-c", COMMAND, "--root", str(root), "build", *words]


def quick(root: Path, *words: str) -> str:
    """What the command says of a build after an edit, once none came too shortly after another."""
    for number in range(20):
        add(root / ALONE, f"\nMening {number} till.\n")
        done = subprocess.run(command(root, *words), capture_output=True, text=True, check=True)
        if done.stderr == "\n":
            return done.stdout
    raise AssertionError(done.stderr)


def test_the_command_builds_an_edit_without_what_reads_command_lines_and_fields(
    tmp_path: Path,
) -> None:
    root = newsroom(tmp_path / "rum", {**MORE, "kppress.toml": SETTINGS + UNSOUGHT})
    whole = subprocess.run(command(root), capture_output=True, text=True, check=True)
    assert whole.stderr == "click pydantic_core yaml\n"
    told = quick(root)
    assert re.search(r"\(0 nya, \d+ ändrade, 0 borttagna\)", told)
    # But for what it counts, it says what a build says that looks at all.
    plain = re.compile(r"\d+ ändrade")
    add(root / ALONE, "\nSist.\n")
    words = ["--root", str(root), "build", "--force"]
    again = subprocess.run(
        [sys.executable, "-m", "kppress", *words], capture_output=True, text=True, check=True
    )
    assert plain.sub("", told) == plain.sub("", again.stdout)
    assert quick(root, "--quiet") == ""
    away = tmp_path / "annan"
    assert str(away) in quick(root, "--output", str(away), "--base-url", "https://b.example")
    assert "https://b.example/" in (away / "index.html").read_text()


AT_HAND = """
import os, sys
os.sched_getaffinity = lambda _: range(3)
from kppress.cache import ahead, unchanged
unchanged.SHARED_FROM, begun = 2, ahead.start
def start(first, then, lock):
    sys.stderr.write("begun ")
    return begun(first, {then}, lock)
ahead.start = start
""" + COMMAND.replace("print(*heavy", "print('ended with', *heavy")


@pytest.mark.parametrize("then", ["then", "lambda *_: None", "lambda *_: os._exit(9)"])
def test_who_was_started_before_it_was_known_makes_an_edit(tmp_path: Path, then: str) -> None:
    root = newsroom(tmp_path / "rum", {**MORE, "kppress.toml": SETTINGS + UNSOUGHT})
    command = [sys.executable, "-c", AT_HAND.replace("{then}", then), "--root", str(root), "build"]
    told = ""
    for number in range(20):  # as `quick`
        add(root / ALONE, f"\nMening {number} till.\n")
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        told = done.stderr
        if "click" not in told:
            break
    assert told == "begun ended with\n"
    # When nothing waits for its moment any more, as by the clock.
    assert files_of(root / "public") == cold(root, NOW + timedelta(days=3000))[1]


OUTLIVED = """
import os, sys
from pathlib import Path
os.sched_getaffinity = lambda _: range(3)
from kppress.cache.ahead import start
from kppress.write.lock import locked
folder, end = Path(sys.argv[1]), sys.argv[2]
hand = start(None, lambda orders, made: open(end).read(), str(folder / "lock"))
with locked(folder, opened=hand.take_lock()):
    os.kill(os.getpid(), 9)
"""


def test_who_was_started_before_holds_the_lock_of_a_build_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    os.mkfifo(tmp_path / "end")  # at which it waits, as if at work
    command = [sys.executable, "-c", OUTLIVED, str(tmp_path), str(tmp_path / "end")]
    lock = os.open(tmp_path / "lock", os.O_RDONLY)
    with subprocess.Popen(command, stdout=subprocess.PIPE) as killed:
        assert killed.wait() < 0
        with (tmp_path / "end").open("w"), pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert killed.stdout
        assert killed.stdout.read() == b""  # until the other one has ended, too
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(lock)


def test_an_edit_waits_for_somebody_elses_build(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {**MORE, "kppress.toml": SETTINGS + UNSOUGHT})
    quick(root)
    add(root / ALONE, "\nUnder tiden skrevs detta.\n")
    with (root / ".kppress/lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = subprocess.Popen(command(root), stdout=subprocess.PIPE, text=True)
        assert waiting.stdout
        assert "Väntar" in waiting.stdout.readline()
        fcntl.flock(lock, fcntl.LOCK_UN)
        assert "Klart" in waiting.communicate()[0]
    assert waiting.returncode == 0
    page = root / "public/pressmeddelanden/2018/alone/index.html"
    assert "Under tiden skrevs detta." in page.read_text()

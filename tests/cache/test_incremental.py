"""What a build knows from the last one never shows in what it makes or finds."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from zlib import crc32

import pytest
from changing import CHANGES, FILES, LINKED, UNSOUGHT, built, cold
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import NOW, SETTINGS, files_of, newsroom, release
from thorough import examples

from kppress.cache.pack import packed, unpacked
from kppress.cache.store import Store, stamp_of_now
from kppress.cache.unchanged import recall
from kppress.model.diagnostic import Severity
from kppress.model.term import CorrectionKind, Kind, Status, Term
from kppress.press.build import build
from kppress.press.built import Built

DAMAGES = {
    "a damaged drawer": "documents",
    "damaged texts": "texts",
    "damaged parts": "parts",
    "damaged files": "files",
}
LOSSES = {"lost documents": "documents", "lost texts": "texts", "lost parts": "parts"}
STEPS = (
    *CHANGES,
    *("nothing", "an hour", "a week", "texts that changed places"),
    *DAMAGES,
    *LOSSES,
)


def same(one: Built, other: Built) -> bool:
    return (one.checked.found, one.until) == (other.checked.found, other.until)


def damage(root: Path, name: str) -> None:
    drawer = root / ".kppress" / name
    if not drawer.exists():
        return
    content = bytearray(drawer.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2000] = bytes(2000)
    drawer.write_bytes(content)


def mix_up(root: Path) -> None:
    """Give each document the large part of another, as if builds had been mixed."""
    store = Store(root / ".kppress/texts", stamp_of_now())
    pieces = store.pieces()
    store.change(dict(zip(pieces, reversed(pieces.values()), strict=True)), set())


@settings(max_examples=examples(6))
@given(
    steps=st.lists(st.sampled_from(STEPS), max_size=4),
    more=st.sampled_from([LINKED, UNSOUGHT]),
)
@example(steps=["a body", "a damaged drawer", "nothing"], more=LINKED)
@example(steps=["damaged texts", "a headline that another page names", "a body"], more=LINKED)
@example(
    steps=["lost texts", "a body", "texts that changed places", "an original's date"], more=LINKED
)
@example(
    steps=["another feed", "a body of long ago", "damaged parts", "the year of a document"],
    more=LINKED,
)
@example(
    steps=["a body of long ago", "lost parts", "a headline that another page names", "a feed"],
    more=LINKED,
)
@example(steps=["a deleted document", "a new document", "a week"], more=LINKED)
@example(steps=["a notice that ends another", "what a notice is about", "a week"], more=LINKED)
@example(
    steps=["a notice that updates another", "a correction of a notice", "a notice in English"],
    more=UNSOUGHT,
)
@example(steps=["a withdrawal", "a headline that another page names"], more=LINKED)
@example(steps=["a picture", "another picture of the same size"], more=LINKED)
@example(
    steps=["more of a body", "more of both", "a headline that another page names"], more=UNSOUGHT
)
@example(
    steps=["more of another body", "a link within a body", "a heading that a link leads to"],
    more=UNSOUGHT,
)
@example(steps=["a fault in a body", "more of a body", "a feed"], more=UNSOUGHT)
@example(
    steps=["a link to another document", "more of a body", "a headline that another page names"],
    more=UNSOUGHT,
)
@example(
    steps=["more of a text with a picture", "a picture", "another picture of the same size"],
    more=UNSOUGHT,
)
@example(steps=["more of a body", "damaged parts", "more of a body", "another feed"], more=UNSOUGHT)
@example(
    steps=[
        "more of another body",
        "a draft of what was public",
        "more of what waits for its moment",
    ],
    more=UNSOUGHT,
)
def test_a_build_makes_what_a_cold_one_makes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], more: str
) -> None:
    base = tmp_path_factory.mktemp("rum")
    root, now = newsroom(base / "rum", {**FILES, "kppress.toml": SETTINGS + more}), NOW
    call, done = built(root, now)
    for step in steps:
        if step in ("an hour", "a week"):
            now += timedelta(hours=1) if step == "an hour" else timedelta(days=7)
        elif step in DAMAGES:
            damage(root, DAMAGES[step])
        elif step in LOSSES:
            (root / ".kppress" / LOSSES[step]).unlink(missing_ok=True)
        elif step == "texts that changed places":
            mix_up(root)
        elif step in CHANGES:
            try:
                CHANGES[step](root)
            except FileNotFoundError:  # deleted by an earlier step
                continue
        answer = recall(call, now.timestamp())
        call, done = built(root, now)
        assert answer is None or (done.receipt and not done.receipt.added + done.receipt.changed)
        fresh, files = cold(root, now)
        assert same(done, fresh), step
        # Where an error stops the press, what was built last stands.
        assert fresh.receipt is None or files_of(root / "public") == files, step


def test_findings_are_found_again_though_nothing_was_read_anew(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {"releases/a.md": release(1, body="Priset är 5 %  av 3 kr!!!")})
    first = build(root, root / "public", NOW)
    assert first.checked.found
    assert same(build(root, root / "public", NOW), first)


def test_another_version_finds_the_drawer_empty(tmp_path: Path) -> None:
    Store(tmp_path / "d", "1").change({"a": b"1"}, set())
    assert Store(tmp_path / "d", "1").pieces() == {"a": b"1"}
    assert Store(tmp_path / "d", "2").pieces() == {}
    Store(tmp_path / "d", "2").change({"b": b"2"}, set())
    assert Store(tmp_path / "d", "2").pieces() == {"b": b"2"}
    assert Store(tmp_path / "d", "1").pieces() == {}


def test_what_is_no_drawer_is_found_empty_and_is_one_then(tmp_path: Path) -> None:
    (tmp_path / "d").write_bytes(b"a letter" * 1000)
    store = Store(tmp_path / "d", "1")
    assert store.pieces() == {}
    store.change({"a": b"1", "b": b"2"}, set())
    store.change({"b": b"3"}, {"a"})
    assert store.pieces() == {"b": b"3"}


def test_a_drawer_that_cannot_be_opened_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "d", "1")
    store.change({"a": b"1"}, set())
    assert store.pieces() == {}


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "d", "1"), Store(tmp_path / "d", "1")
    one.change({"a": b"1"}, set())
    other.change({"b": b"2"}, set())
    assert one.pieces() == {"a": b"1", "b": b"2"}
    assert sqlite3.connect(tmp_path / "d").execute("pragma integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize(
    "hostile",
    [
        b"cos\nsystem\n(S'true'\ntR.",
        b"cbuiltins\neval\n(S'1'\ntR.",
        b"\x80\x04\x8c\x13kppress.model.words\x8c\x0eWords.__init__\x93.",
        b"ckppress.read.folder\nos.system\n(S'true'\ntR.",
        b"not a pickle",
        b"",
    ],
)
def test_a_piece_from_a_stranger_runs_nothing(hostile: bytes) -> None:
    assert unpacked(crc32(hostile).to_bytes(4, "big") + hostile) is None


@given(noise=st.binary(min_size=1, max_size=40), at=st.integers(0, 60))
def test_a_damaged_piece_is_nothing(noise: bytes, at: int) -> None:
    value = ("a", 1, ("b", 2.5))
    whole = packed(value)
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    assert unpacked(damaged) == (value if damaged == whole else None)


@pytest.mark.parametrize("value", [*Severity, *Kind, *Status, *CorrectionKind])
def test_words_of_ours_are_kept_by_their_values_in_every_python(value: Severity | Term) -> None:
    # Python 3.11.2, as Debian 12 has it, pickled them by `getattr`: then no text could be kept.
    piece = packed(value)
    assert unpacked(piece) is value
    assert b"getattr" not in piece

"""What a build keeps is never trusted further than it can be: parts, pieces and findings."""

import pickle
import struct
from pathlib import Path
from shutil import copyfile
from zlib import crc32

from changing import FILES, LEAN, assert_as_cold, built
from making import FEED, SETTINGS, newsroom, release

from kppress.cache.pack import unpacked
from kppress.cache.store import Store, stamp_of_now


def _text(text: str) -> bytes:
    return b"X" + struct.pack("<I", len(text)) + text.encode()


def _named(module: str, name: str) -> bytes:
    return _text(module) + _text(name) + b"\x93"


def _items(state: dict[str, bytes]) -> bytes:
    return b"}" + b"".join(_text(name) + value + b"s" for name, value in state.items())


def test_a_piece_cannot_make_a_function_of_its_own(tmp_path: Path) -> None:
    # Modules of ours have imported `partial` and `dataclass`, and the latter writes and runs code
    # of the names that a class is given: a piece may name values of ours alone.
    file = tmp_path / "run"
    ours = _named("kppress.model.opening", "Opening")
    field = f"a,open({str(file)!r},'x')"
    zero, no, yes = b"K\x00", b"\x89", b"\x88"
    fields = {"__annotations__": _items({field: zero}), "a": zero}
    how = {"init": no, "repr": no, "eq": yes, "unsafe_hash": yes}
    piece = b"\x80\x04" + ours + b"N" + _items(fields) + b"\x86b0"
    piece += _named("kppress.read.folder", "partial") + _named("kppress.read.folder", "dataclass")
    piece += ours + b"\x86" + _items(how) + b"\x92" + b")R0"
    piece += b"}" + ours + b")\x81" + b"K\x01s" + pickle.STOP
    unpacked(crc32(piece).to_bytes(4, "big") + piece)
    assert not file.exists()


def test_parts_of_an_earlier_archive_are_not_cut_out_of_a_later_one(tmp_path: Path) -> None:
    # `.kppress/parts` is not changed in one step with `files`: a build killed in between, or a
    # write that fails, leaves old offsets to a new file.
    few = {"feeds/alla.toml": FEED + "limit = 1\n"}
    root = newsroom(tmp_path / "rum", {**FILES, **few, "kppress.toml": SETTINGS + LEAN})
    built(root)
    copyfile(root / ".kppress/parts", tmp_path / "parts")
    date = "2017-06-01 09:00"
    longer = release(6, publicerad=date, fields="ämnen: [miljo]", body="En mycket längre text.")
    (root / "releases/old.md").write_text(longer)
    built(root)
    copyfile(tmp_path / "parts", root / ".kppress/parts")
    (root / "releases/old.md").write_text(longer.replace("längre", "annan"))
    assert_as_cold(root)


def test_an_archive_keeps_no_entry_of_another_document_with_the_same_id(tmp_path: Path) -> None:
    # Two documents may share one where KP205 is ignored, a warning or of before `since`.
    settings = SETTINGS + LEAN + "\n[check]\nsince = 2018-01-01\n"
    files = {
        "feeds/alla.toml": FEED + "limit = 1\n",
        "releases/a.md": release(1, publicerad="2017-06-01 09:00"),
        "releases/b.md": release(1, publicerad="2017-05-01 09:00", rubrik="En annan rubrik"),
        "releases/c.md": release(2),
    }
    root = newsroom(tmp_path / "rum", {**files, "kppress.toml": settings})
    built(root)
    (root / "releases/a.md").write_text(release(1, publicerad="2017-06-01 09:00", body="Nytt."))
    assert_as_cold(root)


def test_a_damaged_text_costs_one_build_and_is_whole_then(tmp_path: Path) -> None:
    # Else each later build that asks for it would begin twice.
    root = newsroom(tmp_path / "rum", {**FILES, "kppress.toml": SETTINGS + LEAN})
    built(root)
    texts = Store(root / ".kppress/texts", stamp_of_now())
    texts.change({name: piece[:-1] + b"x" for name, piece in texts.pieces().items()}, set())
    (root / "templates/web/404.html").write_text("Borta")
    built(root)
    assert [name for name, piece in texts.pieces().items() if unpacked(piece) is None] == []

"""Pictures are made once for the same content, and what is broken is told."""

import subprocess
import sys
from pathlib import Path

import pytest
from making import NOW, files_of, newsroom, release
from photos import animation, bomb, cut_out, photo, spoilt_inside

from kppress.media.darkroom import Darkroom
from kppress.media.unusable import Unusable
from kppress.model.artifact import PictureOf
from kppress.model.error import KppressError
from kppress.press.build import build
from kppress.press.built import Built
from kppress.press.check import check_newsroom

IMAGE = "bilder:\n  - fil: {file}\n    alt-text: Torget\n    fotograf: Åsa Exempel"


def with_picture(root: Path, file: str, data: bytes, **replaced: str) -> Path:
    fields = IMAGE.format(file=file)
    return newsroom(
        root,
        {"releases/a.md": release(1, fields, **replaced), f"releases/{file}": data},
    )


def kept(root: Path) -> dict[Path, int]:
    """The times of what the darkroom has kept."""
    store = root / ".kppress" / "pictures"
    return {file: file.stat().st_mtime_ns for file in store.rglob("*") if file.is_file()}


def built(root: Path) -> Built:
    return build(root, root / "public", NOW)


def test_a_second_build_makes_no_picture_again(tmp_path: Path) -> None:
    root = with_picture(tmp_path, "torget.jpg", photo(size=(800, 600)))
    assert built(root).receipt is not None
    first = kept(root)
    assert len(first) == 1 + 2 * 3
    (root / "releases/b.md").write_text(release(2, IMAGE.format(file="torget.jpg")))
    built(root)
    assert kept(root) == first


def test_the_same_picture_by_another_name_is_not_made_again(tmp_path: Path) -> None:
    root = with_picture(tmp_path, "torget.jpg", photo(size=(800, 600)))
    built(root)
    first = kept(root)
    (root / "releases/torget.jpg").rename(root / "releases/platsen.jpg")
    (root / "releases/a.md").write_text(release(1, IMAGE.format(file="platsen.jpg")))
    built(root)
    assert kept(root) == first


def test_other_pixels_or_other_words_make_another_picture(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(cut_out())
    order = PictureOf(source="x.png", format="webp", width=640, height=443)
    room = Darkroom(tmp_path, tmp_path / "kept")
    one = room.content(order)
    said = room.content(
        PictureOf(source="x.png", format="webp", width=640, height=443, credit="Åsa Exempel")
    )
    assert one != said
    (tmp_path / "x.png").write_bytes(cut_out((1400, 900)))
    assert Darkroom(tmp_path, tmp_path / "kept").content(order) != one
    assert len(list((tmp_path / "kept").rglob("*.webp"))) == 3


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, None])
def test_a_damaged_picture_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    root = with_picture(tmp_path, "torget.jpg", photo(size=(800, 600)))
    built(root)
    before = files_of(root / "public")
    for file in kept(root):
        file.write_bytes(file.read_bytes()[:-9] if damage is None else damage)
    build(root, root / "other", NOW)
    assert files_of(root / "other") == before


def test_several_processes_make_what_one_makes(tmp_path: Path) -> None:
    files = {f"releases/p{n}.png": cut_out((1000 + n, 800)) for n in range(3)}
    names = "\n".join(f"  - fil: p{n}.png\n    alt-text: Torget" for n in range(3))
    root = newsroom(tmp_path, {"releases/a.md": release(1, f"bilder:\n{names}"), **files})
    command = [sys.executable, "-m", "kppress", "--quiet", "--now", "2018-07-05 09:00"]
    subprocess.run([*command, "--root", str(root), "build"], check=True)
    together = files_of(root / "public")
    alone = Darkroom(root, tmp_path / "alone")
    for number in range(3):
        order = PictureOf(
            source=f"releases/p{number}.png",
            format="webp",
            width=640,
            height=round(512000 / (1000 + number)),
        )
        name = f"pressmeddelanden/2018/a/media/p{number}-png-640.webp"
        assert together[name] == alone.content(order)


def test_a_store_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(cut_out())
    (tmp_path / "kept").write_text("a file where the folder should be")
    order = PictureOf(source="x.png", format="webp", width=640, height=443)
    assert Darkroom(tmp_path, tmp_path / "kept").content(order)[:4] == b"RIFF"


def test_a_source_that_has_gone_is_the_machines_failure(tmp_path: Path) -> None:
    order = PictureOf(source="x.png", format="webp")
    with pytest.raises(KppressError):
        Darkroom(tmp_path, tmp_path / "kept").content(order)


BROKEN = {
    "cut short": ("torget.jpg", photo()[: len(photo()) // 2], "är inte hel"),
    "cut short, with a preview inside": (
        "torget.jpg",
        b"\xff\xd8\xff\xe1\x00\x08ab\xff\xd9cd" + photo()[2 : len(photo()) // 2],
        "är inte hel",
    ),
    "a PNG cut short": ("torget.png", cut_out()[:-30], "är inte hel"),
    "a WebP cut short": ("torget.webp", photo("webp")[:-30], "är inte hel"),
    "an AVIF cut short": ("torget.avif", photo("avif")[:-30], "är inte hel"),
    "a GIF cut short": ("torget.gif", animation()[:-70], "är inte hel"),
    "a bomb": ("torget.png", bomb(), "miljoner bildpunkter"),
    "a small bomb": ("torget.png", bomb(11_500), "miljoner bildpunkter"),
    "a text": ("torget.jpg", b"Kommunen", "går inte att öppna"),
    "nothing": ("torget.jpg", b"", "går inte att öppna"),
}


@pytest.mark.parametrize(("file", "data", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_picture_is_told_without_being_unpacked(
    tmp_path: Path, file: str, data: bytes, words: str
) -> None:
    from kppress.locale.findings import sentence

    checked = check_newsroom(with_picture(tmp_path, file, data), NOW)
    found = [d for d in checked.found if d.rule == "KP507"]
    assert [words in sentence(d, "sv")[0] for d in found] == [True]
    assert all(sentence(d, language)[1] for d in found for language in ("sv", "en"))
    assert found[0].place.file == "releases/a.md"
    assert found[0].place.line
    assert not kept(tmp_path)


@pytest.mark.parametrize("when", ["2018-06-01 09:00", "2018-08-01 09:00"])
def test_what_only_unpacking_tells_stops_the_build_also_of_what_is_yet_to_come(
    tmp_path: Path, when: str
) -> None:
    root = with_picture(tmp_path, "torget.png", spoilt_inside(cut_out()), publicerad=when)
    assert not check_newsroom(root, NOW).stops
    outcome = built(root)
    assert outcome.receipt is None
    assert [(d.rule, d.place.line) for d in outcome.checked.found if d.rule == "KP507"] == [
        ("KP507", 8)
    ]
    assert not (root / "public").exists()


def test_a_broken_picture_of_a_draft_stops_nothing(tmp_path: Path) -> None:
    spoilt = spoilt_inside(cut_out())
    root = with_picture(tmp_path, "torget.png", spoilt, status="utkast")
    assert built(root).receipt is not None


def test_a_bomb_is_refused_also_where_its_head_lies(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(bomb())
    room = Darkroom(tmp_path, tmp_path / "kept")
    order = PictureOf(source="x.png", format="webp", width=640, height=640)
    assert room.develop([order]).faults == {"x.png": "bomb"}
    with pytest.raises(KppressError) as raised:
        room.content(order)
    assert isinstance(raised.value.__cause__, Unusable)


def test_a_picture_that_nobody_names_is_not_opened(tmp_path: Path) -> None:
    root = with_picture(tmp_path, "torget.png", cut_out())
    (root / "releases/gammal.png").write_bytes(bomb())
    found = check_newsroom(root, NOW).newsroom
    assert found is not None
    facts = found.files["releases/gammal.png"]
    assert (facts.width, facts.fault, facts.size) == (None, "", len(bomb()))
    assert found.files["releases/torget.png"].width == 1300


def test_a_picture_that_is_known_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jpg").write_bytes(photo(size=(800, 600)))
    small = PictureOf(source="a.jpg", format="webp", width=640, height=480)
    orders = [PictureOf(source="a.jpg", format="jpeg"), small]
    first = Darkroom(tmp_path, tmp_path / "kept")
    weights = first.develop(orders).weights
    assert weights == {orders[0]: len(first.content(orders[0]))}  # nothing tells that of the other

    def refused(file: Path) -> bytes:
        raise AssertionError(f"{file} is read")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", refused)
        again = Darkroom(tmp_path, tmp_path / "kept", seen=first.seen)
        assert again.develop(orders).weights == weights


def test_what_is_known_of_a_picture_goes_with_it(tmp_path: Path) -> None:
    source, order = tmp_path / "a.jpg", PictureOf(source="a.jpg", format="jpeg")
    source.write_bytes(photo(size=(800, 600)))
    first = Darkroom(tmp_path, tmp_path / "kept")
    first.develop([order])
    source.write_bytes(photo(size=(700, 500)))
    again = Darkroom(tmp_path, tmp_path / "kept", seen=first.seen)
    (weight,) = again.develop([order]).weights.values()
    fresh = Darkroom(tmp_path, tmp_path / "other")
    assert again.content(order) == fresh.content(order)
    assert weight == len(fresh.content(order))


def test_a_known_picture_that_the_disk_cut_is_made_again(tmp_path: Path) -> None:
    order = PictureOf(source="a.jpg", format="jpeg")
    (tmp_path / "a.jpg").write_bytes(photo(size=(800, 600)))
    first = Darkroom(tmp_path, tmp_path / "kept")
    weights = first.develop([order]).weights
    (kept,) = (file for file in (tmp_path / "kept").rglob("*") if file.is_file())
    kept.write_bytes(kept.read_bytes()[:100])
    again = Darkroom(tmp_path, tmp_path / "kept", seen=first.seen)
    assert again.develop([order]).weights == weights
    assert len(kept.read_bytes()) > 100

"""What a build takes up of what was put away is what a reading finds."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import NOW, SETTINGS, newsroom, release
from msgspec.structs import replace

from kppress.cache.drawers import Drawers
from kppress.cache.pack import packed
from kppress.cache.store import Store
from kppress.model.document import AnyDocument
from kppress.model.newsroom import Newsroom
from kppress.model.view import FileFacts
from kppress.press.build import build
from kppress.press.check import check_newsroom
from kppress.press.known import Known, known
from kppress.press.parts import Small
from kppress.press.share import FROM
from kppress.read.folder import read_newsroom

BODY = """Se [badhuset](b.md), ![En karta](karta.png) och[^1] mer.

## Rubrik

[^1]: En not.
"""
FILES: dict[str, str | bytes] = {
    "releases/a.md": release(1, fields="ämnen: [miljo]\ntillåt: [KP340]", body=BODY),
    "releases/a.en.md": "---\ntitle: A new bath\nlead: A bath.\n---\nText.\n",
    "releases/b.md": release(2, ingress=""),
    "releases/karta.png": b"no picture",
}


def read(root: Path) -> Newsroom:
    newsroom = read_newsroom(root).newsroom
    assert newsroom
    return newsroom


def facts(document: AnyDocument) -> tuple[object, ...]:
    source, body = document.source, document.body
    return (document, source, body, source.place("title"), [*map(source.has, ("id", "lead"))])


def test_a_document_that_was_put_away_and_packed_says_what_it_said(tmp_path: Path) -> None:
    root = newsroom(tmp_path, FILES)
    with known(root, "1", keep=True, begun=10**20) as first:
        check_newsroom(root, NOW, known=first)
    with known(root, "1", keep=False, begun=10**20) as second:
        taken = check_newsroom(root, NOW, known=second)
    fresh = check_newsroom(root, NOW)
    assert taken.newsroom
    assert second.fresh == set()  # nothing was read again
    assert [*map(facts, taken.newsroom.documents)] == [*map(facts, read(root).documents)]
    assert (taken.found, taken.texts) == (fresh.found, fresh.texts)
    assert b"Se [badhuset]" not in packed(taken.newsroom.documents)


def test_a_file_that_was_saved_of_late_is_read_whatever_the_disk_notes(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {"releases/a.md": release(1, body="En text.")})
    file = root / "releases/a.md"
    saved = file.stat().st_ctime_ns
    for begun, trusted in ((0, False), (saved, False), (saved + 10**10, True)):
        memory = Known(begun=begun).memory
        assert (memory.mark(str(file)) is not None) is trusted


def test_a_text_that_changed_and_kept_size_and_time_is_seen(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {"releases/a.md": release(1, body="En text.")})
    file = root / "releases/a.md"
    later = file.stat().st_ctime_ns + 10**10
    build(root, root / "public", NOW, begun=later)
    then = file.stat()
    file.write_text(file.read_text().replace("En text.", "En list."))
    os.utime(file, ns=(then.st_atime_ns, then.st_mtime_ns))
    build(root, root / "public", NOW, begun=later)
    assert "En list." in (root / "public/pressmeddelanden/2018/a/index.html").read_text()


def test_a_picture_that_was_saved_of_late_is_looked_at_whatever_the_disk_notes(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.png").write_bytes(b"1")
    looked: list[str] = []

    def look() -> FileFacts:
        looked.append("a")
        return FileFacts(path="a.png", size=1)

    saved = (tmp_path / "a.png").stat().st_ctime_ns
    for begun in (saved, saved, saved + 10**10):
        memory = Known(begun=begun).memory
        memory.facts(tmp_path, "a.png", look)
        memory.facts(tmp_path, "a.png", look)
    assert len(looked) == 2 + 2 + 1


def test_a_slip_in_the_settings_costs_no_reading_once_it_is_mended(tmp_path: Path) -> None:
    root = newsroom(tmp_path, FILES)
    for settings in (SETTINGS, "[newsroom", SETTINGS):
        (root / "kppress.toml").write_text(settings)
        with known(root, "1", keep=True, begun=10**20) as kept:
            check_newsroom(root, NOW, known=kept)
    assert kept.fresh == set()


@pytest.mark.parametrize(
    "harm",
    [
        lambda small: small._replace(read=replace(small.read, found=5)),
        lambda small: small._replace(read=replace(small.read, found=("x",))),
        lambda small: small._replace(read=replace(small.read, named=3)),
        lambda small: small._replace(alone=small.alone._replace(found=3)),
        lambda small: small._replace(mail="x"),
        lambda small: small.read,
    ],
)
def test_a_small_part_of_the_wrong_make_is_none(
    tmp_path: Path, harm: Callable[[Small], object]
) -> None:
    root = newsroom(tmp_path, FILES)
    with known(root, "1", keep=True, begun=10**20) as first:
        check_newsroom(root, NOW, known=first)
    drawers = Drawers(Store(root / ".kppress/documents", "1"))
    drawers.change({p: harm(first.small(p)) for p in first.memory.seen}, frozenset())
    with known(root, "1", keep=True, begun=10**20) as second:
        taken = check_newsroom(root, NOW, known=second)
    assert second.fresh == first.memory.seen
    assert taken.found == check_newsroom(root, NOW).found


def changed_original(root: Path) -> None:
    (root / "releases/a.md").write_text(release(1, fields="ämnen: [bygga]", body=BODY))


def changed_translation(root: Path) -> None:
    (root / "releases/a.en.md").write_text("---\ntitle: Two baths\nlead: Two.\n---\nText.\n")


def broken_original(root: Path) -> None:
    (root / "releases/a.md").write_text("---\nrubrik: [\n---\n")


def lost_original(root: Path) -> None:
    (root / "releases/a.md").unlink()


@pytest.mark.parametrize(
    "change", [changed_original, changed_translation, broken_original, lost_original]
)
def test_a_family_is_read_together(tmp_path: Path, change: Callable[[Path], None]) -> None:
    root = newsroom(tmp_path, FILES)
    with known(root, "1", keep=True, begun=10**20) as first:
        check_newsroom(root, NOW, known=first)
    change(root)
    with known(root, "1", keep=False, begun=10**20) as second:
        taken = check_newsroom(root, NOW, known=second)
    assert taken == replace(check_newsroom(root, NOW), texts=taken.texts)
    assert taken.texts == check_newsroom(root, NOW).texts


def test_many_are_read_by_all_cores_and_known_by_the_next_build(tmp_path: Path) -> None:
    files = {f"releases/{n}.md": release(n) for n in range(FROM + 3)}
    root = newsroom(tmp_path, files)
    with known(root, "1", keep=True, begun=10**20) as first:
        check_newsroom(root, NOW, known=first)
    assert len(first.fresh) == len(files)
    with known(root, "1", keep=False, begun=10**20) as second:
        taken = check_newsroom(root, NOW, known=second)
    assert second.fresh == set()
    assert taken == replace(check_newsroom(root, NOW), texts=taken.texts)


def test_what_was_found_before_a_withdrawal_is_not_found_after_it(tmp_path: Path) -> None:
    fields = "tillbakadragen:\n  när: 2018-07-06 09:00\n  skäl: Fel."
    root = newsroom(tmp_path, {"releases/a.md": release(1, fields=fields, kontakter="[]")})
    for now in (NOW, NOW + timedelta(days=2), NOW):
        with known(root, "1", keep=True, begun=10**20) as kept:
            assert check_newsroom(root, now, known=kept).found == check_newsroom(root, now).found


@given(
    before=st.dictionaries(st.text(max_size=3), st.integers()),
    put=st.dictionaries(st.text(max_size=3), st.integers()),
    drop=st.sets(st.text(max_size=3)),
)
def test_drawers_hold_what_was_put_last(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, int],
    put: dict[str, int],
    drop: set[str],
) -> None:
    file = tmp_path_factory.mktemp("d") / "drawers"
    Drawers(Store(file, "1")).change(before, set())
    Drawers(Store(file, "1")).change(put, drop - put.keys())
    after = {**before, **put}
    assert Drawers(Store(file, "1")).values == {
        n: v for n, v in after.items() if n not in drop - put.keys()
    }
    assert Drawers(Store(file, "1"), empty=True).values == {}

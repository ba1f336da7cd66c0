"""What stood in a folder is taken over from the last time, where the disk notes no change of it."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kppress.model.artifact import Artifact
from kppress.model.site import PublicSite
from kppress.write.folder import FEW, look, look_at_both, write
from kppress.write.standing import Standing

PAGES = {f"{year}/{number}/index.html" for year in "ab" for number in range(FEW)}


class Room:
    """A newsroom with an output folder, the site before it, and what was seen in both."""

    def __init__(self, root: Path) -> None:
        self.root, self.output = root, root / "public"
        self.spare, self.stood = root / ".kppress/site", root / ".kppress/stood"
        self.spare.parent.mkdir()
        for text in "ett", "två":
            self.write(text)

    def write(self, text: str) -> None:
        standing, seen = self.look()
        pages = dict.fromkeys(PAGES, "samma") | {"index.html": text}
        artifacts = [Artifact(path=p, content=c.encode()) for p, c in pages.items()]
        site = PublicSite(artifacts=artifacts)
        write(site, standing, self.root, spare=self.spare, seen=seen)

    def look(self) -> tuple[Standing, Standing | None]:
        return look_at_both(self.output, self.spare, self.stood)

    def known(self) -> "Room":
        """When all was looked at so long after its last change that a change would be seen."""
        while any(one.listed > 1 for one in self.look() if one):
            self.stood.unlink()
            self.look()
        return self


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path).known()


def test_only_the_folders_of_what_changed_are_listed_again(room: Room) -> None:
    room.write("tre")  # the front page stands at the top, which is always listed
    assert [one.listed for one in room.look() if one] == [1, 1]
    (room.output / "a/7/egen.txt").write_text("någon annans")
    standing, _ = room.look()
    assert standing.listed == 2
    assert standing.foreign == ("a/7/egen.txt",)


def test_the_site_that_changes_places_is_known_in_its_new_place(room: Room) -> None:
    before = room.output.stat().st_ino
    for text in "tre", "fyra", "fem":
        room.write(text)
        assert [one.listed for one in room.look() if one] == [1, 1]
    assert room.output.stat().st_ino != before


type_harm = Callable[[Path], None]


def _grow(content: bytes) -> bytes:
    return content + b"\0"


@pytest.mark.parametrize(
    "spoil", [_grow, lambda _: b"", lambda content: content[:-9], lambda _: b"\0" * 99]
)
def test_what_was_kept_and_is_damaged_is_looked_for_again(
    room: Room, spoil: Callable[[bytes], bytes]
) -> None:
    room.stood.write_bytes(spoil(room.stood.read_bytes()))
    standing, _ = room.look()
    assert standing.listed > len(PAGES)
    assert is_as_looked_at_anew(standing)


def is_as_looked_at_anew(standing: Standing) -> bool:
    anew = look(standing.output)
    return replace(standing, listed=0) == replace(anew, listed=0)


def _change(file: Path) -> None:
    file.write_text("av någon annan")


def _replace(file: Path) -> None:
    file.unlink()
    file.write_text("samma")


def _link(file: Path) -> None:
    file.unlink()
    file.symlink_to("../8/index.html")


def _add(file: Path) -> None:
    (file.parent / "mer/under").mkdir(parents=True, exist_ok=True)
    (file.parent / "mer/under/bild.png").write_bytes(b"")


def _close(file: Path) -> None:
    file.parent.chmod(0o750)


def _move(file: Path) -> None:
    file.parent.rename(file.parent.with_name(f"{file.parent.name}-flyttad"))


def _swap(file: Path) -> None:
    """A link to a folder in the place of one that is moved away, with all that was in it."""
    above = file.parent.parent
    above.rename(above.with_name("undan"))
    above.symlink_to("undan")


def _turn_into_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _fold(file: Path) -> None:
    """A file in the place of a folder."""
    shutil.rmtree(file.parent)
    file.parent.write_text("en fil")


def _pass_off(file: Path) -> None:
    """A file more, in a folder whose time is put back."""
    then = file.parent.stat().st_mtime_ns
    (file.parent / "gömd.html").write_text("någon annans")
    os.utime(file.parent, ns=(then, then))


HARMS = [
    _change,
    _replace,
    _link,
    _add,
    _close,
    _move,
    _swap,
    _turn_into_a_folder,
    _fold,
    _pass_off,
]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(HARMS), st.sampled_from(sorted(PAGES))), max_size=4))
def test_it_is_seen_whatever_somebody_did(harms: list[tuple[type_harm, str]]) -> None:
    with TemporaryDirectory() as folder:
        room = Room(Path(folder)).known()
        for harm, page in harms:
            if (room.output / page).is_file():
                harm(room.output / page)
        standing, _ = room.look()
        assert is_as_looked_at_anew(standing)


@pytest.mark.parametrize("harm", HARMS)
def test_each_of_it_is_seen(room: Room, harm: type_harm) -> None:
    harm(room.output / "a/7/index.html")
    standing, _ = room.look()
    assert is_as_looked_at_anew(standing)


def test_what_a_stranger_put_into_the_spare_folder_is_seen(room: Room) -> None:
    (room.spare / "a/7/index.html").unlink()
    (room.spare / "a/7/index.html").write_text("hemligt")
    room.write("tre")
    assert (room.output / "a/7/index.html").read_text() == "samma"

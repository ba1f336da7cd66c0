"""The site before the last one is the next one's stage: a build costs what it changes."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import NOW, files_of, newsroom, release
from processes import unprivileged

from kppress.model.artifact import Artifact
from kppress.model.site import PublicSite
from kppress.press.build import build
from kppress.write.exchange import exchange
from kppress.write.folder import write


def site(**files: str) -> PublicSite:
    """A site of these pages; `__` in a name is a slash."""
    return PublicSite(
        artifacts=[
            Artifact(path=name.replace("__", "/") + ".html", content=text.encode())
            for name, text in files.items()
        ]
    )


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder with two generations behind it, the first of which is the spare one."""
    output = tmp_path / "public"
    for text in ("ett", "två", "tre"):
        write(site(index=text, a__b="samma"), output, tmp_path, spare=tmp_path / "spare")
    return output


def numbers(folder: Path) -> dict[str, int]:
    """Each page with its number on the disk."""
    return {p.relative_to(folder).as_posix(): p.stat().st_ino for p in folder.rglob("*.html")}


def test_the_last_site_stays_beside_the_new_one_and_shares_what_is_the_same(output: Path) -> None:
    spare = output.parent / "spare"
    assert (output / "index.html").read_text() == "tre"
    assert (spare / "index.html").read_text() == "två"
    assert numbers(output)["a/b.html"] == numbers(spare)["a/b.html"]


def test_a_change_links_nothing_that_is_linked_already(output: Path, tmp_path: Path) -> None:
    before = (output / "a/b.html").stat().st_ctime_ns
    write(site(index="fyra", a__b="samma"), output, tmp_path, spare=tmp_path / "spare")
    # Every new link, and every one that is removed, moves the time of the inode.
    assert (output / "a/b.html").stat().st_ctime_ns == before


def test_pages_that_go_and_folders_that_become_pages_leave_nothing_behind(
    output: Path, tmp_path: Path
) -> None:
    spare = tmp_path / "spare"
    for pages in (
        {"index": "1", "a": "nu en sida", "c__d__e": "ny"},
        {"index": "2", "a__b": "åter en mapp"},
        {"index": "3", "a__b__c": "djupare"},
        {"index": "4"},
    ):
        names = {name.replace("__", "/") + ".html" for name in pages}
        write(site(**pages), output, tmp_path, spare=spare)
        assert {*files_of(output)} - {".kppress-manifest"} == names
    assert not (output / "a").exists()


def test_a_page_changed_by_hand_in_both_folders_at_once_is_put_right(
    output: Path, tmp_path: Path
) -> None:
    (output / "a/b.html").write_text("andra")  # the same file as in the spare folder
    assert (tmp_path / "spare/a/b.html").read_text() == "andra"
    receipt = write(site(index="fyra", a__b="samma"), output, tmp_path, spare=tmp_path / "spare")
    assert receipt.changed == ("a/b.html", "index.html")
    assert (output / "a/b.html").read_text() == "samma"


@pytest.mark.parametrize("harm", ["strange", "emptied", "a file", "closed", "gone"])
def test_whatever_happened_to_the_spare_folder_the_site_is_whole(
    output: Path, tmp_path: Path, harm: str
) -> None:
    spare = tmp_path / "spare"
    match harm:
        case "strange":
            (spare / "a/b.html").unlink()
            (spare / "a/b.html").write_text("fel")
            (spare / "a/hemlig.html").write_text("ej ut")
            (spare / "index.html").unlink()
            (spare / "index.html").mkdir()
        case "emptied":
            for page in spare.rglob("*.html"):
                page.unlink()
        case "a file":
            spare.rename(tmp_path / "away")
            spare.write_text("en fil")
        case "closed":
            (spare / "a").chmod(0o500)
        case _:
            spare.rename(tmp_path / "away")
    write(site(index="fyra", a__b="samma"), output, tmp_path, spare=spare)
    found = files_of(output)
    del found[".kppress-manifest"]
    assert found == {"index.html": b"fyra", "a/b.html": b"samma"}


def test_what_somebody_else_put_there_follows_from_folder_to_folder(
    output: Path, tmp_path: Path
) -> None:
    (output / "CNAME").write_text("press.kommun.example")
    (output / "a/länk").symlink_to("b.html")
    (output / "egen/tom").mkdir(parents=True)
    for number in range(3):
        write(site(index=str(number), a__b="samma"), output, tmp_path, spare=tmp_path / "spare")
        assert (output / "CNAME").read_text() == "press.kommun.example"
        assert (output / "a/länk").readlink() == Path("b.html")
        assert (output / "egen/tom").is_dir()
    (output / "CNAME").unlink()
    write(site(index="utan", a__b="samma"), output, tmp_path, spare=tmp_path / "spare")
    assert not (output / "CNAME").exists()


def mode(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def test_folders_keep_the_modes_that_somebody_gave_them(output: Path, tmp_path: Path) -> None:
    (output / "a").chmod(0o750)
    output.chmod(0o711)
    for number in range(3):
        write(site(index=str(number), a__b="samma"), output, tmp_path, spare=tmp_path / "spare")
        assert (mode(output), mode(output / "a")) == (0o711, 0o750)
    (tmp_path / "spare/a").chmod(0o700)
    write(site(index="sist", a__b="samma"), output, tmp_path, spare=tmp_path / "spare")
    assert (mode(output), mode(output / "a")) == (0o711, 0o750)


@pytest.mark.parametrize("when", ["made", "exchanged"])
def test_a_mode_given_while_the_site_is_made_stays(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    def meanwhile() -> Iterator[Artifact]:
        yield Artifact(path="index.html", content=b"nytt")
        if when == "made":
            (output / "a").chmod(0o750)
        yield Artifact(path="a/b.html", content=b"samma")

    def late(one: Path, other: Path) -> bool:
        if when == "exchanged":
            (output / "a").chmod(0o750)
        return exchange(one, other)

    monkeypatch.setattr("kppress.write.place.exchange", late)
    write(PublicSite(artifacts=meanwhile()), output, tmp_path, spare=tmp_path / "spare")
    assert mode(output / "a") == 0o750
    assert (output / "index.html").read_text() == "nytt"


def test_a_build_keeps_it_in_the_newsroom_and_a_dry_run_does_not(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    build(root, root / "public", NOW, dry_run=True)
    assert not (root / ".kppress/site").exists()
    build(root, root / "public", NOW)
    assert (root / ".kppress/site/index.html").is_file()
    assert {p.name for p in root.iterdir() if p.name.startswith(".")} == {".kppress"}


def test_a_spare_folder_on_another_disk_is_not_used(tmp_path: Path) -> None:
    elsewhere = Path("/dev/shm") / f"kppress-{os.getpid()}"
    if not elsewhere.parent.is_dir() or elsewhere.parent.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has one disk")
    for text in ("ett", "två"):
        write(site(index=text), tmp_path / "public", tmp_path, spare=elsewhere)
    assert not elsewhere.exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["public"]


@pytest.mark.parametrize("closed", ["", "pressmeddelanden"])
def test_a_spare_folder_that_may_not_be_looked_into_stops_no_build(
    tmp_path: Path, closed: str
) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    for number in (2, 3):
        (root / "releases/b.md").write_text(release(number))
        build(root, root / "public", NOW)
    (root / ".kppress/site" / closed).chmod(0)
    (root / "releases/b.md").write_text(release(4))
    ran = unprivileged(root, "--now", "2018-07-05 09:00", "build")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (root / "public/pressmeddelanden/2018/b/index.html").is_file()


def test_a_folder_of_somebody_elses_with_a_name_like_ours_stays(
    output: Path, tmp_path: Path
) -> None:
    strange = output / "a/.kppress-new/kvar.txt"
    strange.parent.mkdir()
    strange.write_text("kvar")
    write(site(index="fyra", a__b="samma"), output, tmp_path, spare=tmp_path / "spare")
    assert strange.read_text() == "kvar"


def test_the_first_site_is_linked_for_its_first_change(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    build(root, root / "public", NOW)
    assert numbers(root / ".kppress/site") == numbers(root / "public")
    before = (root / "public/robots.txt").stat().st_ctime_ns
    newsroom(root, {"releases/a.md": release(1, rubrik="Ett annat badhus")})
    build(root, root / "public", NOW)
    assert (root / "public/robots.txt").stat().st_ctime_ns == before


def test_what_was_linked_in_part_is_linked_by_the_next_build(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    build(root, root / "public", NOW)
    shutil.rmtree(root / ".kppress/site/feeds")
    newsroom(root, {"releases/a.md": release(1, rubrik="Ett annat badhus")})
    build(root, root / "public", NOW)
    again = tmp_path / "again"
    build(root, again, NOW)
    assert files_of(root / "public") == files_of(again)

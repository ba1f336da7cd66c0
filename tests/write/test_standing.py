"""What somebody else put into the output folder stays as it is, or the build is refused."""

import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import NOW, files_of, newsroom, release

from kppress.model.artifact import Artifact
from kppress.model.error import UsageFault
from kppress.model.site import PublicSite
from kppress.press.build import build
from kppress.write import manifest
from kppress.write.folder import compare, write

LONG_AGO = 1_000_000_000


def site(**files: str) -> PublicSite:
    """A site of these files; `__` in a name is a slash and `_x` its ending."""
    return PublicSite(
        artifacts=[
            Artifact(path=name.replace("__", "/") + ".html", content=text.encode())
            for name, text in files.items()
        ]
    )


def state(path: Path) -> tuple[int, float, str | bytes]:
    """Kind and mode, time, and what it holds."""
    found = path.lstat()
    content: str | bytes = b""
    if path.is_symlink():
        content = str(path.readlink())
    elif path.is_file():
        content = path.read_bytes()
    return found.st_mode, found.st_mtime, content


@pytest.mark.parametrize("force", [False, True])
def test_all_that_is_not_ours_stays_as_it_is(tmp_path: Path, force: bool) -> None:
    output = tmp_path / "public"
    write(site(index="ett", a__b="två"), output, tmp_path)
    for folder in (".git/refs/heads", ".git/objects", "tom", "a/egen", "filer/stängd"):
        (output / folder).mkdir(parents=True)
    (output / "filer/bild.jpg").write_bytes(b"bild")
    (output / "filer/bild.jpg").chmod(0o600)
    (output / "kör.sh").write_text("#!/bin/sh")
    (output / "kör.sh").chmod(0o755)
    (output / "filer/lank.jpg").symlink_to("bild.jpg")
    (output / "a/mapp").symlink_to("../filer")
    (output / "ut").symlink_to("/finns/inte")
    os.mkfifo(output / "rör")
    os.link(output / "filer/bild.jpg", output / "samma.jpg")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(output / "uttag"))
    own = {"index.html", "a", "a/b.html", manifest.NAME}
    theirs = [p for p in output.rglob("*") if p.relative_to(output).as_posix() not in own]
    for path in (*theirs, output / "a"):
        os.utime(path, (LONG_AGO, LONG_AGO), follow_symlinks=False)
    (output / "filer/stängd").chmod(0o500)
    (output / "a").chmod(0o750)
    before = {path: state(path) for path in theirs}
    receipt = write(site(index="nytt", ny__sida="tre"), output, tmp_path, force=force)
    assert receipt.removed == ("a/b.html",)
    assert {path: state(path) for path in theirs} == before
    assert (output / "samma.jpg").samefile(output / "filer/bild.jpg")
    assert stat.S_IMODE((output / "a").stat().st_mode) == 0o750
    assert [p.name for p in tmp_path.iterdir()] == ["public"]
    write(site(index="sist"), output, tmp_path)
    assert {path: state(path) for path in theirs} == before


def test_what_comes_while_the_site_is_made_stays_too(tmp_path: Path) -> None:
    output = tmp_path / "public"
    write(site(index="ett"), output, tmp_path)

    def meanwhile() -> Iterator[Artifact]:
        (output / "ny").mkdir()
        (output / "ny/uppladdad.jpg").write_bytes(b"bild")
        yield Artifact(path="index.html", content=b"nytt")

    write(PublicSite(artifacts=meanwhile()), output, tmp_path)
    assert (output / "ny/uppladdad.jpg").read_bytes() == b"bild"
    assert (output / "index.html").read_bytes() == b"nytt"


def put_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("annans")


def put_link(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to("/finns/inte")


def put_link_to_folder(path: Path) -> None:
    path.symlink_to(path.parent, target_is_directory=True)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("put", "at", "named"),
    [
        (put_file, "ny", "ny"),  # where the site needs a folder
        (put_file, "ny/sida.html", "ny/sida.html"),
        (put_link, "ny/sida.html", "ny/sida.html"),
        (put_link, "ny", "ny"),
        (put_link_to_folder, "ny", "ny"),
        (os.mkfifo, "ny", "ny"),
        (Path.mkdir, "toppen.html", "toppen.html"),
        (put_file, "toppen.html/egen.txt", "toppen.html"),
    ],
)
def test_what_is_in_the_way_is_named_and_left(
    tmp_path: Path, put: object, at: str, named: str, force: bool
) -> None:
    output = tmp_path / "public"
    write(site(index="ett"), output, tmp_path)
    assert callable(put)
    put(output / at)
    before = {path: state(path) for path in output.rglob("*")}
    wanted = {"index": "nytt", "ny__sida": "tre", "toppen": "fyra"}
    with pytest.raises(UsageFault, match="output_in_the_way") as refused:
        write(site(**wanted), output, tmp_path, force=force)
    assert Path(refused.value.values["file"]).is_relative_to(output / named)
    with pytest.raises(UsageFault, match="output_in_the_way"):
        compare(site(**wanted), output, tmp_path)
    assert {path: state(path) for path in output.rglob("*")} == before
    assert [p.name for p in tmp_path.iterdir()] == ["public"]


@pytest.mark.parametrize("put", [put_link, Path.mkdir])
def test_our_own_page_that_became_something_else_is_theirs(tmp_path: Path, put: object) -> None:
    output = tmp_path / "public"
    write(site(index="ett", a__b="två"), output, tmp_path)
    (output / "a/b.html").unlink()
    assert callable(put)
    put(output / "a/b.html")
    with pytest.raises(UsageFault, match="output_in_the_way"):
        write(site(index="ett", a__b="två"), output, tmp_path)
    assert state(output / "a/b.html")


def test_our_own_file_gives_way_to_a_folder_and_our_folder_to_a_file(tmp_path: Path) -> None:
    output = tmp_path / "public"
    write(PublicSite(artifacts=[Artifact(path="a", content=b"1"),
                                Artifact(path="b/c", content=b"2")]), output, tmp_path)  # fmt: skip
    write(PublicSite(artifacts=[Artifact(path="a/c", content=b"1"),
                                Artifact(path="b", content=b"2")]), output, tmp_path)  # fmt: skip
    found = files_of(output)
    del found[manifest.NAME]
    assert found == {"a/c": b"1", "b": b"2"}


@pytest.mark.parametrize(
    "name", ["rad\nbrott.pdf", "rad\rbrott.pdf", "u\u2028v.pdf", "u\x85v.pdf", "a\\nb.pdf", "\\"]
)
def test_the_next_build_knows_every_name(tmp_path: Path, name: str) -> None:
    output = tmp_path / "public"
    whole = PublicSite(artifacts=[Artifact(path=f"a/{name}", content=b"1")])
    write(whole, output, tmp_path)
    assert manifest.of_folder(output) == {f"a/{name}": manifest.digest(b"1")}
    assert write(whole, output, tmp_path).unchanged == 1
    assert write(site(index="ett"), output, tmp_path).removed == (f"a/{name}",)


@pytest.mark.parametrize(
    "path",
    [
        *("../ut", "a/../../ut", "/etc/x", "a//b", "./a", "a/", "", manifest.NAME, "a\0b"),
        *("a" * 256, "å" * 128, "a/" * 2000 + "b", "a\udcff"),
    ],
)
def test_a_path_that_no_folder_can_hold_is_refused(tmp_path: Path, path: str) -> None:
    output = tmp_path / "n/public"
    odd = PublicSite(artifacts=[Artifact(path=path, content=b"1")])
    for stage in (write, compare):
        with pytest.raises(UsageFault, match="site_path"):
            stage(odd, output, tmp_path)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("paths", [("a", "a"), ("a", "a/b"), ("a/b", "a"), ("a/b/c", "a")])
def test_two_files_in_one_place_are_refused(tmp_path: Path, paths: tuple[str, str]) -> None:
    twice = PublicSite(artifacts=[Artifact(path=path, content=b"1") for path in paths])
    with pytest.raises(UsageFault, match="site_path_twice"):
        write(twice, tmp_path / "public", tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_is_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "public"
    output.symlink_to("public")
    with pytest.raises(UsageFault, match="output_is_file"):
        write(site(index="ett"), output, tmp_path)
    assert output.is_symlink()


def test_a_build_into_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {"releases/x.md": release(1)})
    (root / "public").symlink_to("public")
    with pytest.raises(UsageFault, match="bad_folder"):
        build(root, root / "public", NOW)

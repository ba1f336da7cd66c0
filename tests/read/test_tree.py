"""What stands in the folder: nothing that hides a document is passed over in silence."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unicodedata import normalize

import pytest
from making import NOW, SETTINGS, UNSPELLED, newsroom, release
from processes import unprivileged

from kppress.model.diagnostic import Diagnostic, Severity
from kppress.press.check import check_newsroom
from kppress.press.checked import Checked


def variants(checked: Checked) -> list[tuple[str, str, str]]:
    """What reading found: rule, variant, file."""
    return [(d.rule, d.variant, d.place.file) for d in of_reading(checked)]


def of_reading(checked: Checked) -> list[Diagnostic]:
    """The findings about files that could not be read as they should."""
    return [d for d in checked.found if d.rule.startswith("KP01")]


@contextmanager
def barred(folder: Path) -> Iterator[Path]:
    """A folder that nobody may look into, until the block ends."""
    folder.chmod(0)
    try:
        yield folder
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("folder", ["releases", "releases/2018", "feeds"])
def test_a_folder_that_cannot_be_read_stops_the_press(tmp_path: Path, folder: str) -> None:
    root = newsroom(tmp_path, {"releases/2018/x.md": release(1), "releases/y.md": release(2)})
    with barred(root / folder):
        built = unprivileged(root, "build", "--format", "json")
    assert built.returncode == 1, built.stderr
    found = json.loads(built.stdout)["findings"]
    assert [(f["rule"], f["severity"]) for f in found if f["file"] == folder] == [
        ("KP013", "error")
    ]
    assert not (root / "public").exists()


def test_a_newsroom_without_releases_says_what_to_do(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {})
    (root / "releases").rmdir()
    built = unprivileged(root, "build", "--language", "en")
    assert built.returncode == 1
    assert b"releases" in built.stderr
    assert b"kppress new" in built.stderr
    assert b"--root" in built.stderr
    assert not (root / "public").exists()


def test_a_newsroom_with_no_documents_yet_is_no_fault(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {})
    assert of_reading(check_newsroom(root, NOW)) == []


def test_what_is_no_file_is_told_and_never_opened(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {"releases/y.md": release(1)})
    os.mkfifo(root / "releases/ror.md")
    os.mkfifo(root / "feeds/ror.toml")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(root / "releases/uttag.md"))
        checked = check_newsroom(root, NOW)
    assert variants(checked) == [
        ("KP013", "special", "feeds/ror.toml"),
        ("KP013", "special", "releases/ror.md"),
        ("KP013", "special", "releases/uttag.md"),
    ]
    assert checked.stops


def test_links_that_lead_nowhere_round_or_out_are_told(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "n", {"releases/y.md": release(1)})
    (tmp_path / "annat.md").write_text(release(2))
    (root / "releases/ut.md").symlink_to(tmp_path / "annat.md")
    (root / "releases/borta.md").symlink_to("finns-inte.md")
    (root / "releases/runt.md").symlink_to("runt.md")
    (root / "releases/mapp").symlink_to(tmp_path)
    checked = check_newsroom(root, NOW)
    assert variants(checked) == [
        ("KP013", "dangling", "releases/borta.md"),
        ("KP013", "linked_folder", "releases/mapp"),
        ("KP013", "loop", "releases/runt.md"),
        ("KP013", "outside", "releases/ut.md"),
    ]
    assert checked.stops


def test_a_link_to_a_text_elsewhere_in_the_newsroom_is_read(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {"releases/y.md": release(1), "utkorg/x.md": release(2)})
    (root / "releases/x.md").symlink_to("../utkorg/x.md")
    checked = check_newsroom(root, NOW)
    assert [d.path for d in checked.documents] == ["releases/x.md", "releases/y.md"]


def test_a_name_that_would_be_passed_over_is_told(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {"releases/A.MD": release(1), "feeds/B.Toml": "title.sv = 'B'\n"})
    (root / "releases/mapp.md").mkdir()
    assert variants(check_newsroom(root, NOW)) == [
        ("KP014", "case", "feeds/B.Toml"),
        ("KP014", "case", "releases/A.MD"),
        ("KP014", "folder", "releases/mapp.md"),
    ]


@pytest.mark.parametrize("format", ["text", "json", "sarif", "github"])
def test_a_name_that_is_no_text_is_told_without_it(tmp_path: Path, format: str) -> None:
    root = newsroom(tmp_path, {"releases/y.md": release(1)}, SETTINGS + UNSPELLED)
    names = ("feeds/a\udcff.toml", "releases/b\udcff.md", "releases/c\udcff/x.md")
    for name in (*names, "releases/e\x1b[2J.md"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(release(2))
    ran = unprivileged(root, "check", "--format", format)
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    shown = ran.stdout.decode()
    spelled = {"json": "feeds/a\\\\xff.toml", "sarif": "feeds/a%5Cxff.toml"}
    assert spelled.get(format, "feeds/a\\xff.toml") in shown
    assert shown.count("KP014") >= 4
    assert "\x1b" not in shown


def test_a_file_with_a_name_that_is_no_text_only_warns(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {"releases/y.md": release(1)})
    (root / "releases/bild\udcff.jpg").touch()
    (found,) = of_reading(check_newsroom(root, NOW))
    assert (found.rule, found.severity) == ("KP014", Severity.WARNING)


def test_a_document_whose_name_a_mac_has_taken_apart_is_found_by_its_name(tmp_path: Path) -> None:
    apart = normalize("NFD", "förskolan.md")
    root = newsroom(
        tmp_path,
        {
            f"releases/{apart}": release(1),
            "releases/y.md": release(2, "relaterat: [förskolan.md]", "Se [den](förskolan.md)."),
        },
    )
    checked = check_newsroom(root, NOW)
    assert checked.found == ()
    assert {d.path for d in checked.documents} == {"releases/förskolan.md", "releases/y.md"}


def test_two_names_that_look_the_same_are_told(tmp_path: Path) -> None:
    names = [normalize(form, "förskolan.md") for form in ("NFC", "NFD")]
    root = newsroom(tmp_path, {f"releases/{n}": release(i) for i, n in enumerate(names, 1)})
    assert variants(check_newsroom(root, NOW)) == [("KP014", "twin", "releases/förskolan.md")]


def test_a_document_whose_name_a_mac_has_taken_apart_is_mended_where_it_is(tmp_path: Path) -> None:
    apart = normalize("NFD", "förskolan.md")
    root = newsroom(tmp_path, {f"releases/å/{apart}": "\ufeff" + release(1)}, SETTINGS + UNSPELLED)
    ran = unprivileged(root, "check", "--fix", f"releases/å/{apart}")
    assert ran.returncode == 0, ran.stderr
    assert [p.name for p in (root / "releases/å").iterdir()] == [apart]
    assert (root / "releases/å" / apart).read_text("utf-8").startswith("---")


@pytest.mark.parametrize("folder", ["feeds", "releases"])
def test_a_folder_that_is_a_broken_link_is_told(tmp_path: Path, folder: str) -> None:
    root = newsroom(tmp_path / "n", {"releases/x.md": release(1)})
    (root / folder).rename(root / "flyttad")
    (root / folder).symlink_to("finns-inte")
    assert variants(check_newsroom(root, NOW)) == [("KP013", "missing", folder)]


def test_the_folder_of_releases_may_be_a_link(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "n", {"releases/x.md": release(1), "releases/y.md": release(2)})
    (root / "releases").rename(tmp_path / "texter")
    (root / "releases").symlink_to(tmp_path / "texter")
    (root / "releases/y.md").unlink()
    (root / "releases/y.md").symlink_to("x.md")
    checked = check_newsroom(root, NOW)
    assert of_reading(checked) == []
    assert len(checked.documents) == 2

"""Writing: whole or not at all, and never over what somebody else wrote."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import NOW, files_of, newsroom, release
from processes import killed_builds

from kppress.model.artifact import Artifact
from kppress.model.error import KppressError, UsageFault
from kppress.model.site import PublicSite
from kppress.press.build import build
from kppress.write import manifest
from kppress.write.folder import compare, write


def site(**files: str) -> PublicSite:
    """A site of these files; `__` in a name is a slash."""
    return PublicSite(
        artifacts=[
            Artifact(path=name.replace("__", "/") + ".html", content=text.encode())
            for name, text in files.items()
        ]
    )


def test_a_first_build_makes_the_folder(tmp_path: Path) -> None:
    receipt = write(site(index="ett", a__b="två"), tmp_path / "public", tmp_path)
    assert receipt.added == ("a/b.html", "index.html")
    assert (tmp_path / "public/a/b.html").read_text() == "två"


def test_unchanged_files_keep_their_times(tmp_path: Path) -> None:
    output = tmp_path / "public"
    write(site(same="ett", other="två"), output, tmp_path)
    os.utime(output / "same.html", (1_000_000_000, 1_000_000_000))
    os.utime(output / "other.html", (1_000_000_000, 1_000_000_000))
    receipt = write(site(same="ett", other="nytt"), output, tmp_path)
    assert (receipt.changed, receipt.unchanged) == (("other.html",), 1)
    assert (output / "same.html").stat().st_mtime == 1_000_000_000
    assert (output / "other.html").stat().st_mtime != 1_000_000_000


def test_what_is_no_longer_made_is_removed_with_its_folder(tmp_path: Path) -> None:
    output = tmp_path / "public"
    write(site(a__b="ett", index="två"), output, tmp_path)
    receipt = write(site(index="två"), output, tmp_path)
    assert receipt.removed == ("a/b.html",)
    assert not (output / "a").exists()


def test_a_file_that_kppress_did_not_write_stays(tmp_path: Path) -> None:
    output = tmp_path / "public"
    write(site(a__b="ett", index="två"), output, tmp_path)
    (output / "a" / "CNAME").write_text("press.kommun.example")
    receipt = write(site(index="tre"), output, tmp_path)
    assert receipt.foreign == ("a/CNAME",)
    assert (output / "a/CNAME").read_text() == "press.kommun.example"


def test_a_folder_of_somebody_elses_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    output = tmp_path / "public"
    output.mkdir()
    (output / "viktigt.txt").write_text("rör ej")
    with pytest.raises(UsageFault, match="output_foreign"):
        write(site(index="ett"), output, tmp_path)
    assert files_of(output) == {"viktigt.txt": b"r\xc3\xb6r ej"}


def test_a_foreign_file_in_the_way_of_a_page_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "public"
    write(site(index="ett"), output, tmp_path)
    (output / "ny.html").write_text("annans")
    with pytest.raises(UsageFault, match="output_in_the_way"):
        write(site(index="ett", ny="vår"), output, tmp_path)
    assert (output / "ny.html").read_text() == "annans"


def test_a_page_that_somebody_changed_by_hand_is_put_right(tmp_path: Path) -> None:
    output = tmp_path / "public"
    write(site(index="ett"), output, tmp_path)
    (output / "index.html").write_text("två")
    receipt = write(site(index="ett"), output, tmp_path)
    assert receipt.changed == ("index.html",)
    assert (output / "index.html").read_text() == "ett"


def test_a_dry_run_says_what_a_build_then_does(tmp_path: Path) -> None:
    output = tmp_path / "public"
    write(site(index="ett", gammal="två"), output, tmp_path)
    before = files_of(output)
    foretold = compare(site(index="nytt", ny="tre"), output, tmp_path)
    assert files_of(output) == before
    assert write(site(index="nytt", ny="tre"), output, tmp_path) == foretold


def test_a_site_that_fails_half_way_leaves_the_last_one(tmp_path: Path) -> None:
    output = tmp_path / "public"
    write(site(index="ett"), output, tmp_path)

    def breaking() -> Iterator[Artifact]:
        yield Artifact(path="index.html", content=b"nytt")
        raise RuntimeError("the programmer erred")

    with pytest.raises(RuntimeError):
        write(PublicSite(artifacts=breaking()), output, tmp_path)
    assert (output / "index.html").read_text() == "ett"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["public"]


def test_the_manifest_is_what_sha256sum_checks(tmp_path: Path) -> None:
    output = tmp_path / "public"
    write(site(index="ett", a__b="två"), output, tmp_path)
    checked = subprocess.run(
        ["sha256sum", "--check", manifest.NAME], cwd=output, capture_output=True, text=True
    )
    assert checked.returncode == 0
    assert "a/b.html: OK" in checked.stdout


def test_a_manifest_cannot_reach_outside_the_folder(tmp_path: Path) -> None:
    output = tmp_path / "public"
    write(site(index="ett"), output, tmp_path)
    outside = tmp_path / "outside.txt"
    outside.write_text("kvar")
    with (output / manifest.NAME).open("a") as file:
        file.write(f"{'0' * 64}  ../outside.txt\n")
    write(site(index="två"), output, tmp_path)
    assert outside.read_text() == "kvar"


def test_a_full_or_forbidden_disk_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    with pytest.raises(KppressError, match="disk"):
        write(site(index="ett"), tmp_path / "fil" / "public", tmp_path)


STEPS = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "ctypes.dlsym")


def test_a_build_killed_at_any_step_leaves_the_last_site_or_the_new_one(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1), "releases/b.md": release(2)})
    output = root / "public"
    build(root, output, NOW)
    last = files_of(output)
    (root / "releases/b.md").unlink()
    (root / "releases/c.md").write_text(release(3))
    build(root, tmp_path / "new", NOW)
    new = files_of(tmp_path / "new")
    step, killed = 1, 0
    with killed_builds(root, output, STEPS) as ended:
        while True:
            restore(output, last)
            how = ended(step)
            found = files_of(output)
            assert found in (last, new), f"a mixture after step {step}"
            if how == 0:
                break
            assert how == -signal.SIGKILL
            killed += 1
            build(root, output, NOW)
            assert files_of(output) == new
            assert not [p.name for p in root.iterdir() if p.name.startswith(".public")]
            step += max(1, step // 2)
    assert killed > 7


def restore(output: Path, files: dict[str, bytes]) -> None:
    """The last site again, as if the newsroom had not been built since."""
    for name in files_of(output):
        if name not in files:
            (output / name).unlink()
    for name, content in files.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_bytes(content)
    for folder in sorted((p for p in output.rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()

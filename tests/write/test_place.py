"""A folder that cannot be replaced as a whole: the site takes its place file by file."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from making import NOW, files_of, newsroom, notice, release
from processes import bound, killed_builds

from kppress.press.build import build

BUILD = """
import sys
from pathlib import Path
from making import NOW
from kppress.press.build import build

build(Path(sys.argv[1]), Path(sys.argv[2]), NOW)
"""
TESTS = str(Path(__file__).parent.parent)
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([TESTS, *sys.path])}


def room(root: Path) -> Path:
    """A newsroom, its site as it was, and what somebody else put beside it."""
    made = newsroom(root / "rum", {"releases/a.md": release(1), "releases/b.md": release(2)})
    output = root / "värd/public"
    build(made, output, NOW)
    (output / ".well-known").mkdir()
    (output / ".well-known/security.txt").write_text("kontakt")
    (output / "tom").mkdir()
    (output / "lank").symlink_to("/finns/inte")
    return made


def change(made: Path) -> dict[str, bytes]:
    """Something new, something changed, something gone; and the site that comes of it."""
    (made / "releases/b.md").unlink()
    (made / "releases/c.md").write_text(release(3))
    (made / "releases/d.md").write_text(notice(4))
    build(made, made.parent / "new", NOW)
    return files_of(made.parent / "new")


def assert_stands(output: Path, new: dict[str, bytes]) -> None:
    """The new site, and beside it what is not ours."""
    found = files_of(output)
    assert found.pop(".well-known/security.txt") == b"kontakt"
    assert found == new
    assert (output / "tom").is_dir()
    assert (output / "lank").is_symlink()
    assert not (output / ".kppress-new").exists()


def in_a_space_of_its_own(script: str, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    """Run a shell script whose mounts nobody else sees."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        pytest.skip("only root may mount")
    command = ["unshare", "--mount", "sh", "-euc", script, "sh", *map(str, arguments)]
    ran = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False)
    if b"unshare failed" in ran.stderr or b"mount: " in ran.stderr:
        pytest.skip("no mounts here")
    return ran


MOUNTS = {
    "a folder of the same disk": 'mkdir "$4"; cp -a "$3/." "$4"; mount --bind "$4" "$3"',
    "another disk": 'cp -a "$3" "$4"; mount -t tmpfs tmpfs "$3"; cp -a "$4/." "$3"',
    "a disk within": 'mount -t tmpfs tmpfs "$3/tom"; echo kvar > "$3/tom/fil"',
    "a disk where pages stand": 'cp -a "$3/pressmeddelanden" "$4"; '
    'mount -t tmpfs tmpfs "$3/pressmeddelanden"; cp -a "$4/." "$3/pressmeddelanden"',
}


@pytest.mark.parametrize("what", MOUNTS)
def test_a_mount_point_gets_the_site_and_stays_one(tmp_path: Path, what: str) -> None:
    made = room(tmp_path)
    output = tmp_path / "värd/public"
    new = change(made)
    script = (
        MOUNTS[what] + '; before=$(grep -c "$5" /proc/self/mountinfo); '
        '"$6" -c "$1" "$2" "$3"; rm -f "$3/tom/fil"; '
        'test "$before" = "$(grep -c "$5" /proc/self/mountinfo)"; cp -a "$3" "$7"'
    )
    seen = tmp_path / "sedd"
    ran = in_a_space_of_its_own(
        script, BUILD, made, output, tmp_path / "kopia", tmp_path.name, sys.executable, seen
    )
    assert ran.returncode == 0, ran.stderr
    assert_stands(seen, new)


def test_an_empty_disk_with_its_folder_of_lost_files_is_empty(tmp_path: Path) -> None:
    made = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    (tmp_path / "public/lost+found").mkdir(parents=True)
    assert build(made, tmp_path / "public", NOW).receipt is not None
    assert (tmp_path / "public/lost+found").is_dir()


def test_a_link_to_the_folder_stays_one(tmp_path: Path) -> None:
    made = room(tmp_path)
    new = change(made)
    (tmp_path / "public").symlink_to("värd/public")
    build(made, tmp_path / "public", NOW)
    assert (tmp_path / "public").is_symlink()
    assert_stands(tmp_path / "värd/public", new)


def test_only_the_folder_itself_need_be_writable(tmp_path: Path) -> None:
    made = room(tmp_path)
    output = tmp_path / "värd/public"
    new = change(made)
    output.parent.chmod(0o555)
    command = [*bound(), sys.executable, "-c", BUILD, str(made), str(output)]
    ran = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False)
    output.parent.chmod(0o755)
    assert ran.returncode == 0, ran.stderr
    assert_stands(output, new)


def test_a_folder_of_somebody_elses_that_nobody_may_enter_is_left(tmp_path: Path) -> None:
    made = room(tmp_path)
    output = tmp_path / "värd/public"
    new = change(made)
    (output / "stängd").mkdir()
    (output / "stängd/fil").write_text("kvar")
    (output / "stängd").chmod(0)
    command = [*bound(), sys.executable, "-c", BUILD, str(made), str(output)]
    ran = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False)
    assert stat.S_IMODE((output / "stängd").stat().st_mode) == 0
    (output / "stängd").chmod(0o755)
    assert ran.returncode == 0, ran.stderr
    assert (output / "stängd/fil").read_text() == "kvar"
    shutil.rmtree(output / "stängd")
    assert_stands(output, new)


def links_of(page: Path, output: Path) -> set[Path]:
    """The pages and files of the site that a page leads readers to."""
    targets = re.findall(r'(?:href|src)="(/[^"#?]*)"', page.read_text("utf-8"))
    files = {t.lstrip("/") + ("index.html" if t.endswith("/") else "") for t in targets}
    return {output / file for file in files}


def reached(output: Path) -> set[Path]:
    """All that readers can get to from the front page."""
    found, waiting = {output / "index.html"}, [output / "index.html"]
    while waiting:
        page = waiting.pop()
        if page.suffix == ".html" and page.exists():
            new = links_of(page, output) - found
            found |= new
            waiting += new
    return found


def test_a_build_killed_between_two_files_leads_nobody_astray_and_is_completed(
    tmp_path: Path,
) -> None:
    made = room(tmp_path)
    output = tmp_path / "värd/public"
    new = change(made)
    shutil.copytree(output, tmp_path / "last", symlinks=True)
    missing = {p for p in reached(output) if not p.exists()}
    steps = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
    step, killed = 1, 0
    with killed_builds(made, output, steps, "public") as ended:
        while True:
            shutil.rmtree(output)
            shutil.copytree(tmp_path / "last", output, symlinks=True)
            output.parent.chmod(0o555)
            how = ended(step)
            output.parent.chmod(0o755)
            assert {p for p in reached(output) if not p.exists()} <= missing, f"after step {step}"
            if how == 0:
                break
            assert how == -signal.SIGKILL
            killed += 1
            build(made, output, NOW)
            assert_stands(output, new)
            step += max(1, step // 2)
    assert_stands(output, new)
    assert killed > 5

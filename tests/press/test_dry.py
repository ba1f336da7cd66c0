"""What only looks writes nothing, and works where nothing may be written."""

from io import BytesIO
from pathlib import Path

import pytest
from making import NOW, SETTINGS, UNSPELLED, newsroom, release
from PIL import Image
from processes import unprivileged

from kppress.press.build import build

PICTURED = "bilder:\n  - fil: bild.jpg\n    alt: Ett badhus i sol.\n    fotograf: Maja Exempel"
AT = ("--now", "2018-07-05 09:00")


def room(root: Path) -> Path:
    """A newsroom with a picture that comes in several sizes, and a search."""
    out = BytesIO()
    Image.new("RGB", (800, 500), "green").save(out, "JPEG")
    files: dict[str, str | bytes] = {
        "releases/x.md": release(1, PICTURED),
        "releases/bild.jpg": out.getvalue(),
    }
    return newsroom(root, files, f"{SETTINGS}\n[build]\nsearch = true\n{UNSPELLED}")


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """One where nothing was ever built, and one that is in use; no test changes them."""
    made = {used: room(tmp_path_factory.mktemp("rooms") / "rum") for used in (False, True)}
    build(made[True], made[True] / "public", NOW)
    return made


def tree(root: Path) -> dict[str, tuple[int, int, int]]:
    """Everything in a folder, and when it was last changed in any way."""
    paths = (root, *root.rglob("*"))
    return {str(p): (p.lstat().st_ino, p.lstat().st_mtime_ns, p.lstat().st_ctime_ns) for p in paths}


LOOKS = [
    ("build", "--dry-run"),
    ("build", "--dry-run", "--force"),
    ("build", "--dry-run", "--format", "json"),
    ("check",),
    ("check", "--diff"),
    ("check", "--stats"),
    ("list",),
    ("rule",),
    ("schema",),
    ("new",),  # wrong usage
]


@pytest.mark.parametrize("command", LOOKS, ids=" ".join)
def test_what_only_looks_writes_not_a_byte(
    rooms: dict[bool, Path], command: tuple[str, ...]
) -> None:
    root = rooms[False]
    before = tree(root)
    ran = unprivileged(root, *command, *AT)
    assert ran.returncode == (2 if command == ("new",) else 0), ran.stderr
    assert tree(root) == before


def test_a_dry_run_says_what_the_build_then_does(tmp_path: Path) -> None:
    root = room(tmp_path)
    foretold = build(root, root / "public", NOW, dry_run=True).receipt
    assert build(root, root / "public", NOW).receipt == foretold
    before = tree(root)
    again = build(root, root / "public", NOW, dry_run=True).receipt
    assert again is not None
    assert (again.added, again.changed, again.removed) == ((), (), ())
    assert tree(root) == before


def closed(root: Path, mode: int) -> None:
    """Take or give the right to write into any folder."""
    for path in (root, *(p for p in root.rglob("*") if p.is_dir())):
        path.chmod(mode)


@pytest.mark.parametrize(
    "command",
    [
        *LOOKS[:-1],
        ("email", "x"),
        ("build", "--output", "{outside}/public"),
        ("email", "x", "--output", "{outside}/x.eml"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("used", [False, True])
def test_a_newsroom_that_may_only_be_read_is_enough(
    tmp_path: Path, rooms: dict[bool, Path], command: tuple[str, ...], used: bool
) -> None:
    root = rooms[used]
    before = tree(root)
    closed(root, 0o555)
    ran = unprivileged(root, *(part.format(outside=tmp_path) for part in command), *AT)
    closed(root, 0o755)
    assert ran.returncode == 0, ran.stderr
    assert {path: found[:2] for path, found in tree(root).items()} == {
        path: found[:2] for path, found in before.items()
    }
    beside = [*tmp_path.iterdir(), *root.parent.iterdir()]
    assert not [p.name for p in beside if p.name.startswith(".")]

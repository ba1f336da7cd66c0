"""Same input, same moment: the same bytes, whatever the hash seed or the folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from making import NOW, files_of, newsroom, notice, release

from kppress.press.build import build

FILES = {
    "releases/a.md": release(1, fields="ämnen: [miljo, bygga]\nregioner: [lanet]"),
    "releases/a.en.md": "---\ntitle: Bath\nlead: A bath.\n---\nText.\n",
    "releases/b.md": release(2, fields="ämnen: [bygga]", publicerad="2017-06-02 09:00"),
    "releases/n.md": notice(3),
    "feeds/miljo.toml": 'title.sv = "Miljö"\ntopics = ["miljo"]\n',
}


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_hash_seed_does_not_show(tmp_path: Path, seed: str) -> None:
    here = newsroom(tmp_path / "here", FILES)
    there = newsroom(tmp_path / "somewhere" / "else", FILES)
    build(here, here / "public", NOW)
    subprocess.run(
        [sys.executable, "-m", "kppress", "--quiet", "--now", "2018-07-05 09:00"]
        + ["--root", str(there), "build"],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland", "LANG": "C"},
        check=True,
    )
    assert files_of(here / "public") == files_of(there / "public")


def test_a_second_build_changes_nothing(tmp_path: Path) -> None:
    root = newsroom(tmp_path, FILES)
    build(root, root / "public", NOW)
    times = {p: p.stat().st_mtime_ns for p in (root / "public").rglob("*") if p.is_file()}
    again = build(root, root / "public", NOW).receipt
    assert again is not None
    assert (again.added, again.changed, again.removed) == ((), (), ())
    assert {p: p.stat().st_mtime_ns for p in (root / "public").rglob("*") if p.is_file()} == times


def test_another_base_url_moves_the_addresses_and_keeps_the_ids(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {**FILES, "releases/c.md": release(4, id="")})
    build(root, tmp_path / "one", NOW)
    build(root, tmp_path / "two", NOW, base_url="https://annan.example/press")
    one, two = files_of(tmp_path / "one"), files_of(tmp_path / "two")
    assert one.keys() == two.keys()
    assert not any(b"press.kommun.example" in content for content in two.values())
    old = one["feeds/alla/feed.json"].replace(
        b"https://press.kommun.example", b"https://annan.example/press"
    )
    assert old == two["feeds/alla/feed.json"]

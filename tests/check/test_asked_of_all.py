"""Rules about what a document names are asked of every document that names something."""

from pathlib import Path

import pytest
from making import NOW, newsroom, release

from kppress.check.registry import check
from kppress.read.folder import read_newsroom


@pytest.mark.parametrize("target", ["mailto:press@kommun.example", "tel:0701740605"])
def test_a_picture_that_is_no_file_is_told_of(tmp_path: Path, target: str) -> None:
    # As a link such a target leads plainly elsewhere.
    root = newsroom(tmp_path, {"releases/a.md": release(1, body=f"![Ett bad]({target})")})
    read = read_newsroom(root).newsroom
    assert read
    assert [d.rule for d in check(read, NOW) if d.rule == "KP501"] == ["KP501"]

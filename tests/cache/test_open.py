"""Who stays and builds again and again opens no more files each time."""

import gc
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from changing import FILES, UNSOUGHT, add
from making import NOW, SETTINGS, newsroom

from kppress.model.grain import COARSE
from kppress.press.build import build
from kppress.press.check import check_newsroom
from kppress.press.remember import remembering


@pytest.fixture(autouse=True)
def no_collector() -> Iterator[None]:
    """What is let go of is so at once, and not when somebody looks for garbage."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.skipif(sys.platform != "linux", reason="where open files stand in /proc")
def test_each_build_and_check_closes_what_it_opened(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {**FILES, "kppress.toml": SETTINGS + UNSOUGHT})
    counts = set()
    for number in range(4):
        add(root / "releases/c.md", f"\n\nMer, gång {number}.\n")
        assert build(root, root / "public", NOW).receipt
        remembering(
            root,
            time.time_ns() + COARSE,
            lambda recall: check_newsroom(root, NOW, spelling=True, known=recall()).told(),
        )
        if number:  # the first one has to import what it needs
            counts.add(len([*Path("/proc/self/fd").iterdir()]))
    assert len(counts) == 1

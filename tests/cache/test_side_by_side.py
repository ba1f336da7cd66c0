"""What other cores do of a build, as they do in a large newsroom, makes what one core makes."""

import base64
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from changing import CHANGES, FILES, LINKED, UNSOUGHT, cold
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import SETTINGS, files_of, newsroom
from thorough import examples

from kppress.press.built import Built

SIDE_BY_SIDE = """
import base64, os, pickle, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
os.sched_getaffinity = lambda _: range(3)
forks, fork = 0, os.fork
def counted():
    global forks
    forks += 1
    return fork()
os.fork = counted
from kppress.press import share
share.WORTH = 1
from changing import built
done = built(Path(sys.argv[1]))[1]
told = done.checked.found, done.until, done.receipt is not None, forks
print(base64.b64encode(pickle.dumps(told)).decode())
"""
"""A build in a process of its own, as one with threads forks no others."""


def built_by_all_cores(root: Path) -> tuple[object, object, bool, int]:
    here = Path(__file__).parent
    paths = [str(here), str(here.parent)]
    done = subprocess.run(
        [sys.executable, "-c", SIDE_BY_SIDE, str(root), *paths], capture_output=True, text=True
    )
    assert not done.returncode, done.stderr
    told: tuple[object, object, bool, int] = pickle.loads(base64.b64decode(done.stdout))  # our own
    return told


def as_told(done: Built) -> tuple[object, object, bool]:
    return done.checked.found, done.until, done.receipt is not None


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")
@settings(max_examples=examples(2))
@given(
    steps=st.lists(st.sampled_from([*CHANGES, "nothing"]), max_size=3),
    more=st.sampled_from([LINKED, UNSOUGHT]),
)
@example(steps=["a new document", "a notice that ends another", "a body"], more=UNSOUGHT)
@example(
    steps=["another feed", "a fault in a body", "a headline that another page names"], more=LINKED
)
def test_a_build_by_all_cores_makes_what_a_cold_one_makes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], more: str
) -> None:
    base = tmp_path_factory.mktemp("rum")
    root = newsroom(base / "rum", {**FILES, "kppress.toml": SETTINGS + more})
    built_by_all_cores(root)
    for step in steps:
        if step in CHANGES:
            try:
                CHANGES[step](root)
            except FileNotFoundError:  # deleted by an earlier step
                continue
        *done, forks = built_by_all_cores(root)
        fresh, files = cold(root)
        assert (*done,) == as_told(fresh), step
        assert fresh.receipt is None or files_of(root / "public") == files, step
        assert forks, step

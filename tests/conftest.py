"""The tests read as claims about kppress; what they share is in `making`."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# Runs are the same each time and on each machine; a failing example is printed in full.
settings.register_profile("suite", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout, which is itself a newsroom."""
    return Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden files anew, to be read before they are committed."""
    parser.addoption("--update-golden", action="store_true")

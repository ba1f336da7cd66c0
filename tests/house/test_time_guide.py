"""docs/time.md: what one copies from it is well formed, and kppress knows its commands."""

import configparser
import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from kppress.cli.group import Group


@pytest.fixture
def guide(repository: Path) -> str:
    return (repository / "docs/time.md").read_text("utf-8")


def blocks(guide: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)


def test_every_unit_is_read_and_says_what_it_is(guide: str) -> None:
    units = blocks(guide, "ini")
    assert len(units) == 3
    for text in units:
        unit = configparser.ConfigParser(interpolation=None, strict=True)
        unit.read_string(text)
        assert unit["Unit"]["Description"]
        assert "Service" in unit or "Timer" in unit


def test_every_schedule_is_read_and_builds(guide: str) -> None:
    files = blocks(guide, "yaml")
    assert len(files) == 2
    for text in files:
        assert yaml.safe_load(text)
        assert "kppress build" in text
        assert "*/15" in guide


def test_every_command_is_one_that_kppress_knows(guide: str) -> None:
    group = Group("en")
    command = group.get_command(click.Context(group), "build")
    assert command is not None
    lines = re.findall(r"(?:^|[ /])kppress (?=[a-z-])[^\n|`]*", guide, re.MULTILINE)
    calls = [shlex.split(line) for line in lines if " build" in line]
    assert len(calls) >= 6
    for words in calls:
        with command.make_context("build", words[words.index("build") + 1 :]):
            pass

"""The inside is pure: what the import contract cannot see."""

import ast
from pathlib import Path

import pytest

PURE = ("model", "check", "render", "report")
TOUCHING = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}


@pytest.mark.parametrize("room", PURE)
def test_nothing_inside_touches_a_disk(repository: Path, room: str) -> None:
    for file in sorted((repository / "kppress" / room).glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.id if isinstance(called, ast.Name) else ""
                name = called.attr if isinstance(called, ast.Attribute) else name
                assert name not in TOUCHING, f"{file.name}:{node.lineno} calls {name}"


def test_no_module_is_longer_than_a_room_should_be(repository: Path) -> None:
    lengths = {
        file.relative_to(repository).as_posix(): len(file.read_text("utf-8").splitlines())
        for file in (repository / "kppress").rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_commands_are_short(repository: Path) -> None:
    for file in (repository / "kppress" / "cli").glob("*_command.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{file.name}:{node.name}"


def test_both_languages_have_the_same_phrases() -> None:
    from kppress.locale.words import table

    for subject in ("cli", "fields", "mail", "preview", "problems", "report", "terms", "web"):
        assert table(subject, "sv").keys() == table(subject, "en").keys(), subject

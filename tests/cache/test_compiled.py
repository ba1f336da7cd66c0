"""Compiled templates are kept for one user, and are never another template's."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, Template

from kppress.cache import compiled as cache
from kppress.cache.compiled import compiled
from kppress.render import mail_shell
from kppress.render.mail_shell import Look, shell
from kppress.render.templating import environment, fill


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for caches of somebody who never used kppress."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def kept(home: Path) -> list[Path]:
    return [file for file in home.rglob("*") if file.is_file()]


def text_of(template: str, **names: str) -> str:
    return fill(environment({"web/x.html": template}, compiled()), "web/x.html", **names)


def test_a_template_that_was_compiled_is_not_compiled_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert text_of("Hej {{ name }}", name="du & jag") == "Hej du &amp; jag"
    assert kept(home)

    def refused(*_: object, **__: object) -> Template:
        raise AssertionError("compiled again")

    monkeypatch.setattr(Environment, "compile", refused)
    assert text_of("Hej {{ name }}", name="ni") == "Hej ni"


def test_a_template_that_changed_is_compiled_again() -> None:
    assert text_of("ett") == "ett"
    assert text_of("två") == "två"


def test_the_same_text_in_another_environment_is_other_code() -> None:
    assert text_of("{% if 1 %}\nett\n{% endif %}\n") == "ett\n"
    loose = environment({"web/x.html": "{% if 1 %}\nett\n{% endif %}\n"}, compiled())
    loose.trim_blocks = False
    assert fill(loose, "web/x.html") == "\nett\n\n"


@pytest.mark.parametrize("harm", [b"", b"j2", b"not code at all" * 100])
def test_a_damaged_file_costs_a_compilation_and_nothing_else(home: Path, harm: bytes) -> None:
    text_of("Hej {{ name }}", name="du")
    for file in kept(home):
        file.write_bytes(harm)
    assert text_of("Hej {{ name }}", name="ni") == "Hej ni"


@pytest.mark.parametrize("mode", [0o777, 0o770])
def test_a_folder_that_others_may_write_to_is_not_used(home: Path, mode: int) -> None:
    text_of("Hej {{ name }}", name="du")
    (folder,) = {file.parent for file in kept(home)}
    folder.chmod(mode)
    assert compiled() is None


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_elses_is_not_used(home: Path) -> None:
    text_of("Hej {{ name }}", name="du")
    (folder,) = {file.parent for file in kept(home)}
    os.chown(folder, 65534, 65534)
    assert compiled() is None


def test_where_no_folder_can_be_made_every_template_is_compiled(home: Path) -> None:
    home.write_text("a file")
    assert compiled() is None
    assert text_of("Hej") == "Hej"


FRAME = (
    "<mjml><mj-body><mj-section><mj-column><mj-text color='{{ colour }}'>{{ slot.content }}"
    "</mj-text><mj-text>{{ slot.footer }}</mj-text></mj-column></mj-section></mj-body></mjml>"
)
NO_LOOK = Look(light={}, dark={}, font={}, css={}, named=SimpleNamespace())


def frame(colour: str) -> tuple[str, ...]:
    made = environment({"email/shell.mjml": FRAME}, compiled())
    return shell(made, NO_LOOK, colour=colour)


def test_the_frame_of_a_mail_is_compiled_once_for_what_is_written_and_for_who_compiles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiles, times = mail_shell._compiled, list[str]()

    def counted(written: str) -> str:
        times.append(written)
        return compiles(written)

    monkeypatch.setattr(mail_shell, "_compiled", counted)
    red, blue = frame("#aa0000"), frame("#0000aa")
    assert red != blue
    assert "#aa0000" in "".join(red)
    assert (frame("#aa0000"), frame("#0000aa"), len(times)) == (red, blue, 2)
    monkeypatch.setattr(cache, "_installed", lambda: ("another version",))
    assert frame("#aa0000") == red
    assert len(times) == 3


def test_the_frame_of_a_mail_is_compiled_again_where_what_was_kept_is_damaged(home: Path) -> None:
    red = frame("#aa0000")
    for file in kept(home):
        file.write_bytes(b"not code at all" * 100)
    assert frame("#aa0000") == red

"""Whatever is written on the command line, in kppress.toml, in a feed or in a template."""

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import FEED, SETTINGS, files_of, newsroom, release
from thorough import examples

from kppress.cli.group import COMMANDS, run

NOW = "2018-07-05 09:00"
ENDINGS = {0, 1, 2, 4}
"""The exit codes of FORMAT.md that a call without deliveries can have."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return newsroom(tmp_path / "rum", {"releases/a.md": release()})


def kppress(root: Path, *arguments: str) -> int:
    return run([f"--root={root}", "--now", NOW, *arguments])


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("--now", "check"),
        ("--language", "check"),
        ("build", "--output"),
        ("build", "--dry-run", "--base-url"),
        ("email",),
        ("email", "a", "--output"),
        ("email", "a", "--to"),
        ("email", "a", "--edition"),
        ("email", "a", "--list-unsubscribe"),
        ("new",),
        ("rule",),
        ("schema",),
        ("schema", "--output"),
        ("list", "--format"),
        ("preview", "--port"),
        ("--root",),
        ("init",),
        (),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("much", ["x" * 5000, "--" + "x" * 5000, "x\x1b[31m\n" * 500])
def test_too_much_of_anything_is_answered_in_a_few_words(
    root: Path, arguments: tuple[str, ...], much: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kppress(root, *arguments, much) in ENDINGS - {0}
    said = capsys.readouterr().err
    assert said.startswith(("fel: ", "error: "))
    assert len(said) < 1000
    assert "\x1b" not in said


def test_a_headline_may_be_as_long_as_its_writer_wants(root: Path) -> None:
    assert kppress(root, "new", "nyhet", "ord " * 1250) == 0


@pytest.mark.parametrize(
    "title", ["Nytt\nbad: x", "Nytt\u2028bad", "Nytt\x01 bad\t", " Nytt  bad\r"]
)
def test_a_headline_is_one_line(root: Path, title: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert kppress(root, "new", "nyhet", title) == 0
    (made,) = (root / "releases/2018").iterdir()
    assert "rubrik: Nytt bad" in made.read_text().replace('"', "")
    assert kppress(root, "check", str(made)) == 0


def test_a_headline_that_is_no_text_leaves_nothing_behind(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(root)
    assert kppress(root, "new", "nyhet", "abc\udcff") == 2
    assert "UTF-8" in capsys.readouterr().err
    assert files_of(root) == before


def test_a_newsroom_is_not_laid_out_upon_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fil").write_text("x")
    assert run(["--language", "sv", "init", str(tmp_path / "fil")]) == 2
    assert run(["--language", "sv", "init", "/dev/null"]) == 2
    assert "är en fil" in capsys.readouterr().err
    assert run(["--language", "sv", "init", str(tmp_path / ("x" * 300))]) == 4
    assert files_of(tmp_path) == {"fil": b"x"}


@pytest.mark.parametrize("below", ["", "/x"])
def test_a_loop_of_links_is_no_place_for_a_site(
    root: Path, below: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "loop").symlink_to("loop")
    assert kppress(root, "build", "--output", f"{root}/loop{below}") == 2
    assert "loop" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/\x01",
        "https://a.example/\u202e",
        "https://a.example/\u2028",
        "https://[::1/",
        "https://a.example:99999/",
        "https://a.example:x/",
        "https://:80/",
    ],
)
def test_an_address_that_none_can_have_is_refused(
    root: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kppress(root, "build", "--dry-run", "--base-url", address) == 2
    assert "går inte att använda" in capsys.readouterr().err


def test_the_language_of_messages_is_the_newsrooms_however_it_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    for named in ([f"--root={root}"], ["--root", str(root)]):
        assert run([*named, "rule", "KP999"]) == 2
        assert capsys.readouterr().err.startswith("fel: ")


def test_a_mail_needs_a_sender(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (root / "kppress.toml").read_text().replace('email = "press@', '# "press@')
    (root / "kppress.toml").write_text(text)
    assert kppress(root, "email", "a") == 2
    assert "ingen avsändare" in capsys.readouterr().err
    assert kppress(root, "email", "a", "--format", "txt") == 0


TEMPLATES = {
    "{{ 1/0 }}": ":1: ZeroDivisionError",
    "\n{{ 1 + 'a' }}": ":2: TypeError",
    "{{ finns_inte }}": ":1: 'finns_inte'",
    "{{ edition.finns.inte }}": ":1: ",
    "{% if %}": ":1: ",
    "{{ 'x' * 10**12 }}": ":1: MemoryError",
    "{% for n in range(10**12) %}x{% endfor %}": ":1: OverflowError",
    "\n{% include 'web/finns-inte.html' %}": ":2: det finns ingen mall web/finns-inte.html",
    "{% extends 'kppress/web/finns-inte.html' %}": ":1: det finns ingen mall",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": ":1 bygger på sig själv",
    "{% include 'web/release.html' %}": ":1 bygger på sig själv",
    "{% extends 'web/release.html' %}": ":1 bygger på sig själv",
    "{{ words['finns inte'] }}": ":1: ",
}


@pytest.mark.parametrize("text", TEMPLATES)
def test_a_template_that_does_not_work_is_one_sentence_with_its_line(
    root: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = root / "templates/web/release.html"
    own.parent.mkdir(parents=True)
    own.write_text(text)
    assert kppress(root, "build") == 4
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if line.startswith("fel: ")] == said[-1:]
    assert f"web/release.html{TEMPLATES[text]}" in said[-1]
    assert not (root / "public").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("email/content.html", "{{ 1/0 }}"),
        ("email/shell.mjml", "<mjml><mj-body></mj-section>"),
        ("email/shell.mjml", "{{ 1/0 }}"),
        ("email/styles.toml", "light = ["),
        ("email/styles.toml", "light = 1"),
        ("text/message.txt", "{{ 1/0 }}"),
    ],
)
def test_so_are_the_templates_of_mails(
    root: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = root / "templates" / name
    own.parent.mkdir(parents=True)
    own.write_text(text)
    for command in (["build"], ["email", "a"]):
        assert kppress(root, *command) == 4
        said = capsys.readouterr().err
        assert said.startswith(f"fel: mallen {name}")
        assert said.count("\n") == 1
    assert kppress(root, "check") == 0


def test_documents_with_one_id_are_each_mended_and_mailed_as_themselves(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copied = release(1, body="Han är - trött.", rubrik="Kommunen stänger badhus", status="utkast")
    newsroom(root, {"releases/a.md": release(1, body="Hon är - glad."), "releases/b.md": copied})
    assert kppress(root, "check", "--fix") == 0
    assert "Hon är – glad." in (root / "releases/a.md").read_text()
    assert "Han är – trött." in (root / "releases/b.md").read_text()
    capsys.readouterr()
    assert kppress(root, "email", "releases/a.md", "--format", "txt") == 0
    assert "Hon är" in capsys.readouterr().out
    assert kppress(root, "email", "releases/b.md", "--format", "txt", "--embargoed") == 0
    mail = capsys.readouterr().out
    assert "Han är" in mail
    assert "stänger" in mail


WORDS = st.one_of(
    st.sampled_from(
        [*COMMANDS, "a", "a.md", "releases", ".", "/", "", "-", "--", "sv", "en", "json", "text"]
    ),
    st.sampled_from(
        ["--root", "--now", "--language", "--quiet", "--no-color", "--version", "--help", "--fix"]
    ),
    st.sampled_from(
        ["--diff", "--stats", "--format", "--output", "--base-url", "--dry-run", "--edition"]
    ),
    st.sampled_from(["--to", "--list-unsubscribe", "--embargoed", "--force", "nyhet", "notice"]),
    st.text(max_size=8),
    st.binary(max_size=6).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
)


def told_well(code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is one of FORMAT.md, and nobody sees how kppress is made."""
    captured = capsys.readouterr()
    assert code in ENDINGS
    assert "Traceback" not in captured.out + captured.err
    if code in (2, 4):
        assert captured.out + captured.err


@settings(max_examples=examples(80), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=5).filter(lambda w: not {"preview", "--wait"} & {*w}))
def test_every_line_is_answered(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with TemporaryDirectory() as folder, monkeypatch.context() as moved:
        root = newsroom(Path(folder), {"releases/a.md": release()})
        moved.chdir(root)
        told_well(run(words), capsys)
        moved.undo()


VALUES = st.recursive(
    st.one_of(
        st.text(max_size=6),
        st.text(alphabet="\x00\x01\x1b\x7f\x85\u2028\ufffe\ufeff<&\"'", min_size=1, max_size=3),
        st.integers(-(2**70), 2**70),
        st.floats(),
        st.booleans(),
        st.datetimes(),
        st.dates(),
        st.times(),
        st.just(""),
    ),
    lambda below: st.one_of(
        st.lists(below, max_size=2), st.dictionaries(st.text(max_size=4), below, max_size=2)
    ),
    max_leaves=4,
)
SETTING = tomllib.loads(
    SETTINGS
    + """
[theme]
accent = "#123456"
logo = "x.svg"
[footer]
sv = [{ title = "Kontakt", url = "/kontakt/" }]
[feeds]
hub = "https://hub.example/"
[cap]
sender = "press@kommun.example"
[mail]
from = "Press <press@kommun.example>"
list_id = "press.kommun.example"
[check]
ignore = ["KP405"]
severity = { KP406 = "warning" }
words = ["kommun"]
since = "2018-01-01"
[build]
mail = true
"""
)
SELECTION = {
    **tomllib.loads(FEED),
    "language": "sv",
    "types": ["release"],
    "topics": ["miljo"],
    "regions": ["lanet"],
    "limit": 5,
    "content": "full",
}


def paths(value: Any, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The way to every table, list and value."""
    found = [here] if here else []
    if isinstance(value, dict | list):
        below = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in below:
            found += paths(inner, (*here, key))
    return found


def changed(value: Any, path: tuple[str | int, ...], new: object) -> Any:
    """The same with another value at the end of a path."""
    if not path:
        return new
    first, *rest = path
    if isinstance(value, dict):
        return {k: changed(v, tuple(rest), new) if k == first else v for k, v in value.items()}
    return [changed(v, tuple(rest), new) if k == first else v for k, v in enumerate(value)]


def as_toml(value: object) -> str:
    """A value in TOML; all tables are inline but the outermost."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return (
                '"'
                + "".join(f"\\U{ord(c):08x}" for c in value if not 0xD800 <= ord(c) < 0xE000)
                + '"'
            )
        case dict():
            return "{" + ", ".join(f"{as_toml(k)} = {as_toml(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(as_toml, value)) + "]"
        case _ if hasattr(value, "isoformat"):
            return str(value.isoformat())
        case _:
            return str(value)


def written(values: dict[str, object]) -> str:
    """The whole file."""
    return "".join(f"{as_toml(key)} = {as_toml(value)}\n" for key, value in values.items())


@settings(max_examples=examples(80), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), new=VALUES)
def test_every_value_of_the_settings_and_of_a_feed_is_read_or_told(
    data: st.DataObject, new: object, capsys: pytest.CaptureFixture[str]
) -> None:
    path = data.draw(st.sampled_from(paths({"settings": SETTING, "feed": SELECTION})[1:]))
    both = changed({"settings": SETTING, "feed": SELECTION}, path, new)
    tables = [value if isinstance(value, dict) else {"x": value} for value in both.values()]
    files = {"releases/a.md": release(), "x.svg": "<svg/>", "feeds/alla.toml": written(tables[1])}
    with TemporaryDirectory() as folder:
        root = newsroom(Path(folder), files, written(tables[0]))
        for command in (["check"], ["build"], ["list"], ["email", "a"]):
            told_well(kppress(root, *command), capsys)

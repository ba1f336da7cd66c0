"""The command line as a press officer meets it."""

import email
import json
import subprocess
import sys
from email.policy import default
from pathlib import Path

import pytest
from making import files_of, newsroom, notice, release
from processes import printed

from kppress.cli.group import COMMANDS, run

NOW = "2018-07-05 09:00"
EMBARGOED = release(2, fields="embargo till: 2018-07-09 06:00", rubrik="Hemligt avtal klart")
BROKEN = release(3, status="färdig")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return newsroom(
        tmp_path / "rum",
        {
            "releases/a.md": release(1),
            "releases/a.en.md": "---\ntitle: A new bath\nlead: A bath.\n---\nText.\n",
            "releases/b.md": EMBARGOED,
            "releases/n.md": notice(4),
        },
    )


def kppress(root: Path, *arguments: str) -> int:
    """The exit code of a call on the newsroom, at the fixed moment."""
    return run(["--root", str(root), "--now", NOW, *arguments])


def test_build_writes_the_site_and_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kppress(root, "build") == 0
    said = capsys.readouterr().out
    assert "Klart:" in said
    assert "måndag 9 juli 2018 kl. 06.00" in said
    assert (root / "public/index.html").is_file()


def test_an_error_in_a_ready_document_stops_the_press_before_anything_is_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "releases/c.md").write_text(BROKEN)
    assert kppress(root, "build") == 1
    assert "KP103" in capsys.readouterr().err
    assert not (root / "public").exists()


def test_a_draft_never_stops_the_press(root: Path) -> None:
    draft = release(3, status="utkast", ingress="", kontakter="", fields="ämnen: [badd]")
    (root / "releases/c.md").write_text(draft)
    assert kppress(root, "build") == 0


def test_a_dry_run_lists_and_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kppress(root, "build", "--dry-run") == 0
    assert "+ index.html" in capsys.readouterr().out
    assert not (root / "public").exists()


def test_the_outcome_of_a_build_is_json_for_machines(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kppress(root, "build", "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["next_change"] == "2018-07-09T06:00:00+02:00"
    assert data["written"] is True
    assert "index.html" in data["added"]


def test_force_writes_every_file_anew(root: Path) -> None:
    kppress(root, "build")
    before = (root / "public/robots.txt").stat()
    kppress(root, "build")
    assert (root / "public/robots.txt").stat().st_mtime_ns == before.st_mtime_ns
    kppress(root, "build", "--force")
    assert (root / "public/robots.txt").stat().st_mtime_ns != before.st_mtime_ns


def test_an_output_folder_with_other_peoples_files_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "public").mkdir()
    (root / "public/min.txt").write_text("min")
    assert kppress(root, "build") == 2
    assert "min.txt" in capsys.readouterr().err
    assert files_of(root / "public") == {"min.txt": b"min"}


@pytest.mark.parametrize("folder", [".", "releases", "releases/2018", "..", ".kppress/x"])
def test_a_build_never_goes_into_the_sources(root: Path, folder: str) -> None:
    before = files_of(root / "releases")
    assert kppress(root, "build", "--output", str(root / folder)) == 2
    assert files_of(root / "releases") == before


def test_a_fault_in_the_settings_is_told_with_its_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (root / "kppress.toml").read_text().replace("base_url", "bas_url")
    (root / "kppress.toml").write_text(text)
    assert kppress(root, "check") == 2
    said = capsys.readouterr().out
    assert "kppress.toml:4:1" in said
    assert "base_url" in said


def test_check_prints_the_line_with_carets_and_the_help(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "releases/c.md").write_text(BROKEN)
    assert kppress(root, "check", str(root / "releases/c.md")) == 1
    said = capsys.readouterr().out
    assert "releases/c.md:7:9: fel KP103" in said
    assert "status: färdig" in said
    assert "^^^^^^" in said
    assert "hjälp:" in said


def test_check_of_one_file_leaves_the_others_out(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "releases/c.md").write_text(BROKEN)
    assert kppress(root, "check", str(root / "releases/a.md")) == 0
    assert "KP103" not in capsys.readouterr().out


def test_findings_are_json_for_machines(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "releases/c.md").write_text(BROKEN)
    assert kppress(root, "check", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    wrong = next(f for f in found if f["rule"] == "KP103")
    assert {
        "rule", "name", "severity", "file", "line", "column", "end_line", "end_column",
        "message", "hint", "fixable",
    } == set(wrong)  # fmt: skip
    assert (wrong["line"], wrong["column"], wrong["end_column"]) == (7, 9, 15)


def test_messages_are_english_where_asked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "releases/c.md").write_text(BROKEN)
    kppress(root, "check", "--language", "en")
    assert "error KP103" in capsys.readouterr().out


def test_list_says_what_waits_and_until_when(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kppress(root, "list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("embargo")
    assert "2018-07-09 06:00" in lines[0]
    assert any("gäller" in line and "till 2018-08-31 18:00" in line for line in lines)


def test_list_is_json_for_machines(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kppress(root, "list", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)["documents"]
    assert {row["state"] for row in rows} == {"embargoed", "public", "in_force"}


def test_the_mail_is_a_message_with_both_parts(
    root: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert kppress(root, "email", "a", "--to", "redaktion@tidning.example") == 0
    message = email.message_from_bytes(capsysbinary.readouterr().out, policy=default)
    assert message["Subject"] == "Kommunen öppnar badhus 1"
    assert message["To"] == "redaktion@tidning.example"
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_the_mail_of_another_edition_and_in_one_format(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "mail.txt"
    assert (
        kppress(root, "email", "a", "--edition", "en", "--format", "txt", "--output", str(target))
        == 0
    )
    assert "A new bath" in target.read_text()


def test_what_is_under_embargo_is_mailed_only_when_asked_and_says_so_and_links_nowhere(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "mail.html"
    assert kppress(root, "email", "b", "--output", str(target)) == 2
    assert not target.exists()
    asked = ("email", "b", "--embargoed", "--format", "html", "--output", str(target))
    assert kppress(root, *asked) == 0
    html = target.read_text()
    assert "Embargo till 9 juli 2018 kl. 06.00" in html
    assert 'href="http' not in html
    assert "inte publikt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (("email", "finns-inte"), "inget dokument"),
        (("email", "a", "--edition", "fi"), "språket fi"),
        (("email", "a", "--to", "x@y.example\nBcc: z@y.example"), "går inte att använda"),
        (("build", "--base-url", "javascript:alert(1)"), "går inte att använda"),
        (("rule", "KP999"), "ingen regel"),
        (("bild",), "build"),
        (("build", "--oupt", "x"), "--oupt"),
        (("new", "blogg", "Titel"), "ingen typ"),
        (("new", "nyhet", "???"), "rubriken"),
        (("new", "nyhet"), "saknas"),
        (("check", "finns-inte.md"), "finns inte"),
        (("--now", "nu", "build"), "nu"),
        (("check", "--format", "xml"), "--format"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_two(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], key: str
) -> None:
    assert kppress(root, *arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("fel: ")
    assert key in said


def test_without_a_newsroom_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "sv_SE.UTF-8")
    assert run(["build"]) == 2
    assert "kppress init" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_new_newsroom_builds_without_a_remark(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "ny"
    assert run(["--language", language, "--now", NOW, "init", str(root)]) == 0
    assert run(["--root", str(root), "--now", NOW, "check"]) == 0
    said = capsys.readouterr().out
    assert ("Inga anmärkningar" if language == "sv" else "No remarks") in said
    assert run(["--root", str(root), "--now", NOW, "build"]) == 0
    assert (root / "public/index.html").is_file()


def test_init_leaves_a_folder_with_files_alone(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    assert run(["init", str(tmp_path)]) == 2
    assert files_of(tmp_path) == {"x": b"x"}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "kind", ["pressmeddelande", "invitation", "nyhet", "viktigt-meddelande", "page"]
)
def test_a_new_document_is_a_draft_that_can_be_read(
    tmp_path: Path, kind: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "ny"
    run(["--language", language, "--now", NOW, "init", str(root)])
    title = 'Bron: "klar" #1 – 50 % på väg'
    assert run(["--root", str(root), "--now", NOW, "new", kind, title]) == 0
    assert run(["--root", str(root), "--now", NOW, "check"]) == 0
    capsys.readouterr()
    run(["--root", str(root), "--now", NOW, "list", "--format", "json"])
    rows = json.loads(capsys.readouterr().out)["documents"]
    (draft,) = [row for row in rows if row["state"] == "draft"]
    assert draft["title"] == title
    assert run(["--root", str(root), "--now", NOW, "new", kind, title]) == 2


def test_every_rule_can_be_explained(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kppress(root, "rule") == 0
    lines = capsys.readouterr().out.splitlines()
    rules = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert rules == sorted(rules)
    for rule in rules:
        assert kppress(root, "rule", rule) == 0
    assert "KP201" in rules


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_help_is_there_in_both_languages(
    command: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [command, "--help"] if command else ["--help"]
    assert run(["--language", language, *arguments]) == 0
    said = capsys.readouterr().out
    assert ("Användning:" if language == "sv" else "Usage:") in said
    assert max(map(len, said.splitlines())) <= 100


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from kppress.cli.group import run; run(['--help']);"
        "heavy = {'pydantic_core', 'jinja2', 'rich', 'babel', 'lxml', 'yaml', 'feedgen'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert printed(script).splitlines()[-1] == "[]"


def test_a_build_after_an_edit_imports_nothing_that_it_does_not_need(root: Path) -> None:
    assert kppress(root, "build") == 0
    (root / "releases/a.md").write_text(release(1, rubrik="Badet öppnar igen"))
    script = (
        "import sys; from kppress.cli.group import run; code = run(sys.argv[1:]);"
        "heavy = {'rich', 'email_validator', 'PIL', 'icalendar', 'multiprocessing'};"
        "print(code, sorted(heavy & set(sys.modules)))"
    )
    arguments = ["--root", str(root), "--now", NOW, "--quiet", "build"]
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 []"


def test_options_stand_before_or_after_the_commands_name(root: Path) -> None:
    assert run(["build", "--root", str(root), "--now", NOW, "--quiet"]) == 0
    assert run(["--root", str(root), "--now", NOW, "--quiet", "build"]) == 0


def test_quiet_says_nothing_when_all_is_well(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kppress(root, "--quiet", "build") == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_a_broken_template_is_named_and_the_last_site_stays(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kppress(root, "build")
    before = files_of(root / "public")
    (root / "templates/web").mkdir(parents=True)
    (root / "templates/web/release.html").write_text("{% block x %}\n{{ finns.inte }\n")
    assert kppress(root, "build") == 4
    assert "web/release.html:2" in capsys.readouterr().err
    assert files_of(root / "public") == before

import re
import shutil
import stat
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import NOW, files_of, newsroom, release
from thorough import examples

from kppress.cli.group import run
from kppress.model.diagnostic import Diagnostic, Edit, Place, Severity
from kppress.model.error import KppressError
from kppress.press.check import check_newsroom
from kppress.press.fix import mend, mended_content, put

BOM = b"\xef\xbb\xbf"
FILE = "releases/a.md"


def marked(*edits: Edit, rule: str = "XX001") -> Diagnostic:
    """A finding that is mended by these edits."""
    place = Place(file=FILE, line=1, column=1)
    return Diagnostic(rule=rule, name="x", severity=Severity.WARNING, place=place, fix=edits)


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(start=start, end=end, text=text)


def mended(text: str, *found: Diagnostic) -> str:
    return mended_content(text.encode(), found)[0].decode()


def test_all_mends_of_a_file_are_done_at_once_by_characters() -> None:
    text = "å 13:00 🙂 - ö"
    found = (marked(edit(4, 5, ".")), marked(edit(10, 11, "–")))
    assert mended(text, *found) == "å 13.00 🙂 – ö"


def test_of_two_mends_that_overlap_the_later_waits() -> None:
    first, second = marked(edit(0, 3, "x")), marked(edit(2, 4, "y"))
    content, taken = mended_content(b"abcdef", (second, first))
    assert (content, taken) == (b"xdef", (first,))


def test_a_mend_of_several_edits_is_done_wholly_or_not() -> None:
    both = marked(edit(0, 1, "”"), edit(4, 5, "”"))
    assert mended('"hej"', both) == "”hej”"
    assert mended('"hej"', marked(edit(0, 1, "»"), rule="AA001"), both) == '»hej"'


@pytest.mark.parametrize("wrong", [(-2, 0), (3, 2), (0, 99)])
def test_a_mend_outside_the_text_is_passed_over(wrong: tuple[int, int]) -> None:
    assert mended("hej", marked(edit(*wrong, "x"))) == "hej"


def test_new_lines_end_as_those_of_the_file() -> None:
    parted = marked(edit(3, 4, "\n\n"))
    assert mended("ett två\r\n", parted) == "ett\r\n\r\ntvå\r\n"
    assert mended("ett två\n", parted) == "ett\n\ntvå\n"


def test_a_byte_order_mark_stays_unless_it_is_what_is_mended() -> None:
    assert mended_content(BOM + b"abc", (marked(edit(0, 1, "x")),))[0] == BOM + b"xbc"
    assert mended_content(BOM + b"abc", (marked(edit(-1, 0, "")),))[0] == b"abc"


def test_a_byte_order_mark_is_mended_in_the_file_and_nothing_else(tmp_path: Path) -> None:
    text = release(fields="# en anmärkning").replace("\n", "\r\n").encode()
    newsroom(tmp_path, {FILE: BOM + text})
    outcome = mend(tmp_path, NOW)
    assert [d.rule for d in outcome.mended] == ["KP002"]
    assert (tmp_path / FILE).read_bytes() == text
    assert outcome.remains.found == ()


def test_without_writing_the_disk_stays_as_it_is(tmp_path: Path) -> None:
    newsroom(tmp_path, {FILE: BOM + release().encode()})
    before = files_of(tmp_path)
    outcome = mend(tmp_path, NOW, write=False)
    assert [change.path for change in outcome.changes] == [FILE]
    assert files_of(tmp_path) == before


def test_only_what_was_asked_for_is_mended(tmp_path: Path) -> None:
    files = {f"releases/{n}.md": BOM + release(int(n)).encode() for n in "12"}
    newsroom(tmp_path, files)
    mend(tmp_path, NOW, ["releases/1.md"])
    assert (tmp_path / "releases/1.md").read_bytes() == release(1).encode()
    assert (tmp_path / "releases/2.md").read_bytes() == files["releases/2.md"]


def test_what_is_allowed_is_not_mended(tmp_path: Path) -> None:
    text = BOM + release(tillåt="[KP002]").encode()
    newsroom(tmp_path, {FILE: text})
    assert mend(tmp_path, NOW).mended == ()
    assert (tmp_path / FILE).read_bytes() == text


def test_mode_and_neighbours_stay_and_no_temporary_file_is_left(tmp_path: Path) -> None:
    newsroom(tmp_path, {FILE: BOM + release().encode(), "releases/b.txt": "b"})
    (tmp_path / FILE).chmod(0o640)
    before = {*files_of(tmp_path)}
    mend(tmp_path, NOW)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o640
    assert {*files_of(tmp_path)} == before


def test_a_link_stays_a_link_to_the_mended_file(tmp_path: Path) -> None:
    newsroom(tmp_path, {"texter/a.md": BOM + release().encode()})
    (tmp_path / FILE).symlink_to("../texter/a.md")
    mend(tmp_path, NOW)
    assert (tmp_path / FILE).is_symlink()
    assert (tmp_path / "texter/a.md").read_bytes() == release().encode()


def test_what_somebody_else_writes_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    newsroom(tmp_path, {FILE: BOM + release().encode()})
    (change,) = mend(tmp_path, NOW, write=False).changes
    (tmp_path / FILE).write_bytes(b"nytt")
    assert put(tmp_path, change) is False
    assert (tmp_path / FILE).read_bytes() == b"nytt"


def test_a_file_that_is_gone_is_the_machines_failure(tmp_path: Path) -> None:
    newsroom(tmp_path, {FILE: BOM + release().encode()})
    (change,) = mend(tmp_path, NOW, write=False).changes
    (tmp_path / FILE).unlink()
    with pytest.raises(KppressError):
        put(tmp_path, change)


def test_the_command_says_what_it_mended_and_what_remains(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom(tmp_path, {FILE: BOM + release(status="färdig").encode()})
    asked = ["--root", str(tmp_path), "--now", "2018-07-05 09:00", "check"]
    assert run([*asked, "--diff"]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith(f"--- a/{FILE}\n+++ b/{FILE}\n@@ -1,")
    assert "-\ufeff---\n+---\n" in shown.out
    assert shown.err == "Skulle rätta 1 sak i 1 fil. Ingenting skrevs.\n"
    assert run([*asked, "--fix"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{FILE}:1:1: rättat KP002 filen börjar med en byteordningsmarkering"
    assert said[1] == "Rättade 1 sak i 1 fil."
    assert "KP103" in said[3]
    assert run([*asked, "--fix"]) == 1
    assert capsys.readouterr().out.startswith("Det finns inget som --fix kan rätta.\n")


def test_a_difference_is_shown_as_text_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom(tmp_path, {FILE: release()})
    assert run(["--root", str(tmp_path), "check", "--diff", "--format", "json"]) == 2
    assert "--diff" in capsys.readouterr().err


# Faults that a rule mends, in their right surroundings, and words between them.
FAULTS = (
    'Hon sa "hej" till alla.',
    "Det gäller alla - även barn.",
    "Åren 2013-2015 var bra.",
    "Det är klart .",
    "Det  är två mellanslag.",
    "Vi öppnar kl. 13:00 i dag.",
    "Det kostar 1.500 kronor.",
    "Besök oss på Storgatan 1, 35112 Växjö.",
    "Ring 0470-796720 i dag.",
    "Det finns bland annat; kaffe.",
    "- ”Välkomna”, säger badhuschefen Bo Ek.",
    "– ”Välkomna”, säger badhuschefen Bo Ek.",
    "Det var roligt.  - Erfarenheten visar det, säger Bo Ek, chef.",
    "Det råder extrem hög brandrisk.",
    "Projektet betalas av SIDA.",
    '“Fel” tecken och "fler" - så här  .',
)
RIGHT = (
    "En text om badhuset.",
    '`"kod" - 13:00`',
    "[länk](https://a.example/x-y?b=13:00)",
    "🙂 åäö",
    "* punkt",
    "> citat",
    "Fotnot.[^1]",
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=examples(40),
)
@given(
    parts=st.lists(st.sampled_from(FAULTS + RIGHT), min_size=1, max_size=8),
    title=st.sampled_from(["Nytt bad", 'Bad "Sjön" öppnar - i maj', "'Bad 2013-2015'"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from([b"", BOM]),
)
def test_mending_twice_is_mending_once_and_harms_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    parts: list[str],
    title: str,
    line_end: str,
    mark: bytes,
) -> None:
    root = tmp_path_factory.mktemp("room")
    body = "\n\n".join(parts) + "\n\n[^1]: Noten."
    text = release(1, '# en "anmärkning" - kvar\nreferens: KS 2018-00123', body, rubrik=title)
    text = text.replace("referens:", "diarienummer:").replace("\n", line_end)
    newsroom(root, {FILE: mark + text.encode()})
    before = check_newsroom(root, NOW, spelling=True)
    outcome = mend(root, NOW)
    once = (root / FILE).read_bytes()

    assert mend(root, NOW).changes == ()
    assert (root / FILE).read_bytes() == once

    rules = {d.rule for d in before.found}
    assert {d.rule for d in outcome.remains.found} <= rules
    assert outcome.remains.found == check_newsroom(root, NOW, spelling=True).found
    assert not any(d.fix for d in outcome.remains.found)

    after = once.decode()
    assert ("\r\n" in after) is (line_end == "\r\n")
    assert not re.search(r"(?<!\r)\n" if line_end == "\r\n" else r"\r", after)
    assert f'# en "anmärkning" - kvar{line_end}' in after
    assert f"diarienummer: KS 2018-00123{line_end}" in after
    assert letters(after) == letters(text)

    (was,), (now,) = before.documents, outcome.remains.documents
    for name in ("id", "type", "lang", "status", "published", "contacts", "reference", "topics"):
        assert getattr(was, name) == getattr(now, name)
    assert letters(was.title) == letters(now.title)


def letters(text: str) -> str:
    """What no mend may touch: the letters, less the official words, and the digits."""
    words = text.replace("extremt stor", "extrem hög").casefold()
    return "".join(c for c in words if c.isalnum())


@pytest.mark.parametrize("folder", [".", "tests/newsroom", "tests/seeds"])
def test_in_real_newsrooms_too_mending_twice_is_mending_once(
    folder: str, repository: Path, tmp_path: Path
) -> None:
    room = repository / folder
    shutil.copy(room / "kppress.toml", tmp_path)
    for name in ("releases", "feeds"):
        if (room / name).is_dir():
            shutil.copytree(room / name, tmp_path / name)
    once = mend(tmp_path, NOW)
    assert mend(tmp_path, NOW).changes == ()
    told = Counter((d.place.file, d.rule) for d in once.found.found)
    remains = Counter((d.place.file, d.rule) for d in once.remains.found)
    assert remains <= told
    assert once.passed_over == ()

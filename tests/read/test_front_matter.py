"""Front matter: every fault is one clear finding at its place."""

from pathlib import Path

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import newsroom, release

from kppress.model.diagnostic import Diagnostic
from kppress.read.folder import read_newsroom
from kppress.read.front_matter import FrontMatterHandler, read_front_matter
from kppress.read.nodes import as_plain


def found_in(root: Path, content: str | bytes) -> list[Diagnostic]:
    """What reading finds in one document."""
    (root / "releases").mkdir(parents=True)
    data = content.encode() if isinstance(content, str) else content
    newsroom(root, {"releases/x.md": data})
    return list(read_newsroom(root).found)


def said(diagnostic: Diagnostic) -> tuple[str, str, int | None, int | None]:
    place = diagnostic.place
    return diagnostic.rule, diagnostic.variant, place.line, place.column


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ("KP012", "", None, None)),
        ("  \n\n", ("KP012", "", None, None)),
        ("Bara text.\n", ("KP003", "", 1, 1)),
        ("\n---\nrubrik: x\n---\n", ("KP003", "late", 1, 1)),
        ("---\nrubrik: x\n\nText utan slut.\n", ("KP004", "", 1, 1)),
        ("---\nrubrik: Bron: nytt datum\n---\n", ("KP005", "colon", 2, 9)),
        ('---\nrubrik: "Bron\ningress: x\n---\n', ("KP005", "quote", 2, 9)),
        ('---\nrubrik: "C:\\dokument"\n---\n', ("KP005", "escape", 2, 12)),
        ('---\nrubrik: "a\\u12"\n---\n', ("KP005", "escape", 2, 11)),
        ("---\nämnen: [a, b\nrubrik: x\n---\n", ("KP005", "bracket", 2, 8)),
        ("---\nrubrik: x\n\tingress: y\n---\n", ("KP005", "tab", 3, 1)),
        ("---\nrubrik: @x\n---\n", ("KP005", "character", 2, 9)),
        ("---\n- a\n- b\n---\n", ("KP005", "not_fields", 2, 1)),
        ("---\nrubrik: &a x\ningress: *a\n---\n", ("KP007", "anchor", 2, 9)),
        ("---\nrubrik: *a\n---\n", ("KP007", "alias", 2, 9)),
        ("---\nrubrik: !!python/object:os.system x\n---\n", ("KP007", "tag", 2, 9)),
        ("---\nrubrik: " + "[" * 40 + "]" * 40 + "\n---\n", ("KP009", "fields", 2, 20)),
        (b"---\nrubrik: V\xe4g\n---\n", ("KP001", "", 2, 10)),
        ("---\nrubrik: x\n---\n".encode("utf-16"), ("KP001", "utf16", None, None)),
        (b"---\nrubrik: " + b"x" * 10_000_000 + b"\n---\n", ("KP008", "", None, None)),
    ],
    ids=lambda value: value[:2] if isinstance(value, tuple) else "",
)
def test_a_file_that_cannot_be_read_is_one_finding(
    tmp_path: Path, content: str | bytes, expected: tuple[str, str, int | None, int | None]
) -> None:
    assert [said(d) for d in found_in(tmp_path, content)] == [expected]


def test_a_byte_order_mark_is_passed_over_and_said(tmp_path: Path) -> None:
    assert [d.rule for d in found_in(tmp_path, "\ufeff" + release())] == ["KP002"]


def test_windows_line_ends_are_read_without_a_word(tmp_path: Path) -> None:
    assert found_in(tmp_path, release().replace("\n", "\r\n")) == []


def test_columns_count_characters_not_bytes(tmp_path: Path) -> None:
    (found,) = found_in(tmp_path, release(fields="åäö_😀: x"))
    assert (found.rule, found.place.column, found.place.end_column) == ("KP101", 1, 6)


def test_a_name_that_stands_twice_is_found_at_the_second(tmp_path: Path) -> None:
    (found,) = found_in(tmp_path, release(fields="rubrik: En gång till"))
    assert (found.rule, found.place.line) == ("KP006", 7)


def test_both_spellings_of_a_field_are_one_fault(tmp_path: Path) -> None:
    (found,) = found_in(tmp_path, release(fields="title: In English"))
    assert found.rule == "KP104"


def test_what_a_comment_swallows_is_said(tmp_path: Path) -> None:
    (found,) = found_in(tmp_path, release(rubrik="Arbeten på väg #42"))
    assert (found.rule, dict(found.values)["lost"]) == ("KP011", "#42")


def test_scalars_stay_as_written() -> None:
    text = "---\na: no\nb: 10:30\nc: 0470\nd: +46701740605\ne: 2018.10\nf: 017\n---\n"
    node, _, found = read_front_matter("x.md", text)
    assert not found
    assert node is not None
    assert as_plain(node) == {
        "a": "no",
        "b": "10:30",
        "c": "0470",
        "d": "+46701740605",
        "e": "2018.10",
        "f": "017",
    }


def test_python_frontmatter_reads_with_our_handler() -> None:
    post = frontmatter.loads(release(), handler=FrontMatterHandler())
    assert post["rubrik"] == "Kommunen öppnar badhus 1"
    assert post.content == "En text."


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    fields = "status: färdig\nämnen: [badd]\nembargo tom: 2018-05-07\nbilder: en bild"
    found = found_in(tmp_path, release(publicerad="2018-02-30", fields=fields))
    assert sorted(d.rule for d in found) == ["KP101", "KP103", "KP105", "KP107", "KP108"]


def test_one_bad_file_never_hides_the_findings_of_another(tmp_path: Path) -> None:
    newsroom(
        tmp_path,
        {
            "releases/a.md": "---\n[",
            "releases/b.md": b"\xff\xfe",
            "releases/c.md": release(typ="x"),
        },
    )
    found = read_newsroom(tmp_path).found
    assert sorted(d.place.file for d in found) == [
        "releases/a.md",
        "releases/b.md",
        "releases/c.md",
    ]


names = st.sampled_from(
    ["rubrik", "title", "typ", "publicerad", "kontakter", "bilder", "rättelser", "tillfälle", "x"]
)
yaml = st.text(alphabet="abåä:-[]{}\"'#&*!|> \n\t,019", max_size=60)


@given(st.one_of(st.text(max_size=200), st.binary(max_size=200)), st.booleans())
def test_no_file_whatever_causes_a_traceback(content: str | bytes, fenced: bool) -> None:
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if fenced:
        data = b"---\n" + data + b"\n---\n"
    _read(data)


@given(st.lists(st.tuples(names, yaml), max_size=6), st.text(max_size=80))
def test_no_fields_whatever_cause_a_traceback(fields: list[tuple[str, str]], body: str) -> None:
    head = "\n".join(f"{name}: {value}" for name, value in fields)
    _read(f"---\n{head}\n---\n{body}".encode("utf-8", "surrogatepass"))


def _read(data: bytes) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        root = newsroom(Path(folder), {"releases/x.md": data, "releases/y.md": release()})
        read = read_newsroom(root)
        assert read.newsroom is not None
        assert any(d.path == "releases/y.md" for d in read.newsroom.documents)
        for diagnostic in read.found:
            place = diagnostic.place
            assert (
                place.column is None
                or (place.column >= 1 and place.end_column is None)
                or (place.end_column is not None and place.end_line is not None)
            )

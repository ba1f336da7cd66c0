from textwrap import dedent

import pytest
from rich.cells import cell_len

from kppress.model.diagnostic import Diagnostic, Place, Severity
from kppress.report import text

E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
FILE = "releases/2018/x.md"
SOURCE = dedent("""\
    ---
    typ: pressmeddelande
    rubrik: Två nya projekt
    ingress: Ungdomar och ekonomi.
    publicerad: 2018-05-07 09:00
    embargo till: 2018-05-06 09:00
    ---

    Läs mer [här](http://x.example) och\tlänge.
    """)


def embargo(source: str = SOURCE, stretch: str = "2018-05-06 09:00") -> Diagnostic:
    start = source.index(stretch)
    return Diagnostic(
        rule="KP201",
        name="embargo-before-publication",
        severity=E,
        place=Place.within(FILE, source, start, start + len(stretch)),
        values=(("published_sv", "2018-05-07 09.00"), ("published_en", "2018-05-07 09:00")),
    )


def heading(source: str, stretch: str) -> Diagnostic:
    start = source.index(stretch)
    place = Place.within(FILE, source, start, start + len(stretch))
    return Diagnostic(rule="KP403", name="h1-in-body", severity=W, place=place)


def printed(
    *found: Diagnostic, source: str = SOURCE, language: str = "sv", width: int = 80
) -> list[str]:
    shown = [line.plain for line in text.lines(found, {FILE: source}, language, width)]
    assert shown.pop() == ""
    return shown


def test_a_finding_says_what_where_and_what_now() -> None:
    assert printed(embargo()) == [
        "releases/2018/x.md:6:15: fel KP201 embargot slutar före publiceringen",
        " 6 │ embargo till: 2018-05-06 09:00",
        "   │               ^^^^^^^^^^^^^^^^",
        "hjälp: flytta embargot till efter 2018-05-07 09.00",
    ]


def test_it_says_so_in_english_too() -> None:
    assert printed(embargo(), language="en") == [
        "releases/2018/x.md:6:15: error KP201 the embargo ends before the publication",
        " 6 │ embargo till: 2018-05-06 09:00",
        "   │               ^^^^^^^^^^^^^^^^",
        "help: move the embargo to after 2018-05-07 09:00",
    ]


def test_findings_are_parted_by_an_empty_line() -> None:
    assert printed(embargo(), embargo())[4] == ""
    assert len(printed(embargo(), embargo())) == 9


def test_what_has_no_line_shows_none() -> None:
    place = Place(file="feeds/skola.toml")
    feed = Diagnostic(
        rule="KP801", name="empty-feed", severity=W, place=place, values=(("name", "skola"),)
    )
    assert printed(feed) == [
        "feeds/skola.toml: varning KP801 flödet skola väljer inget dokument",
        "hjälp: ta bort något av dess ämnen, regioner eller typer",
    ]


def test_a_file_that_could_not_be_read_shows_no_line() -> None:
    place = Place(file="releases/y.md", line=2, column=10, end_line=2, end_column=11)
    fault = Diagnostic(
        rule="KP001", name="not-utf8", severity=E, place=place, values=(("byte", "E4"),)
    )
    assert printed(fault) == [
        "releases/y.md:2:10: fel KP001 filen är inte i UTF-8: byten E4 hör inte dit",
        "hjälp: spara filen på nytt med teckenkodningen UTF-8",
    ]


def test_a_place_of_several_lines_shows_the_first() -> None:
    assert printed(embargo(stretch="2018-05-07 09:00\nembargo"))[1:3] == [
        " 5 │ publicerad: 2018-05-07 09:00",
        "   │             ^^^^^^^^^^^^^^^^",
    ]


@pytest.mark.parametrize(
    ("line", "marked", "before", "carets"),
    [
        ("växjö här", "här", 6, 3),
        ("va\u0308xjo\u0308 ha\u0308r", "ha\u0308r", 6, 3),  # combining marks take no room
        ("日本 här", "här", 5, 3),
        ("日本 här", "日本", 0, 4),
        ("👩‍🚒 brand", "brand", cell_len("👩‍🚒 "), 5),
        ("en\tflik", "flik", 6, 4),
        ("slut", "", 0, 1),
    ],
)
def test_the_carets_stand_under_the_very_characters(
    line: str, marked: str, before: int, carets: int
) -> None:
    source = f"# {line}\n"
    shown = printed(heading(source, marked or "#"), source=source)
    start = 2 + before if marked else 0
    assert shown[2] == f"   │ {' ' * start}{'^' * carets}"


def test_a_crlf_line_shows_no_carriage_return() -> None:
    source = SOURCE.replace("\n", "\r\n")
    assert printed(embargo(source), source=source)[1:3] == printed(embargo())[1:3]


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    source = "# " + "ord " * 100 + "HÄR" + " ord" * 100 + "\n"
    shown = printed(heading(source, "HÄR"), source=source, width=60)
    assert shown[1:3] == [
        " 1 │ … ord ord ord ord HÄR ord ord ord ord ord ord ord ord …",
        "   │                   ^^^",
    ]


@pytest.mark.parametrize("width", [1, 40, 60, 80, 200])
@pytest.mark.parametrize("position", [0, 3, 50, 99])
@pytest.mark.parametrize("word", ["ord", "日本", "o\u0308rd", "👩‍🚒"])
def test_whatever_is_cut_the_marked_words_are_shown_above_the_carets(
    width: int, position: int, word: str
) -> None:
    words = [word] * 100
    words[position] = "HÄR"
    source = "# " + " ".join(words) + "\n"
    _, line, carets, _ = printed(heading(source, "HÄR"), source=source, width=width)
    assert cell_len(line) <= max(width, text.NARROWEST)
    assert cell_len(line[: line.index("HÄR")]) == carets.index("^")
    assert carets.count("^") == 3


def test_what_is_marked_may_itself_be_longer_than_the_line() -> None:
    source = "# " + "ord " * 100 + "\n"
    _, line, carets, _ = printed(heading(source, ("ord " * 100).strip()), source=source, width=60)
    assert cell_len(line) <= 60
    assert cell_len(carets) <= 60
    assert carets.count("^") > 40


def test_a_line_is_measured_once_however_much_is_wrong_in_it() -> None:
    count = 20_000
    source = 'Hon sa "hej" i dag. ' * count
    found = [
        Diagnostic(
            rule="KP303", name="straight-quotes", severity=W,
            place=Place(file=FILE, line=1, column=start + 8, end_line=1, end_column=start + 13),
        )
        for start in range(0, len(source), 20)
    ]  # fmt: skip
    shown = printed(*found, source=source)
    for line, carets in (shown[i + 1 : i + 3] for i in range(0, len(shown), 5)):
        assert line[carets.index("^") : carets.rindex("^") + 1] == '"hej"'


def test_square_brackets_are_text_and_no_markup() -> None:
    source = "# [red]bygg[/red] [bygg]\n"
    assert printed(heading(source, "bygg"), source=source)[1] == " 1 │ # [red]bygg[/red] [bygg]"


def test_nothing_that_a_terminal_would_obey_reaches_it() -> None:
    source = "# \x1b[31mröd\x1b[0m \u202ebakåt\u202c \x9b31m\n"
    shown = "\n".join(printed(heading(source, "röd"), source=source))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\x9b" not in shown
    assert "�[31mröd" in shown


def test_colour_stands_on_the_severity_and_the_carets_alone() -> None:
    head, line, carets, hint, _ = text.lines([embargo()], {FILE: SOURCE}, "sv", 80)
    assert [head.plain[s.start : s.end] for s in head.spans] == ["fel"]
    assert [carets.plain[s.start : s.end].strip() for s in carets.spans] == ["^" * 16]
    assert line.spans == hint.spans == []


def some(*counts: tuple[Severity, str]) -> list[Diagnostic]:
    return [
        Diagnostic(rule="KP403", name="h1-in-body", severity=severity, place=Place(file=file))
        for severity, file in counts
    ]


@pytest.mark.parametrize(
    ("found", "documents", "swedish", "english"),
    [
        ([], 12, "Inga anmärkningar på 12 dokument.", "No remarks on 12 documents."),
        ([], 1, "Inga anmärkningar på 1 dokument.", "No remarks on 1 document."),
        (
            some((E, "a.md"), (E, "b.md"), (W, "b.md"), (W, "c.md"), (W, "d.md")),
            12,
            "2 fel och 3 varningar i 4 av 12 dokument.",
            "2 errors and 3 warnings in 4 of 12 documents.",
        ),
        (
            some((E, "a.md"), (W, "a.md"), (INFO, "a.md")),
            1,
            "1 fel, 1 varning och 1 upplysning i 1 av 1 dokument.",
            "1 error, 1 warning and 1 remark in 1 of 1 document.",
        ),
        (
            some((INFO, "a.md"), (INFO, "kppress.toml"), (E, "feeds/x.toml")),
            3,
            "1 fel och 2 upplysningar i 1 av 3 dokument, feeds/x.toml och kppress.toml.",
            "1 error and 2 remarks in 1 of 3 documents, feeds/x.toml and kppress.toml.",
        ),
        (some((E, "kppress.toml")), 0, "1 fel i kppress.toml.", "1 error in kppress.toml."),
    ],
)
def test_the_summary_can_be_read_aloud(
    found: list[Diagnostic], documents: int, swedish: str, english: str
) -> None:
    assert text.summary(found, documents, "sv").plain == swedish
    assert text.summary(found, documents, "en").plain == english

import json
from pathlib import Path

import pytest
from making import NOW, newsroom, release

from kppress.cli.group import run
from kppress.press.check import check_newsroom
from kppress.report.stats import lines, measure

BODY = """\
Kort mening. Den här meningen är den allra längsta i hela texten och har fjorton ord.

- En punkt i en lista

## Rubriken räknas inte

Två meningar till. Den sista har fem ord."""


def test_lead_and_text_are_measured_and_the_longest_sentences_shown(tmp_path: Path) -> None:
    newsroom(tmp_path, {"releases/a.md": release(ingress="Badet öppnar nu.", body=BODY)})
    (document,) = check_newsroom(tmp_path, NOW).documents
    measured = measure(document)
    assert measured.words == 3 + 2 + 14 + 5 + 3 + 5
    assert measured.minutes == 1
    assert [(s.line, s.words) for s in measured.longest] == [(10, 14), (12, 5), (16, 5)]
    head, first, *_ = (line.plain for line in lines([measured], "sv", 60))
    assert head == f"releases/a.md: LIX {measured.lix} (mycket lättläst), 32 ord, 1 minut att läsa"
    assert first.startswith("  14 ord på rad 10: Den här meningen")
    assert first.endswith("…")
    assert len(first) <= 60


def test_a_document_without_text_is_measured_too(tmp_path: Path) -> None:
    newsroom(tmp_path, {"releases/a.md": release(typ="sida", ingress="", body="")})
    measured = measure(check_newsroom(tmp_path, NOW).documents[0])
    assert (measured.lix, measured.words, measured.minutes, measured.longest) == (0, 0, 0, ())


@pytest.mark.parametrize("format", ["text", "json"])
def test_the_command_shows_them_where_asked(
    format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom(tmp_path, {"releases/a.md": release(1), "releases/b.md": release(2)})
    call = ["--root", str(tmp_path), "--now", "2018-07-05 09:00", "check", "--format", format]
    assert run([*call, str(tmp_path / "releases/a.md"), "--stats"]) == 0
    said = capsys.readouterr().out
    if format == "json":
        (measured,) = json.loads(said)["documents"]
        assert measured["file"] == "releases/a.md"
        assert measured["longest"][0]["text"] == "Badhuset öppnar efter två års arbete."
    else:
        assert "releases/a.md: LIX" in said
        assert "releases/b.md" not in said
    assert run(call) == 0
    assert "LIX" not in capsys.readouterr().out

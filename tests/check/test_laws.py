from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laid_out import ALL_RULES, CASES, NOW, lay_out

from kppress.check.policy import settle
from kppress.check.registry import check
from kppress.locale.findings import sentence
from kppress.model.newsroom import Newsroom
from kppress.read.document import read_document, read_fields
from kppress.read.folder import read_newsroom
from kppress.report.text import lines

SETTINGS = (CASES / "kppress.toml").read_text()
MARKS = ["# ", "## ", "[a](", "](", ")", "<b>", "[^1]", "\n\n", "\n", "![", "- ", "> ", "`", "*"]
WORDS = [
    "här",
    "javascript:x",
    "../x.md",
    "#ö",
    "http://",
    "åäö",
    "👩‍🚒",
    "\\",
    "a\u0308",
    " ",
    "%2e",
]
FIELDS = [
    "rubrik: Ett.",
    "ingress: Två",
    "publicerad: 2018-05-07",
    "embargo till: 2018-05-06 09.00",
    "kontakter: [press, okänd]",
    "relaterat: [x, ../y.md]",
    "bilder: [{fil: ../../x.jpg}]",
    "rättelser: [{när: 2080-01-01}]",
    "tillbakadragen: {när: 2018-05-01}",
    "tidigare adresser: [/]",
    "tillåt: [KP601, KP999]",
    "typ: viktigt meddelande",
    "typ: pressinbjudan",
    "typ: sida",
    "upphör: 2018-01-01",
    "granskas senast: 2018-01-01",
    "ersätter: x",
    "status: utkast",
]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    root = tmp_path_factory.mktemp("newsroom")
    (root / "kppress.toml").write_text(SETTINGS)
    newsroom = read_newsroom(root).newsroom
    assert newsroom is not None
    return newsroom


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.lists(st.sampled_from(MARKS + WORDS), max_size=30).map("".join),
    fields=st.lists(st.sampled_from(FIELDS), max_size=8, unique=True).map("\n".join),
)
def test_whatever_is_written_is_checked_and_said(empty: Newsroom, body: str, fields: str) -> None:
    text = f"---\n{fields}\n---\n{body}"
    written, found = read_fields("releases/x.md", text, empty.settings)
    if written is None:
        return
    document, in_document = read_document(written, None, empty.settings, empty.settings.registers())
    newsroom = Newsroom(settings=empty.settings, documents=(document,))
    settled = settle((*found, *in_document, *check(newsroom, NOW)), newsroom, ALL_RULES)
    split = text.split("\n")
    for diagnostic in settled:
        place = diagnostic.place
        assert sentence(diagnostic, "sv")[0]
        if place.line is not None and place.column is not None and place.file == "releases/x.md":
            assert 1 <= place.column <= len(split[place.line - 1]) + 1
    assert all(line.plain is not None for line in lines(settled, {"releases/x.md": text}, "sv", 60))


def test_a_newsroom_without_faults_has_none_at_any_time(tmp_path: Path) -> None:
    newsroom = read_newsroom(lay_out(CASES / "KP417" / "good.md", tmp_path)).newsroom
    assert newsroom is not None
    for days in (-3000, -1, 0, 1, 3000):
        assert check(newsroom, NOW + timedelta(days=days)) == ()

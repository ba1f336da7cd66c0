"""Mails can be read by everyone: axe looks at them in the light and in the dark."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from letters import KINDS, letters, mails
from lxml import html as lxml_html
from mail_program import Show
from making import NOW

from kppress.model.mailing import Mailing
from kppress.press.build import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RUN = """async () => {
  const { violations } = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
    // A mail has no landmarks: the mail program's own page stands around it.
    rules: { region: { enabled: false }, "landmark-one-main": { enabled: false } },
  });
  return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html}`));
}"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = letters(tmp_path_factory.mktemp("letters"))
    assert build(made, made / "public", NOW).receipt is not None
    return made


@pytest.fixture(scope="module")
def made(root: Path) -> dict[str, Mailing]:
    return mails(root)


@pytest.fixture
def show(browser: "Browser", root: Path, scheme: str) -> Iterator[Show]:
    dark = scheme == "dark"
    context = browser.new_context(color_scheme="dark" if dark else "light", bypass_csp=True)
    yield Show(context.new_page(), root / "public")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [*KINDS, "digest"])
def test_axe_has_nothing_against_a_mail(
    made: dict[str, Mailing], show: Show, kind: str, scheme: str
) -> None:
    page = show.mail(made[kind].html)
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    assert page.evaluate(RUN) == []


@pytest.mark.parametrize("kind", [*KINDS, "digest"])
def test_tables_that_only_lay_out_say_so_and_those_of_the_text_have_heads(
    made: dict[str, Mailing], kind: str
) -> None:
    tree = lxml_html.document_fromstring(made[kind].html)
    for table in tree.iter("table"):
        if table.get("role") != "presentation":
            assert table.xpath(".//th[@scope='col']")
    assert tree.get("lang") == made[kind].lang
    assert tree.findtext(".//title")


@pytest.mark.parametrize("kind", [*KINDS, "digest"])
def test_every_link_of_a_mail_says_where_it_leads(made: dict[str, Mailing], kind: str) -> None:
    tree = lxml_html.document_fromstring(made[kind].html)
    said: dict[str, str] = {}
    for link in tree.iter("a"):
        alts = [img.get("alt", "") for img in link.iter("img")]
        words = " ".join([link.text_content().strip(), *alts]).strip()
        assert words
        assert words.casefold() not in ("här", "here", "läs mer", "read more")
        address = link.get("href", "")
        assert said.setdefault(words, address) == address

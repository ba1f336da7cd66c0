"""The menu marks the section in which the reader is, wherever its link stands."""

from pathlib import Path

from lxml import html as lxml_html
from making import NOW, newsroom, release

from kppress.press.build import build

SECTIONS = ("pressmeddelanden", "amnen", "kontakt", "prenumerera")
REVERSED = """
{% extends "kppress/web/shell.html" %}
{% block navigation %}
<nav class="menu"><a href="/nytt/">Nytt</a>
{% for link in site.nav|reverse %}
<a href="{{ link.path }}"{% if link.key == section %} aria-current="true"{% endif %}>.</a>
{% endfor %}
</nav>
{% endblock %}
"""


def marked(root: Path, page: str) -> list[str]:
    """Where the marked links of a page's menu lead."""
    tree = lxml_html.fromstring((root / "public" / page / "index.html").read_text())
    return [str(href) for href in tree.xpath("//nav[@class='menu']//a[@aria-current]/@href")]


def test_the_section_of_the_page_is_marked_and_no_other(tmp_path: Path) -> None:
    files = {"releases/a.md": release(fields="ämnen: [miljo]")}
    for name, more in (
        ("as it is", {}),
        ("other way round", {"templates/web/shell.html": REVERSED}),
    ):
        root = newsroom(tmp_path / name, {**files, **more})
        assert build(root, root / "public", NOW).receipt is not None
        for section in SECTIONS:
            assert marked(root, section) == [f"/{section}/"]
        assert marked(root, "pressmeddelanden/2018/a") == ["/pressmeddelanden/"]
        assert marked(root, "amnen/miljo") == ["/amnen/"]
        assert marked(root, ".") == marked(root, "sok") == marked(root, "arkiv") == []


def test_the_page_of_a_year_leads_to_those_beside_it_and_to_all(tmp_path: Path) -> None:
    years = (2013, 2014, 2015, 2017)
    texts = {f"releases/{y}.md": release(y, publicerad=f"{y}-05-05") for y in years}
    root = newsroom(tmp_path, {**texts})
    assert build(root, root / "public", NOW).receipt is not None
    for year, beside in ((2017, ["2015"]), (2015, ["2017", "2014"]), (2013, ["2014"])):
        page = (root / f"public/pressmeddelanden/{year}/index.html").read_text()
        tree = lxml_html.fromstring(page)
        assert tree.xpath("//nav[@class='more']/ul//a/text()") == beside
        assert tree.xpath("//nav[@class='more']/p/a/@href") == ["/pressmeddelanden/#years"]
    tree = lxml_html.fromstring((root / "public/pressmeddelanden/index.html").read_text())
    assert tree.xpath("//*[@id='years']/ul//a/text()") == ["2017", "2015", "2014", "2013"]

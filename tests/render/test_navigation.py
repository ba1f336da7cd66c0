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

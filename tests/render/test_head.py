"""The links to feeds in a page's head: made once for many pages, and each page has its own."""

from pathlib import Path

from lxml import html as lxml_html
from making import NOW, newsroom, release

from kppress.press.build import build

FILES = {
    "releases/a.md": release(fields="ämnen: [miljo]"),
    "feeds/miljo.toml": 'title.sv = "Miljö"\ntopics = ["miljo"]\n',
    "feeds/news.toml": 'title.en = "All news"\nlanguage = "en"\n',
}
OWN_HEAD = """\
<title>{{ head.title }}</title>
{% for feed in head.feeds or site.feeds %}
<link rel="alternate" type="application/rss+xml" title="{{ feed.title }}" href="{{ feed.url }}">
{% endfor %}
"""


def titles(root: Path, page: str) -> set[str]:
    """The titles of the feeds that a page tells of."""
    tree = lxml_html.fromstring((root / "public" / page / "index.html").read_text())
    return set(tree.xpath("//head/link[@rel='alternate'][contains(@type, '+xml')]/@title"))


def test_each_page_tells_of_the_feeds_of_its_language_or_section(tmp_path: Path) -> None:
    for name, more in (
        ("as it is", {}),
        ("with a head of its own", {"templates/web/head.html": OWN_HEAD}),
    ):
        root = newsroom(tmp_path / name, {**FILES, **more})
        assert build(root, root / "public", NOW).receipt is not None
        release, front = titles(root, "pressmeddelanden/2018/a"), titles(root, ".")
        assert release == titles(root, "arkiv") == {"Alla nyheter", "Miljö"}
        assert front == titles(root, "meddelanden")
        assert len(front - release) == 1  # the front page has the notices' besides
        assert "All news" in titles(root, "en")
        assert titles(root, "en").isdisjoint(release)


def test_a_template_of_ones_own_makes_the_links_to_feeds(tmp_path: Path) -> None:
    own = '{% for feed in feeds %}<link rel="x-feed" href="{{ feed.url }}">\n{% endfor %}'
    root = newsroom(tmp_path, {**FILES, "templates/web/feed_links.html": own})
    assert build(root, root / "public", NOW).receipt is not None
    for page in (".", "pressmeddelanden/2018/a"):
        assert titles(root, page) == set()
        assert '<link rel="x-feed" href="' in (root / "public" / page / "index.html").read_text()

"""What a page says, its mail says: in the HTML and in the text part."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copytree
from urllib.parse import urljoin

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from letters import letters
from lxml import html as lxml_html
from making import NOW, SETTINGS, newsroom, release

from kppress.press.build import build

REPOSITORY = Path(__file__).parents[2]
LATER = NOW.replace(month=12)
ADDRESS = "https://press.kommun.example"
HERE = ("//article[contains(@class, 'document')]", "//main")

NOT_OF_THE_TEXT = "self::script or self::style or self::template or self::button or self::svg"
TOOLS = ("tools", "share", "breadcrumb", "unseen", "history")
"""Classes of what belongs to a screen: printing, copying, the way back, what others have said."""


LABELS = {
    *("Postadress", "Postal address", "Händelse", "Event", "Pressbilder", "Press pictures"),
    "Sjöstad – vid vattnet",  # of a template that tests/newsroom has for its pages alone
}
"""Words of the page's own that say what stands beside them; a mail has it without, or else."""
DOWNLOAD = re.compile(r"(?:Ladda ner|Download) (?=\()")
"""A mail's link is the picture's name, and the type and size stand after it."""


class Said:
    """The words and addresses of a page, each text as it stands between two tags."""

    def __init__(self, content: bytes, url: str) -> None:
        tree = lxml_html.document_fromstring(content.decode())
        article = next(found[0] for path in HERE if (found := tree.xpath(path)))
        for element in article.xpath(f".//*[{NOT_OF_THE_TEXT}]"):
            element.drop_tree()
        for name in TOOLS:
            for element in article.find_class(name):
                element.drop_tree()
        texts = (DOWNLOAD.sub("", flat(node)).rstrip(".") for node in article.itertext())
        self.texts = [text for text in texts if words(text) and text not in LABELS]
        self.links = {
            urljoin(url, a.get("href"))
            for a in article.iter("a")
            if not a.get("href").startswith("#")
        }
        self.alts = [flat(img.get("alt")) for img in article.iter("img") if img.get("alt")]


class Mailed:
    """The words and addresses of a mail's HTML."""

    def __init__(self, content: bytes) -> None:
        tree = lxml_html.document_fromstring(content.decode())
        [body] = tree.xpath("//body")
        alts = [img.get("alt") for img in body.iter("img")]
        self.text = flat(" ".join([*body.itertext(), *alts]))
        self.links = {a.get("href") for a in body.iter("a")}


def flat(text: str) -> str:
    return " ".join(text.split())


def words(text: str) -> str:
    return re.sub(r"\W", "", text)


def plain(text: str) -> str:
    """The text part as one line, without what stands for type: marks, lines, indents."""
    text = re.sub(r"^ *(?:> ?)+", "", text, flags=re.MULTILINE)
    return flat(re.sub(r" ?\[\d+\]", " ", text.replace("~~", " ")))


def pages_of(output: Path) -> Iterator[Path]:
    for mail in sorted(output.rglob("e-post.html")):
        yield mail.parent


def assert_the_mails_say_what_the_pages_say(output: Path, base_url: str) -> int:
    """How many texts were compared."""
    compared = 0
    for folder in pages_of(output):
        url = f"{base_url}/{folder.relative_to(output).as_posix()}/"
        page = Said((folder / "index.html").read_bytes(), url)
        mail = Mailed((folder / "e-post.html").read_bytes())
        written = (folder / "index.txt").read_text("utf-8")
        text = plain(written)
        missing = [t for t in [*page.texts, *page.alts] if squeezed(t) not in squeezed(mail.text)]
        assert missing == [], folder
        missing = [t for t in [*page.texts, *page.alts] if squeezed(t) not in squeezed(text)]
        assert missing == [], folder
        assert {link for link in page.links if link not in mail.links} == set(), folder
        spoken = {link for link in page.links if link.startswith(("mailto:", "tel:"))}
        assert {link for link in page.links - spoken if link not in written} == set(), folder
        compared += len(page.texts)
    return compared


def squeezed(text: str) -> str:
    """Without spaces, which no reader hears."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(
    ("root", "base_url", "now"),
    [
        (REPOSITORY, "https://press.vaxjo.example", LATER),
        (REPOSITORY / "tests/newsroom", "https://www.sjostad.example/press", NOW),
        (REPOSITORY / "tests/newsroom", "https://www.sjostad.example/press", LATER),
    ],
)
def test_every_document_of_a_newsroom_says_the_same_on_its_page_and_in_its_mail(
    root: Path, base_url: str, now: datetime, tmp_path: Path
) -> None:
    assert build(root, tmp_path / "public", now).receipt is not None
    assert assert_the_mails_say_what_the_pages_say(tmp_path / "public", base_url) > 150


def test_the_texts_that_kppress_is_made_for_say_the_same(tmp_path: Path) -> None:
    root = tmp_path / "seeds"
    copytree(REPOSITORY / "tests/seeds", root)
    with (root / "kppress.toml").open("a", encoding="utf-8") as settings:
        # Their faults of long ago are the reason why they are there.
        settings.write("\n[check]\nsince = 2026-01-01\n")
    assert build(root, tmp_path / "public", LATER).receipt is not None
    address = "https://press.vaxjo.example"
    assert assert_the_mails_say_what_the_pages_say(tmp_path / "public", address) > 40


def test_every_kind_of_mail_says_what_its_page_says(tmp_path: Path) -> None:
    assert build(letters(tmp_path), tmp_path / "public", NOW).receipt is not None
    compared = assert_the_mails_say_what_the_pages_say(tmp_path / "public", ADDRESS)
    assert compared > 150


TABLE = "| Ett | Två |\n| --- | --- |\n"
word = st.text("abcdefghijklmnopqrstuvwxyzåäöÅÄÖé&<\"'ß0123456789", min_size=1, max_size=30)
line = st.lists(word, min_size=1, max_size=14).map(lambda some: "Om " + " ".join(some))
long_link = word.map(
    lambda name: f"Läs [{name[:9]}a](https://www.kommun.example/{'b' * 90}?q={len(name)}) nu"
)
item = st.lists(line, min_size=1, max_size=3)
block = st.one_of(
    line,
    long_link,
    line.map(lambda text: f"## {text}"),
    line.map(lambda text: f"– {text}"),
    line.map(lambda text: f"> {text}"),
    line.map(lambda text: f"**{text}** och *{text}*"),
    item.map(lambda some: "\n".join(f"- {text}" for text in some)),
    item.map(lambda some: "\n".join(f"{n}. {text}" for n, text in enumerate(some, 1))),
    item.map(lambda some: TABLE + "\n".join(f"| {text} | 2 |" for text in some)),
)  # fmt: skip


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],  # a build takes too long to be shrunk a thousand times
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.lists(st.lists(block, min_size=1, max_size=7), min_size=4, max_size=4))
def test_whatever_is_written_reaches_both_parts(
    texts: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("written")
    files: dict[str, str | bytes] = {
        f"releases/{n}.md": release(n, body=_escaped("\n\n".join(blocks)))
        for n, blocks in enumerate(texts, 1)
    }
    settings_of = SETTINGS + "\n[check]\nsince = 2026-01-01\n[build]\nsearch = false\n"
    newsroom(root, files, settings_of)
    assert build(root, root / "public", NOW).receipt is not None
    assert assert_the_mails_say_what_the_pages_say(root / "public", ADDRESS) > 20


def _escaped(text: str) -> str:
    """What would be HTML is none."""
    return re.sub(r"(?<!^)<", r"\\<", text).replace("&", r"\&")

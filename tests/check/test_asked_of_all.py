"""Rules about what a document names are asked of every document that names something."""

from functools import partial
from pathlib import Path

import pytest
from making import NOW, newsroom, notice, release
from msgspec.structs import replace
from photos import photo

from kppress.check.alone import Alone
from kppress.check.catalogue import Catalogue
from kppress.check.registry import check, check_alone, check_documents, check_whole
from kppress.model.document import AnyDocument
from kppress.model.newsroom import Newsroom
from kppress.model.source import Bulk
from kppress.read.folder import read_newsroom


@pytest.mark.parametrize("target", ["mailto:press@kommun.example", "tel:0701740605"])
def test_a_picture_that_is_no_file_is_told_of(tmp_path: Path, target: str) -> None:
    # As a link such a target leads plainly elsewhere.
    root = newsroom(tmp_path, {"releases/a.md": release(1, body=f"![Ett bad]({target})")})
    read = read_newsroom(root).newsroom
    assert read
    assert [d.rule for d in check(read, NOW) if d.rule == "KP501"] == ["KP501"]


def test_what_rules_find_across_documents_they_find_without_a_text(tmp_path: Path) -> None:
    # So an edit that leaves all but texts as it was is not to be looked for in other documents.
    texts = {f"releases/{n}.md": release(n, publicerad=f"2018-05-0{n} 09:00") for n in range(1, 4)}
    texts["releases/1.en.md"] = "---\ntitle: A bath\nlead: A bath.\n---\nText.\n"
    texts["releases/n.md"] = notice(4)
    read = read_newsroom(newsroom(tmp_path, texts)).newsroom
    assert read
    alone = {d.path: look_alone(d, read) for d in read.documents}
    without = replace(read, documents=tuple(d.put_away(refuse) for d in read.documents))
    known = check_documents(without, NOW, known=lambda d, *_: alone[d.path])
    assert (*known, *check_whole(without, NOW)) == check(read, NOW)


def look_alone(document: AnyDocument, newsroom: Newsroom) -> Alone:
    found = check_alone(document, Catalogue(newsroom), newsroom.settings, NOW)
    return found._replace(names_something=False)


def refuse() -> Bulk:
    raise AssertionError


NAMES = """Se [det andra](b.md#mer), [här](/pressmeddelanden/2018/b/), [miljö](/amnen/miljo/),
[planen](plan.pdf), [länet](https://lan.example/) och [oss](mailto:press@kommun.example).

![Ett bad](bad.png)
"""


def naming(root: Path, body: str, fields: str = "relaterat: [b]") -> Newsroom:
    files: dict[str, str | bytes] = {
        "releases/a.md": release(1, fields=f"ämnen: [miljo]\n{fields}", body=body),
        "releases/b.md": release(2),
        "releases/ut.md": release(3, status="utkast"),
        "releases/plan.pdf": b"%PDF-1.4 a plan",
        "releases/bad.png": photo("png"),
    }
    read = read_newsroom(newsroom(root, files)).newsroom
    assert read
    return read


def test_no_text_is_taken_up_where_all_that_is_named_is_there(tmp_path: Path) -> None:
    read = naming(tmp_path, NAMES)
    alone = {d.path: check_alone(d, Catalogue(read), read.settings, NOW) for d in read.documents}
    without = replace(read, documents=tuple(d.put_away(refuse) for d in read.documents))
    known = check_documents(without, NOW, known=lambda d, *_: alone[d.path])
    assert (*known, *check_whole(without, NOW)) == check(read, NOW)


def bulk_of(document: AnyDocument) -> Bulk:
    source, body = document.source, document.body
    return Bulk(source.text, source.spans, source.keys, body.blocks, body.footnotes, body.found)


@pytest.mark.parametrize(
    "body",
    [
        *("[Bad](c.md)", "[Bad](b.md#mer) [ut](ut.md)", "[Bad]()", "[Bad](#mer)", "[Bad](x.pdf)"),
        *("![Bad](c.png)", "![Bad](plan.pdf)", "[Bad](/x/)", "[Bad](../../hemligt.pdf)"),
        *("[Bad](//lan.example)", "![Bad](b.md)", "[Bad](ut.md)\n\n![Bad](bad.png)"),
    ],
)
def test_what_is_not_there_is_found_though_the_text_is_put_away(tmp_path: Path, body: str) -> None:
    read = naming(tmp_path, body, fields="relaterat: [b, ingenstans]")
    bulks = {d.path: bulk_of(d) for d in read.documents}
    away = tuple(d.put_away(partial(bulks.__getitem__, d.path)) for d in read.documents)
    found = check(replace(read, documents=away), NOW)
    assert found == check(read, NOW)
    assert any(d.variant.startswith("related") for d in found)

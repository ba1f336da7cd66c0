"""A reading that remembers the last one finds what a fresh reading finds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import SETTINGS, newsroom, release

from kppress.read.folder import Read, read_newsroom
from kppress.read.memory import Memory

EDITION = "---\ntitle: A new bath\nlead: A bath.\n---\nText.\n"
PNG = (Path(__file__).parent.parent / "newsroom/releases/karta.png").read_bytes()


def put(root: Path, path: str, text: str | bytes) -> None:
    (root / path).write_bytes(text.encode() if isinstance(text, str) else text)


def same(one: Read, other: Read) -> bool:
    return (one.newsroom, one.found, one.texts) == (other.newsroom, other.found, other.texts)


def test_whatever_is_saved_between_two_readings(tmp_path: Path) -> None:
    root = newsroom(
        tmp_path / "rum",
        {
            "releases/a.md": release(1, fields="ämnen: [miljo]"),
            "releases/a.en.md": EDITION,
            "releases/b.md": release(2, fields="bilder:\n  - fil: k.png\n    alt-text: Karta"),
            "releases/b.x.md": release(4),
            "releases/b.x.en.md": EDITION,
            "releases/k.png": PNG,
        },
    )
    memory = Memory()
    saves = (
        ("releases/a.md", release(1, fields="ämnen: [bygga, badd]")),  # inherited, with its fault
        ("releases/a.md", "---\nrubrik: [\n---\n"),
        ("releases/a.md", release(1)),
        ("releases/b.x.md", release(4, fields="ämnen: [bygga]")),
        ("releases/k.png", b"not a picture"),
        ("releases/c.md", release(3, ingress="")),
        ("kppress.toml", SETTINGS.replace("[topics.bygga]", "[topics.hus]")),
        ("kppress.toml", "[newsroom"),
        ("kppress.toml", SETTINGS),
        ("releases/a.en.md", b"\xff\xfe"),
    )
    assert same(read_newsroom(root, memory=memory), read_newsroom(root))
    for path, text in saves:
        put(root, path, text)
        assert same(read_newsroom(root, memory=memory), read_newsroom(root)), (path, text)
    (root / "releases/a.md").unlink()
    assert same(read_newsroom(root, memory=memory), read_newsroom(root))


def test_what_did_not_change_is_the_very_same(tmp_path: Path) -> None:
    files = {"releases/a.md": release(1), "releases/b.md": release(2)}
    root = newsroom(tmp_path / "rum", files)
    memory = Memory()
    before = read_newsroom(root, memory=memory).newsroom
    put(root, "releases/a.md", release(1, rubrik="En ny rubrik"))
    after = read_newsroom(root, memory=memory).newsroom
    assert before is not None
    assert after is not None
    assert after.documents[1] is before.documents[1]
    assert after.documents[0].title == "En ny rubrik"


HEADS = st.sampled_from(
    (
        release(1, body="").rstrip(),
        release(1, id="", body="").rstrip(),
        release(1, typ="pressinbjudan", body="").rstrip(),
        release(1, ämnen="[badd]", body="").rstrip(),
        "---\nrubrik: Ett badhus\n",
        "---\nrubrik: Ett badhus\n---",
        "",
    )
)
BODIES = st.lists(
    st.sampled_from(
        (
            "En text.",
            "---",
            "> " * 200 + "Djupt.",
            "<b>Rått</b>",
            "![Karta](k.png)",
            "[Längre](b.md) fram.",
            "\tkod\u2028 \x07",
            "# Rubrik",
        )
    ),
    max_size=3,
).map("\n\n".join)
TEXTS = st.tuples(HEADS, BODIES, st.sampled_from(("\n", "\r\n")), st.sampled_from(("", "\ufeff")))


@given(texts=st.lists(TEXTS, min_size=2, max_size=5), edition=st.booleans())
def test_of_a_body_alone_as_much_is_known_as_if_all_had_been_read(
    texts: list[tuple[str, str, str, str]], edition: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files: dict[str, str | bytes] = {"releases/b.md": release(2), "releases/k.png": PNG}
    files |= {"releases/a.en.md": EDITION} if edition else {}
    root = newsroom(tmp_path_factory.mktemp("rum"), files)
    memory = Memory()
    for head, body, end, mark in texts:
        text = mark + f"{head}\n{body}\n".replace("\n", end)
        put(root, "releases/a.md", text)
        assert same(read_newsroom(root, memory=memory), read_newsroom(root)), text

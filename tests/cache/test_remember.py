"""Who only reads a newsroom takes what builds know of it, and finds what is found without."""

import time
from pathlib import Path
from shutil import rmtree

import pytest
from changing import CHANGES, FILES, UNSOUGHT, add, built
from making import NOW, SETTINGS, newsroom

from kppress.cache.drawers import Drawers
from kppress.cache.store import Store, stamp_of_now
from kppress.check.alone import Spelled, type_found
from kppress.model.artifact import Artifact
from kppress.model.grain import COARSE
from kppress.press.check import check_newsroom
from kppress.press.checked import Checked
from kppress.press.fix import mend
from kppress.press.known import TEXTS
from kppress.press.preview import Proofs
from kppress.press.remember import Recall, remembering
from kppress.press.spelled import FILE, WORDS, Spellings

OLD = "releases/old.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root: Path = newsroom(tmp_path / "rum", {**FILES, "kppress.toml": SETTINGS + UNSOUGHT})
    assert built(root)[1].receipt
    return root


def checked(root: Path) -> Checked:
    """As the command checks, a while after the last save."""

    def look(recall: Recall) -> Checked:
        return check_newsroom(root, NOW, spelling=True, known=recall()).told()

    return remembering(root, time.time_ns() + COARSE, look)


@pytest.mark.parametrize("change", CHANGES)
def test_what_builds_know_changes_nothing_that_is_found(root: Path, change: str) -> None:
    checked(root)  # so that of words, too, something is known
    CHANGES[change](root)
    cold = check_newsroom(root, NOW, spelling=True)
    known = checked(root)
    assert known.found == cold.found
    assert dict(known.texts) == dict(cold.told().texts)


def test_of_what_was_built_nothing_is_read_again(root: Path) -> None:
    def look(recall: Recall) -> set[str]:
        known = recall()
        check_newsroom(root, NOW, known=known)
        return known.fresh

    assert remembering(root, time.time_ns() + COARSE, look) == set()
    add(root / OLD, "\n\nMer.\n")
    assert remembering(root, time.time_ns() + COARSE, look) == {OLD}


def test_texts_that_are_another_builds_are_read_again(root: Path) -> None:
    add(root / OLD, "\n\nEtt stavffel.\n")
    assert built(root)[1].receipt
    before = checked(root)
    assert "stavffel" in before.texts[OLD]
    store = Store(root / TEXTS, stamp_of_now())
    pieces = store.pieces()
    store.change(dict(zip(pieces, reversed(pieces.values()), strict=True)), frozenset())
    assert checked(root) == before


def test_words_are_looked_up_once(root: Path) -> None:
    add(root / OLD, "\n\nEtt stavffel.\n")
    built(root)
    found = checked(root).found
    read = check_newsroom(root, NOW).newsroom
    assert read
    (document,) = (d for d in read.documents if d.path == OLD)
    known = spellings(root)
    assert known.knows("badhus")
    assert not known.knows("stavffel")
    again = known.of(document, False, refuse)
    assert again == tuple(d for d in found if d.rule == "KP390" and d.place.file == OLD)
    assert [dict(d.values)["word"] for d in again] == ["stavffel"]


def test_words_are_looked_up_again_where_they_may_be_right_now(root: Path) -> None:
    add(root / OLD, "\n\nEtt stavffel.\n")
    assert "KP390" in {d.rule for d in checked(root).found}
    add(root / "kppress.toml", '\n[check]\nwords = ["stavffel"]\n')
    assert "KP390" not in {d.rule for d in checked(root).found}


def test_what_a_stranger_says_of_words_is_not_taken(root: Path) -> None:
    checked(root)
    forged: object = Spelled(b"", False, ("Fel",))  # type: ignore[arg-type] # that is the claim
    words = {"badhus": "ja"}
    Drawers(Store(root / FILE, stamp_of_now())).change({OLD: forged, WORDS: words}, frozenset())
    assert checked(root).found == check_newsroom(root, NOW, spelling=True).found


def test_a_check_leaves_nothing_where_nothing_was_built(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", FILES)
    before = {*root.rglob("*")}
    checked(root)
    assert {*root.rglob("*")} == before


def test_what_is_mended_with_what_is_known_is_mended_as_without(root: Path) -> None:
    add(root / OLD, "\n\nPriset är 5 %  av 3 kr, och kl 9 . \n")
    built(root)
    known = mend(root, NOW, write=False, begun=time.time_ns() + COARSE)
    assert known.changes
    (root / ".kppress/documents").unlink()
    cold = mend(root, NOW, write=False)
    assert (known.changes, known.mended, known.remains.found) == (
        *(cold.changes, cold.mended),
        cold.remains.found,
    )


def spellings(root: Path) -> Spellings:
    def key(path: str) -> bytes:
        (known,) = (one for one in kept if one.path == path)
        return known.key

    kept = remembering(root, 0, lambda recall: [*recall().memory.read.values()])
    return Spellings(root, key, NoDictionary())


class NoDictionary:
    def knows(self, word: str) -> bool:
        raise AssertionError(word)

    def near(self, word: str) -> tuple[str, ...]:
        raise AssertionError(word)


def bytes_of(artifact: Artifact) -> bytes:
    assert isinstance(artifact.content, bytes)
    return artifact.content


def refuse() -> type_found:
    raise AssertionError


def test_a_preview_stays_as_it_is_whatever_builds_put_into_their_place(root: Path) -> None:
    proofs = Proofs(root, time.time_ns() + COARSE)
    page = "pressmeddelanden/2017/old/index.html"
    proof = proofs.proof(NOW, "http://127.0.0.1:8000")
    add(root / OLD, "\n\nNytt ord.\n")
    built(root)
    before = proof.make(page)
    assert before
    assert b"Nytt ord" not in bytes_of(before)
    rmtree(root / ".kppress")
    assert proof.found == Proofs(root).proof(NOW, "http://127.0.0.1:8000").found
    proofs.changed()
    after = proofs.proof(NOW, "http://127.0.0.1:8000").make(page)
    assert after
    assert b"Nytt ord" in bytes_of(after)


def test_a_preview_takes_no_text_that_belongs_to_another_document(root: Path) -> None:
    store = Store(root / TEXTS, stamp_of_now())
    pieces = store.pieces()
    store.change(dict(zip(pieces, reversed(pieces.values()), strict=True)), frozenset())
    proof = Proofs(root).proof(NOW, "http://127.0.0.1:8000")
    (root / ".kppress/texts").unlink()
    cold = Proofs(root).proof(NOW, "http://127.0.0.1:8000")
    assert len(cold.pages) > len(FILES) // 2
    for address in cold.pages:
        path = f"{address.lstrip('/')}index.html"
        assert proof.make(path) == cold.make(path)

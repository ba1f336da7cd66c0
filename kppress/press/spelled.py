"""What the dictionary did not know, kept for the next time: to look up each word takes longest."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeGuard

from kppress.cache import CACHE
from kppress.cache.drawers import Drawers
from kppress.cache.store import Store, stamp_of_now
from kppress.check.alone import Spelled, type_found
from kppress.check.spelling import Speller
from kppress.model.diagnostic import Diagnostic
from kppress.model.document import AnyDocument

FILE = Path(CACHE, "spelling")
WORDS = "words"
"""What words are kept under; all other names are paths."""


class Fresh(NamedTuple):
    """What was found now."""

    spelled: dict[str, Spelled]
    """By the paths of documents."""
    words: dict[str, bool]
    """Whether the dictionary knows them."""


class Spellings:
    """What `dictionary` finds in the newsroom in `root`, and the words that it was asked for.

    To read a dictionary takes longer than to look up what one text has, and most edits have no word
    that was in no text before. `key` says of a path what decides all that is found in that document
    alone; another dictionary is another stamp (`Store`).
    """

    def __init__(self, root: Path, key: Callable[[str], bytes], dictionary: Speller) -> None:
        self._root = root
        self._key = key
        self._dictionary = dictionary
        self._fresh = Fresh({}, {})
        self.near = dictionary.near

    @cached_property
    def _drawers(self) -> Drawers:
        return Drawers(Store(self._root / FILE, stamp_of_now()))

    @cached_property
    def _words(self) -> dict[str, bool]:
        match self._drawers.values.get(WORDS):
            case dict() as words if all(map(_is_word, words.items())):
                return words
            case _:
                return {}

    def knows(self, word: str) -> bool:
        """As `Speller.knows`."""
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._fresh.words[word] = self._dictionary.knows(word)
        return known

    @cached_property
    def _known(self) -> dict[str, Spelled]:
        return {path: one for path, one in self._drawers.values.items() if _is_spelled(one)}

    def of(
        self, document: AnyDocument, withdrawn: bool, look: Callable[[], type_found]
    ) -> type_found:
        """What is found in a document, of which nothing but a tombstone is left if `withdrawn`."""
        path, key = document.path, self._key(document.path)
        known = self._known.get(path)
        if known is None or (known.key, known.withdrawn) != (key, withdrawn):
            known = self._fresh.spelled[path] = Spelled(key, withdrawn, look())
        return known.found

    def taken(self) -> Fresh:
        """What was found since this was asked for: by whichever process."""
        taken, self._fresh = self._fresh, Fresh({}, {})
        return taken

    def save(self, found: Iterable[Fresh], documents: AbstractSet[str]) -> None:
        """Keep what was found, where builds keep something; of others than these nothing is."""
        put: dict[str, object] = {}
        words: dict[str, bool] = {}
        for fresh in found:
            put |= fresh.spelled
            words |= fresh.words
        if words:
            put[WORDS] = {**self._words, **words}
        gone = self._known.keys() - documents
        if (put or gone) and (self._root / CACHE).is_dir():
            self._drawers.change(put, gone)


def _is_word(item: tuple[object, object]) -> bool:
    return isinstance(item[0], str) and isinstance(item[1], bool)


def _is_spelled(one: object) -> TypeGuard[Spelled]:
    """As `parts.is_small`."""
    return (
        isinstance(one, Spelled)
        and isinstance(one.found, tuple)
        and all(isinstance(found, Diagnostic) for found in one.found)
    )

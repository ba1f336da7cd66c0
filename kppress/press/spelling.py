"""The dictionary of kppress[spelling], where it is installed."""

from collections.abc import Callable, Iterator
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from kppress.check.spelling import SUGGESTIONS, Speller

_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöé"


class Hunspell:
    """Hunspell's Swedish dictionary; each word is looked up once.

    To read it takes more than a second, and it is not before somebody asks for a word.
    """

    def __init__(self, load: Callable[[], Any]) -> None:
        self._load = load
        self.knows: Callable[[str], bool] = cache(self._knows)
        self.near: Callable[[str], tuple[str, ...]] = cache(self._near)

    @cached_property
    def _dictionary(self) -> Any:
        with catch_warnings():
            simplefilter("ignore", ResourceWarning)  # spylls leaves the closing to the collector
            return self._load()

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self._dictionary.dic.words)

    def _knows(self, word: str) -> bool:
        return bool(self._dictionary.lookup(word))

    def _near(self, word: str) -> tuple[str, ...]:
        """What one slip of the hand makes of it.

        Hunspell's own suggestions try compounds of everything, which takes seconds a word.
        """
        lower = word.lower()
        slips = [slip for slip in _slips(lower) if self.knows(slip)]
        other = sorted(_other_letters(lower) & self._stems)
        found = list(dict.fromkeys([*slips, *other]))[:SUGGESTIONS]
        return tuple(near.capitalize() if word[0].isupper() else near for near in found)


def _slips(word: str) -> Iterator[str]:
    """Two letters swapped, a letter too few of two, a letter too many."""
    for index in range(len(word)):
        yield word[:index] + word[index : index + 2][::-1] + word[index + 2 :]
    for index in range(len(word)):
        yield word[:index] + word[index] + word[index:]
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


def _other_letters(word: str) -> frozenset[str]:
    """A letter that is another, or is missing."""
    return frozenset(
        word[:index] + letter + word[index + skipped :]
        for index in range(len(word) + 1)
        for letter in _LETTERS
        for skipped in (0, 1)
    )


@cache
def speller() -> Speller | None:
    """The dictionary, or None where kppress[spelling] is not installed."""
    try:
        from spylls.hunspell import Dictionary
    except ImportError:
        return None
    path = _dictionary()
    if path is None:
        return None
    return Hunspell(partial(Dictionary.from_files, str(path)))


def _dictionary() -> Path | None:
    """The files sv_SE.aff and .dic of the package hunspell-sv, without their ending."""
    from importlib.metadata import PackageNotFoundError, files  # late: no build asks for it

    try:
        installed = files("hunspell-sv") or []
    except PackageNotFoundError:
        return None
    found = (Path(str(file.locate())).resolve() for file in installed if file.name == "sv_SE.dic")
    return next((path.with_suffix("") for path in found if path.is_file()), None)

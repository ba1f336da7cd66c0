"""The dictionary of kppress[spelling], where it is installed."""

from functools import cache
from importlib.metadata import PackageNotFoundError, files
from itertools import islice
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from kppress.check.spelling import SUGGESTIONS, Speller


class Hunspell:
    """Hunspell's Swedish dictionary; each word is looked up once."""

    def __init__(self, dictionary: Any) -> None:
        self._lookup = cache(dictionary.lookup)
        self._suggest = dictionary.suggest
        self.near = cache(self._near)
        # Likeness by n-grams takes seconds a word; what a slip of the hand made is found without.
        dictionary.aff.MAXNGRAMSUGS = 0

    def knows(self, word: str) -> bool:
        """Whether the word, or the compound, is spelt so."""
        return bool(self._lookup(word))

    def _near(self, word: str) -> tuple[str, ...]:
        return tuple(islice(self._suggest(word), SUGGESTIONS))


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
    with catch_warnings():
        simplefilter("ignore", ResourceWarning)  # spylls leaves the closing to the collector
        return Hunspell(Dictionary.from_files(str(path)))


def _dictionary() -> Path | None:
    """The files sv_SE.aff and .dic of the package hunspell-sv, without their ending."""
    try:
        installed = files("hunspell-sv") or []
    except PackageNotFoundError:
        return None
    found = (Path(str(file.locate())).resolve() for file in installed if file.name == "sv_SE.dic")
    return next((path.with_suffix("") for path in found if path.is_file()), None)

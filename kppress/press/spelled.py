"""What the dictionary did not know, kept for the next time: to look up each word takes longest."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import TypeGuard

from kppress.cache import CACHE
from kppress.cache.drawers import Drawers
from kppress.cache.store import Store, stamp_of_now
from kppress.check.alone import Spelled, type_found
from kppress.model.diagnostic import Diagnostic
from kppress.model.document import AnyDocument

FILE = Path(CACHE, "spelling")


class Spellings:
    """Findings of the dictionary in the newsroom in `root`.

    `key` says of a path what decides all that is found in that document alone; another dictionary
    is another stamp (`Store`).
    """

    def __init__(self, root: Path, key: Callable[[str], bytes]) -> None:
        self._root = root
        self._key = key
        self._fresh: dict[str, Spelled] = {}

    @cached_property
    def _drawers(self) -> Drawers:
        return Drawers(Store(self._root / FILE, stamp_of_now()))

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
            known = self._fresh[path] = Spelled(key, withdrawn, look())
        return known.found

    def taken(self) -> dict[str, Spelled]:
        """Those that were found since this was asked for, by path: by whichever process."""
        taken, self._fresh = self._fresh, {}
        return taken

    def save(self, fresh: Mapping[str, Spelled], documents: AbstractSet[str]) -> None:
        """Keep what was found, where builds keep something; of others than these nothing is."""
        gone = self._known.keys() - documents
        if (fresh or gone) and (self._root / CACHE).is_dir():
            self._drawers.change(fresh, gone)


def _is_spelled(one: object) -> TypeGuard[Spelled]:
    """As `known.is_small`."""
    return (
        isinstance(one, Spelled)
        and isinstance(one.found, tuple)
        and all(isinstance(found, Diagnostic) for found in one.found)
    )

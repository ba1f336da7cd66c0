"""Many small values by name, a few of which change: kept some to a piece.

To unpack a piece costs more than what is in it. Were there one for all, a change of one value would
write all anew; were there one for each, ten thousand would have to be unpacked.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from zlib import crc32

from kppress.cache.pack import packed, unpacked
from kppress.cache.store import Store

DRAWERS = 64


class Drawers:
    """The values in a store that is used for nothing else, by name."""

    def __init__(self, store: Store, *, empty: bool = False) -> None:
        """Take all out; with `empty` as if there were none."""
        self._store = store
        self._pieces = {} if empty else store.pieces()
        self.values: dict[str, object] = {}
        """Whatever bytes of ours may be: who uses one looks at what it is."""
        for piece in self._pieces.values():
            drawer = unpacked(piece)
            if isinstance(drawer, dict):
                self.values.update((n, value) for n, value in drawer.items() if isinstance(n, str))

    def change(self, put: Mapping[str, object], drop: AbstractSet[str]) -> None:
        """Put values in the place of those of the same name, and take others away."""
        touched = {_drawer_of(name) for name in (*put, *drop)}
        drawers: dict[str, dict[str, object]] = {name: {} for name in touched}
        after = {**self.values, **put}
        for name in sorted(after.keys() - drop) if touched else ():
            if (drawer := _drawer_of(name)) in touched:
                drawers[drawer][name] = after[name]
        pieces = {name: packed(drawer) for name, drawer in drawers.items()}
        changed = {name: piece for name, piece in pieces.items() if self._pieces.get(name) != piece}
        if changed:
            self._store.change(changed, frozenset())


def _drawer_of(name: str) -> str:
    return str(crc32(name.encode("utf-8", "surrogatepass")) % DRAWERS)

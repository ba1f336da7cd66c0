"""Many small values by name, a few of which change: kept some to a piece.

To unpack a piece costs more than what is in it. Were there one for all, a change of one value would
write all anew; were there one for each, ten thousand would have to be unpacked. What is of a month
is in one piece, by the names of files that begin with a date: who asks for a value asks for its
neighbours next.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from zlib import crc32

from kppress.cache.pack import packed, unpacked
from kppress.cache.store import Store

DRAWERS = 128
MONTH = len("2018-05")

type_drawer = dict[str, object]


class Drawers:
    """The values in a store that is used for nothing else, by name. With `empty` there are none.

    Whatever bytes of ours may be: who uses a value looks at what it is.
    """

    def __init__(self, store: Store, *, empty: bool = False) -> None:
        self._store = store
        self._empty = empty
        self._drawers: dict[str, tuple[bytes | None, type_drawer]] = {}
        """Those that were taken out, each with its piece."""

    @cached_property
    def values(self) -> Mapping[str, object]:
        """All of them."""
        for name, piece in ({} if self._empty else self._store.pieces()).items():
            self._take_out(name, piece)
        return {name: value for _, held in self._drawers.values() for name, value in held.items()}

    def get(self, name: str) -> object | None:
        """One of them, without taking out all; None where there is none."""
        return self._drawer(_drawer_of(name)).get(name)

    def beside(self, name: str) -> Mapping[str, object]:
        """All that are kept with one of that name: so the translations of a document are."""
        return self._drawer(_drawer_of(name))

    def change(self, put: Mapping[str, object], drop: AbstractSet[str]) -> None:
        """Put values in the place of those of the same name, and take others away."""
        touched: dict[str, type_drawer] = {}
        for name in (*put, *drop):
            drawer = _drawer_of(name)
            if drawer not in touched:
                touched[drawer] = {**self._drawer(drawer)}
        for name, value in put.items():
            touched[_drawer_of(name)][name] = value
        for name in drop:
            touched[_drawer_of(name)].pop(name, None)
        changed: dict[str, bytes] = {}
        for drawer, held in touched.items():
            piece = packed(dict(sorted(held.items())))
            if piece != self._drawers[drawer][0]:
                changed[drawer] = piece
        if changed:
            self._store.change(changed, frozenset())

    def _drawer(self, name: str) -> type_drawer:
        if name not in self._drawers:
            self._take_out(name, None if self._empty else self._store.piece(name))
        return self._drawers[name][1]

    def _take_out(self, name: str, piece: bytes | None) -> None:
        drawer = unpacked(piece) if piece else None
        held = drawer if isinstance(drawer, dict) else {}
        held = {name: value for name, value in held.items() if isinstance(name, str)}
        self._drawers[name] = piece, held


def _drawer_of(name: str) -> str:
    folder, _, own = name.rpartition("/")
    stem = own.partition(".")[0]  # translations have the same
    start = stem[:MONTH] if stem[:4].isdigit() and stem[4:5] == "-" else stem
    return str(crc32(f"{folder}/{start}".encode("utf-8", "surrogatepass")) % DRAWERS)

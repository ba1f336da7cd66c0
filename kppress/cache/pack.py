"""Values to bytes and back, for the program's own use.

Pickle would run whatever a file tells it to run, and a folder may come from anybody. What is
unpacked here can name our own nouns and a few harmless types, and nothing else.
"""

import gc
import io
import pickle
from dataclasses import is_dataclass
from enum import Enum
from typing import Any
from zlib import crc32

from msgspec import Struct

OURS = (
    "kppress.model.",
    "kppress.read.",
    "kppress.check.alone",
    "kppress.press.parts",
    "kppress.press.kept",
    "kppress.press.taken",
)


class _Noun(Struct, kw_only=True):
    it: None = None


_BY_NAMES: Any = _Noun().__reduce__()[0]
"""By what msgspec makes a value again of its fields by their names; it does nothing else."""
HARMLESS = frozenset(
    {
        ("datetime", "datetime"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        (_BY_NAMES.__module__, _BY_NAMES.__qualname__),
    }
)


MAKE = frozenset(
    {
        ("kppress.model.source", "taken_out"),
        ("kppress.model.body", "taken_out"),
        ("kppress.model.contact", "shared_person"),
    }
)
"""The functions that put values together."""


_FOUND: dict[tuple[str, str], Any] = {}


class NotOurs(pickle.UnpicklingError):
    """The bytes name what a cache of ours never holds."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # a class or function
        # Each piece names the same few again.
        if (module, name) not in _FOUND:
            _FOUND[module, name] = self._find(module, name)
        return _FOUND[module, name]

    def _find(self, module: str, name: str) -> Any:
        if (module, name) in HARMLESS:
            return super().find_class(module, name)
        if not module.startswith(OURS) or "." in name:
            raise NotOurs(f"{module}.{name}")
        found = super().find_class(module, name)
        if not (_is_noun(found, module) or (module, name) in MAKE):
            raise NotOurs(f"{module}.{name}")
        return found


def _is_noun(found: object, module: str) -> bool:
    """Whether it is a class of ours that only holds values.

    None that a module has imported and no function is: `dataclass` writes code and runs it.
    """
    if not isinstance(found, type) or found.__module__ != module:
        return False
    return issubclass(found, tuple | Enum | Struct) or is_dataclass(found)


def packed(value: object) -> bytes:
    """The bytes of a value, with their check sum."""
    content = pickle.dumps(value, protocol=5)
    return crc32(content).to_bytes(4, "big") + content


def is_whole(piece: bytes) -> bool:
    """Whether no byte of it was lost."""
    return crc32(memoryview(piece)[4:]).to_bytes(4, "big") == piece[:4]


def unpacked(piece: bytes) -> object | None:
    """The value again; None for bytes that are damaged, strange or from another version."""
    if not is_whole(piece):
        return None
    content = piece[4:]
    collects = gc.isenabled()
    gc.disable()  # nothing becomes garbage here, and looking for it takes half of the time
    try:
        value: object = _Unpickler(io.BytesIO(content)).load()
    except Exception:  # noqa: BLE001 # what a stranger wrote may raise anything
        return None
    else:
        return value
    finally:
        if collects:
            gc.enable()

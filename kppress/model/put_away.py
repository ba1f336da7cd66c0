"""What is large may be put away, and is taken up when somebody asks for it."""

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from kppress.model.source import TakeUp


class PutAway:
    """A noun some of whose fields, LARGE, are elsewhere until somebody asks for them."""

    __slots__ = ()

    LARGE: ClassVar[frozenset[str]]
    _take_up: "TakeUp | None"

    def kept_by(self, take_up: "TakeUp") -> None:
        """Say where the large fields are, of one that was put away and unpickled."""
        object.__setattr__(self, "_take_up", take_up)

    def __getattr__(self, name: str) -> Any:
        """A field that is not there because it is put away."""
        if name not in self.LARGE or self._take_up is None:
            raise AttributeError(name)
        return getattr(self._take_up(), name)

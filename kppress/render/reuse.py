"""Files that an earlier build made: what is made of the same is not made again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument
from kppress.render.depends import Depends

Make = Callable[[], Iterable[Artifact]]
Keep = Callable[[str, bytes, Make], Iterable[Artifact]]
"""Given the name of some files, a digest of what they are made of and how to make them: the files,
from an earlier build or made now."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """Asks for files by what they are made of."""

    keep: Keep
    depends: Depends

    def files(
        self, name: str, make: Make, documents: Iterable[AnyDocument] = (), *facts: object
    ) -> Iterable[Artifact]:
        """The files called `name`, which show `documents` and say `facts`.

        Settings, templates and what else every file depends on need not be named.
        """
        return self.keep(name, self.depends.together(documents, facts), make)


@dataclass(frozen=True, slots=True)
class Anew:
    """Nothing was made before."""

    def files(
        self, name: str, make: Make, documents: Iterable[AnyDocument] = (), *facts: object
    ) -> Iterable[Artifact]:
        """As `Reuse.files`."""
        del name, documents, facts
        return make()


ANEW = Anew()

"""What the references of documents to one another mean: an id, a file path or a unique slug."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from posixpath import normpath
from unicodedata import normalize

from kppress.model.document import AnyDocument, Document


class References:
    """The documents that can be meant, found in no time however many there are."""

    def __init__(self, documents: Iterable[AnyDocument] = ()) -> None:
        self._documents = documents

    @cached_property
    def _named(self) -> Mapping[str, list[AnyDocument]]:
        """By id, by slug and by path."""
        named: dict[str, list[AnyDocument]] = defaultdict(list)
        for document in self._documents:
            for name in {document.id, document.slug, document.path}:
                named[name].append(document)
        return named

    @cached_property
    def _families(self) -> Mapping[str, list[AnyDocument]]:
        """By the path of what they are editions of."""
        families: dict[str, list[AnyDocument]] = defaultdict(list)
        for document in self._documents:
            families[_original(document)].append(document)
        return families

    def candidates(self, reference: str, beside: Document | None = None) -> tuple[AnyDocument, ...]:
        """All documents whose id, file path or slug it is. For `beside` see `find`."""
        reference = normalize("NFC", reference.strip())
        return tuple(self._candidates(reference, paths_of(reference, beside)))

    def _candidates(self, reference: str, paths: tuple[str, ...]) -> list[AnyDocument]:
        found = {d.path: d for name in (reference, *paths) for d in self._named.get(name, ())}
        # A path may be spelled so that it ends as somebody's slug.
        return [d for path, d in found.items() if path in paths or reference in (d.id, d.slug)]

    def find(self, reference: str, beside: Document | None = None) -> AnyDocument | None:
        """The document that is meant; None where there is none, or more than one.

        Where `beside` is given, paths may be relative to it, and its language is preferred.
        """
        reference = normalize("NFC", reference.strip())
        paths = paths_of(reference, beside)
        candidates = self._candidates(reference, paths)
        if not candidates:
            return None
        found = [d for d in candidates if d.id == reference or d.path in paths] or candidates
        families = {*map(_original, found)}
        if len(families) == 1:
            editions = self._families[families.pop()]
            if beside is not None:
                found = [d for d in editions if d.lang == beside.lang] or found
            elif len(found) > 1:
                found = [d for d in found if d.source.original is None] or found
        return found[0] if len(found) == 1 else None


def paths_of(reference: str, beside: Document | None) -> tuple[str, ...]:
    """The paths in the newsroom that a reference may mean."""
    here = f"{beside.path.rpartition('/')[0]}/" if beside else "/"
    paths = (reference, f"{here}{reference}", f"releases/{reference}")
    if "/" not in reference and "." not in reference:  # a slug or an id, as most are
        return paths
    return tuple(normalize("NFC", normpath(path)) for path in paths)


def _original(document: Document) -> str:
    return document.source.original or document.path

"""What files are made of, beside the text of the documents in them.

While none of it changes they need not be made again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from kppress.model.artifact import PictureOf
from kppress.model.document import AnyDocument, Notice
from kppress.model.named import named_files
from kppress.render.edition import Editor
from kppress.render.reuse import Group


class Depends:
    """Digests of what the files of one view are made of.

    `marks` has what tells a text or another source file from an earlier one, by its path, and
    `everywhere` is what every page shows or is made with: templates, styles, the frame.
    """

    def __init__(
        self,
        editor: Editor,
        marks: Mapping[str, object],
        weights: Mapping[PictureOf, int],
        everywhere: Iterable[object],
    ) -> None:
        self._editor = editor
        self._marks = marks
        view = editor.view
        settings = view.settings
        self._all = _digest(settings, settings.identity, view.feeds, *everywhere)
        sizes: dict[str, list[str]] = defaultdict(list)
        for order, size in weights.items():
            sizes[order.source].append(repr((order, size)))
        self._sizes = {path: sorted(said) for path, said in sizes.items()}
        self._known: dict[str, bytes] = {}
        self._parts: dict[str, bytes] = {}
        self._files: dict[str, tuple[str, ...]] = {}

    def of(self, group: Group) -> bytes:
        """A digest of all that the files of a group are made of."""
        return _digest(self._all, *group.facts, *map(self._document, group.documents))

    def of_documents(self) -> Mapping[str, bytes]:
        """As `render.reuse.MadeOf`."""
        for document in self._editor.view.documents:
            self._document(document)
        return self._known

    def take(self, known: Mapping[str, bytes]) -> None:
        """As `render.reuse.MadeOf`."""
        self._known.update(known)

    def part_of(self, document: AnyDocument) -> bytes:
        """A digest of all that what a file says of one document is made of."""
        known = self._parts.get(document.path)
        if known is None:
            known = self._parts[document.path] = _digest(self._all, self._document(document))
        return known

    def _document(self, document: AnyDocument) -> bytes:
        """A digest of what any medium could show of a document."""
        known = self._known.get(document.path)
        if known is None:
            parts = (
                document.path,
                # Of its text, its original's and the settings: so of where it stands, too.
                self._marks[document.path],
                *self._of_others(document),
                *self._shown(document),
            )
            known = self._known[document.path] = _digest(*parts)
        return known

    def _files_of(self, document: AnyDocument) -> tuple[str, ...]:
        """The files that a document names, and so puts beside its page."""
        files = self._files.get(document.path)
        if files is None:
            named = named_files(document, self._editor.settings.contacts)
            files = self._files[document.path] = tuple(sorted({file.source for file in named}))
        return files

    def _shown(self, document: AnyDocument) -> Iterable[object]:
        """What time shows of a document, and what is known of the files that it names.

        A correction or an embargo of the original that has yet to come is left out of a view.
        """
        if document.corrections or document.updated or document.embargo_until:
            yield document.corrections, document.updated, document.embargo_until
        if isinstance(document, Notice):
            yield self._editor.notice(document)
        files = self._editor.view.files
        for path in self._files_of(document):
            if facts := files.get(path):
                yield facts, self._sizes.get(path), self._marks.get(facts.source)

    def _of_others(self, document: AnyDocument) -> Iterable[object]:
        """What a document shows of others: where they are, and what they are called."""
        editor = self._editor
        editions = editor.view.editions_of(document)
        if len(editions) > 1:
            yield [(d.id, d.lang, d.source.original, editor.address(d)) for d in editions]
        names = editor.names(document)
        if names.related or names.leads:
            yield names


def _digest(*parts: object) -> bytes:
    digest = blake2b(digest_size=16)
    for part in parts:
        content = part if isinstance(part, bytes) else _text(part).encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.digest()


def _text(part: object) -> str:
    return part if isinstance(part, str) else repr(part)

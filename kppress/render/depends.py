"""What files are made of, beside the text of the documents in them.

While none of it changes they need not be made again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from hashlib import blake2b

from kppress.model.artifact import PictureOf
from kppress.model.document import AnyDocument, Notice
from kppress.model.named import named_files
from kppress.render.edition import Editor
from kppress.render.reuse import Group, OfDocument

SIZE = 16
"""Bytes of a digest."""


class Depends:
    """Digests of what the files of one view are made of.

    `marks` has what tells a text or another source file from an earlier one, by its path, `heads`
    what tells the fields of a document from earlier ones, and `everywhere` is what every page shows
    or is made with: templates, styles, the frame.
    """

    def __init__(
        self,
        editor: Editor,
        marks: Mapping[str, object],
        heads: Mapping[str, object],
        weights: Mapping[PictureOf, int],
        everywhere: Iterable[object],
    ) -> None:
        view, settings = editor.view, editor.settings
        self._all = _digest(settings, settings.identity, view.feeds, *everywhere)
        sizes: dict[str, list[str]] = defaultdict(list)
        for order, size in weights.items():
            sizes[order.source].append(repr((order, size)))
        self._sizes = {path: sorted(said) for path, said in sizes.items()}
        self._look_at(editor, marks, heads)

    def like(self, editor: Editor) -> "Depends":
        """The same of a view with other documents besides, none of which those here can tell of."""
        other, known = copy(self), self._known
        other._look_at(editor, self._marks, self._heads)  # noqa: SLF001 # our own
        other._known = known  # noqa: SLF001 # as above
        return other

    def before(self, marks: Mapping[str, object], heads: Mapping[str, object]) -> "Depends":
        """The same of earlier texts of some documents."""
        other = copy(self)
        other._look_at(self._editor, {**self._marks, **marks}, {**self._heads, **heads})  # noqa: SLF001 # our own
        return other

    def _look_at(
        self, editor: Editor, marks: Mapping[str, object], heads: Mapping[str, object]
    ) -> None:
        self._editor = editor
        self._marks = marks
        self._heads = heads
        self._known: dict[str, OfDocument] = {}
        self._parts: dict[tuple[str, bool], bytes] = {}
        self._files: dict[str, tuple[str, ...]] = {}

    def of(self, group: Group) -> bytes:
        """A digest of all that the files of a group are made of.

        That of the documents is a sum, so that it can be told what it is when one is another.
        """
        paths = "\n".join(document.path for document in group.documents)
        total = sum(_number(self._of_one(d, group.cards)) for d in group.documents)
        return _digest(self._all, *group.facts, paths) + _bytes(total)

    def of_documents(self) -> Mapping[str, OfDocument]:
        """As `render.reuse.MadeOf`."""
        for document in self._editor.view.documents:
            self._document(document)
        return self._known

    def take(self, known: Mapping[str, OfDocument]) -> None:
        """As `render.reuse.MadeOf`."""
        self._known.update(known)

    def part_of(self, document: AnyDocument, *, cards: bool = False) -> bytes:
        """A digest of all that what a file says of one document is made of."""
        known = self._parts.get((document.path, cards))
        if known is None:
            of = self._of_one(document, cards)
            known = self._parts[document.path, cards] = _digest(self._all, of)
        return known

    def _of_one(self, document: AnyDocument, cards: bool) -> bytes:  # as `Group`
        of = self._document(document)
        return of.card if cards and not isinstance(document, Notice) else of.whole

    def _document(self, document: AnyDocument) -> OfDocument:
        """Digests of what any medium could show of a document."""
        known = self._known.get(document.path)
        if known is None:
            path = document.path
            card = _digest(path, self._heads[path], *self._shown(document))
            # Of its text, its original's and the settings: so of where it stands, too.
            whole = _digest(card, self._marks[path], *self._of_others(document))
            known = self._known[path] = OfDocument(card, whole)
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


def moved(of: bytes, was: OfDocument, now: OfDocument) -> bytes:
    """The digest of the files of a group of which one document is another, by `Depends.of`."""
    frame, total = of[:-SIZE], _number(of[-SIZE:])
    return frame + _bytes(total - _number(was.whole) + _number(now.whole)) if frame else b""


def _number(digest: bytes) -> int:
    return int.from_bytes(digest, "big")


def _bytes(number: int) -> bytes:
    return (number % (1 << 8 * SIZE)).to_bytes(SIZE, "big")


def _digest(*parts: object) -> bytes:
    digest = blake2b(digest_size=SIZE)
    for part in parts:
        content = part if isinstance(part, bytes) else _text(part).encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.digest()


def _text(part: object) -> str:
    return part if isinstance(part, str) else repr(part)

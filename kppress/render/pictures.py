"""Pictures and files beside a page: their addresses, sizes and the orders for them."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from kppress.locale.dates import size_in_words
from kppress.model.address import origin_and_path, source_target
from kppress.model.artifact import Artifact, CopyOf, PictureOf
from kppress.model.document import AnyDocument, Document, Image
from kppress.model.edition import Edition, Media, Rendition, SourceSet
from kppress.model.media import media_type, published_name, type_in_words
from kppress.model.named import Named, named_files
from kppress.model.picture import (
    PORTRAIT,
    PREVIEW,
    WIDTHS,
    file_of_size,
    format_of,
    formats_of,
    sizes_of,
)
from kppress.model.settings import Settings
from kppress.model.view import FileFacts, View


def orders(
    documents: Iterable[AnyDocument], settings: Settings, files: Mapping[str, FileFacts]
) -> Iterator[PictureOf]:
    """Every picture that the pages of these documents will ask for, each once."""
    if not settings.build.pictures:
        return
    seen: set[PictureOf] = set()
    for document in documents:
        named = tuple(named_files(document, settings.contacts))
        said = _said(named)
        for one in named:
            facts = files.get(one.source)
            for order in _orders(facts, said.get(one.source), one.portrait) if facts else ():
                if order not in seen:
                    seen.add(order)
                    yield order


def _said(named: Iterable[Named]) -> dict[str, Image]:
    """What a document says of each picture: where it is named more than once, the first time."""
    said: dict[str, Image] = {}
    for one in named:
        if one.image:
            said.setdefault(one.source, one.image)
    return said


def _orders(facts: FileFacts, image: Image | None, portrait: bool) -> Iterator[PictureOf]:
    whole = whole_of(facts, image)
    if whole is None:
        return
    yield whole
    for width, height in _sizes(facts, portrait):
        for format in formats_of(facts):
            yield _sized(whole, format, width, height)


def whole_of(facts: FileFacts, image: Image | None) -> PictureOf | None:
    """The order for all pixels of a picture without what is private; None for other files."""
    format = format_of(facts.path)
    if not format or facts.fault or facts.width is None:
        return None
    return PictureOf(
        source=facts.source,
        format=format,
        credit=(image.credit or "") if image else "",
        caption=(image.caption or "") if image else "",
        licence=(image.licence or "") if image else "",
    )


def _sized(whole: PictureOf, format: str, width: int, height: int) -> PictureOf:
    return replace(whole, format=format, width=width, height=height)


def _sizes(facts: FileFacts, portrait: bool) -> tuple[tuple[int, int], ...]:
    if not facts.scalable or not facts.width or not facts.height:
        return ()
    return sizes_of(facts.width, facts.height, PORTRAIT if portrait else WIDTHS)


class Gallery:
    """Makes the media of one view's documents.

    `weights` says how many bytes each whole picture has once what is private is taken out of it;
    what is not there is given the bytes of its source.
    """

    def __init__(self, view: View, weights: Mapping[PictureOf, int]) -> None:
        self._view = view
        self._weights = weights
        self._making = view.settings.build.pictures
        self._host = origin_and_path(view.settings.base_url)[0]
        self._known: tuple[str, Mapping[str, Image]] = ("", {})

    def has(self, document: Document, target: str) -> bool:
        """Whether there is the file that `target` means in a document."""
        return source_target(document.path, target) in self._view.files

    def media(
        self,
        document: Document,
        path: str,
        target: str,
        *,
        image: Image | None = None,
        alt: str = "",
        title: str = "",
        portrait: bool = False,
    ) -> Media:
        """The file that `target` means, beside the page at `path`.

        `image` is what its field says of it, by default what the document says of the file.
        """
        named = source_target(document.path, target)
        facts = self._view.files[named]
        first = self._said_in(document).get(named)
        image = image or first
        name = published_name(facts.path)
        whole = whole_of(facts, first) if self._making else None
        size = self._weights.get(whole, facts.size) if whole else facts.size
        words = type_in_words(name), size_in_words(size, document.lang)
        own = self._rendition(path, name, facts.width, facts.height, whole)
        made = self._renditions(path, name, facts, portrait, whole) if whole else {}
        *smaller, common = formats_of(facts)
        shown = made.get(common, ())
        caption = (image.caption or "") if image else ""
        return Media(
            title=title or caption or name,
            url=own.url,
            path=own.path,
            file=name,
            source=facts.source,
            type=own.type,
            size=size,
            size_text=", ".join(word for word in words if word),
            alt=alt,
            caption=caption,
            credit=(image.credit or "") if image else "",
            licence=(image.licence or "") if image else "",
            width=facts.width,
            height=facts.height,
            preview=_nearest(shown) or own,
            srcset=_srcset(shown) if len(shown) > 1 else "",
            sources=tuple(
                SourceSet(type=made[format][0].type, srcset=_srcset(made[format]))
                for format in smaller
                if made.get(format)
            ),
            whole=own,
            renditions=tuple(r for sizes in made.values() for r in sizes),
        )

    def _said_in(self, document: Document) -> Mapping[str, Image]:
        if self._known[0] != document.path:
            named = named_files(document, self._view.settings.contacts)
            self._known = (document.path, _said(named))
        return self._known[1]

    def _renditions(
        self, path: str, name: str, facts: FileFacts, portrait: bool, whole: PictureOf
    ) -> Mapping[str, tuple[Rendition, ...]]:
        """The sizes by format, the most common format last."""
        return {
            format: tuple(
                self._rendition(
                    path,
                    file_of_size(name, width, format),
                    width,
                    height,
                    _sized(whole, format, width, height),
                )
                for width, height in _sizes(facts, portrait)
            )
            for format in formats_of(facts)
        }

    def _rendition(
        self, path: str, file: str, width: int | None, height: int | None, order: PictureOf | None
    ) -> Rendition:
        url = self._view.addresses.absolute(path + file)
        return Rendition(
            url=url,
            path=url.removeprefix(self._host),
            file=file,
            type=media_type(file),
            width=width,
            height=height,
            order=order,
            size=self._weights.get(order, 0) if order else 0,
        )


def _nearest(shown: tuple[Rendition, ...]) -> Rendition | None:
    return min(shown, key=lambda r: abs((r.width or 0) - PREVIEW), default=None)


def _srcset(renditions: Iterable[Rendition]) -> str:
    return ", ".join(f"{r.path} {r.width}w" for r in renditions)


def files_of(edition: Edition) -> Iterator[Artifact]:
    """The pictures and files that fields and text name, beside the page."""
    groups = (*edition.contacts, *(g for project in edition.projects for g in project.contacts))
    photos = (person.photo for group in groups for person in group.people if person.photo)
    seen: set[str] = set()
    for media in (*edition.images, *edition.attachments, *edition.inline_files, *photos):
        files = ((r.file, r.order) for r in (media.whole, *media.renditions))
        for file, order in files:
            if file not in seen:
                seen.add(file)
                content = order or CopyOf(media.source)
                yield Artifact(path=edition.folder + file, content=content)

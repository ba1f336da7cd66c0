"""What the rules look at in a text, gathered in one walk of its tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from kppress.check.target import Target, target_of
from kppress.model.body import (
    Footnote,
    FootnoteMark,
    Heading,
    Inline,
    Link,
    Node,
    Picture,
    Raw,
    RawBlock,
    Text,
)
from kppress.model.contact import Group, Person
from kppress.model.diagnostic import Place
from kppress.model.document import Document, Page
from kppress.model.source import type_path
from kppress.model.walk import children_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A file that a document names, in a field or in its text."""

    target: Target
    field: type_path = ()
    node: Link | Picture | None = None

    @property
    def is_picture(self) -> bool:
        """Whether the file is shown, and not only offered."""
        return isinstance(self.node, Picture) or self.field[:1] == ("images",)

    @property
    def inherited_with(self) -> str:
        """The field with which a translation inherits it; empty for what stands in its text."""
        return str(self.field[0]) if self.field else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The parts of one document's text, in reading order, footnotes last."""

    headings: tuple[Heading, ...] = ()
    links: tuple[tuple[Link, Target], ...] = ()
    pictures: tuple[Picture, ...] = ()
    raw: tuple[Raw | RawBlock, ...] = ()
    texts: tuple[Text, ...] = ()
    footnotes: frozenset[str] = frozenset()
    marks: tuple[FootnoteMark, ...] = ()
    uses: tuple[Use, ...] = ()


def outline_of(document: Document) -> Outline:
    """The outline of a document."""
    headings: list[Heading] = []
    links: list[tuple[Link, Target]] = []
    pictures: list[Picture] = []
    raw: list[Raw | RawBlock] = []
    texts: list[Text] = []
    footnotes: set[str] = set()
    marks: list[FootnoteMark] = []
    uses: list[Use] = [*_uses(document)]
    # As `walk` does, but without asking the many that are text for what is below them.
    waiting: list[Node] = [*reversed(document.body.footnotes), *reversed(document.body.blocks)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Text):
            texts.append(node)
            continue
        if isinstance(node, Link):
            target = target_of(document.path, node.target)
            links.append((node, target))
            if target.kind == "file":
                uses.append(Use(target=target, node=node))
        elif isinstance(node, Heading):
            headings.append(node)
        elif isinstance(node, Picture):
            pictures.append(node)
            uses.append(Use(target=target_of(document.path, node.target), node=node))
        elif isinstance(node, Raw | RawBlock):
            raw.append(node)
        elif isinstance(node, Footnote):
            footnotes.add(node.label)
        elif isinstance(node, FootnoteMark):
            marks.append(node)
        waiting.extend(reversed(children_of(node)))
    return Outline(
        headings=tuple(headings),
        links=tuple(links),
        pictures=tuple(pictures),
        raw=tuple(raw),
        texts=tuple(texts),
        footnotes=frozenset(footnotes),
        marks=tuple(marks),
        uses=tuple(uses),
    )


def _uses(document: Document) -> Iterator[Use]:
    def use(target: str, *field: str | int) -> Use:
        return Use(target=target_of(document.path, target, in_field=True), field=field)

    for index, image in enumerate(document.images):
        yield use(image.file, "images", index, "file")
    for index, attachment in enumerate(document.attachments):
        yield use(attachment.file, "attachments", index, "file")
    for person, path in people_of(document):
        if isinstance(person, Person) and person.photo:
            yield use(person.photo, *path, "photo")


def people_of(document: Document) -> Iterator[tuple[object, type_path]]:
    """Every contact with its path: a `Person`, or the `ContactId` of one in the register."""
    named: list[tuple[object, type_path]] = [
        (contact, ("contacts", index)) for index, contact in enumerate(document.contacts)
    ]
    if isinstance(document, Page):
        for number, project in enumerate(document.projects):
            within = ("projects", number, "contacts")
            named += [(contact, (*within, index)) for index, contact in enumerate(project.contacts)]
    for contact, path in named:
        if isinstance(contact, Group):
            for index, person in enumerate(contact.people):
                yield person, (*path, "people", index)
        else:
            yield contact, path


def place_of_use(document: Document, use: Use) -> Place:
    """Where the document names the file."""
    if use.node is None:
        return document.source.place(*use.field)
    return place_of_target(document, use.node)


def place_of_node(document: Document, start: int, end: int) -> Place:
    """The place of the bytes `start` to `end` of the text, less white space around."""
    source = document.source
    first, last = source.body_span(start, end)
    text = source.text[first:last]
    stripped = text.strip()
    first += text.find(stripped) if stripped else 0
    return Place.within(source.path, source.text, first, first + len(stripped))


def place_of_words(document: Document, node: Heading | Link) -> Place:
    """The place of the words of a heading or link, without the marks around them."""
    children: tuple[Inline, ...] = node.children
    if not children:
        return place_of_node(document, node.start, node.end)
    return place_of_node(document, children[0].start, children[-1].end)


def place_of_target(document: Document, node: Link | Picture) -> Place:
    """The place of what a link or picture leads to; of the whole where it stands elsewhere."""
    source = document.source
    first, last = source.body_span(node.start, node.end)
    index = source.text.rfind(node.target, first, last) if node.target else -1
    if index < 0:
        return place_of_node(document, node.start, node.end)
    return Place.within(source.path, source.text, index, index + len(node.target))

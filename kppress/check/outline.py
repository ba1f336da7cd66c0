"""What the rules look at in a text, gathered when the first of them asks."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from kppress.check.target import Target, target_of
from kppress.model.anchors import anchors_of
from kppress.model.body import Heading, Inline, Link, Node, Picture, Raw, RawBlock, Text
from kppress.model.contact import Group, Person
from kppress.model.diagnostic import Place
from kppress.model.document import Document, Notice, Page
from kppress.model.places import own_place
from kppress.model.settings import Settings
from kppress.model.source import type_path
from kppress.model.walk import blocks, leads, sketched, targets, walk


class Use(Struct, frozen=True, kw_only=True):
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


class Outline:
    """The parts of one document's text, in reading order, footnotes last.

    What only links and files need is there without a walk through the whole tree. In a `sketch`
    they have nothing but their targets, and no text need be taken up for them.
    """

    def __init__(self, document: Document, *, sketch: bool = False) -> None:
        self._document = document
        self._sketch = sketch

    @cached_property
    def _targets(self) -> tuple[Link | Picture, ...]:
        return tuple((sketched if self._sketch else targets)(self._document.body))

    @cached_property
    def links(self) -> tuple[tuple[Link, Target], ...]:
        """Each link, and where it leads."""
        path = self._document.path
        return tuple(
            (node, target_of(path, node.target)) for node in self._targets if isinstance(node, Link)
        )

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures that stand in the text."""
        return tuple(node for node in self._targets if isinstance(node, Picture))

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every file that the document names, in its fields first."""
        path = self._document.path
        in_text = (Use(target=target_of(path, node.target), node=node) for node in self._targets)
        files = (use for use in in_text if use.is_picture or use.target.kind == "file")
        return (*_uses(self._document), *files)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings."""
        return tuple(node for node in blocks(self._document.body) if isinstance(node, Heading))

    @cached_property
    def raw(self) -> tuple[Raw | RawBlock, ...]:
        """HTML that somebody wrote."""
        return tuple(node for node in self._nodes if isinstance(node, Raw | RawBlock))

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The words."""
        return tuple(node for node in self._nodes if isinstance(node, Text))

    @cached_property
    def _nodes(self) -> tuple[Node, ...]:
        return tuple(walk(self._document.body))


def names_something(document: Document, settings: Settings) -> bool:
    """Whether a document names a file, another document or a place of the site; true in doubt."""
    return bool(
        document.images
        or document.attachments
        or document.related
        or isinstance(document, Page)  # which has fields of its own that may
        or (
            isinstance(document, Notice) and (document.web or document.replaces or document.cancels)
        )
        or any(
            isinstance(c, Group) or (isinstance(c, Person) and c.photo) for c in document.contacts
        )
        or any(_may_be_ours(target, settings) for target in leads(document.body))
    )


def what_it_names(document: Document) -> object:
    """All that the rules about what a document names look at in its text.

    Of two with the same fields they find the same where this is equal.
    """
    named = tuple((type(node), node.target) for node in targets(document.body))
    return named, frozenset(anchors_of(document.body).values())


def _may_be_ours(target: str, settings: Settings) -> bool:
    # Of other schemes a link may be right, and a picture is not.
    on_the_web = target.startswith(("https://", "http://"))
    return not on_the_web or own_place(target, settings) is not None


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


@lru_cache(maxsize=4096)  # the same people stand in many documents
def told_apart(person: Person, lang: str) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """A person's name and role, and what tells who it is: what they are called, and where reached.

    The last is empty where that is not said.
    """
    name, role = person.name.in_language(lang), person.role.in_language(lang)
    called = name.casefold(), person.organisation.in_language(lang).casefold(), lang
    if not (person.phone and person.email):
        return name, role, called, ()
    return name, role, called, (re.sub(r"\D", "", person.phone), person.email.casefold(), lang)

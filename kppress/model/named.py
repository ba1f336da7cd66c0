"""The files that a document names, in its fields and in its text."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kppress.model.address import source_target
from kppress.model.contact import Contact, ContactId, Group, Person
from kppress.model.document import Document, Image, Page
from kppress.model.walk import leads

_ELSEWHERE = ("https://", "http://", "mailto:", "tel:", "#", "/")


class Named(NamedTuple):
    """A file's path in the newsroom, and how it is used. It may be that there is no such file."""

    source: str
    image: Image | None = None
    portrait: bool = False


def named_files(document: Document, register: Mapping[str, Person]) -> Iterator[Named]:
    """Every file that is named, pictures first; the same one as often as it is named.

    `register` holds the people of kppress.toml.
    """

    def source(target: str) -> str:
        return source_target(document.path, target)

    for image in document.images:
        yield Named(source(image.file), image)
    for attachment in document.attachments:
        yield Named(source(attachment.file))
    for target in leads(document.body):
        if target and not target.startswith(_ELSEWHERE):
            yield Named(source(target.partition("#")[0]))
    for person in _people(document, register):
        if person.photo:
            yield Named(source(person.photo), portrait=True)


def _people(document: Document, register: Mapping[str, Person]) -> Iterator[Person]:
    contacts: list[Contact] = [*document.contacts]
    if isinstance(document, Page):
        contacts += [contact for project in document.projects for contact in project.contacts]
    for contact in contacts:
        for one in contact.people if isinstance(contact, Group) else (contact,):
            yield register[one.id] if isinstance(one, ContactId) else one

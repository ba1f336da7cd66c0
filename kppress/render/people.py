"""Whom a document or a page names, with what there is to reach them by."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kppress.model.contact import Contact, ContactId, Group, Person
from kppress.model.document import Document
from kppress.model.edition import ContactGroup, PersonCard
from kppress.model.phone import tel_of

if TYPE_CHECKING:
    from kppress.render.edition import Editor


def contact_groups(
    editor: "Editor", contacts: Iterable[Contact], language: str, document: Document | None = None
) -> tuple[ContactGroup, ...]:
    """The groups as given; people outside any group are one without a label.

    With `document`, their pictures stand beside its page.
    """
    loose: list[PersonCard] = []
    groups: list[ContactGroup] = []
    for contact in contacts:
        if isinstance(contact, Group):
            people = tuple(_person(editor, p, language, document) for p in contact.people)
            label = contact.label.in_language(language)
            groups.append(ContactGroup(label=label, people=people))
        else:
            loose.append(_person(editor, contact, language, document))
    alone = (ContactGroup(label="", people=tuple(loose)),) if loose else ()
    return (*groups, *alone)


def _person(
    editor: "Editor", contact: Person | ContactId, language: str, document: Document | None
) -> PersonCard:
    person = editor.settings.contacts[contact.id] if isinstance(contact, ContactId) else contact
    photo = None
    if person.photo and document and editor.gallery.has(document, person.photo):
        path = editor.address(document)
        name = person.name.in_language(language)
        photo = editor.gallery.media(document, path, person.photo, alt=name, portrait=True)
    return PersonCard(
        name=person.name.in_language(language),
        role=person.role.in_language(language),
        organisation=person.organisation.in_language(language),
        phone=person.phone or "",
        tel=tel_of(person.phone or ""),
        email=person.email or "",
        photo=photo,
    )

"""A document and what it translates: all that a rule may know and still look at one document."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime

from kppress.check.outline import people_of
from kppress.model.contact import Person
from kppress.model.document import AnyDocument, Document
from kppress.model.opening import Opening
from kppress.model.settings import Settings
from kppress.model.source import type_path


class Family:
    """Documents that inherit from one another, and when they open; `unread` are other files."""

    def __init__(
        self, documents: Iterable[AnyDocument], unread: AbstractSet[str], settings: Settings
    ) -> None:
        self.by_path = {document.path: document for document in documents}
        self.opening = Opening(self.by_path.values(), unread, settings.zone)
        self._contacts = settings.contacts

    def original(self, document: Document) -> AnyDocument | None:
        """What this edition translates, where that could be read."""
        return self.by_path.get(document.source.original or "")

    def inherits(self, document: Document, field: str) -> bool:
        """Whether the field stands in the original alone, which then has its findings."""
        return self.original(document) is not None and not document.source.has(field)

    def is_withdrawn(self, document: Document, now: datetime) -> bool:
        """Whether only the tombstone is left."""
        withdrawn = self.opening.withdrawn(document)
        return withdrawn is not None and withdrawn.at <= now

    def person(self, contact: object) -> Person | None:
        """The person that a contact is or means."""
        if isinstance(contact, Person):
            return contact
        return self._contacts.get(getattr(contact, "id", ""))

    def people(self, document: Document) -> tuple[tuple[Person, type_path], ...]:
        """The people whom a file names; those that a translation inherits are its original's."""
        named = ((self.person(contact), path) for contact, path in people_of(document))
        return tuple(
            (person, path)
            for person, path in named
            if person is not None and not self.inherits(document, str(path[0]))
        )

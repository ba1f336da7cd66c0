"""Where what documents name leads to on the site."""

from collections.abc import Mapping

from kppress.model.address import Addresses, origin_and_path, source_target
from kppress.model.document import Document
from kppress.model.places import Places, own_place
from kppress.model.view import View
from kppress.model.walk import leads

_ABSOLUTE = ("https://", "http://", "mailto:", "tel:", "#", "/", "\\")


class Leads:
    """The addresses of what a view let out.

    What is not public has none here, so that its very name may be told to nobody.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._settings = view.settings
        self._addresses: Addresses = view.addresses
        self._places = Places(
            view.settings, view.documents, view.feeds, view.files, (t.path for t in view.tombstones)
        )

    def address_of(self, target: str) -> str:
        """An absolute link as it goes out; empty for one into the site that leads to nothing."""
        own = own_place(target, self._settings)
        if own is not None:
            place = self._places.find(own.path)
            return self._addresses.absolute(place) + own.more if place else ""
        if target.startswith("//"):
            return f"https:{target}"
        if target.startswith("/"):
            return origin_and_path(self._settings.identity)[0] + target
        return target

    def in_text(self, document: Document) -> Mapping[str, str]:
        """As `Names.leads`."""
        found = ((t, self.of(document, t)) for t in leads(document.body) if self._may_be_ours(t))
        return {target: address for target, address in found if address is not None}

    def _may_be_ours(self, target: str) -> bool:
        elsewhere = target.startswith(("https://", "http://", "mailto:", "tel:", "#"))
        return not elsewhere or own_place(target, self._settings) is not None

    def of(self, document: Document, target: str) -> str | None:
        """As `address_of`, for any target in a document's text; None where it may be a file."""
        if target.startswith(_ABSOLUTE):
            return self.address_of(target)
        bare, mark, fragment = target.partition("#")
        source = source_target(document.path, bare)
        if linked := self._view.index.by_path.get(source):
            path = self._addresses.document(linked)
        elif stone := self._view.buried.get(source):
            return self._addresses.absolute(stone.path)
        else:
            return None
        return self._addresses.absolute(path) + mark + fragment

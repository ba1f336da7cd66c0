"""What the files of a document are made of, beside its own text.

While none of it changes they need not be made again.
Nothing is followed finely where a mistake would show a page of yesterday: a document that names
another depends on the addresses and titles of all.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from kppress.model.document import AnyDocument
from kppress.model.places import own_place
from kppress.model.settings import Settings
from kppress.model.view import View
from kppress.model.walk import targets


def on_all(view: View, templates: Mapping[str, str], statics: Mapping[str, bytes]) -> bytes:
    """A digest of what every page shows or is made with: settings, feeds, templates, styles."""
    return _digest(
        view.settings.model_dump_json(),
        repr(view.feeds),
        *(text for name in sorted(templates) for text in (name, templates[name])),
        *(repr((name, statics[name])) for name in sorted(statics)),
    )


def on_others(view: View) -> bytes:
    """A digest of what a page may show of another document: where it is, and by which name."""
    addresses = view.addresses
    return _digest(
        *(
            repr((d.path, d.id, d.slug, d.lang, d.title, d.source.original, addresses.document(d)))
            + repr((d.type, d.topics, d.regions, d.aliases))  # which lists and old addresses exist
            for d in view.documents
        ),
        *(repr((path, view.buried[path])) for path in sorted(view.buried)),
        *sorted(view.files),
    )


def on_files(
    view: View, document: AnyDocument, named: Iterable[str], sizes: Mapping[str, str]
) -> bytes:
    """A digest of what is known of the files that a document names, and of what time shows of it.

    `sizes` says by path how the whole pictures came out. A correction or an embargo of the
    original that has yet to come is left out of a view.
    """
    paths = sorted(path for path in named if path in view.files)
    shown = (document.corrections, document.updated, document.embargo_until)
    return _digest(repr(shown), *(repr((view.files[path], sizes.get(path, ""))) for path in paths))


def names_others(view: View, document: AnyDocument) -> bool:
    """Whether anything in a document could lead to another one, or to a list of others."""
    return bool(
        document.related
        or document.source.original
        or len(view.editions_of(document)) > 1
        or any(_may_lead_to_us(node.target, view.settings) for node in targets(document.body))
    )


def _may_lead_to_us(target: str, settings: Settings) -> bool:
    elsewhere = target.startswith(("https://", "http://", "mailto:", "tel:", "#"))
    return not elsewhere or own_place(target, settings) is not None


def _digest(*parts: str) -> bytes:
    digest = blake2b(digest_size=16)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.digest()

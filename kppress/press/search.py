"""The search: which documents it finds, and its index among the files of the site."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from kppress.locale.dates import stamp
from kppress.locale.words import phrases
from kppress.model.address import file_of
from kppress.model.artifact import Artifact, AsItStands
from kppress.model.document import AnyDocument
from kppress.model.newsroom import Newsroom
from kppress.model.site import PublicSite
from kppress.model.view import PublicNewsroom
from kppress.search.index import index, program
from kppress.search.page import SearchPage


def lacks_search(newsroom: Newsroom) -> bool:
    """Whether the newsroom wants a search and the extra for it is missing."""
    return newsroom.settings.build.search and program() is None


def without_search(newsroom: Newsroom) -> Newsroom:
    """The newsroom as if its settings asked for no search: the archive answers instead."""
    settings = newsroom.settings
    making = replace(settings.build, search=False)
    return replace(newsroom, settings=replace(settings, build=making))


def with_index(
    site: PublicSite, newsroom: PublicNewsroom, keep: Path, output: Path, *, dry: bool = False
) -> PublicSite:
    """The site with its index, which is made of the site's own pages and so of nothing hidden.

    Pages that stand already are read from `output`. With `dry` nothing is written into the folder
    `keep`.
    """
    if not newsroom.settings.build.search:
        return site
    found = (_page(document, newsroom) for document in newsroom.documents)
    pages = {page.path: page for page in found}
    return replace(site, artifacts=_artifacts(site, pages, keep, output, dry=dry))


def _artifacts(
    site: PublicSite, pages: Mapping[str, SearchPage], keep: Path, output: Path, *, dry: bool
) -> Iterator[Artifact]:
    found: dict[str, bytes] = {}
    for artifact in site.artifacts:
        if page := pages.get(artifact.path):
            match artifact.content:
                case bytes() as content:
                    found[artifact.path] = page.html(content)
                case AsItStands():
                    found[artifact.path] = page.html((output / artifact.path).read_bytes())
        yield artifact
    yield from index(found, keep, dry=dry)


def _page(document: AnyDocument, newsroom: PublicNewsroom) -> SearchPage:
    kind = phrases("terms", document.lang)[f"kind.{document.type.value}"]
    public = document.first_public_moment
    facts = (kind, stamp(public, document.lang).day) if public else (kind,)
    path = file_of(newsroom.addresses.document(document))
    return SearchPage(path=path, facts=", ".join(facts))

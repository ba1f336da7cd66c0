"""The page of the search, in each language; where there is no search the archive answers."""

from collections.abc import Iterator

from kppress.locale.words import own_name, phrases
from kppress.model.artifact import Artifact
from kppress.render.web import Pages


def search_page(pages: Pages) -> Iterator[Artifact]:
    """`/sok/`, `/en/search/`. Not to be found by other searches."""
    language = pages.site.language
    editor = pages.editor
    path = editor.addresses.section("search", language)
    languages = editor.settings.languages
    alternates = tuple(
        editor.link(own_name(other), editor.addresses.section("search", other), other)
        for other in languages
    )
    head = pages.head(
        phrases("terms", language)["page.search"],
        path,
        alternates=alternates if len(languages) > 1 else (),
        indexable=False,
    )
    yield pages.page(path, "web/search.html", head, section="search")

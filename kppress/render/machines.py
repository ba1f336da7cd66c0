"""What machines read: feeds, alerts, sitemaps, ninjs, calendars, the banner's data."""

from collections.abc import Callable, Iterator

from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument, Notice, Page
from kppress.render.alerts import alerts_feed, alerts_path
from kppress.render.cap import cap_artifacts
from kppress.render.edition import Editor
from kppress.render.ics import calendar
from kppress.render.notices import notices_files
from kppress.render.opml import opml
from kppress.render.sitemap import news_sitemap, robots, sitemaps

Asked = Callable[[str], bool]
"""Whether the file at a path is to be made at all: a preview makes one."""


def beside(document: AnyDocument, editor: Editor, asked: Asked) -> Iterator[Artifact]:
    """What stands beside the page of a document."""
    folder = editor.address(document).lstrip("/")
    wants_ninjs = editor.settings.build.ninjs and not isinstance(document, Page)
    if wants_ninjs and asked(f"{folder}index.json"):
        from kppress.render.ninjs import ninjs  # late: a newsroom may have none

        yield ninjs(document, editor)
    if asked(f"{folder}index.ics") and (made := calendar(document, editor)):
        yield made
    if isinstance(document, Notice):
        yield from cap_artifacts(document, editor)


def of_notices(editor: Editor, asked: Asked) -> Iterator[Artifact]:
    """What all notices make together, their pages apart."""
    for language in editor.settings.languages:
        yield from notices_files(editor, language)
        if asked(alerts_path(editor, language).lstrip("/")):
            yield alerts_feed(editor, language)


def of_all(editor: Editor, asked: Asked) -> Iterator[Artifact]:
    """What several documents make together, feeds apart."""
    yield from of_notices(editor, asked)
    if asked("feeds/opml.xml"):
        yield opml(editor)
    if asked("sitemap.xml"):
        yield from sitemaps(editor)
    if asked("sitemap-news.xml"):
        yield news_sitemap(editor)
    yield robots(editor)

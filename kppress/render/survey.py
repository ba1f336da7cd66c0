"""What a build that sees few documents has to be told of all that are public."""

from collections.abc import Iterable, Mapping, Sequence

from kppress.model.document import Notice, Page
from kppress.model.site import Survey
from kppress.render.edition import Editor
from kppress.render.feed_pages import shown
from kppress.render.listings import YearlyList
from kppress.render.notice import events, is_listed

RECENT = 50
"""The newest documents, beside which one that is added has its place in the sitemaps."""


def survey_of(
    editor: Editor, lists: Iterable[YearlyList], told: Mapping[str, Sequence[str]]
) -> Survey:
    """The survey of a view; `told` are the paths of the documents that each feed itself holds."""
    view = editor.view
    notices = [document for document in view.documents if isinstance(document, Notice)]
    return Survey(
        lists=dict(one.shown() for one in lists),
        feeds={feed.name: shown(feed, editor, told[feed.name]) for feed in view.feeds},
        newest=tuple(d.path for d in view.documents[:RECENT] if not isinstance(d, Page)),
        notices=tuple(notice.path for notice in notices if is_listed(notice, view)),
        past=tuple(notice.path for notice in notices if not is_listed(notice, view)),
        events=tuple(events(view)),
        tombstones=view.tombstones,
    )

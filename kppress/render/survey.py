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
    return Survey(
        lists=dict(one.shown() for one in lists),
        feeds={feed.name: shown(feed, editor, told[feed.name]) for feed in view.feeds},
        newest=tuple(d.path for d in view.documents[:RECENT] if not isinstance(d, Page)),
        notices=tuple(
            d.path for d in view.documents if isinstance(d, Notice) and is_listed(d, view)
        ),
        events=tuple(events(view)),
        tombstones=view.tombstones,
    )

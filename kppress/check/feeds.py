"""The feeds' definitions."""

from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Place, Scope, Severity
from kppress.model.newsroom import Newsroom


@rule("KP801", "empty-feed", Severity.WARNING, scope=Scope.NEWSROOM)
def empty_feed(newsroom: Newsroom) -> Hits:
    """The feed selects no document at all.

    Its topics, regions and types must all fit, and here nothing fits; subscribers would wait in
    vain.

    Bad::

        topics = ["skola"]
        regions = ["alvesta"]   (no document has both)

    Good::

        topics = ["skola"]
    """
    for feed in newsroom.feeds:
        if not any(map(feed.selects, newsroom.documents)):
            yield hit(Place(file=f"feeds/{feed.name}.toml"), name=feed.name)

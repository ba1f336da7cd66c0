"""What files tell of documents that were added: the part of `addition` that imports most."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path

from jinja2 import TemplateError
from msgspec import Struct
from msgspec.structs import replace

from kppress.cache.compiled import compiled
from kppress.cache.store import Store
from kppress.model.artifact import PictureOf
from kppress.model.document import AnyDocument, Notice, Page
from kppress.model.edition import NO_NAMES, Names
from kppress.model.newsroom import Newsroom
from kppress.model.opening import FRESH
from kppress.model.site import Survey
from kppress.model.view import PublicNewsroom
from kppress.press.addition import Added, counted, survey_of
from kppress.press.few import Few, NotKnown, sure, unknown
from kppress.press.kept import PARTS
from kppress.press.mails import has_templates
from kppress.press.neighbours import neighbours
from kppress.press.patches import names_in, records_of
from kppress.press.pictures import Pictures, wanted
from kppress.press.remade import Again, Remade
from kppress.press.share import meanwhile
from kppress.press.templates import statics, templates
from kppress.render.edition import FOOTER, Editor
from kppress.render.reuse import Group
from kppress.render.site import Works
from kppress.render.sitemap import news_sitemap, with_document
from kppress.render.survey import RECENT
from kppress.render.templating import environment

MAP = "sitemap.xml"


class More(Struct, frozen=True):
    """The files of a site with more documents than before."""

    files: Remade
    survey: Survey
    next_change: datetime | None


class Workshop:
    """What makes them: all that can be got ready before anybody knows what was added."""

    def __init__(self, few: Few) -> None:
        root, stamp = few.asked.root, few.asked.stamp
        sure(not has_templates(root))
        self._few = few
        self._survey = survey_of(few)
        self._store = Store(root / PARTS, stamp)
        self._records = records_of(root, stamp)
        self._pictures = Pictures(root, stamp)
        self._templates = templates(root)
        self._statics = statics(root)
        self._jinja = environment(self._templates, compiled())

    def made(self, added: Added) -> More:
        """The files of these documents, and of what tells of them."""
        new, others = added.newsroom.documents, neighbours(added, self._survey, self._store)
        all_of_them = replace(others, documents=(*others.documents, *new))
        developed = self._pictures.room.develop(tuple(wanted(all_of_them, self._few.asked.now)))
        sure(not developed.faults)
        total, names = counted(self._survey, added.newsroom), self._names(others)
        before = self._works(others, self._survey, names, developed.weights)
        after = self._works(all_of_them, total, names, developed.weights)
        newest = _newest(after.editor, self._survey, new)
        memory, output = self._few.known.memory, self._few.asked.output
        was = before.depends(memory.marks, memory.heads, self._templates)
        made_of = was.like(after.editor)
        files = Remade(output, self._records, self._store, made_of)
        known = chain(before.of_each(), before.of_pages(), before.of_feeds())
        earlier = {group.name: group for group in known}
        own = {document.path for document in new}

        def changed(groups: Iterable[Group]) -> Iterator[tuple[Group, bytes | None]]:
            for group in groups:
                if group.name in own:
                    yield group, None
                    continue
                then = earlier.pop(group.name, None)
                if then is None:  # the first of its kind, or of a year
                    sure(own.issuperset(document.path for document in group.documents))
                    yield group, None
                    continue
                shows = any(document.path in own for document in group.documents)
                if shows or group.facts != then.facts:
                    yield group, was.of(then)

        def make(groups: Iterable[tuple[Group, bytes | None]]) -> list[Again]:
            made = (files.make(group, then) for group, then in groups)
            try:
                return [again or unknown() for again in made]
            except TemplateError:
                unknown()

        pages = [*changed(chain(after.of_each(), after.of_pages()))]
        feeds = [*changed(after.of_feeds())]
        sure(not earlier and own <= {group.name for group, _ in pages})
        # The feeds are much to hand over, and the pages little.
        with meanwhile(lambda: make(pages), aside=True) as in_pages:
            for again in make(feeds):
                files.take(again)
            if any(isinstance(document, Notice) for document in new):
                for then, now in zip(before.of_notices(), after.of_notices(), strict=True):
                    sure((output / then.path).read_bytes() == then.content)
                    assert isinstance(now.content, bytes)
                    files.contents[now.path] = now.content
            _put_maps(files, output / MAP, after.editor, newest, new)
            for again in in_pages():
                files.take(again)
        view = after.editor.view
        assert isinstance(view, PublicNewsroom)
        return More(files, self._surveyed(after.survey(), total, newest), view.next_change)

    def _names(self, others: Newsroom) -> Mapping[str, Names]:
        """What these show of others, as `Editor` wants it."""
        paths = {document.path for document in others.documents}
        alone = {path: self._few.known.small(path).alone for path in paths}
        silent = {path for path, one in alone.items() if one and not one.names_something}
        named = names_in(self._records, paths - silent)
        footer = Names(leads=self._few.frame.footer)
        return {**dict.fromkeys(silent, NO_NAMES), **named, FOOTER: footer}

    def _works(
        self,
        newsroom: Newsroom,
        survey: Survey,
        names: Mapping[str, Names],
        weights: Mapping[PictureOf, int],
    ) -> Works:
        view = replace(newsroom.public_at(self._few.asked.now), tombstones=survey.tombstones)
        return Works(view, self._jinja, self._statics, weights=weights, known=names, survey=survey)

    def _surveyed(self, found: Survey, total: Survey, newest: Sequence[AnyDocument]) -> Survey:
        """What to keep: of the lists that have new documents what was found."""
        before = self._survey
        lists = {k: found.lists[k] for k, v in total.lists.items() if v != before.lists.get(k)}
        feeds = {k: found.feeds[k] for k, v in total.feeds.items() if v != before.feeds[k]}
        return before._replace(
            lists={**before.lists, **lists},
            feeds={**before.feeds, **feeds},
            newest=tuple(document.path for document in newest[:RECENT]),
            notices=found.notices,
            past=found.past if len(found.past) > len(before.past) else before.past,
        )


def _newest(editor: Editor, survey: Survey, new: Sequence[AnyDocument]) -> Sequence[AnyDocument]:
    """The newest of all documents, the new ones among them."""
    dated = [document for document in editor.view.documents if not isinstance(document, Page)]
    newest = dated[: len(survey.newest) + len(new)]
    paths, own = [document.path for document in newest], {document.path for document in new}
    sure([path for path in paths if path not in own] == [*survey.newest] and own <= {*paths})
    if len(survey.newest) == RECENT:  # there are more, which are older
        last = newest[-1]
        sure(last.path not in own and last.first_public)
        sure(last.first_public and last.first_public + FRESH <= editor.view.now)
    return newest


def _put_maps(
    files: Remade,
    map: Path,
    editor: Editor,
    newest: Sequence[AnyDocument],
    new: Sequence[AnyDocument],
) -> None:
    """Put the new documents into the sitemaps."""
    content: bytes | None = map.read_bytes()
    own = {document.path for document in new}
    for newer, document in zip((None, *newest), newest, strict=False):
        if document.path in own and content:
            content = with_document(content, document, newer, editor)
    if not content:
        raise NotKnown
    files.contents[MAP] = content
    news = news_sitemap(editor)
    assert isinstance(news.content, bytes)
    files.contents[news.path] = news.content

"""The finished mails that checking wants to see: the long ones, and those of own templates."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from kppress.model.document import AnyDocument, Page
from kppress.model.mailing import Mailing
from kppress.model.newsroom import Newsroom
from kppress.model.term import Kind

PERHAPS_HEAVY = 60_000
"""Bytes, by a rough and high estimate, from which a mail is rendered to be weighed."""


def estimate(document: AnyDocument) -> int:
    """Bytes that the mail may come to, with the styles of each paragraph, item, cell and link."""
    source = document.source
    text = source.text[source.body_start :]
    marks = text.count("](") + text.count("|") + text.count("*") // 2
    return 30_000 + 2 * len(text) + 250 * (text.count("\n") + marks)


def has_templates(root: Path) -> bool:
    """Whether the newsroom in `root` has templates of its own for mails."""
    from kppress.press.templates import built_in_folder

    own = root / "templates" / "email"
    return own.is_dir() and own.parent != built_in_folder()


def mails_to_check(
    newsroom: Newsroom,
    root: Path,
    now: datetime,
    estimated: Callable[[AnyDocument], int] = estimate,
) -> Iterator[tuple[AnyDocument, Mailing]]:
    """Mails that may be too heavy; with own templates also the first mail of each type.

    `estimated` says what `estimate` does of a document. A template that does not work is told of by
    the build, where its line is known.
    """
    tried: set[Kind] = set()
    templated = has_templates(root)
    makes: Callable[[AnyDocument], Mailing | None] | None = None
    for document in newsroom.documents:
        if isinstance(document, Page) or document.source.faulty:
            continue
        first = templated and document.type not in tried
        if not first and estimated(document) < PERHAPS_HEAVY:
            continue
        tried.add(document.type)
        makes = makes or _makes(newsroom, root, now)
        if mail := makes(document):
            yield document, mail


def _makes(
    newsroom: Newsroom, root: Path, now: datetime
) -> Callable[[AnyDocument], Mailing | None]:
    """What makes mails; None of one whose template does not work."""
    from jinja2 import TemplateError  # late: few newsrooms have such mails

    from kppress.press.post import Post

    post = Post(newsroom.preview_at(now), root)

    def make(document: AnyDocument) -> Mailing | None:
        try:
            return post.mail(document)
        except (TemplateError, ValueError):
            return None

    return make

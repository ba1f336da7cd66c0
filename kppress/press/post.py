"""Documents to mails, as the commands and the checks ask for them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from kppress.cache.compiled import compiled
from kppress.locale.dates import period
from kppress.model.artifact import PictureOf
from kppress.model.document import AnyDocument, Page
from kppress.model.edition import CorrectionNote
from kppress.model.error import UsageFault
from kppress.model.feed import Feed
from kppress.model.mailing import Digest, DigestItem, Mailing
from kppress.model.moment import iso
from kppress.model.view import View
from kppress.press.templates import templates
from kppress.render.edition import Editor
from kppress.render.email import Mailer
from kppress.render.feed_item import moved
from kppress.render.masthead import site_of
from kppress.render.site import mailer, sender_of
from kppress.render.templating import environment


class Post:
    """Makes the mails of the documents of one view, with the newsroom's templates.

    `weights` gives the bytes of whole pictures, by default those of their sources.
    """

    def __init__(
        self, view: View, root: Path, weights: Mapping[PictureOf, int] | None = None
    ) -> None:
        self._view = view
        self._editor = Editor(view, weights)
        self._jinja = environment(templates(root), compiled())
        self._mailers: dict[str, Mailer] = {}

    def mail(
        self, document: AnyDocument, list_unsubscribe: str = "", *, embargo: str = ""
    ) -> Mailing:
        """The mail of a document; with an `embargo` it says so on top and links nowhere.

        Raises UsageFault for a page, and TemplateError.
        """
        if isinstance(document, Page):
            raise UsageFault("page_is_no_mail", document=document.path)
        view, settings = self._view, self._view.settings
        made = self._editor.edition(view.index.by_path[document.path])
        if embargo:
            made = replace(made, embargo=embargo)
        # A draft has no date of its own yet, and a mail dated in the future is taken for junk.
        public = document.first_public
        return self._mailer(document.lang).mail(
            made,
            sender=sender_of(settings, document.lang),
            list_id=settings.mail.list_id or "",
            date=made.modified if public and public <= view.now and not embargo else iso(view.now),
            unsubscribe_url=list_unsubscribe,
        )

    def digest(self, feed: Feed, since: datetime, list_unsubscribe: str = "") -> Mailing | None:
        """The mail of what a feed has had since a moment; None where that is nothing."""
        view, settings = self._view, self._view.settings
        items = tuple(
            DigestItem(
                edition=self._editor.edition(document),
                corrections=self._corrections(document, since),
            )
            for document in digested(view, feed, since)
        )
        if not items:
            return None
        language = feed.language
        digest = Digest(
            id=f"{feed.id}.{since.astimezone(UTC):%Y%m%dT%H%M%S}",
            lang=language,
            title=feed.title.in_language(language),
            description=feed.description.in_language(language),
            period=period(since.astimezone(settings.zone), view.now, language),
            url=view.addresses.absolute(view.addresses.feed(feed.name)),
            items=items,
            organisation=settings.newsroom.name.in_language(language),
            address=settings.newsroom.address,
            email=settings.newsroom.email or "",
        )
        return self._mailer(language).digest(
            digest,
            sender=sender_of(settings, language),
            list_id=settings.mail.list_id or "",
            date=iso(view.now),
            unsubscribe_url=list_unsubscribe,
        )

    def _corrections(self, document: AnyDocument, since: datetime) -> tuple[CorrectionNote, ...]:
        """What readers were told wrongly, and have not been told of before."""
        opened = document.first_public
        if opened is None or opened > since:
            return ()
        made = self._editor.edition(document).corrections
        noted = sorted(document.corrections, key=lambda c: c.at, reverse=True)
        return tuple(
            note
            for note, correction in zip(made, noted, strict=True)
            if note.substantive and since < correction.at.at
        )

    def _mailer(self, language: str) -> Mailer:
        made = self._mailers.get(language)
        if made is None:
            site = site_of(self._editor, language)
            made = mailer(site, self._view.settings, self._jinja)
            self._mailers[language] = made
        return made


def digested(view: View, feed: Feed, since: datetime) -> tuple[AnyDocument, ...]:
    """What a feed has had since a moment, as the feed has it: the newest first, to its limit."""
    chosen = (d for d in view.documents if feed.selects(d) and since < moved(d) <= view.now)
    newest = sorted(chosen, key=lambda d: (moved(d), d.id), reverse=True)
    return tuple(d for d in newest[: feed.limit] if not isinstance(d, Page))

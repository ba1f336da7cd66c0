"""Documents to mails, as the commands and the checks ask for them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kppress.model.artifact import PictureOf
from kppress.model.document import AnyDocument, Page
from kppress.model.error import UsageFault
from kppress.model.mailing import Mailing
from kppress.model.moment import iso
from kppress.model.view import View
from kppress.press.templates import templates
from kppress.render.edition import Editor
from kppress.render.email import Mailer
from kppress.render.site import mailer, sender_of, site_of
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
        self._jinja = environment(templates(root))
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
        if document.lang not in self._mailers:
            site = site_of(self._editor, document.lang)
            self._mailers[document.lang] = mailer(site, settings, self._jinja)
        # A draft has no date of its own yet, and a mail dated in the future is taken for junk.
        public = document.first_public
        return self._mailers[document.lang].mail(
            made,
            sender=sender_of(settings, document.lang),
            list_id=settings.mail.list_id or "",
            date=made.modified if public and public <= view.now and not embargo else iso(view.now),
            unsubscribe_url=list_unsubscribe,
        )

"""The preview: the newsroom as it stands in the folder, drafts included, a page at a time.

A `Proofs` reads the folder anew after each save; a `Proof` is what one reading says at one moment.
Nothing here can be written or published: rendering gives a `PreviewSite`, which writing refuses.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from pathlib import Path

from jinja2 import Environment
from msgspec import Struct, field
from msgspec.structs import replace

from kppress.cache.compiled import compiled
from kppress.check.policy import settle
from kppress.check.registry import check
from kppress.model.artifact import Artifact
from kppress.model.diagnostic import Diagnostic
from kppress.model.document import AnyDocument, Mailable, Notice, Page
from kppress.model.listing import Row
from kppress.model.mailing import Mailing
from kppress.model.moment import Moment
from kppress.model.newsroom import Newsroom
from kppress.model.opening import Opening
from kppress.model.site import PreviewSite
from kppress.model.view import PreviewNewsroom
from kppress.press.known import Known
from kppress.press.listing import row_of, rows
from kppress.press.remember import held
from kppress.press.rules import all_rules
from kppress.press.templates import statics, templates
from kppress.read.folder import SETTINGS_FILE, Read, read_newsroom
from kppress.render.edition import Editor
from kppress.render.masthead import site_of
from kppress.render.site import mailer, preview_site, sender_of
from kppress.render.templating import environment

HIDDEN = frozenset({"draft", "embargoed", "scheduled", "faulty", "withdrawn"})
"""The states, of `kppress list`, of what the public does not see."""


# With a dict: what is costly is made once, when it is asked for.
class Proof(Struct, frozen=True, kw_only=True, dict=True):
    """One reading of the newsroom at one moment. `newsroom` is None where the settings are broken.

    Templates are compiled when a page is asked for, so jinja2.TemplateError comes from there.
    """

    root: Path
    now: datetime
    base_url: str
    read: Read
    known: Known
    jinja: Environment
    _mails: dict[str, Mailing] = field(default_factory=dict)

    @property
    def newsroom(self) -> Newsroom | None:
        """As it was read, from its own address."""
        return self.read.newsroom

    @cached_property
    def view(self) -> PreviewNewsroom | None:
        """What a preview may see, at the address of the preview."""
        newsroom = self.newsroom
        if newsroom is None:
            return None
        documents = tuple(_dated(self._opening.dated(d), self.now) for d in newsroom.documents)
        settings = newsroom.settings.at_address(self.base_url)
        return replace(newsroom, documents=documents, settings=settings).preview_at(self.now)

    @cached_property
    def site(self) -> PreviewSite | None:
        """The site, file by file."""
        return preview_site(self.view, self.jinja, statics(self.root)) if self.view else None

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The state of each document, by its file, as `kppress list` has it."""
        found = rows(self.newsroom, self.now) if self.newsroom else ()
        return {row.document.path: row for row in found}

    def row(self, document: AnyDocument) -> Row:
        """The state of one document: all of them together take as long as a reading."""
        if self.newsroom is None or isinstance(document, Notice):
            return self.rows[document.path]
        read = self._read_as[document.path]
        return row_of(read, self._opening, self.now, superseded=False)

    @cached_property
    def _opening(self) -> Opening:
        return Opening((), frozenset(), UTC) if self.newsroom is None else self.newsroom.opening()

    @cached_property
    def _read_as(self) -> Mapping[str, AnyDocument]:
        return {d.path: d for d in self.newsroom.documents} if self.newsroom else {}

    @cached_property
    def pages(self) -> Mapping[str, AnyDocument]:
        """The documents by the address of their page, which begins and ends with `/`."""
        view = self.view
        return {view.addresses.document(d): d for d in view.documents} if view else {}

    def make(self, path: str) -> Artifact | None:
        """The file of the site at `path`. Raises TemplateError and what templates may raise."""
        return self.site.make(path) if self.site else None

    @cached_property
    def _editor(self) -> Editor:
        assert self.view is not None
        return Editor(self.view)

    def mail(self, document: Mailable) -> Mailing:
        """The mail: the HTML that e-post.html shows, and its text part."""
        if document.id in self._mails:
            return self._mails[document.id]
        settings = self._editor.settings
        site = site_of(self._editor, document.lang)
        mails = mailer(site, settings, self.jinja)
        edition = self._editor.edition(document)
        made = mails.mail(edition, sender=sender_of(settings, edition.lang))
        return self._mails.setdefault(document.id, made)

    def found_in(self, files: Collection[str]) -> tuple[Diagnostic, ...]:
        """What is wrong in these files; the rest of the newsroom is not checked."""
        newsroom = self.newsroom
        if newsroom is None:
            return self.read.found
        found = (*self.read.found, *check(newsroom, self.now, only=files, known=self.known.alone))
        return tuple(d for d in settle(found, newsroom, all_rules()) if d.place.file in files)

    @cached_property
    def found(self) -> tuple[Diagnostic, ...]:
        """What is wrong anywhere."""
        newsroom = self.newsroom
        if newsroom is None:
            return self.read.found
        found = (*self.read.found, *check(newsroom, self.now, known=self.known.alone))
        return settle(found, newsroom, all_rules())

    @property
    def shared_files(self) -> frozenset[str]:
        """What all pages rest on: settings and feeds, those that could not be read included."""
        files = {*self.read.texts, *(d.place.file for d in self.read.found)}
        return frozenset({SETTINGS_FILE, *(f for f in files if f.startswith("feeds/"))})


class Proofs(Struct):
    """The newsroom in `root`, read again when `changed` has been said. For one thread.

    `begun` is as in `Memory`.
    """

    root: Path
    begun: int = 0
    _known: Known | None = None
    _read: Read | None = None
    _texts: Mapping[str, str] = field(default_factory=dict)
    _jinja: Environment | None = None
    _proof: Proof | None = None
    _seen: dict[str, str] = field(default_factory=dict)

    def changed(self) -> None:
        """Something was saved: the next proof is of a new reading."""
        self._read = self._proof = None

    def zone(self) -> tzinfo:
        """The newsroom's zone, UTC where its settings cannot be read."""
        newsroom = self._reading().newsroom
        return newsroom.settings.zone if newsroom else UTC

    def proof(self, now: datetime, base_url: str) -> Proof:
        """The newsroom at `now`, with addresses below `base_url`. Raises KppressError."""
        read = self._reading()
        texts = templates(self.root)
        if self._jinja is None or texts != self._texts:
            self._jinja, self._texts = environment(texts, compiled()), texts
        proof = self._proof
        if proof is None or proof.jinja is not self._jinja or _differ(proof, now, base_url):
            proof = self._proof = Proof(
                root=self.root,
                now=now,
                base_url=base_url,
                read=read,
                known=self._knows(),
                jinja=self._jinja,
            )
            self._seen.update((path, d.path) for path, d in proof.pages.items())
        return proof

    def file_at(self, path: str) -> str:
        """The file whose page was last seen at an address, also when it no longer is."""
        return self._seen.get(path, "")

    def _reading(self) -> Read:
        if self._read is None:
            self._read = read_newsroom(self.root, memory=self._knows().memory)
        return self._read

    def _knows(self) -> Known:
        if self._known is None:
            self._known = held(self.root, self.begun)
        return self._known


def _differ(proof: Proof, now: datetime, base_url: str) -> bool:
    """Whether a proof is of another minute or address: times are written by the minute."""
    return proof.base_url != base_url or proof.now.replace(second=0, microsecond=0) != now.replace(
        second=0, microsecond=0
    )


def _dated(document: AnyDocument, now: datetime) -> AnyDocument:
    """A draft without a date as it would look if it were published now."""
    if document.first_public is not None or isinstance(document, Page):
        return document
    minute = now.replace(second=0, microsecond=0)
    return replace(document, published=Moment(minute))

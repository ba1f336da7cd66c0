"""The preview as a web application: each address to what answers it."""

import sys
import traceback
from collections.abc import Awaitable, Callable
from datetime import datetime, tzinfo

from jinja2 import TemplateError
from msgspec import Struct
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from kppress.locale.words import phrases
from kppress.model.address import file_of
from kppress.model.document import Mailable, Page
from kppress.model.error import KppressError
from kppress.press.preview import HIDDEN, Proof, Proofs
from kppress.press.templates import fault_of
from kppress.preview import bar
from kppress.preview.bell import Bell
from kppress.preview.file import content_of, type_of
from kppress.preview.guard import MAIL_POLICY, Guard
from kppress.preview.look import LOOKS, WIDTHS, seen_in
from kppress.report.html import counted, findings

type_clock = Callable[[tzinfo], datetime]
type_answer = Callable[[Request], Awaitable[Response]]
MISSING, BROKEN = 404, 500


class Desk(Struct, frozen=True):
    """Where all answers are made, one at a time, in the one thread of the server."""

    proofs: Proofs
    clock: type_clock
    language: str
    bell: Bell

    def application(self) -> ASGIApp:
        """The preview."""
        own = bar.OWN
        routes = [
            Route(f"{own}events", self.events),
            Route(f"{own}marks.json", self.safely(self.marks)),
            Route(own, self.safely(self.whole)),
            Route(f"{own}mail/{{width:int}}/{{look}}/{{path:path}}", self.safely(self.mail)),
            Route(f"{own}mail.html/{{look}}/{{path:path}}", self.safely(self.mail_alone)),
            Route(f"{own}text/{{path:path}}", self.safely(self.text)),
            Route(f"{own}{{name}}", self.static),
            Route("/{path:path}", self.safely(self.web)),
        ]
        return Guard(Starlette(routes=routes), self.now)

    def now(self) -> datetime:
        """The moment that the preview shows, in the newsroom's zone."""
        return self.clock(self.proofs.zone())

    def proof(self, request: Request) -> Proof:
        """The newsroom as it is now, at the address by which the browser calls this machine."""
        return self.proofs.proof(self.now(), f"http://{request.url.netloc.lower()}")

    def safely(self, answer: type_answer) -> type_answer:
        """The answer, or what went wrong as a page: a broken file never ends the server."""

        async def answering(request: Request) -> Response:
            try:
                return await answer(request)
            except TemplateError as fault:
                return self._broken(fault_of(fault))
            except KppressError as fault:
                return self._broken(fault)
            except Exception as fault:  # noqa: BLE001 # a template may raise anything
                traceback.print_exc(file=sys.stderr)
                return self._broken(KppressError("page", reason=f"{type(fault).__name__}: {fault}"))

        return answering

    def _broken(self, fault: KppressError) -> Response:
        words = phrases("preview", self.language)
        text = phrases("cli", self.language)[f"error.{fault.key}"].format(**fault.values)
        made = bar.page("fault.html", self.language, title=words["broken"], text=text, findings="")
        return self._page(made, bar.Bar(mark=words["broken"], hidden=True), BROKEN)

    def _page(self, html: str, what: bar.Bar, status: int = 200) -> Response:
        text = bar.with_bar(html, what, self.bell.word, self.language)
        return Response(text, status, media_type="text/html")

    async def events(self, _: Request) -> Response:
        """A sign at each save."""
        return StreamingResponse(self.bell.listen(), media_type="text/event-stream")

    async def static(self, request: Request) -> Response:
        """The preview's own styles and script."""
        name = request.path_params["name"]
        content = bar.statics().get(name)
        if content is None:
            return Response("404\n", MISSING, media_type="text/plain")
        return Response(content, media_type=type_of(name))

    async def marks(self, request: Request) -> Response:
        """What is not public, by address."""
        return JSONResponse(bar.marks(self.proof(request), self.language))

    async def web(self, request: Request) -> Response:
        """A file of the site, a page with the bar in it."""
        proof = self.proof(request)
        path = f"/{request.path_params['path']}"
        if proof.newsroom is None:
            return self._without(proof, path)
        artifact = proof.make(file_of(path))
        content = content_of(artifact, proof, self.language) if artifact else None
        if artifact is None or content is None:
            return self._without(proof, path)
        if not artifact.path.endswith(".html"):
            return Response(content, media_type=type_of(artifact.path))
        document = proof.pages.get(path.removesuffix("index.html"))
        if document is None:
            what = bar.bar_of_list(proof, self.language)
        else:
            what = bar.bar_of(proof, document, path, "web", self.language)
        return self._page(content.decode(), what)

    def _without(self, proof: Proof, path: str) -> Response:
        """What to say where the site has no such file."""
        words = phrases("preview", self.language)
        file = self.proofs.file_at(path)
        if proof.newsroom is None:
            return self._fault(proof, "settings", status=BROKEN)
        if not path.endswith("/") and proof.make(file_of(f"{path}/")):
            return RedirectResponse(f"{path}/")
        for other, document in proof.pages.items():
            if document.path == file:
                return RedirectResponse(other)  # saved with another date, type or slug
        if file:
            kind = "unread" if (proof.root / file).exists() else "gone"
            return self._fault(proof, kind, file)
        missing = proof.make("404.html")
        if missing and isinstance(missing.content, bytes):
            what = bar.bar_of_list(proof, self.language)
            return self._page(missing.content.decode(), what, MISSING)
        text = words["not_found_text"].format(path=path)
        return Response(text, MISSING, media_type="text/plain")

    def _fault(self, proof: Proof, kind: str, file: str = "", *, status: int = MISSING) -> Response:
        words = phrases("preview", self.language)
        found = proof.found_in({file}) if file else proof.read.found
        made = bar.page(
            "fault.html",
            self.language,
            title=words[kind],
            text=words[f"{kind}_text"].format(file=file),
            findings=findings(found, proof.read.texts, self.language),
        )
        return self._page(made, bar.bar_of_file(proof, file, self.language), status)

    def _mailable(self, request: Request) -> tuple[Proof, str, Mailable | None]:
        proof = self.proof(request)
        path = f"/{request.path_params['path']}"
        document = proof.pages.get(path)
        return proof, path, None if isinstance(document, Page) else document

    async def mail(self, request: Request) -> Response:
        """The mail in a frame of the chosen width and look."""
        proof, path, document = self._mailable(request)
        width, look = request.path_params["width"], request.path_params["look"]
        if document is None or width not in WIDTHS or look not in LOOKS:
            return self._without(proof, path)
        proof.mail(document)  # a mail that cannot be made is said on the page, not in the frame
        words = phrases("preview", self.language)

        def choice(label: str, new_width: int, new_look: str) -> bar.Tab:
            address = f"{bar.OWN}mail/{new_width}/{new_look}{path}"
            current = (new_width, new_look) == (width, look)
            return bar.Tab(label=label, path=address, current=current)

        made = bar.page(
            "mail.html",
            self.language,
            title=document.title,
            widths=[
                choice(words[k], w, look) for k, w in zip(("wide", "narrow"), WIDTHS, strict=True)
            ],
            looks=[choice(words[name], width, name) for name in LOOKS],
            width=width,
            look=look,
            source=f"{bar.OWN}mail.html/{look}{path}",
            frame=words["mail_frame"].format(width=width, look=words[look].lower()),
        )
        return self._page(made, bar.bar_of(proof, document, path, "mail", self.language))

    async def mail_alone(self, request: Request) -> Response:
        """The mail itself, as e-post.html has it, for the frame."""
        proof, path, document = self._mailable(request)
        look = request.path_params["look"]
        if document is None or look not in LOOKS:
            return self._without(proof, path)
        html = seen_in(proof.mail(document).html, look)
        headers = {"Content-Security-Policy": MAIL_POLICY}
        return Response(html, headers=headers, media_type="text/html")

    async def text(self, request: Request) -> Response:
        """The text part."""
        proof, path, document = self._mailable(request)
        if document is None:
            return self._without(proof, path)
        text = proof.mail(document).text
        made = bar.page("text.html", self.language, title=document.title, text=text)
        return self._page(made, bar.bar_of(proof, document, path, "text", self.language))

    async def whole(self, request: Request) -> Response:
        """All documents with their states and findings, and what could not be read."""
        proof = self.proof(request)
        if proof.newsroom is None:
            return self._without(proof, "/")
        paths = {document.path: path for path, document in proof.pages.items()}
        lines = [
            {
                "mark": bar.mark(row, self.language, short=True),
                "hidden": row.state in HIDDEN,
                "path": paths.get(file, "/"),
                "title": row.document.title or file,
                "file": file,
                "counted": counted([d for d in proof.found if d.place.file == file], self.language),
            }
            for file, row in proof.rows.items()
        ]
        other = [d for d in proof.found if d.place.file not in proof.rows]
        words = phrases("preview", self.language)
        made = bar.page(
            "all.html",
            self.language,
            title=words["all_title"],
            lines=lines,
            findings=findings(other, proof.read.texts, self.language),
        )
        return self._page(made, bar.bar_of_list(proof, self.language, whole=True))

"""Who may ask, and what every answer says: embargoed text must not leave this machine."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
"""The hosts that a browser on this machine asks for. Any other name that leads here was made to
lead here by someone else (DNS rebinding), whose page would then read the answer."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; media-src 'self'; frame-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""That of templates/README.md, and no more: no page may tell another host what it holds."""

MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'self'; "
    "form-action 'none'; frame-ancestors 'self'"
)
"""Mails carry their styles in their elements."""

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""SVG is a document that may hold scripts."""

_POLICIES: Mapping[str, str] = {"text/html": POLICY, "image/svg+xml": PICTURE_POLICY}
"""By media type; another one would only stop the browser's own reader of PDF."""

_HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class Guard:
    """Refuses other hosts and other methods than reading, and writes the headers of every answer.

    `clock` tells the moment that the preview shows: the banner believes the header Date.
    """

    def __init__(self, app: ASGIApp, clock: Callable[[], datetime]) -> None:
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            return
        host = Headers(scope=scope).get("host", "")
        app = self._app
        if not LOOPBACK.fullmatch(host):
            app = PlainTextResponse("421 kppress preview answers on loopback only\n", 421)
        elif scope["method"] not in ("GET", "HEAD"):
            app = PlainTextResponse("405 a preview is for reading\n", 405, {"Allow": "GET, HEAD"})

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                type, _, _ = headers.get("Content-Type", "").partition(";")
                if policy := _POLICIES.get(type):
                    headers.setdefault("Content-Security-Policy", policy)
                moment = self._clock().astimezone(UTC)
                headers["Date"] = format_datetime(moment, usegmt=True)
            await send(message)

        await app(scope, receive, sending)

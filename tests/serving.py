"""A built site on loopback, at the moment of its build."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Host(SimpleHTTPRequestHandler):
    """A file server whose clock stands at the moment of the build."""

    def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002 # as inherited
        """The banner trusts the server's clock before the visitor's."""
        return "Thu, 05 Jul 2018 07:00:00 GMT"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@dataclass
class Served:
    """A folder on loopback whose clock, headers and health a test sets."""

    now: datetime
    cors: bool = False
    broken: bool = False
    url: str = ""
    asked: list[str] = field(default_factory=list)


@contextmanager
def served(folder: Path, now: datetime, *, cors: bool = False) -> Iterator[Served]:
    """Serve `folder` until the block ends; `cors` sends the headers of docs/hosting.md."""
    state = Served(now, cors)

    class Moving(Host):
        def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002 # as above
            return format_datetime(state.now.astimezone(UTC), usegmt=True)

        def do_GET(self) -> None:  # http.server's name
            state.asked.append(self.path)
            if state.broken:
                self.send_error(503)
            else:
                super().do_GET()

        def end_headers(self) -> None:
            if state.cors:
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Access-Control-Expose-Headers", "Date, Age")
            super().end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Moving, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""A built site on loopback, at the moment of its build."""

from http.server import SimpleHTTPRequestHandler


class Host(SimpleHTTPRequestHandler):
    """A file server whose clock stands at the moment of the build."""

    def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002 # as inherited
        """The banner trusts the server's clock before the visitor's."""
        return "Thu, 05 Jul 2018 07:00:00 GMT"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

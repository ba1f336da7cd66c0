"""Old addresses, which keep answering: a small page that sends the visitor on."""

from collections.abc import Iterator

from jinja2 import Environment

from kppress.locale.words import phrases
from kppress.model.artifact import Artifact
from kppress.model.document import Document
from kppress.model.edition import Edition
from kppress.render.templating import fill


def redirects(environment: Environment, document: Document, edition: Edition) -> Iterator[Artifact]:
    """A page for each of the document's aliases."""
    for alias in document.aliases:
        words = phrases("web", document.lang)
        text = fill(
            environment,
            "web/redirect.html",
            url=edition.url,
            words=words,
            language=document.lang,
        )
        yield Artifact(path=_file(alias), content=text.encode())


def _file(alias: str) -> str:
    """The file that answers to an old address: `/x/`, `/x` and `/x.html` all do."""
    path = "/".join(part for part in alias.split("/") if part) + "/" * alias.endswith("/")
    last = path.rpartition("/")[2]
    if "." in last:
        return path
    return f"{path.rstrip('/')}/index.html".lstrip("/")

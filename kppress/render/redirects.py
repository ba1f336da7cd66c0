"""Old addresses, which keep answering: a small page that sends the visitor on."""

from collections.abc import Iterable, Iterator

from jinja2 import Environment

from kppress.locale.words import phrases
from kppress.model.address import file_of_alias
from kppress.model.artifact import Artifact
from kppress.render.templating import fill


def redirects(
    environment: Environment, aliases: Iterable[str], url: str, language: str
) -> Iterator[Artifact]:
    """A page at each old address, which leads on to `url`."""
    for alias in aliases:
        words = phrases("web", language)
        text = fill(environment, "web/redirect.html", url=url, words=words, language=language)
        yield Artifact(path=file_of_alias(alias), content=text.encode())

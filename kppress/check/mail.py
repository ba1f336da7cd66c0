"""What a document becomes as a mail."""

from kppress.check.headline import HEADLINE
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Severity
from kppress.model.document import Document, Invitation, News, Notice, Release

W = Severity.WARNING

SUBJECT = 78
"""Characters of a line (RFC 5322, 2.1.1); what mail programs show whole is less."""


@rule("KP802", "long-subject", W)
def long_subject(document: Release | Invitation | News | Notice) -> Hits:
    """The mail's subject is longer than 78 characters.

    It is the headline, in a notice after its event, and mail programs cut it. A headline of more
    than 80 is told of anyhow.

    Bad::

        händelse: Eldningsförbud
        rubrik: Länsstyrelsen i Kronobergs län förbjuder all öppen eld i skog och mark från i dag

    Good::

        händelse: Eldningsförbud
        rubrik: Eldningsförbud i hela Kronobergs län
    """
    length = len(_subject(document))
    if length > SUBJECT and len(document.title) <= HEADLINE:
        yield hit(document.source.place("title"), length=length, limit=SUBJECT)


def _subject(document: Document) -> str:
    """As `render.email` makes it, but for the word that a correction adds."""
    event = document.event if isinstance(document, Notice) else None
    if event and event.casefold() not in document.title.casefold():
        return f"{event}: {document.title}"
    return document.title

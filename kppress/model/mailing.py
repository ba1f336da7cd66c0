"""A mail as it leaves rendering: the content, before anyone is named as its reader."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """One document as a mail, in both of its parts."""

    id: str
    lang: str
    subject: str
    sender: str
    """A mailbox: `Växjö kommun <press@…>`."""
    date: str
    """RFC 3339; the message's Date."""
    html: str
    text: str
    list_id: str = ""

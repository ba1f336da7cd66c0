"""A mail as it leaves rendering: the content, before anyone is named as its reader."""

from msgspec import Struct

from kppress.model.edition import CorrectionNote, Edition


class Mailing(Struct, frozen=True, kw_only=True):
    """A mail, in both of its parts."""

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


class DigestItem(Struct, frozen=True, kw_only=True):
    """A document in a digest, with what was corrected in it since the digest begins."""

    edition: Edition
    corrections: tuple[CorrectionNote, ...] = ()


class Digest(Struct, frozen=True, kw_only=True):
    """The news of a feed over some time, to be one mail."""

    id: str
    """The feed's, with the moment at which the digest begins."""
    lang: str
    title: str
    """The feed's."""
    description: str
    period: str
    """`28 juni – 5 juli 2018`."""
    url: str
    """The page of the feed."""
    items: tuple[DigestItem, ...]
    """As the feed has them, the newest first; never empty."""
    organisation: str
    address: tuple[str, ...]
    email: str

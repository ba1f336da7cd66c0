"""The whole text of an item: as HTML and as plain text, with nothing that a reader must fetch."""

from collections.abc import Iterator

from markupsafe import escape

from kppress.locale.words import Phrases, phrases
from kppress.model.edition import Edition, Media
from kppress.render.text import LinkList, plain_text

_WHOLE = 1_000_000
"""Characters of a line: programs wrap the text where they show it."""


def content_html(edition: Edition) -> str:
    """The document as HTML, corrections first."""
    words = phrases("terms", edition.lang)
    parts = [
        f"<p><strong>{escape(c.label)} {escape(c.at.text)}:</strong> {escape(c.note)}</p>"
        for c in edition.corrections
        if c.note
    ]
    parts += [f"<p>{escape(text)}</p>" for text in _notice(edition)]
    if edition.lead:
        parts.append(f"<p><strong>{escape(edition.lead)}</strong></p>")
    if edition.lead_image:
        parts.append(_figure(edition.lead_image))
    parts.append(edition.body_html)
    if occasion := list(_occasion(edition)):
        parts.append("<p>" + "<br>".join(str(escape(text)) for text in occasion) + "</p>")
    parts += [_figure(image) for image in edition.images[1:]]
    if edition.attachments:
        links = "".join(
            f'<li><a href="{escape(a.url)}">{escape(a.title)}</a> ({escape(a.size_text)})</li>'
            for a in edition.attachments
        )
        parts.append(f"<h2>{escape(words['feed.attachments'])}</h2><ul>{links}</ul>")
    parts += _contacts_html(edition, words)
    return "\n".join(part for part in parts if part)


def content_text(edition: Edition) -> str:
    """The document as plain text, corrections first and the addresses of links last."""
    words = phrases("terms", edition.lang)
    links = LinkList()
    body = plain_text(edition.body, links, picture=words["feed.lead_image"], width=_WHOLE)
    files = [f"{a.title} ({a.size_text}): {a.url}" for a in edition.attachments]
    said = [
        *(f"{c.label} {c.at.text}: {c.note}" for c in edition.corrections if c.note),
        *_notice(edition),
        edition.lead,
        body,
        "\n".join(_occasion(edition)),
        "\n".join([words["feed.attachments"], *files]) if files else "",
        *_contacts_text(edition, words),
        "\n".join(links.lines()),
    ]
    return "\n\n".join(part.strip("\n") for part in said if part)


def tombstone_html(when: str, reason: str, lang: str) -> str:
    """When a document was withdrawn, and why."""
    word = phrases("terms", lang)["feed.withdrawn"]
    return f"<p><strong>{escape(word)} {escape(when)}.</strong> {escape(reason)}</p>"


def tombstone_text(when: str, reason: str, lang: str) -> str:
    """The same as plain text."""
    return f"{phrases('terms', lang)['feed.withdrawn']} {when}. {reason}".rstrip()


def _figure(image: Media) -> str:
    shown = image.preview
    pixels = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
    said = " ".join(part for part in (image.caption, image.credit) if part)
    caption = f"<figcaption>{escape(said)}</figcaption>" if said else ""
    return (
        f'<figure><img src="{escape(shown.url)}" alt="{escape(image.alt)}"{pixels}>'
        f"{caption}</figure>"
    )


def _notice(edition: Edition) -> Iterator[str]:
    notice = edition.notice
    if notice is not None:
        said = (notice.severity_label, notice.validity, notice.instruction, notice.issuer)
        yield from filter(None, said)


def _occasion(edition: Edition) -> Iterator[str]:
    occasion = edition.occasion
    if occasion is None:
        return
    if occasion.cancelled:
        yield phrases("terms", edition.lang)["feed.cancelled"]
    said = (occasion.when, occasion.place, occasion.address, *occasion.programme)
    yield from filter(None, said)


def _contacts_html(edition: Edition, words: Phrases) -> Iterator[str]:
    if edition.contacts:
        yield f"<h2>{escape(words['feed.contacts'])}</h2>"
    for group in edition.contacts:
        if group.label:
            yield f"<h3>{escape(group.label)}</h3>"
        people = []
        for person in group.people:
            said = [person.name, person.role, person.organisation, person.phone]
            lines = [str(escape(text)) for text in said if text]
            if person.email:
                address = escape(person.email)
                lines.append(f'<a href="mailto:{address}">{address}</a>')
            people.append(f"<li>{', '.join(lines)}</li>")
        yield f"<ul>{''.join(people)}</ul>"


def _contacts_text(edition: Edition, words: Phrases) -> Iterator[str]:
    for number, group in enumerate(edition.contacts):
        lines = [words["feed.contacts"]] if number == 0 else []
        lines += [f"{group.label}:"] if group.label else []
        for person in group.people:
            said = (person.name, person.role, person.organisation, person.phone, person.email)
            lines.append(", ".join(part for part in said if part))
        yield "\n".join(lines)

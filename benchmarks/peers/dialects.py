"""One release in each program's own manner: where its file stands, and what is in it.

The text and the facts are the same for all; only the front matter and the folder differ.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.corpus import Release
from benchmarks.newsroom import file_of, front_matter, linked


@dataclass(frozen=True, slots=True)
class Dialect:
    """`file` gives the path of a release in its site, `text` what stands there."""

    file: Callable[[Release], str]
    text: Callable[[Release], str]


def _yaml(release: Release) -> str:
    # What JSON writes for a text, YAML reads as that text.
    lines = [
        "---",
        f"title: {json.dumps(release.title, ensure_ascii=False)}",
        f"slug: {release.slug}",
        f"reltype: {release.kind}",
        f"date: {release.published.isoformat()}",
        f"lead: {json.dumps(release.lead, ensure_ascii=False)}",
        "topics:",
        *(f"  - {topic}" for topic in release.topics),
        "regions:",
        f"  - {release.region}",
        "contacts:",
    ]
    for contact in release.contacts:
        lines += [f"  - name: {contact.name}", f"    role: {contact.role}"]
        lines += [f'    phone: "{contact.phone}"', f"    email: {contact.email}"]
    return "\n".join([*lines, "---"]) + "\n\n" + release.body


def _pelican(release: Release) -> str:
    people = ";".join(f"{c.name}|{c.role}|{c.phone}|{c.email}" for c in release.contacts)
    lines = (
        f"Title: {release.title}",
        f"Slug: {release.slug}",
        f"Reltype: {release.kind}",
        f"Date: {release.published:%Y-%m-%d %H:%M}",
        f"Lead: {release.lead}",
        f"Tags: {', '.join(release.topics)}",
        f"Category: {release.region}",
        f"Contacts: {people}",
    )
    return "\n".join(lines) + "\n\n" + release.body


def _kppress(release: Release) -> str:
    return front_matter(release) + release.body


KPPRESS = Dialect(file_of, _kppress)
LINKED = Dialect(file_of, lambda release: _kppress(linked(release)))
HUGO = Dialect(lambda release: f"content/releases/{release.slug}.md", _yaml)
ELEVENTY = HUGO
ASTRO = Dialect(lambda release: f"src/data/releases/{release.slug}.md", _yaml)
PELICAN = Dialect(lambda release: f"content/{release.slug}.md", _pelican)

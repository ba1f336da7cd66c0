"""A newsroom of kppress with the releases of the corpus, as it is measured.

It checks without a finding, so that what is measured is the press and not the printing of findings.
"""

import random
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from benchmarks.corpus import REGIONS, TOPICS, WORDS, Release, release_of, releases

LEAN: Mapping[str, bool] = {"mail": False, "ninjs": False, "text": False, "search": False}
"""`[build]`: about what the peers make too."""
MAIL: Mapping[str, bool] = {**LEAN, "mail": True}
WHOLE: Mapping[str, bool] = {"search": False}
"""Everything but the search."""
SEARCH: Mapping[str, bool] = {"search": True}

NAMED = 3
"""Others that a release names, where releases name others."""

SETTINGS = """\
[newsroom]
name = "Provkommunen"
title = "Provkommunens nyhetsrum"
base_url = "https://press.prov.example"
language = "sv"
email = "press@prov.example"
address = ["Provkommunen", "Storgatan 1", "351 12 Staden"]

[about.default]
title.sv = "Om Provkommunen"
text.sv = "Provkommunen finns bara här."
"""


def write_newsroom(
    folder: Path,
    documents: int,
    *,
    words: tuple[int, int] = WORDS,
    making: Mapping[str, bool] = WHOLE,
    pictures: bool = False,
    links: bool = False,
    topic_feeds: bool = True,
) -> None:
    """A newsroom of kppress with these releases, a feed of all and one for each topic.

    `making` is its `[build]`. With `links` documents name one another.
    """
    write(folder / "kppress.toml", _settings(making))
    write(folder / "feeds" / "alla.toml", 'title = "Allt från Provkommunen"\n')
    for key, name in TOPICS.items() if topic_feeds else ():
        write(folder / "feeds" / f"{key}.toml", f'title = "{name}"\ntopics = ["{key}"]\n')
    for plain in releases(documents, words=words, pictures=pictures):
        release = linked(plain) if links else plain
        file = folder / file_of(release)
        write(file, front_matter(release) + release.body)
        if release.picture:
            file.with_suffix(".jpg").write_bytes(photo(release.number))


def linked(release: Release) -> Release:
    """The same, and every second one names three of those before it, one of them in its text."""
    if release.number < NAMED or release.number % 2 == 0:
        return release
    chance = random.Random(release.number)
    first, *others = map(release_of, chance.sample(range(release.number), NAMED))
    link = f"Läs först [vad kommunen berättade då](../{file_of(first).removeprefix('releases/')})."
    related = tuple(other.slug for other in others)
    return replace(release, body=f"{link}\n\n{release.body}", related=related)


def file_of(release: Release) -> str:
    """The path of a release in the newsroom."""
    return f"releases/{release.published:%Y/%Y-%m-%d}-{release.slug}.md"


def front_matter(release: Release) -> str:
    """The front matter as kppress reads it, with the lines around it."""
    lines = [
        "---",
        f"id: {release.id}",
        f"typ: {release.kind}",
        f"rubrik: {release.title}",
        f"adressnamn: {release.slug}",
        f"publicerad: {release.published:%Y-%m-%d %H:%M}",
        f"ingress: {release.lead}",
        f"ämnen: [{', '.join(release.topics)}]",
        f"regioner: [{release.region}]",
        *([f"relaterat: [{', '.join(release.related)}]"] if release.related else []),
        "kontakter:",
    ]
    for contact in release.contacts:
        lines += [f"  - namn: {contact.name}", f"    titel: {contact.role}"]
        lines += [f"    telefon: {contact.phone}", f"    e-post: {contact.email}"]
    if release.picture:
        lines += ["bilder:", f"  - fil: {release.published:%Y-%m-%d}-{release.slug}.jpg"]
        lines += ["    alt-text: En bild i mjuka färger", "    fotograf: Provkommunen"]
    return "\n".join([*lines, "---"]) + "\n\n"


def notice(number: int) -> tuple[str, str]:
    """A notice that is in force: its path and its text."""
    text = f"""\
---
id: urn:uuid:{uuid5(NAMESPACE_URL, f"notice-{number}")}
typ: viktigt meddelande
rubrik: Koka vattnet i Norra staden
ingress: Dricksvattnet kan innehålla bakterier. Koka allt vatten som ska drickas.
publicerad: 2025-01-14 08:00
händelse: Vattenläcka
allvarlighetsgrad: allvarlig
regioner: [norra]
granskas senast: 2099-01-01 08:00
uppmaning: Koka vattnet så att det bubblar.
beslutad av: Vattenverket
---

Felet väntas vara lagat i morgon.
"""
    return f"releases/notices/2025-01-14-vattnet-{number}.md", text


def photo(number: int, size: tuple[int, int] = (2400, 1600)) -> bytes:
    """A JPEG with soft shapes and some grain, another one for each number."""
    from PIL import Image  # only where pictures are asked for

    chance = random.Random(number)
    coarse = Image.frombytes("RGB", (12, 8), chance.randbytes(12 * 8 * 3))
    fine = Image.frombytes("L", (600, 400), chance.randbytes(600 * 400))
    soft = coarse.resize(size, Image.Resampling.BICUBIC)
    grain = fine.resize(size, Image.Resampling.BILINEAR).convert("RGB")
    out = BytesIO()
    Image.blend(soft, grain, 0.12).save(out, "jpeg", quality=88)
    return out.getvalue()


def _settings(making: Mapping[str, bool]) -> str:
    terms = [f'[topics.{key}]\nsv = "{name}"\n' for key, name in TOPICS.items()]
    terms += [f'[regions.{key}]\nsv = "{name}"\n' for key, name in REGIONS.items()]
    build = "".join(f"{name} = {str(value).lower()}\n" for name, value in making.items())
    return "\n".join([SETTINGS, *terms, f"[build]\n{build}"])


def write(file: Path, text: str) -> None:
    """Write a text, and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")

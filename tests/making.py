"""Newsrooms made for a test: small, real, and on a disk."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from textwrap import dedent
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Stockholm")
NOW = datetime(2018, 7, 5, 9, 0, tzinfo=ZONE)

SETTINGS = """
[newsroom]
name = { sv = "Exempelkommunen", en = "Example Municipality" }
title = { sv = "Exempelkommunens nyhetsrum", en = "Example Municipality newsroom" }
base_url = "https://press.kommun.example"
language = "sv"
languages = ["sv", "en"]
timezone = "Europe/Stockholm"
email = "press@kommun.example"
address = ["Exempelkommunen", "Storgatan 1", "351 12 Exempelstad"]

[about.default]
title.sv = "Om Exempelkommunen"
text.sv = "Exempelkommunen ligger mitt i landet."

[topics.miljo]
sv = "Miljö"
en = "Environment"

[topics.bygga]
sv = "Bygga och bo"
en = "Building"

[regions.lanet]
sv = "Exempellän"
en = "Example County"
code = "07"

[contacts.presskontakt]
name = "Presskontakt"
role = { sv = "Pressansvarig", en = "Head of press" }
phone = "070-174 06 05"
email = "presskontakt@kommun.example"
"""

UNSPELLED = '\n[check]\nignore = ["KP390"]\n'
"""For commands of their own that are not about words: to load a dictionary takes seconds."""

FEED = 'title.sv = "Alla nyheter"\ndescription.sv = "Allt"\n'


def newsroom(root: Path, files: Mapping[str, str | bytes], settings: str = SETTINGS) -> Path:
    """A newsroom in `root` of these files, each by its path; settings and a feed besides."""
    written = {"kppress.toml": settings, "feeds/alla.toml": FEED, **files}
    (root / "releases").mkdir(parents=True, exist_ok=True)
    for path, content in written.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.write_text(dedent(content).lstrip("\n"), encoding="utf-8")
    return root


def release(number: int = 1, fields: str = "", body: str = "En text.", **replaced: str) -> str:
    """A release without a fault; `replaced` gives other values to its fields."""
    values = {
        "id": f"urn:uuid:01634f2c-2a80-7a3e-9b61-{number:012d}",
        "rubrik": f"Kommunen öppnar badhus {number}",
        "ingress": "Badhuset öppnar efter två års arbete.",
        "publicerad": "2018-06-01 09:00",
        "kontakter": "[presskontakt]",
        **replaced,
    }
    head = "\n".join(f"{name}: {value}" for name, value in values.items() if value)
    return f"---\n{head}\n{dedent(fields).strip()}\n---\n\n{body}\n"


def notice(number: int = 1, fields: str = "", body: str = "En text.", **replaced: str) -> str:
    """A notice without a fault."""
    values = {
        "typ": "viktigt meddelande",
        "händelse": "Eldningsförbud",
        "allvarlighetsgrad": "allvarlig",
        "regioner": "[lanet]",
        "upphör": "2018-08-31 18:00",
        "uppmaning": "Elda inte.",
        "beslutad av": "Länsstyrelsen",
        "kontakter": "",
        **replaced,
    }
    return release(number, fields, body, **values)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its relative path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }

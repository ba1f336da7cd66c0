"""How long `kppress check` takes on 1,000 documents of 400 words.

    python benchmarks/check.py [--documents 1000] [--words 400] [--runs 5] [--spelling]

The newsroom is made in a temporary folder, the same each time; the command is run as a whole
process, without any cache. Prints the median in seconds, and what was found.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).parent.parent

SETTINGS = """\
[newsroom]
name = "Provkommunen"
title = "Provkommunens nyhetsrum"
base_url = "https://press.prov.example"
language = "sv"

[about.default]
title = "Om Provkommunen"
text = "Provkommunen finns bara här."

[topics.miljo]
sv = "Miljö"

[contacts.presskontakt]
name = "Presskontakten"
role = "Pressansvarig"
phone = "070-174 06 05"
email = "press@prov.example"
"""

SUBJECTS = (
    "Kommunen", "Räddningstjänsten", "Biblioteket", "Gymnasienämnden", "Simhallen", "Stadsparken",
    "Kulturskolan", "Hemtjänsten", "Vattenverket", "Förskolan på Höken", "Tekniska nämnden",
)  # fmt: skip
VERBS = (
    "öppnar", "bygger ut", "undersöker", "visar", "stänger", "rustar upp", "planerar", "utvecklar",
    "samarbetar om", "berättar om", "följer upp", "redovisar",
)  # fmt: skip
OBJECTS = (
    "gång- och cykelvägen längs sjön", "nya lokaler för unga", "arbetet mot buller",
    "årets bokslut", "tre platser för återvinning", "en plan för dagvatten", "bostäder i centrum",
    "de äldsta träden i parken", "e-tjänsten för bygglov", "ett program för sommarlovet",
)  # fmt: skip
ENDS = (
    "i maj", "före den 12 augusti 2018", "under hösten", "tillsammans med länsstyrelsen",
    "med stöd av EU", "enligt beslutet från 2017", "för 3,5 miljoner kronor", "kl. 13.00 på torget",
    "i hela kommunen", "där behoven är störst", "åren 2013–2015",
)  # fmt: skip


def main() -> None:
    """Make the newsroom, run the command, say the median."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--spelling", action="store_true", help="with the extra, if installed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_newsroom(Path(folder), asked.documents, asked.words)
        if not asked.spelling:
            with (Path(folder) / "kppress.toml").open("a", encoding="utf-8") as settings:
                settings.write('\n[check]\nignore = ["KP390"]\n')
        times = []
        for _ in range(asked.runs):
            begun = time.perf_counter()
            done = check(Path(folder))
            times.append(time.perf_counter() - begun)
    print(done.stdout.splitlines()[-1])
    print(
        f"kppress check: {statistics.median(times):.2f} s (median of {asked.runs},"
        f" {min(times):.2f} to {max(times):.2f}), {asked.documents} documents of {asked.words}"
        f" words, {len(os.sched_getaffinity(0))} cores"
    )


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command on a newsroom."""
    command = [sys.executable, "-m", "kppress", "--root", str(folder), "--now", "2018-07-05 09:00"]
    done = subprocess.run(
        [*command, "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return done


def write_newsroom(folder: Path, documents: int, words: int) -> None:
    """The same newsroom each time: `documents` releases of `words` words."""
    (folder / "kppress.toml").write_text(SETTINGS, "utf-8")
    chance = random.Random(20180705)
    for number in range(documents):
        year, month, day = 2010 + number % 8, 1 + number % 12, 1 + number % 28
        date = f"{year}-{month:02}-{day:02}"
        path = folder / "releases" / str(year) / f"{date}-nyhet-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_release(chance, number, date, words), "utf-8")


def _release(chance: random.Random, number: int, date: str, words: int) -> str:
    fields = (
        f"id: urn:uuid:{UUID(int=chance.getrandbits(128), version=4)}\n"
        f"rubrik: {' '.join(_sentence(chance).split()[:6])} {number}\n"
        f"ingress: {_sentence(chance)} {_sentence(chance)}\n"
        f"publicerad: {date} 09:00\nämnen: [miljo]\nkontakter: [presskontakt]\n"
    )
    parts: list[str] = []
    counted = 0
    while counted < words:
        kind = len(parts) % 8
        text = " ".join(_sentence(chance) for _ in range(chance.randint(2, 5)))
        if kind == 2:
            text = f"– {text[:-1]}, säger Bo Ek, enhetschef."
        elif kind == 4:
            text = f"## {_sentence(chance)[:-1]}"
        elif kind == 5:
            text = "\n".join(f"* {_sentence(chance)}" for _ in range(3))
        elif kind == 6:
            text = f"{text} Mer finns i [planen](https://prov.example/plan/{number})."
        parts.append(text)
        counted += len(text.split())
    return f"---\n{fields}---\n\n" + "\n\n".join(parts) + "\n"


def _sentence(chance: random.Random) -> str:
    parts = (chance.choice(words) for words in (SUBJECTS, VERBS, OBJECTS, ENDS))
    return " ".join(parts) + "."


if __name__ == "__main__":
    main()

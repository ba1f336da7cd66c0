"""The banner: notices.json for this site and any other, and notices-now.js for its first paint.

docs/notices.md documents version 1 of the former; the latter is between our pages and our script.
"""

import json
from collections.abc import Iterator

from kppress.model.address import file_of
from kppress.model.artifact import Artifact
from kppress.model.document import Notice
from kppress.render.edition import Editor
from kppress.render.notice import GRAVITY

VERSION = 1


def notices_files(editor: Editor, language: str) -> Iterator[Artifact]:
    """Every notice that is in force or will be, gravest first, as data and as a script."""
    data = _data(editor, language)
    path = notices_path(editor, language)
    content = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    yield Artifact(path=file_of(path), content=content.encode())
    # Known before the page is painted: the banner pushes nothing aside when it comes.
    known = {editor.link("", path).path: data["notices"]}
    script = f"self.kppressNotices={json.dumps(known, ensure_ascii=False, separators=(',', ':'))}\n"
    yield Artifact(path=file_of(notices_now_path(editor, language)), content=script.encode())


def _data(editor: Editor, language: str) -> dict[str, object]:
    notices = []
    for document in editor.view.told_in(language):
        if not isinstance(document, Notice) or not editor.notice(document).listed:
            continue
        edition, notice = editor.edition(document), editor.notice(document)
        notices.append(
            {
                "id": edition.id,
                "version": notice.version,
                "language": edition.lang,
                "url": edition.url,
                "title": edition.title,
                "lead": edition.lead,
                "event": notice.event,
                "severity": notice.severity,
                "urgency": notice.urgency,
                "regions": [{"id": r.id, "name": r.name, "code": r.code} for r in notice.areas],
                "instruction": notice.instruction,
                "issuer": notice.issuer,
                "web": notice.web,
                "effective": notice.effective,
                "onset": notice.onset,
                "expires": notice.expires,
                "review_by": notice.review_by,
                "dismissible": notice.dismissible,
                "validity": notice.validity,
                "unconfirmed": notice.doubt or None,
            }
        )
    notices.sort(key=lambda n: (GRAVITY[str(n["severity"])], str(n["effective"]), str(n["id"])))
    updated = max((str(n["version"]) for n in notices), default=None)
    return {"version": VERSION, "language": language, "updated": updated, "notices": notices}


def notices_path(editor: Editor, language: str) -> str:
    """`/notices.json`, and `/en/notices.json` for other languages."""
    return f"{editor.addresses.front(language)}notices.json"


def notices_now_path(editor: Editor, language: str) -> str:
    """`/notices-now.js`, and `/en/notices-now.js` for other languages."""
    return f"{editor.addresses.front(language)}notices-now.js"

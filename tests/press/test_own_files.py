"""Which files are the site's own is known to the checks: no old address may stand in for one."""

from pathlib import Path

from making import NOW, files_of

from kppress.check.aliases import _own_files
from kppress.press.build import build


def test_every_file_that_is_no_documents_own_is_the_sites(repository: Path, tmp_path: Path) -> None:
    done = build(repository, tmp_path / "public", NOW)
    newsroom = done.checked.newsroom
    assert newsroom
    view = newsroom.public_at(NOW)
    folders = [view.addresses.document(d).lstrip("/") for d in view.documents]
    folders += [stone.path.lstrip("/") for stone in view.tombstones]
    aliases = {a.lstrip("/").rstrip("/") for d in newsroom.documents for a in d.aliases}
    own = _own_files(newsroom)
    others = [
        path
        for path in files_of(tmp_path / "public")
        if not any(path.startswith(folder) for folder in folders if folder)
        and path.removesuffix("/index.html") not in aliases
    ]
    assert others
    assert [path for path in others if not own.fullmatch(path)] == []

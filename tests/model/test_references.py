"""References mean the same however many documents there are: the law, and the quick way."""

from collections.abc import Sequence
from posixpath import dirname, normpath

from hypothesis import given
from hypothesis import strategies as st

from kppress.model.document import AnyDocument, Release
from kppress.model.references import References
from kppress.model.source import Source
from kppress.model.term import Kind

NAMES = ("a", "b", "c", "å")
PATHS = tuple(f"releases/{name}.md" for name in ("a", "2018/a", "2018/b", "c", "c.en", "2018/å"))
WRITTEN = (*NAMES, *PATHS, "a.md", "2018/b.md", "../c.md", "./a", "b.md", " c ", "å", "u:1", "")


def release(path: str, id: str, slug: str, lang: str, original: str | None) -> Release:
    source = Source(path=path, original=original if original != path else None)
    return Release(type=Kind.RELEASE, source=source, id=id, slug=slug, lang=lang)


documents = st.lists(
    st.builds(
        release,
        path=st.sampled_from(PATHS),
        id=st.sampled_from(("u:1", "u:2", "u:3", "a")),
        slug=st.sampled_from(NAMES),
        lang=st.sampled_from(("sv", "en")),
        original=st.none() | st.sampled_from(PATHS),
    ),
    unique_by=lambda document: document.path,
    max_size=6,
)


def meant(
    every: Sequence[AnyDocument], reference: str, beside: AnyDocument | None
) -> AnyDocument | None:
    """What FORMAT.md says of references: all documents are looked at, one by one."""
    reference = reference.strip()
    folder = dirname(beside.path) if beside else ""
    paths = {normpath(f"{start}/{reference}").lstrip("/") for start in ("", folder, "releases")}
    found = [d for d in every if d.id == reference or d.path in paths]
    found = found or [d for d in every if d.slug == reference]
    families = {d.source.original or d.path for d in found}
    if len(families) == 1:
        of_family = [d for d in every if (d.source.original or d.path) in families]
        if beside:
            found = [d for d in of_family if d.lang == beside.lang] or found
        elif len(found) > 1:
            found = [d for d in found if d.source.original is None] or found
    return found[0] if len(found) == 1 else None


@given(every=documents, reference=st.sampled_from(WRITTEN), number=st.integers(-1, 5))
def test_a_reference_means_one_document_or_none(
    every: list[AnyDocument], reference: str, number: int
) -> None:
    beside = every[number] if 0 <= number < len(every) else None
    assert References(every).find(reference, beside) == meant(every, reference, beside)

"""The manifest says which files are ours, whatever their names are and whoever wrote into it."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from kppress.write import manifest

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
PATHS = st.lists(
    NAMES.filter(lambda name: "/" not in name and name not in (".", "..")), min_size=1, max_size=4
).map("/".join)


@given(st.sets(PATHS))
def test_what_is_written_is_what_is_read(paths: set[str]) -> None:
    digests = {path: manifest.digest(path.encode()) for path in paths}
    assert manifest.from_text(manifest.to_text(digests)) == digests


@given(st.sets(st.from_regex(r"[a-z\\\n ]{1,6}", fullmatch=True)))
def test_it_is_sorted_by_path_whatever_the_order_of_files(paths: set[str]) -> None:
    value = manifest.digest(b"")
    text = manifest.to_text(dict.fromkeys(sorted(paths, reverse=True), value))
    assert text == manifest.to_text(dict.fromkeys(sorted(paths), value))
    assert [*manifest.from_text(text)] == sorted(paths)


def test_a_line_that_leads_out_or_is_none_is_passed_over_and_the_others_count() -> None:
    value = sha256(b"").hexdigest()
    odd = ("../ut", "a/../ut", "/etc/x", "a/..", "..")
    lines = [f"{value}  {path}" for path in odd]
    lines += [rf"\{value}  ..\n/ut", rf"\{value}  a\n", f"{value} a", f"{value[1:]}  b", "", "x"]
    lines += [f"{value}  ..a", f"{value}  b..c/d", f"{value}  två  blanka"]
    found = manifest.from_text("\n".join(lines).encode())
    assert found == dict.fromkeys(("..\n/ut", "a\n", "..a", "b..c/d", "två  blanka"), value)

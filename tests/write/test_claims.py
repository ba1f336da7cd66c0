"""Two files of a site never claim one place, whichever comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kppress.model.error import UsageFault
from kppress.write.claims import Claims

PATHS = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join)


@given(st.lists(PATHS, max_size=6))
def test_a_path_is_refused_if_another_is_the_same_or_stands_above_or_below(
    paths: list[str],
) -> None:
    claims = Claims()
    for number, path in enumerate(paths):
        others = (f"{other}/" for other in paths[:number])
        if any(f"{path}/".startswith(other) or other.startswith(f"{path}/") for other in others):
            with pytest.raises(UsageFault, match="site_path_twice"):
                claims.claim(path)
            return
        claims.claim(path)

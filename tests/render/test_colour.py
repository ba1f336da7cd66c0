"""Whatever accent a newsroom chooses, its links can be read."""

from hypothesis import given
from hypothesis import strategies as st

from kppress.render.colour import DARK_PAPER, LIGHT_PAPER, contrast, on_dark, on_light

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@given(colours)
def test_every_accent_can_be_read_on_both_papers(accent: str) -> None:
    assert contrast(on_light(accent), LIGHT_PAPER) >= 4.5
    assert contrast(on_dark(accent), DARK_PAPER) >= 4.5


def test_an_accent_that_can_be_read_stays_as_it_was_chosen() -> None:
    assert on_light("#0b5d43") == "#0b5d43"
    assert on_dark("#0b5d43") == "#7fd1ae"

"""How many examples a law is tried with, where one takes more or less time than most."""

from hypothesis import settings

SUITE = 60
"""As many as the profile `suite` of conftest.py gives to a law that says nothing."""


def examples(number: int) -> int:
    """So many in the suite, and as many times more as the chosen profile has."""
    return max(1, number * settings().max_examples // SUITE)

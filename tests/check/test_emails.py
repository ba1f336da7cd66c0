"""What is said of an e-mail address is what email-validator says of it."""

from email_validator import validate_email
from hypothesis import assume, given
from hypothesis.strategies import lists, sampled_from, text

from kppress.check.contacts import PLAIN_EMAIL, SHORT_EMAIL

words = text("anx09", min_size=1, max_size=6)
names = lists(text("anx09._-", min_size=1, max_size=6), min_size=1, max_size=3).map("".join)
hosts = lists(lists(words, min_size=1, max_size=3).map("-".join), min_size=1, max_size=4)
ends = sampled_from(["se", "nu", "eu", "com", "org", "net", "example", "local", "test", "0"])


@given(names, hosts.map(".".join), ends)
def test_what_is_plainly_right_is_right(name: str, host: str, end: str) -> None:
    address = f"{name}@{host}.{end}"
    assume(len(address) <= SHORT_EMAIL and PLAIN_EMAIL.fullmatch(address))
    assert validate_email(address, check_deliverability=False).normalized


def test_no_part_of_a_short_address_is_too_long() -> None:
    for start, end in (("", "@a.se"), ("a@", ".se")):
        address = start + "x" * (SHORT_EMAIL - len(start + end)) + end
        assert PLAIN_EMAIL.fullmatch(address)
        assert validate_email(address, check_deliverability=False).normalized

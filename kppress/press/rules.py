"""All rules that there are, for those who tell of them or settle what was found."""

from kppress.check.registry import RULES
from kppress.model.diagnostic import Rule
from kppress.read.faults import READING_RULES


def all_rules() -> tuple[Rule, ...]:
    """Every rule there is, those of reading included, by id."""
    return tuple(sorted((*READING_RULES, *RULES), key=lambda rule: rule.id))

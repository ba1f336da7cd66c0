"""Who speaks first of a span that several rules could speak of: the more specific.

Each sign of the text belongs to the first that claims it, in this order.
"""

from kppress.check.dates import dates, weeks
from kppress.check.numbers import clocks, postcodes, ranges, thousands
from kppress.check.official import official
from kppress.check.passage import Look, Order
from kppress.check.people import personal_numbers
from kppress.check.phones import phones
from kppress.check.quotations import (
    doubly_marked,
    late_quotations,
    quotations_as_lists,
    wrong_marks,
)
from kppress.check.right import results, right_numbers, two_spaces_before_a_town
from kppress.check.typography import (
    hyphens_in_words,
    semicolons,
    spaced_hyphens,
    stray_spaces,
)

ORDER = Order(
    Look(late_quotations, "-–—―‒−"),
    Look(quotations_as_lists),
    Look(doubly_marked, "–"),
    # Numbers with a form of their own come before all that a number could be besides.
    Look(dates, digits=True),
    Look(right_numbers, digits=True),
    Look(personal_numbers, digits=True),
    Look(phones, "0+", digits=True),
    Look(results, "-–", digits=True),
    Look(postcodes, digits=True),
    Look(two_spaces_before_a_town, digits=True),
    Look(clocks, ":.", digits=True),
    Look(thousands, ". \u00a0", digits=True),
    Look(weeks, "vVwW", digits=True),
    Look(ranges, "-–—"),
    Look(official),
    Look(wrong_marks, '"“”„‟'),
    Look(hyphens_in_words, "-"),
    Look(spaced_hyphens, "-"),
    Look(semicolons, ";"),
    Look(stray_spaces),
)

"""What is always true of what is sold (numbers as in docs/invariants.md)."""

from django.utils.translation import gettext_lazy as _

from abonent.runs.invariants import Invariant

INVARIANTS = [
    Invariant(
        15,
        _("The steps of a promotion follow each other from its first term without a gap"),
        "catalog/check_promotion_steps",
        _("The promotion %(code)s has a step that begins with term %(from_term)s where term %(expected)s was to begin."),
    )
]

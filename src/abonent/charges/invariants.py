"""What is always true of charges (numbers as in docs/invariants.md)."""

from django.utils.translation import gettext_lazy as _

from abonent.runs.invariants import Invariant

INVARIANTS = [
    Invariant(
        3,
        _("The components of a charge sum to it"),
        "charges/check_components",
        _("Charge %(charge_id)s (%(source_kind)s %(source_id)s) is %(amount)s, its components make %(components)s."),
    ),
]

"""What is always true in the register."""

from django.utils.translation import gettext_lazy as _

from abonent.runs.invariants import Invariant

INVARIANTS = [
    Invariant(
        8,
        _("No two addresses of one kind at a time"),
        "customers/check_addresses",
        _("Customer %(number)s has two %(kind)s addresses at a time."),
        "/customers/%(number)s/?tab=addresses",
    ),
    Invariant(
        13,
        _("A record stands for the customer it was merged into, or for itself"),
        "customers/check_canonical",
        _("Customer %(number)s stands for customer %(canonical)s; the merges that hold say otherwise."),
        "/customers/%(number)s/",
    ),
    Invariant(
        14,
        _("Every customer is found by his name, and lists know what there is of him"),
        "customers/check_search",
        _("Customer %(number)s is not found by his name, or lists tell wrongly whether there is an address, e-mail or telephone of him."),
        "/customers/%(number)s/",
    ),
]

"""What is always true of stock (numbers as in docs/invariants.md)."""

from django.utils.translation import gettext_lazy as _

from abonent.runs.invariants import Invariant

INVARIANTS = [
    Invariant(
        16,
        _("The balance of an item is the sum of its movements, in pieces and in money, and of what is kept back"),
        "stock/check_balances",
        _(
            "Item %(number)s has %(on_hand)s pieces worth %(value)s, of which %(reserved)s are kept back; its movements come to %(moved)s "
            "and %(worth)s, its reservations to %(kept_back)s."
        ),
        "/stock/%(item_id)s/",
    ),
    Invariant(
        16,
        _("What is kept back is sent once, as it was promised"),
        "stock/check_reservations",
        _("A reservation of %(pieces)s pieces was sent as %(sent)s, or is still kept back."),
        "/stock/%(item_id)s/",
    ),
]

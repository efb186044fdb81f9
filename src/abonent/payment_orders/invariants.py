"""What is always true of payment orders (numbers as in docs/invariants.md)."""

from django.utils.translation import gettext_lazy as _

from abonent.runs.invariants import Invariant

INVARIANTS = [
    Invariant(
        30,
        _("A payment order is the sum of its refunds, and each is covered by the customer's own money"),
        "payment_orders/check_refunds",
        _(
            "Payment order %(number)s of %(pieces)s pieces and %(amount)s has %(refunds)s refunds of %(refunded)s; "
            "%(uncovered)s of them are not covered."
        ),
        "/payment-orders/%(order_id)s/",
    ),
    Invariant(
        31,
        _("An order of direct debit is the sum of its collections, each by the mandate of whoever owes, and one at a time for an item"),
        "payment_orders/check_collections",
        _(
            "Payment order %(number)s of %(pieces)s pieces and %(amount)s has %(collections)s collections of %(collected)s; "
            "%(wrong)s of them are not as they should be."
        ),
        "/payment-orders/%(order_id)s/",
    ),
]

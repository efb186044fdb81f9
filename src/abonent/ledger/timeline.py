"""Payments on the timeline."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.ledger.models import Payment
from abonent.ui import wording
from abonent.ui.lists.reader import Reader
from abonent.ui.timeline import TimelineLine, TimelineRow, TimelineSource

METHODS = dict(Payment.METHODS)


def line(row: TimelineRow, viewer: StaffUser, reader: Reader) -> TimelineLine:
    """How much came or went back, by which way, and what it settled."""
    said = row.said
    amount = Decimal(str(said["amount"]))
    words = {"amount": wording.money(abs(amount), said["currency"], reader.language)}
    if said["returns"]:
        what = _("Payment of %(amount)s taken back") % words
    elif amount < 0:
        what = _("%(amount)s paid back") % words
    else:
        what = _("Payment %(amount)s") % words
    settled = _("for %(documents)s") % {"documents": said["settled"]} if said["settled"] else ""
    return TimelineLine(
        icon="cash" if amount > 0 else "arrow-back-up",
        what=what,
        detail=", ".join(filter(None, [str(METHODS[said["method"]]), settled])),
        url=reverse("ledger:payment", args=[row.id]),
    )


TIMELINE = [
    TimelineSource(
        name="ledger",
        statement="ledger/timeline_of_payments",
        permission="ledger.see_balance",
        chips={"payments": gettext_lazy("Payments")},
        line=line,
        order=40,
    )
]

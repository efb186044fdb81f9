"""Invoices and credit notes on the timeline."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.billing.models import Invoice
from abonent.ui import wording
from abonent.ui.lists.reader import Reader
from abonent.ui.timeline import TimelineLine, TimelineRow, TimelineSource


def line(row: TimelineRow, viewer: StaffUser, reader: Reader) -> TimelineLine:
    """The document, its amount, and when it is due or what it credits."""
    said = row.said
    amount = wording.money(Decimal(str(said["total"])), said["currency"], reader.language)
    if said["kind"] == Invoice.CREDIT_NOTE:
        what = _("Credit note %(number)s") % {"number": said["number"]}
        detail = _("credits %(number)s") % {"number": said["credits"]} if said["credits"] else ""
    else:
        what = _("Invoice %(number)s") % {"number": said["number"]}
        due_on = wording.day(date.fromisoformat(said["due_on"]), reader.today, reader.language)
        detail = _("due %(day)s") % {"day": due_on}
    return TimelineLine(
        icon="receipt-refund" if said["kind"] == Invoice.CREDIT_NOTE else "file-invoice",
        what=what,
        detail=", ".join(filter(None, [amount, detail])),
        url=reverse("billing:invoice", args=[row.id]),
    )


TIMELINE = [
    TimelineSource(
        name="billing",
        statement="billing/timeline_of_invoices",
        permission="billing.see",
        chips={"invoices": gettext_lazy("Invoices")},
        line=line,
        order=30,
    )
]

"""What somebody who merges two customers is told of their invoices."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.queries import visible_invoices
from abonent.customers.hanging import Hanging
from abonent.ui import wording


def invoices(records: Sequence[int], viewer: StaffUser) -> str:
    """How many documents were made out to the records."""
    return wording.number(visible_invoices(viewer).filter(payer__in=records).count(), viewer.language)


HANGING = [Hanging(label=_("Invoices"), said=invoices, permission="billing.see", order=20)]

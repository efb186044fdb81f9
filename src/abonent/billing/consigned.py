"""What billing sends on paper: the documents of a run whose print file is made."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from abonent.billing.models import PrintFile
from abonent.distribution.consigned import Consigned


def printed_invoices() -> Exists:
    """That the print file of a run is made."""
    return Exists(PrintFile.objects.filter(run_id=OuterRef("pk"), stored_file__isnull=False))


CONSIGNED = [
    Consigned(
        kind="invoice",
        label=_("Invoices on paper"),
        run_kind="billing",
        printed=printed_invoices,
        source=("billing/invoices_to_consign",),
    )
]

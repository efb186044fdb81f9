"""Invoices in the one search box: by their number or payment reference, whole."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.billing.models import Invoice
from abonent.billing.queries import named, visible_invoices
from abonent.ui.search import Hit, SearchSource

SHORTEST = 3


def find(text: str, viewer: StaffUser, limit: int) -> list[Hit]:
    """Hits that open the invoice's page."""
    if len(text.strip()) < SHORTEST:
        return []
    return [_hit(invoice) for invoice in visible_invoices(viewer).filter(named(text)).order_by("-pk")[:limit]]


def _hit(invoice: Invoice) -> Hit:
    label = f"{invoice.get_kind_display()} {invoice.document_number}"
    return Hit(label=label, url=invoice.url, icon="file-invoice", detail=f"{invoice.payer.name} · {invoice.reference}", exact=True)


SEARCH = [SearchSource(name="invoices", label=gettext_lazy("Invoices"), find=find, permission="billing.see", order=40)]

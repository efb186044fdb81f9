"""Open and paid items in the one search box: by payment reference, however it is spaced, and by number.

Invoices and credit notes are found by their own folder; here stands what has no document above the ledger.
"""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy

from abonent.access.models import StaffUser
from abonent.ledger.queries import visible_receivables
from abonent.ledger.rules.references import normalise
from abonent.ui import wording
from abonent.ui.search import Hit, SearchSource

SHORTEST = 4
FOUND_ELSEWHERE = ("invoice", "credit_note", "write_off")


def find(text: str, viewer: StaffUser, limit: int) -> list[Hit]:
    """The items with exactly this reference or number."""
    typed = text.strip()
    if len(typed) < SHORTEST or not any(letter.isdigit() for letter in typed):
        return []
    named = Q(document_number=typed)
    if reference := normalise(typed):
        named |= Q(reference=reference)
    found = visible_receivables(viewer).filter(named).exclude(source_kind__in=FOUND_ELSEWHERE)
    return [
        Hit(
            label=f"{item.document_number}, {item.customer.name}",
            url=reverse("ledger:receivable", args=[item.pk]),
            icon="receipt",
            detail=wording.money(item.amount, item.currency, get_language() or "en"),
            exact=True,
        )
        for item in found.order_by("-pk")[:limit]
    ]


SEARCH = [SearchSource(name="receivables", label=gettext_lazy("Open items"), find=find, permission="ledger.see_balance", order=35)]

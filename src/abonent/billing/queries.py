"""Questions about invoices and billing plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.billing.models import BillingHold, BillingLook, BillingPlan, BillingTotals, Invoice
from abonent.ledger.models import Allocation, JournalLine, OpenReceivable
from abonent.runs.models import Run

PAID, OVERDUE, OPEN, CREDITED = "paid", "overdue", "open", "credit_note"


def visible_invoices(viewer: StaffUser, today: date) -> QuerySet[Any]:
    """Documents of the viewer's entities, with `open_amount` and `state`: paid, overdue, open, credit_note."""
    # Looked up for the rows that are shown, so that a page of a million invoices reads fifty open items.
    of_item = OpenReceivable.objects.filter(receivable_id=OuterRef("receivable_id")).values("open_amount")
    open_amount = Coalesce(Subquery(of_item), Value(Decimal(0)), output_field=DecimalField(max_digits=14, decimal_places=2))
    state = Case(
        When(kind=Invoice.CREDIT_NOTE, then=Value(CREDITED)),
        When(open_amount=0, then=Value(PAID)),
        When(due_on__lt=today, then=Value(OVERDUE)),
        default=Value(OPEN),
    )
    return of_my_entities(Invoice.objects.all(), viewer).annotate(open_amount=open_amount).annotate(state=state)


def settled_by(invoice: Invoice) -> list[Allocation]:
    """What has settled a document, latest first."""
    found = Allocation.objects.filter(Q(receivable=invoice.receivable_id) | Q(credit=invoice.receivable_id))
    return list(found.select_related("payment", "credit", "receivable").order_by("-id"))


def booked_as(invoice: Invoice) -> list[JournalLine]:
    """The lines of the document's journal entry."""
    lines = JournalLine.objects.filter(entry__kind=invoice.kind, entry__source_id=invoice.pk)
    return list(lines.select_related("account").order_by("ordinal"))


@dataclass(frozen=True)
class OddGroup:
    """Rows of a plan that are odd in the same way, and how many somebody has looked at."""

    code: str
    rows: int
    looked_at: int

    @property
    def left(self) -> int:
        return self.rows - self.looked_at


def odd_groups(run: Run) -> list[OddGroup]:
    """The oddities that occur in a plan, in the order they are to be looked at."""
    looked = BillingLook.objects.filter(run=run).values("ordinal")
    rows = BillingPlan.objects.filter(run=run)
    groups = []
    for code in BillingPlan.ODDITIES:
        counted = rows.filter(oddities__contains=[code]).aggregate(rows=Count("ordinal"), looked=Count("ordinal", filter=Q(ordinal__in=looked)))
        if counted["rows"]:
            groups.append(OddGroup(code, counted["rows"], counted["looked"]))
    return groups


def planned_rows(run: Run) -> QuerySet[Any]:
    """The invoices of a plan, with `held` (why, or empty) and `change` against the payer's last."""
    held = Subquery(BillingHold.objects.filter(run=run, ordinal=OuterRef("ordinal")).values("reason"))
    return (
        BillingPlan.objects.filter(run=run)
        .select_related("payer")
        .annotate(held=Coalesce(held, Value("")), share=(F("total") - F("previous_total")) / Case(When(previous_total=0, then=None), default=F("previous_total")))
    )


def held_count(run: Run) -> int:
    """How many rows of a plan are held back."""
    return BillingHold.objects.filter(run=run).count()


def totals_of_run(run: Run) -> list[BillingTotals]:
    """What a plan came to, by currency."""
    return list(BillingTotals.objects.filter(run=run).order_by("currency"))


def billed_to(customer_ids: list[int], viewer: StaffUser, today: date) -> QuerySet[Any]:
    """Documents of one person, latest first: the customer and all that were merged into it."""
    return visible_invoices(viewer, today).filter(payer__in=customer_ids).order_by("-id")


def sum_open(rows: QuerySet[Any]) -> Decimal:
    """What is open of these documents."""
    return rows.aggregate(amount=Sum("open_amount"))["amount"] or Decimal(0)

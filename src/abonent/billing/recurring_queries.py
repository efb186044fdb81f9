"""Questions about what is invoiced again and again."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.fields import CharField, DateField, DecimalField
from django.db.models.functions import Coalesce

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.billing.models import (
    DueRecurrence,
    DueRecurrenceLine,
    Invoice,
    InvoiceLine,
    ProFormaLine,
    Recurrence,
    RecurringInvoice,
    RecurringPause,
)
from abonent.customers.models import Customer
from abonent.customers.visibility import of_my_customers

DUE, RUNNING, PAUSED, ENDED = "due", "running", "paused", "ended"


def visible_recurring(viewer: StaffUser) -> QuerySet[RecurringInvoice]:
    """Recurring invoices of the companies the viewer works for, to the customers he sees."""
    mine = of_my_entities(RecurringInvoice.objects.select_related("payer", "entity"), viewer)
    return of_my_customers(mine, viewer, "payer")


def recurring_on(viewer: StaffUser, today: date) -> QuerySet[RecurringInvoice]:
    """Each with `next_on` and `next_amount`, how many days are due by today (`due_days`), the latest that is made, and its `state`."""
    to_come = DueRecurrence.objects.filter(recurring=OuterRef("pk")).order_by("due_on")
    lines = DueRecurrenceLine.objects.filter(recurring=OuterRef("pk")).order_by("due_on").values("due_on").annotate(sum=Sum("amount"))
    due = to_come.filter(due_on__lte=today).order_by().values("recurring").annotate(days=Count("*")).values("days")
    made = Recurrence.objects.filter(recurring=OuterRef("pk"), withdrawn_at=None).order_by("-due_on")
    pauses = RecurringPause.objects.filter(recurring=OuterRef("pk"), during__contains=today)
    state = Case(
        When(due_days__gt=0, then=Value(DUE)),
        When(is_paused=True, then=Value(PAUSED)),
        When(next_on=None, then=Value(ENDED)),
        default=Value(RUNNING),
        output_field=CharField(),
    )
    return (
        visible_recurring(viewer)
        .annotate(
            next_on=Subquery(to_come.values("due_on")[:1], output_field=DateField()),
            next_amount=Subquery(lines.values("sum")[:1], output_field=DecimalField(max_digits=14, decimal_places=2)),
            due_days=Coalesce(Subquery(due, output_field=IntegerField()), 0),
            latest_on=Subquery(made.values("due_on")[:1], output_field=DateField()),
            is_paused=Exists(pauses),
            currency=F("entity__currency"),
        )
        .annotate(state=state)
    )


def recurring_of_customer(viewer: StaffUser, customer: Customer, *, today: date) -> QuerySet[RecurringInvoice]:
    """Those of a customer, and of customers merged into him."""
    return recurring_on(viewer, today).filter(payer__in=customer.merged_ids).order_by(F("next_on").asc(nulls_last=True), "pk")


def made_of(recurring: RecurringInvoice) -> QuerySet[Recurrence]:
    """The days that are made, the latest first, each with the invoice that bills its first line, and the pro forma that shows it."""
    billed = InvoiceLine.objects.filter(charge=OuterRef("lines__charge_id")).values("invoice_id")
    made = Recurrence.objects.filter(recurring=recurring, withdrawn_at=None, lines__ordinal=1).order_by("-due_on")
    with_invoice = made.annotate(invoice_id=Subquery(billed[:1]))
    numbers = Invoice.objects.filter(pk=OuterRef("invoice_id")).values("document_number")
    shown = ProFormaLine.objects.filter(charge_id=OuterRef("lines__charge_id"), pro_forma__withdrawn_at=None).order_by("-pro_forma")
    return with_invoice.annotate(
        invoice_number=Subquery(numbers[:1]),
        pro_forma_id=Subquery(shown.values("pro_forma")[:1]),
        pro_forma_number=Subquery(shown.values("pro_forma__document_number")[:1]),
    )

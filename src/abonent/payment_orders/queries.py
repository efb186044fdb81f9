"""Questions to payment orders."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities, of_whole_companies
from abonent.customers.visibility import of_my_customers
from abonent.ledger.models import Payment
from abonent.payment_orders.models import BankAnswer, Mandate, PaymentOrder, Refund


def visible_orders(viewer: StaffUser) -> QuerySet[PaymentOrder]:
    """Payment orders of the viewer's companies, with their files."""
    rows = PaymentOrder.objects.select_related("entity", "bank_account", "run", "file__stored_file", "file__fetched_by", "withdrawn_by")
    return of_whole_companies(rows, viewer)


def refunds_of(order: PaymentOrder) -> QuerySet[Refund]:
    """The refunds of an order, with whether the bank has sent each back, or refused it."""
    came_back = Payment.objects.filter(
        customer__canonical=OuterRef("customer__canonical"), bank_line__end_to_end_id=OuterRef("reference"), amount__gt=0
    )
    rows = Refund.objects.filter(order=order).select_related("customer", "order").with_reference()
    refused = BankAnswer.objects.filter(refund=OuterRef("pk"), verdict=BankAnswer.Verdict.FAILED)
    return rows.annotate(
        came_back=ExpressionWrapper(Q(Exists(came_back)), output_field=BooleanField()),
        is_refused=ExpressionWrapper(Q(Exists(refused)), output_field=BooleanField()),
    )


def visible_answers(viewer: StaffUser) -> QuerySet[Any]:
    """Answers of banks to the viewer's companies, with what of ours each is about; `is_lost` where that is nothing."""
    about = ("bank_file__stored_file", "entity", "order__entity", "collection__mandate", "refund", "mandate__customer")
    lost = Q(collection=None, mandate=None, refund=None) & ~Q(about=BankAnswer.About.ORDER)
    rows = BankAnswer.objects.select_related(*about).annotate(is_lost=ExpressionWrapper(lost, output_field=BooleanField()))
    return of_whole_companies(rows, viewer)


def visible_mandates(viewer: StaffUser) -> QuerySet[Mandate]:
    """Mandates of the viewer's companies and customers."""
    rows = of_my_entities(Mandate.objects.select_related("entity", "customer"), viewer)
    return of_my_customers(rows, viewer, "customer")

"""How acts of payment orders are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.customers.visibility import about_a_customer
from abonent.ledger.models import Receivable
from abonent.ledger.queries import visible_receivables
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models import Collection, Mandate, PaymentOrder
from abonent.payment_orders.operations import (
    put_mandate,
    restore_order_terms,
    set_payer_method,
    set_receivable_method,
    withdraw_payment_orders,
)
from abonent.payment_orders.operations.collections import restore_collection_terms, take_back_failure
from abonent.payment_orders.queries import visible_mandates, visible_orders
from abonent.runs.inverses import Inverse, of_a_company


def _withdraw_payment_orders(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    orders = list(PaymentOrder.objects.filter(pk__in=arguments["orders"]).order_by("pk"))
    withdraw_payment_orders(orders=orders, actor=actor, today=today)


def _restore_collection_terms(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    restore_collection_terms(entity=LegalEntity.objects.get(pk=arguments["entity"]), said=arguments["said"], actor=actor)


def _take_back_failure(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    take_back_failure(collection=Collection.objects.get(pk=arguments["collection"]), actor=actor)


def sees_orders(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """Of his companies; an order tells of all customers."""
    return visible_orders(viewer).filter(pk__in=arguments["orders"]).exists()


def _restore_order_terms(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    restore_order_terms(entity=LegalEntity.objects.get(pk=arguments["entity"]), said=arguments["said"], actor=actor)


def _put_mandate(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    mandate = Mandate.objects.get(pk=arguments["mandate"])
    put_mandate(mandate=mandate, state=arguments["state"], code=arguments["code"], actor=actor)


def _set_payer_method(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    set_payer_method(customer=Customer.objects.get(pk=arguments["customer"]), method=arguments["method"], actor=actor)


def _set_receivable_method(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    receivable = Receivable.objects.get(pk=arguments["receivable"])
    set_receivable_method(receivable=receivable, method=arguments["method"], actor=actor)


def sees_mandate(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """Of his companies and customers."""
    return visible_mandates(viewer).filter(pk=arguments["mandate"]).exists()


def sees_receivable(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """Of his companies and customers."""
    return visible_receivables(viewer).filter(pk=arguments["receivable"]).exists()


INVERSES = [
    Inverse("put_mandate", _("Let the mandate be as before"), _put_mandate, "payment_orders.edit_mandates", sees_mandate),
    Inverse(
        "set_payer_method",
        _("Let the customer pay as before"),
        _set_payer_method,
        "payment_orders.edit_mandates",
        about_a_customer(Customer, "customer", "pk"),
    ),
    Inverse(
        "set_receivable_method",
        _("Let the item be paid as before"),
        _set_receivable_method,
        "payment_orders.edit_mandates",
        sees_receivable,
    ),
    Inverse("withdraw_payment_orders", _("Take the payment orders back"), _withdraw_payment_orders, "payment_orders.order", sees_orders),
    Inverse(
        "take_back_failure",
        _("Let the collection be under way"),
        _take_back_failure,
        "payment_orders.order",
        of_a_company(Collection, "collection", "order__entity"),
    ),
    Inverse(
        "restore_collection_terms",
        _("Collect as before"),
        _restore_collection_terms,
        "payment_orders.edit_terms",
        of_a_company(LegalEntity, "entity", "pk"),
    ),
    Inverse(
        "restore_order_terms",
        _("Pay back as before"),
        _restore_order_terms,
        "payment_orders.edit_terms",
        of_a_company(LegalEntity, "entity", "pk"),
    ),
]

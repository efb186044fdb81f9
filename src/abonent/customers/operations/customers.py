"""Register a customer; change what is said of him without overwriting what somebody else has just said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.entries import CannotRead, Door, Reach
from abonent.customers.finding import refresh_search
from abonent.customers.models import CategorisedCustomer, Customer
from abonent.customers.models.own_fields import Value
from abonent.customers.operations.addresses import begin_address
from abonent.customers.operations.contact_points import prefer
from abonent.customers.own_values import write_own_values
from abonent.customers.rules import registers
from abonent.customers.visibility import of_his_reach
from abonent.kit.edits import changed_of, demand_unchanged
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

REGISTER_NUMBERS = {
    "national_id": registers.national_id,
    "company_number": registers.company_number,
    "vat_number": registers.vat_number,
    "einvoice_address": registers.einvoice_address,
}
LABELS = {
    "kind": _("Kind"),
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "organisation_name": _("Organisation name"),
    "language": _("Language"),
    "country": _("Country"),
    "national_id": _("Personal number"),
    "company_number": _("Company number"),
    "vat_number": _("VAT number"),
    "invoice_channel": _("Invoice by"),
    "einvoice_address": _("E-invoice address"),
    "payment_terms_days": _("Payment terms, days"),
    "credit_limit": _("Credit limit"),
    "category_ids": _("Types"),
    "branch_id": _("Branch"),
    "responsible_id": _("Responsible"),
    "unit_id": _("Unit"),
}


class CannotChange(Refusal):
    """A customer that cannot be so."""

    sentences = {
        "customer.nameless": _("A customer needs a name: of a person the family name, of an organisation its own."),
        "customer.withheld": _("%(field)s is changed by those who may say what customers may owe. Ask one of them."),
    }


def create_customer(
    *,
    language: str,
    country: str,
    actor: StaffUser | None,
    today: date,
    kind: str = Customer.Kind.PERSON,
    door: Door | None = None,
    care_of: str = "",
    reached_by: Sequence[Reach] = (),
    own_values: Mapping[int, Value] | None = None,
    **said: Any,
) -> Customer:
    """Register a person or an organisation, with the address it has from today and the ways to reach it.

    `said` are further fields of `LABELS`: names, register numbers, types, how it is invoiced. Whoever does not see everybody
    goes on seeing whom he registers.
    """
    written = _written({"kind": kind, "language": language, "country": country, **said}, country)
    _demand_a_name(written)
    for field, value in (of_his_reach(actor) if actor else {}).items():
        written[field] = written.get(field) or value
    with change_by(actor, "create_customer"):
        categories = written.pop("category_ids", [])
        customer = Customer.objects.create(**written)
        _categorise(customer, categories)
        write_own_values(customer, own_values or {})
        if door is not None:
            begin_address(customer=customer, door=door, care_of=care_of, begins_on=today)
        for reach in reached_by:
            prefer(customer=customer, reach=reach)
        refresh_search([customer.pk])
        record_act(actor=actor, verb="create_customer", subject_kind="customer", subject_ids=[customer.pk])
    customer.refresh_from_db()
    return customer


def change_customer(
    *, customer: Customer, seen: Mapping[str, Any], wanted: Mapping[str, Any], actor: StaffUser | None, today: date, reason: str = ""
) -> Customer:
    """Change columns to `wanted`, where `seen` is what they said when the change was begun.

    Changes of different columns by different people merge; of the same column the second is refused and shown both.
    """
    changes = changed_of(seen, {field: value for field, value in wanted.items() if field in LABELS})
    with change_by(actor, "change_customer", reason=reason):
        locked = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
        written = _written(changes, changes.get("country", locked.country))
        demand_unchanged(seen=seen, now={field: getattr(locked, field) for field in written}, wanted=written, labels=LABELS)
        _demand_a_name({**{field: getattr(locked, field) for field in LABELS}, **written})
        if written:
            before = {field: getattr(locked, field) for field in written}
            columns = {field: value for field, value in written.items() if field != "category_ids"}
            Customer.objects.filter(pk=locked.pk).update(**columns, version=locked.version + 1)
            if "category_ids" in written:
                _categorise(locked, written["category_ids"])
            refresh_search([locked.pk])
            record_act(
                actor=actor,
                verb="change_customer",
                subject_kind="customer",
                subject_ids=[locked.pk],
                inverse={"verb": "change_customer_back", "customer": locked.pk, "before": before, "after": written},
            )
    customer.refresh_from_db()
    return customer


def _written(said: Mapping[str, Any], country: str) -> dict[str, Any]:
    """What is said in the writing of the register; refuses a number whose check digit is wrong."""
    written = {field: " ".join(value.split()) if isinstance(value, str) else value for field, value in said.items()}
    for field, read in REGISTER_NUMBERS.items():
        if typed := written.get(field):
            written[field] = read(typed, country)
            if not written[field]:
                raise CannotRead(field, value=typed, country=country)
    return written


def _categorise(customer: Customer, category_ids: Sequence[int]) -> None:
    """Let a customer be of these types and no others."""
    customer.categorised.exclude(category__in=category_ids).delete()
    CategorisedCustomer.objects.bulk_create(
        (CategorisedCustomer(customer=customer, category_id=category) for category in category_ids), ignore_conflicts=True
    )


def _demand_a_name(said: Mapping[str, Any]) -> None:
    organisation = said["kind"] == Customer.Kind.ORGANISATION
    if not (said.get("organisation_name") if organisation else said.get("given_name") or said.get("family_name")):
        raise CannotChange("customer.nameless")

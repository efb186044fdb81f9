"""Keep what a payer wishes of his invoices, and from how large a change on a company looks at them."""

from __future__ import annotations

from decimal import Decimal

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.billing.models import BillingRule, InvoiceWish
from abonent.customers.models import Customer
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act


def invoice_wish(customer: Customer) -> str:
    """By what a payer's charges stand on invoices of their own."""
    said = InvoiceWish.objects.filter(customer=customer.canonical_id).values_list("apart_by", flat=True).first()
    return said or InvoiceWish.TOGETHER


def set_invoice_wish(*, customer: Customer, apart_by: str, actor: StaffUser | None) -> None:
    """Let what is due of a payer stand so on his invoices from the next plan on; one that is planned already is left out at its commit."""
    with change_by(actor, "set_invoice_wish"):
        payer = Customer.objects.select_for_update(no_key=True, of=("self",)).get(pk=customer.canonical_id)
        before = invoice_wish(payer)
        if before == apart_by:
            return
        InvoiceWish.objects.update_or_create(customer=payer, defaults={"apart_by": apart_by})
        inverse = {"verb": "set_invoice_wish", "customer": payer.pk, "apart_by": before}
        record_act(actor=actor, verb="set_invoice_wish", subject_kind="customer", subject_ids=[payer.pk], inverse=inverse)


def changed_percent(entity: LegalEntity) -> Decimal:
    """From how many percent of the latest invoice on a change is looked at."""
    return (BillingRule.objects.filter(entity=entity).first() or BillingRule()).changed_percent


def set_changed_percent(*, entity: LegalEntity, percent: Decimal, actor: StaffUser | None) -> None:
    """Look from this change on at the invoices of plans to come."""
    with change_by(actor, "set_changed_percent"):
        LegalEntity.objects.select_for_update(no_key=True, of=("self",)).get(pk=entity.pk)
        before = changed_percent(entity)
        BillingRule.objects.update_or_create(entity=entity, defaults={"changed_percent": percent})
        inverse = {"verb": "set_changed_percent", "entity": entity.pk, "percent": str(before)}
        record_act(actor=actor, verb="set_changed_percent", subject_kind="legal_entity", subject_ids=[entity.pk], inverse=inverse)

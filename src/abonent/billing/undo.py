"""How acts of billing are taken back: by a document of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.billing.agent_queries import visible_terms
from abonent.billing.models import CommissionTerms, Invoice, ProForma
from abonent.billing.operations import credit_invoice
from abonent.billing.operations.commission import take_commission_back
from abonent.billing.operations.document_templates import take_template_back
from abonent.billing.operations.electronic import withdraw_documents
from abonent.billing.operations.letter_runs import hold_letters, withdraw_letters
from abonent.billing.operations.mailing import withdraw_mailing
from abonent.billing.operations.pro_formas import withdraw_pro_forma
from abonent.billing.operations.revenue_shares import take_shares_back
from abonent.billing.operations.wishes import set_changed_percent, set_invoice_wish
from abonent.billing.queries import visible_invoices, visible_pro_formas
from abonent.billing.undo_recurring import OF_RECURRING
from abonent.catalog.models import Product
from abonent.customers.models import Customer
from abonent.customers.visibility import visible_customers
from abonent.organisation.models import LegalEntity
from abonent.runs.inverses import Inverse
from abonent.runs.models import Run
from abonent.runs.queries import visible_runs


def _credit_invoice(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    credit_invoice(invoice=Invoice.objects.get(pk=arguments["invoice"]), actor=actor, today=today)


def _sees_invoice(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    return visible_invoices(viewer).filter(pk=arguments["invoice"]).exists()


def _withdraw_mailing(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    withdraw_mailing(run=Run.objects.get(pk=arguments["run"]))


def _withdraw_documents(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    asked: Invoice | Run = Run.objects.get(pk=arguments["run"]) if "run" in arguments else Invoice.objects.get(pk=arguments["invoice"])
    withdraw_documents(asked=asked, after=arguments["after"])


def _sees_sent(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    return _sees_run(arguments, viewer) if "run" in arguments else _sees_invoice(arguments, viewer)


def _withdraw_pro_forma(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    withdraw_pro_forma(pro_forma=ProForma.objects.get(pk=arguments["pro_forma"]))


def _sees_pro_forma(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    return visible_pro_formas(viewer).filter(pk=arguments["pro_forma"]).exists()


def _sees_run(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    return visible_runs(viewer).filter(pk=arguments["run"]).exists()


def _take_commission_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    take_commission_back(terms=CommissionTerms.objects.select_related("agent").get(pk=arguments["terms"]), actor=actor)


def _sees_terms(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    return visible_terms(viewer).filter(pk=arguments["terms"]).exists()


def _take_shares_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    asked = {"product": arguments["product"], "customer": arguments["customer"], "from_on": date.fromisoformat(arguments["from"])}
    take_shares_back(**asked, actor=actor)


def _sees_product(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    return of_whole_companies(Product.objects.all(), viewer).filter(pk=arguments["product"]).exists()


def _take_template_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    said = {name: arguments[name] for name in ("kind", "said", "before")}
    entity, from_on = LegalEntity.objects.get(pk=arguments["entity"]), date.fromisoformat(arguments["from"])
    take_template_back(entity=entity, from_on=from_on, **said, actor=actor)


def _works_for(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    return viewer.entities.filter(pk=arguments["entity"]).exists()


def _set_invoice_wish(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    customer = Customer.objects.get(pk=arguments["customer"])
    set_invoice_wish(customer=customer, apart_by=arguments["apart_by"], actor=actor)


def _sees_customer(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    return visible_customers(viewer).filter(pk=arguments["customer"]).exists()


def _set_changed_percent(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    entity = LegalEntity.objects.get(pk=arguments["entity"])
    set_changed_percent(entity=entity, percent=Decimal(arguments["percent"]), actor=actor)


def _withdraw_letters(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    withdraw_letters(run=Run.objects.get(pk=arguments["run"]))


def _hold_letters(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    run = Run.objects.get(pk=arguments["run"])
    hold_letters(run=run, ordinals=arguments["ordinals"], held=arguments["held"], actor=actor)


INVERSES = [
    Inverse("withdraw_letters", _("Do not send what still waits"), _withdraw_letters, "billing.print", _sees_run),
    Inverse("hold_letters", _("Hold back or let go as before"), _hold_letters, "billing.print", _sees_run),
    *OF_RECURRING,
    Inverse("credit_invoice", _("Credit the invoice"), _credit_invoice, "billing.credit", _sees_invoice),
    Inverse("withdraw_pro_forma", _("Take the pro forma back"), _withdraw_pro_forma, "billing.bill_now", _sees_pro_forma),
    Inverse("withdraw_mailing", _("Do not send what still waits"), _withdraw_mailing, "billing.print", _sees_run),
    Inverse("withdraw_documents", _("Do not send what still waits"), _withdraw_documents, "billing.mail", _sees_sent),
    Inverse("take_shares_back", _("Back to the shares before"), _take_shares_back, "ledger.edit_accounts", _sees_product),
    Inverse("set_invoice_wish", _("Back to how he was invoiced before"), _set_invoice_wish, "billing.bill_now", _sees_customer),
    Inverse("set_changed_percent", _("Back to the limit before"), _set_changed_percent, "billing.run", _works_for),
    Inverse("take_template_back", _("Back to the template before"), _take_template_back, "billing.design", _works_for),
    Inverse("take_commission_back", _("Back to the terms before"), _take_commission_back, "subscriptions.agents", _sees_terms),
]

"""A template that is being written, shown on a real document: one that is named, else the latest there is."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from typing import Any

from abonent.access.models import StaffUser
from abonent.billing.account_facts import account_facts
from abonent.billing.documents.account_letter import TEMPLATE as LETTER
from abonent.billing.documents.account_letter import LetterFacts, letter_data
from abonent.billing.documents.invoice import TEMPLATE as INVOICE_PAPER
from abonent.billing.documents.invoice import invoice_data, pro_forma_data
from abonent.billing.documents.receipt import receipt_data
from abonent.billing.documents.sample import sample_data
from abonent.billing.operations.account_letters import buyers_of
from abonent.billing.operations.footing import particulars
from abonent.billing.operations.printing import products_of
from abonent.billing.operations.receipts import receipt_facts
from abonent.billing.queries import visible_invoices, visible_pro_formas
from abonent.billing.rules.document_layouts import CREDIT_NOTE, INVOICE, PRO_FORMA, RECEIPT, STATEMENT, TemplateDescription
from abonent.company.logos import drawings_of
from abonent.customers.models import Customer
from abonent.customers.visibility import visible_customers
from abonent.kit import documents
from abonent.ledger.queries import visible_payments
from abonent.organisation.models import LegalEntity

MOST_PAGES = 3


@dataclass(frozen=True)
class Trial:
    """A template to be tried: of which company and kind, by whom, on which day, on which document."""

    entity: LegalEntity
    kind: str
    described: TemplateDescription
    viewer: StaffUser
    today: date
    shown: str = ""


@dataclass(frozen=True)
class TriedPages:
    """The pages as pictures that a page may show, and what they are of."""

    title: str
    pages: tuple[str, ...]


def try_template(trial: Trial) -> TriedPages | None:
    """The pages of the document as the template would set it; None if there is no such document."""
    paper = _PAPERS[trial.kind](trial) if trial.kind in _PAPERS else _letter(trial)
    if paper is None:
        return None
    template = INVOICE_PAPER if trial.kind in (INVOICE, CREDIT_NOTE, PRO_FORMA) else LETTER
    pictures = drawings_of([int(paper["logo"])] if paper["logo"] else [])
    pages = documents.pages_on_screen(template, paper, pictures=pictures)[:MOST_PAGES]
    return TriedPages(paper["title"], tuple(f"data:image/png;base64,{b64encode(page).decode()}" for page in pages))


def _invoice(trial: Trial) -> dict[str, Any] | None:
    mine = visible_invoices(trial.viewer).filter(entity=trial.entity, kind=trial.kind).select_related("credits")
    invoice = _named(mine, "document_number", trial.shown)
    if invoice is None:
        return sample_data(trial.entity, trial.today, trial.described) if trial.kind == INVOICE and not trial.shown else None
    # The particulars are those of today, so that a new logo is seen.
    invoice.seller = {**invoice.seller, **_logo(trial.entity)}
    return invoice_data(invoice, list(invoice.lines.all()), trial.described)


def _pro_forma(trial: Trial) -> dict[str, Any] | None:
    pro_forma = _named(visible_pro_formas(trial.viewer).filter(entity=trial.entity), "document_number", trial.shown)
    if pro_forma is None:
        return None
    pro_forma.seller = {**pro_forma.seller, **_logo(trial.entity)}
    return pro_forma_data(pro_forma, list(pro_forma.lines.all()), trial.described, products=products_of(pro_forma))


def _receipt(trial: Trial) -> dict[str, Any] | None:
    mine = visible_payments(trial.viewer).filter(entity=trial.entity, amount__gt=0).select_related("customer", "entity")
    payment = _named(mine, "pk", trial.shown) if not trial.shown or _is_number(trial.shown) else None
    return receipt_data(receipt_facts(payment, trial.today), trial.described) if payment else None


def _letter(trial: Trial) -> dict[str, Any] | None:
    customer = _customer(trial)
    if customer is None:
        return None
    from_on = trial.today.replace(month=1, day=1) if trial.kind == STATEMENT else None
    accounts = account_facts(
        entity=trial.entity, customers=[customer.canonical_id], as_of=trial.today, from_on=from_on, viewer=trial.viewer
    )
    account = accounts.get((customer.canonical_id, trial.entity.currency))
    if account is None:
        return None
    buyer = buyers_of([customer.canonical], trial.today)[customer.canonical_id]
    language = customer.language or trial.entity.language
    facts = LetterFacts(trial.kind, account, from_on, trial.today, trial.today, language, particulars(trial.entity), buyer)
    return letter_data(facts, trial.described)


def _customer(trial: Trial) -> Customer | None:
    if trial.shown:
        return visible_customers(trial.viewer).filter(number=trial.shown).first() if _is_number(trial.shown) else None
    latest = visible_invoices(trial.viewer).filter(entity=trial.entity).order_by("-pk").first()
    return latest.payer if latest else None


_PAPERS = {INVOICE: _invoice, CREDIT_NOTE: _invoice, PRO_FORMA: _pro_forma, RECEIPT: _receipt}


def _named(rows: Any, column: str, shown: str) -> Any:
    """The row that is named, else the latest."""
    return (rows.filter(**{column: shown}) if shown else rows).order_by("-pk").first()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _logo(entity: LegalEntity) -> dict[str, Any]:
    return {"logo": entity.logo_id or ""}

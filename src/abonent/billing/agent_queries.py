"""Questions about agents: on which terms they work, what their invoices come to reader by reader, what was settled with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.billing.models import AgentSettlement, CommissionPlan, CommissionTerms, EarnedCommission, Invoice, InvoiceLine, InvoicePart
from abonent.billing.queries import visible_invoices
from abonent.charges.models import Charge
from abonent.customers.models import Customer
from abonent.customers.visibility import of_my_customers
from abonent.runs.models import Run
from abonent.subscriptions.models import Agent

NOTHING = Decimal(0)


def visible_agents(viewer: StaffUser) -> QuerySet[Agent]:
    """Whoever mediates orders or did, of the customers whom the viewer sees."""
    return of_my_customers(Agent.objects.select_related("customer"), viewer, "customer")


def with_latest_settlement(agents: QuerySet[Agent], viewer: StaffUser, today: date) -> QuerySet[Any]:
    """With `has_terms` of today, and the day and amount of what was `settled` with each last."""
    standing = visible_terms(viewer).filter(agent=OuterRef("pk"), during__contains=today)
    latest = visible_settlements(viewer).filter(agent=OuterRef("pk")).order_by("-pk")
    return agents.annotate(
        has_terms=Exists(standing),
        settled_on=Subquery(latest.values("settled_on")[:1]),
        settled_amount=Subquery(latest.values("amount")[:1]),
        settled_currency=Subquery(latest.values("currency")[:1]),
    )


def visible_terms(viewer: StaffUser) -> QuerySet[CommissionTerms]:
    """Terms that were agreed with agents by the viewer's companies."""
    return of_my_entities(CommissionTerms.objects.select_related("entity", "product"), viewer)


def terms_of(agent: Agent, viewer: StaffUser) -> QuerySet[CommissionTerms]:
    """The terms of an agent, those of today and of later first."""
    return visible_terms(viewer).filter(agent=agent).order_by("entity__name", "product__code", "-during")


def visible_settlements(viewer: StaffUser) -> QuerySet[AgentSettlement]:
    """Settlements of the viewer's companies with agents whom he sees."""
    rows = AgentSettlement.objects.select_related("agent__customer", "entity", "run", "posted_by")
    return of_my_customers(of_my_entities(rows, viewer), viewer, "agent__customer")


def invoices_with_parts(invoices: QuerySet[Invoice]) -> QuerySet[Any]:
    """Those of some documents that were split, with how many `readers` they have and what the agent keeps of each as `kept`."""
    return invoices.filter(Exists(InvoicePart.objects.filter(invoice=OuterRef("pk")))).annotate(
        readers=Count("parts"), kept=Sum("parts__commission")
    )


def invoices_of_agent(viewer: StaffUser, customer: Customer) -> QuerySet[Any]:
    """The documents of an agent that were split, the latest first."""
    return invoices_with_parts(visible_invoices(viewer).filter(payer__in=customer.merged_ids)).order_by("-pk")


@dataclass(frozen=True)
class SoldLine:
    """A line of a settlement with the document and the product it is of, and the reader who bought."""

    row: Any
    document: Invoice | None
    reader: str
    description: Any


def sold_lines(rows: Sequence[EarnedCommission] | Sequence[CommissionPlan]) -> list[SoldLine]:
    """What commission is of, in words: documents and readers of all rows are asked for at once."""
    documents = Invoice.objects.in_bulk({row.invoice_id for row in rows})
    lines = InvoiceLine.objects.filter(invoice__in=documents.keys()).values_list("invoice_id", "ordinal", "description")
    described = {(invoice, ordinal): description for invoice, ordinal, description in lines}
    return [
        SoldLine(
            row,
            documents.get(row.invoice_id),
            documents[row.invoice_id].buyer.get("name", "") if row.invoice_id in documents else "",
            described.get((row.invoice_id, row.line), {}),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class PlannedCommission:
    """What a run settles: with how many agents, how much, and how much of it they give back."""

    agents: int
    amount: Decimal
    given_back: Decimal


def planned_commission(run: Run) -> PlannedCommission:
    """The sums of a plan."""
    rows = CommissionPlan.objects.filter(run=run)
    told = rows.aggregate(whole=Sum("amount"), given_back=Sum("amount", filter=Q(amount__lt=0)))
    agents = rows.order_by().values("agent").distinct().count()
    return PlannedCommission(agents, told["whole"] or NOTHING, told["given_back"] or NOTHING)


def lines_by_part(parts: Sequence[InvoicePart]) -> dict[int, list[InvoiceLine]]:
    """What each reader of one invoice pays, by the ordinal of his part: its lines without what the agent keeps.

    A reader who was merged since is found by the record he had, or by the one that stands for both.
    """
    lines = list(InvoiceLine.objects.filter(invoice=parts[0].invoice_id).order_by("ordinal"))
    credited = _credited_charges(lines)
    charge_of = {line.ordinal: line.charge_id or credited[line.credited_invoice_id, line.credited_ordinal] for line in lines}
    charges = Charge.objects.select_related("receiver").in_bulk(list(charge_of.values()))
    own = {part.reader_id: part.ordinal for part in parts}
    standing = {part.reader.canonical_id: part.ordinal for part in parts}
    found: dict[int, list[InvoiceLine]] = defaultdict(list)
    for line in lines:
        charge = charges[charge_of[line.ordinal]]
        if charge.source_kind != "commission":
            found[own.get(charge.receiver_id) or standing[charge.receiver.canonical_id]].append(line)
    return found


def _credited_charges(lines: Sequence[InvoiceLine]) -> dict[tuple[int | None, int | None], int | None]:
    """The charges of the lines that lines of a credit note take off."""
    credited = {line.credited_invoice_id for line in lines if line.credited_invoice_id}
    rows = InvoiceLine.objects.filter(invoice__in=credited).values_list("invoice_id", "ordinal", "charge_id")
    return {(invoice, ordinal): charge for invoice, ordinal, charge in rows}

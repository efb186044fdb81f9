"""Questions about invoices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import CharField, DecimalField

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities, of_whole_companies
from abonent.billing.models import (
    AccountLetter,
    BillingHold,
    BillingLeftOut,
    BillingLook,
    BillingPlan,
    BillingTotals,
    Invoice,
    InvoiceFile,
    InvoiceLine,
    PrintFile,
    ProForma,
    ProFormaLine,
    RevenueRelease,
)
from abonent.billing.operations.printing import on_paper
from abonent.billing.operations.wishes import changed_percent
from abonent.company.models import NumberSeries
from abonent.customers.models import Customer
from abonent.customers.visibility import of_my_customers
from abonent.ledger.models import OpenPart, OpenReceivable, Payment, Receivable
from abonent.ledger.rules.references import normalise
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run

OPEN, OVERDUE, PAID, CREDIT = "open", "overdue", "paid", "credit"
INVOICED, EXPIRED, WITHDRAWN = "invoiced", "expired", "withdrawn"


def visible_invoices(viewer: StaffUser) -> QuerySet[Invoice]:
    """Documents of the entities the viewer works for, to the customers he sees."""
    return of_my_customers(of_my_entities(Invoice.objects.select_related("payer", "entity"), viewer), viewer, "payer")


def visible_letters(viewer: StaffUser) -> QuerySet[AccountLetter]:
    """Letters about accounts with the viewer's companies, to the customers he sees."""
    rows = AccountLetter.objects.select_related("customer", "entity", "stored_file", "made_by")
    return of_my_customers(of_my_entities(rows, viewer), viewer, "customer")


def accounts_of(customer: Customer, viewer: StaffUser) -> list[tuple[LegalEntity, str]]:
    """With which of the viewer's companies, in which currencies, a customer ever had something open or paid."""
    found = set()
    for rows in (Receivable.objects.all(), Payment.objects.all()):
        mine = of_my_entities(rows.filter(customer__canonical=customer.canonical_id), viewer)
        found |= set(mine.order_by().values_list("entity", "currency").distinct())
    entities = viewer.entities.in_bulk({entity for entity, _currency in found})
    return sorted(((entities[entity], currency) for entity, currency in found), key=lambda one: (one[0].name, one[1]))


def visible_pro_formas(viewer: StaffUser) -> QuerySet[ProForma]:
    """Pro formas of the entities the viewer works for, to the customers he sees."""
    return of_my_customers(of_my_entities(ProForma.objects.select_related("payer", "entity"), viewer), viewer, "payer")


def pro_formas_with_state(viewer: StaffUser, *, today: date) -> QuerySet[ProForma]:
    """With `invoice_number`, that of the invoice it became, and `state`: open, invoiced, expired, or taken back."""
    lines = ProFormaLine.objects.filter(pro_forma=OuterRef("pk")).values("charge_id")[:1]
    billed = InvoiceLine.objects.filter(charge=OuterRef("first_charge")).values("invoice__document_number")[:1]
    state = Case(
        When(withdrawn_at__isnull=False, then=Value(WITHDRAWN)),
        When(invoice_number__isnull=False, then=Value(INVOICED)),
        When(valid_until__lt=today, then=Value(EXPIRED)),
        default=Value(OPEN),
        output_field=CharField(),
    )
    found = visible_pro_formas(viewer).annotate(first_charge=Subquery(lines))
    return found.annotate(invoice_number=Subquery(billed, output_field=CharField())).annotate(state=state)


def with_state(invoices: QuerySet[Invoice], *, today: date) -> QuerySet[Invoice]:
    """With `open_amount` (nothing where settled) and `state`: open, overdue, paid, or a credit that is still to be used."""
    still_open = OpenReceivable.objects.filter(receivable=OuterRef("receivable")).values("open_amount")
    late_as_agreed = Exists(OpenPart.objects.filter(receivable=OuterRef("receivable"), due_on__lt=today))
    due_as_it_says = ~Exists(OpenPart.objects.filter(receivable=OuterRef("receivable")))
    state = Case(
        When(open_amount__isnull=True, then=Value(PAID)),
        When(open_amount__lt=0, then=Value(CREDIT)),
        When(Q(due_as_it_says, due_on__lt=today) | Q(late_as_agreed), then=Value(OVERDUE)),
        default=Value(OPEN),
        output_field=CharField(),
    )
    amount = Subquery(still_open, output_field=DecimalField(max_digits=14, decimal_places=2))
    return invoices.annotate(open_amount=amount).annotate(state=state)


def named(text: str) -> Q:
    """The documents that a typed number or payment reference means; none where it means nothing."""
    bare = text.strip()
    meant = Q(pk=None)
    for series, prefix in NumberSeries.objects.values_list("pk", "prefix"):
        number = bare.removeprefix(prefix)
        if bare.startswith(prefix) and number.isascii() and number.isdigit() and len(number) < 19:
            meant |= Q(series=series, number=int(number))
    reference = normalise(bare)
    if len(reference) > 3:
        meant |= Q(receivable__in=Receivable.objects.filter(reference=reference).values("pk"))
    return meant


@dataclass(frozen=True)
class PlanGroup:
    """Rows of a plan that are odd in the same way: how many, held back, and looked at."""

    code: str
    rows: int
    held: int
    looked_at: int

    @property
    def query(self) -> str:
        """How the page of the plan is asked for it: what changed most stands first."""
        return f"odd={self.code}" + ("&sort=-change" if self.code == BillingPlan.CHANGED else "")


def plan_groups(run: Run) -> list[PlanGroup]:
    """The odd rows of a plan, by what is odd, the heaviest first; the counts were frozen with the plan, who held or looked at what is counted now."""
    totals = BillingTotals.objects.filter(run=run).first()
    counted = totals.oddities if totals else {}
    held = _ordinals(BillingHold.objects.filter(run=run))
    looked_at = _ordinals(BillingLook.objects.filter(run=run))
    return [
        PlanGroup(code, counted[code], _within(run, code, held), _within(run, code, looked_at))
        for code in BillingPlan.ODDITIES
        if counted.get(code)
    ]


def looked_at_first(run: Run) -> str:
    """The query of the heaviest group that nobody has looked through; empty where there is none."""
    return next((group.query for group in plan_groups(run) if group.looked_at < group.rows), "")


def changed_percent_of(run: Run) -> Decimal:
    """From how large a change on the plan calls a row odd."""
    totals = BillingTotals.objects.filter(run=run).first()
    return totals.changed_percent if totals else changed_percent(run.entity)


def held_count(run: Run) -> int:
    """How many rows are held back."""
    return BillingHold.objects.filter(run=run).count()


@dataclass(frozen=True)
class Totals:
    """What a plan comes to without what is held back, against the plan of the run before; shares are None where there is none."""

    invoices: int
    total: Decimal
    vat: Decimal
    credits: Decimal
    invoices_change: float | None
    total_change: float | None
    vat_change: float | None
    credits_change: float | None


def plan_totals(run: Run, before: Run | None) -> Totals:
    """The totals of a plan, in the currency of the entity."""
    now = BillingTotals.objects.filter(run=run).first() or BillingTotals(invoices=0, total=0, vat=0, credits=0)
    then = BillingTotals.objects.filter(run=before).first() if before else None
    held = BillingPlan.objects.filter(run=run, ordinal__in=_ordinals(BillingHold.objects.filter(run=run)))
    rows = list(held.values_list("total", "vat"))
    return Totals(
        invoices=now.invoices - len(rows),
        total=now.total - sum(total for total, _vat in rows),
        vat=now.vat - sum(vat for _total, vat in rows),
        credits=now.credits,
        invoices_change=_change(now.invoices, then.invoices if then else None),
        total_change=_change(now.total, then.total if then else None),
        vat_change=_change(now.vat, then.vat if then else None),
        credits_change=_change(now.credits, then.credits if then else None),
    )


def left_out_reasons(run: Run) -> dict[str, int]:
    """Why rows of a committed plan were left out, and how many."""
    return dict(BillingLeftOut.objects.filter(run=run).values_list("reason").annotate(rows=Count("ordinal")).order_by("reason"))


@dataclass(frozen=True)
class Printing:
    """How far the print file of a run is."""

    file: PrintFile | None
    wanted: int
    made: int


def printing_of(run: Run) -> Printing:
    """The paper invoices of a run and how many of them have their file."""
    wanted = on_paper(run)
    made = InvoiceFile.objects.filter(invoice__in=wanted)
    return Printing(PrintFile.objects.filter(run_id=run.pk).select_related("stored_file").first(), wanted.count(), made.count())


def channels_of(run: Run) -> dict[str, int]:
    """How many documents of a run go out by which channel."""
    posted = Invoice.objects.filter(pk__in=BillingPlan.objects.filter(run=run).values("invoice_id"))
    return dict(posted.values_list("channel").annotate(documents=Count("pk")).order_by("channel"))


def invoices_of_customer(viewer: StaffUser, customer: Customer, *, today: date) -> QuerySet[Invoice]:
    """A customer's documents, latest first; those of customers merged into him too. By their keys: only so the index is used."""
    mine = visible_invoices(viewer).filter(payer__in=customer.merged_ids)
    return with_state(mine, today=today).order_by("-pk")


def _ordinals(rows: QuerySet[BillingHold] | QuerySet[BillingLook]) -> list[int]:
    return list(rows.values_list("ordinal", flat=True))


def _within(run: Run, code: str, ordinals: list[int]) -> int:
    """How many of a few rows are odd in a way."""
    return BillingPlan.objects.filter(run=run, ordinal__in=ordinals, oddities__contains=[code]).count() if ordinals else 0


def _change(now: Decimal | int, then: Decimal | int | None) -> float | None:
    return float(now - then) / abs(float(then)) if then else None


def latest_releases(viewer: StaffUser) -> QuerySet[RevenueRelease]:
    """The latest release of deferred revenue of each of the viewer's companies."""
    latest = RevenueRelease.objects.order_by("entity_id", "-pk").distinct("entity_id").select_related("entity")
    return of_whole_companies(latest, viewer)

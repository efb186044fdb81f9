"""Say what a customer is invoiced again and again, pause it, and make its days into charges; all of it can be taken back until it is invoiced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.billing.models import (
    DueRecurrence,
    DueRecurrenceLine,
    ProForma,
    ProFormaLine,
    Recurrence,
    RecurringInvoice,
    RecurringLine,
    RecurringPause,
)
from abonent.billing.operations.pro_formas import offer_charges
from abonent.catalog.models import Product
from abonent.charges.models import OpenCharge
from abonent.charges.operations import withdraw_charges, write_charges
from abonent.customers.models import Customer
from abonent.kit import clock, statements
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.periods import DateRange, period
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act, Run
from abonent.runs.operations import record_act

KIND = "recurring_invoices"
SUBJECT = "recurring_invoice"


class CannotRecur(Refusal):
    """A recurring invoice that cannot be as asked, or days of one that stand."""

    sentences = {
        "recurring.no_line": _("Say at least one line: what it is for and what it costs."),
        "recurring.another_company": _("%(product)s is of another company."),
        "recurring.unchanged": _("It is so already."),
        "recurring.made_since": _("The invoice of %(day)s is made. Let the other rhythm begin on a later day."),
        "recurring.made": _("Invoices of it are made already. Let it end on a day instead."),
        "recurring.paused": _("It is paused on some of these days already."),
        "recurring.not_paused": _("It is not paused on this day."),
        "recurring.invoiced": _("Of this run %(count)s charges are invoiced already. Credit the invoices instead."),
        "recurring.withdrawn": _("This is taken back already."),
        "recurring.effect_changed": _("Something has changed meanwhile. Look at the effect again, then save."),
    }


@dataclass(frozen=True, kw_only=True)
class LineDescription:
    """A line: a product, or words with their VAT class and their place in the books."""

    quantity: Decimal
    unit_price: Decimal
    product: Product | None = None
    text: str = ""
    tax_category: str = ""
    revenue_class: str = ""


@dataclass(frozen=True, kw_only=True)
class RecurringDescription:
    """What is said of a recurring invoice."""

    payer: Customer
    name: str
    starts_on: date
    lines: Sequence[LineDescription]
    every_count: int = 1
    every_unit: str = RecurringInvoice.MONTH
    ends_on: date | None = None
    times: int | None = None
    basis: str = RecurringInvoice.NET
    covers: str = RecurringInvoice.AHEAD
    makes: str = RecurringInvoice.INVOICE
    index_percent: Decimal = Decimal(0)
    indexed_from: date | None = None
    text: str = ""


@dataclass(frozen=True)
class DueDay:
    """A day that is due, what it pays for, and what it comes to."""

    due_on: date
    during: Any
    amount: Decimal


@dataclass(frozen=True)
class RecurringEffect:
    """The days that are due with a change, beside those without it; in their order, for a year ahead."""

    days: list[DueDay]
    before: list[DueDay]

    @property
    def digest(self) -> str:
        """A name for exactly this effect."""
        return digest_of(*((one.due_on, one.amount) for one in (*self.before, *self.days)))


def add_recurring(
    *, entity: LegalEntity, described: RecurringDescription, actor: StaffUser | None, effect: str | None = None
) -> RecurringInvoice:
    """A recurring invoice of a company; nothing is charged until a run makes its first day. With `effect` only if it still does what was
    shown. Undone, it is gone."""
    with change_by(actor, "add_recurring"):
        recurring = RecurringInvoice(entity=entity, sold_by=actor)
        _write(recurring, _columns(described, entity))
        insist(RecurringEffect(due_days(recurring), []), effect, CannotRecur("recurring.effect_changed"))
        _record(actor, "add_recurring", recurring, {"verb": "drop_recurring", "recurring": recurring.pk})
    return recurring


def change_recurring(
    *, recurring: RecurringInvoice, described: RecurringDescription, actor: StaffUser | None, effect: str | None = None
) -> RecurringInvoice:
    """Let a recurring invoice be otherwise from now on; what is made stays as it was made."""
    with change_by(actor, "change_recurring"):
        before = due_days(_lock(recurring))
        changed = put_recurring_back(recurring=recurring, columns=_columns(described, recurring.entity), actor=actor)
        insist(RecurringEffect(due_days(changed), before), effect, CannotRecur("recurring.effect_changed"))
    return changed


def put_recurring_back(*, recurring: RecurringInvoice, columns: Mapping[str, Any], actor: StaffUser | None) -> RecurringInvoice:
    """Let a recurring invoice be as an act has written it down."""
    with change_by(actor, "change_recurring"):
        locked = _lock(recurring)
        before = _columns(describe_recurring(locked), locked.entity)
        if before == dict(columns):
            raise CannotRecur("recurring.unchanged")
        _demand_days_not_made(locked, before, columns)
        _write(locked, columns)
        _record(actor, "change_recurring", locked, {"verb": "change_recurring", "recurring": locked.pk, "columns": before})
    return locked


def drop_recurring(*, recurring: RecurringInvoice, actor: StaffUser | None) -> None:
    """Take a recurring invoice away of which nothing was ever made."""
    with change_by(actor, "drop_recurring"):
        locked = _lock(recurring)
        if locked.recurrences.exists():
            raise CannotRecur("recurring.made")
        locked.delete()


def pause_recurring(*, recurring: RecurringInvoice, during: DateRange, reason: str, actor: StaffUser | None) -> RecurringPause:
    """Let a recurring invoice not be due on these days."""
    with change_by(actor, "pause_recurring", reason=reason):
        locked = _lock(recurring)
        if locked.pauses.filter(during__overlap=during).exists():
            raise CannotRecur("recurring.paused")
        pause = RecurringPause.objects.create(recurring=locked, during=during, reason=reason, placed_by=actor)
        _record(actor, "pause_recurring", locked, {"verb": "take_recurring_pause_back", "recurring": locked.pk, "pause": pause.pk})
    return pause


def resume_recurring(*, recurring: RecurringInvoice, on: date, actor: StaffUser | None) -> None:
    """Let a recurring invoice be due again from a day on; a pause that would begin that day or later does not begin."""
    with change_by(actor, "resume_recurring"):
        locked = _lock(recurring)
        pause = locked.pauses.filter(during__contains=on).first() or locked.pauses.filter(during__startswith__gt=on).first()
        if pause is None:
            raise CannotRecur("recurring.not_paused")
        until = pause.during.upper and pause.during.upper.isoformat()
        before = {"pause": pause.pk, "starts_on": pause.during.lower.isoformat(), "until": until, "reason": pause.reason}
        if pause.during.lower >= on:
            pause.delete()
        else:
            pause.during = period(pause.during.lower, on)
            pause.save(update_fields=["during"])
        inverse = {"verb": "pause_recurring_again", "recurring": locked.pk, **before}
        _record(actor, "resume_recurring", locked, inverse)


def take_recurring_pause_back(*, pause: RecurringPause, actor: StaffUser | None) -> None:
    """The recurring invoice was never paused."""
    with change_by(actor, "take_recurring_pause_back"):
        _lock(pause.recurring)
        pause.delete()


def pause_recurring_again(
    *, recurring: RecurringInvoice, pause: int, starts_on: date, until: date | None, reason: str, actor: StaffUser | None
) -> None:
    """The pause goes on as if nobody had ended it, under its own key, so that it can be taken away in its turn."""
    with change_by(actor, "pause_recurring_again"):
        locked = _lock(recurring)
        said = {"recurring": locked, "during": period(starts_on, until), "reason": reason}
        RecurringPause.objects.update_or_create(pk=pause, defaults=said, create_defaults={**said, "placed_by": actor})


def preview_recurring(
    *, entity: LegalEntity, described: RecurringDescription, recurring: RecurringInvoice | None, actor: StaffUser | None
) -> RecurringEffect:
    """Which days would be due and what they would come to, by the very rows that saving writes; nothing is kept."""

    def change() -> RecurringEffect:
        if recurring is None:
            return RecurringEffect(due_days(add_recurring(entity=entity, described=described, actor=actor)), [])
        before = due_days(recurring)
        return RecurringEffect(due_days(change_recurring(recurring=recurring, described=described, actor=actor)), before)

    return foresee(change)


def due_days(recurring: RecurringInvoice) -> list[DueDay]:
    """The days of a recurring invoice that are due and not made, until a year ahead."""
    amounts: dict[date, Decimal] = {}
    for due_on, amount in DueRecurrenceLine.objects.filter(recurring=recurring).values_list("due_on", "amount"):
        amounts[due_on] = amounts.get(due_on, Decimal(0)) + amount
    days = DueRecurrence.objects.filter(recurring=recurring).order_by("due_on").values_list("due_on", "during")
    return [DueDay(due_on, during, amounts[due_on]) for due_on, during in days]


def plan_recurrences(run: Run) -> int:
    """Fill `recurrence_plan` with the days that are due by the day of the run; returns how many."""
    asked = {"run": run.pk, "entity": run.entity_id, "as_of": run.as_of, "recurring": run.parameters.get("recurring")}
    return statements.run("billing/plan_recurrences", **asked)


def make_recurrences(*, run: Run, first: int, latest: int) -> int:
    """Make a chunk of the plan in the caller's transaction, with its charges; returns how many days."""
    chunk: Mapping[str, Any] = {"run": run.pk, "first": first, "latest": latest}
    statements.rows("billing/lock_planned_recurring", **chunk)
    made = statements.run("billing/write_recurrences", **chunk)
    write_charges(charges="billing/charges_of_recurrences", components="billing/components_of_recurrences", run=run.pk)
    return made


def offer_recurrences(run: Run) -> int:
    """Show payers what a run has made of those that are to be agreed to; returns how many pro formas there are. What is shown stays so."""
    made = Recurrence.objects.filter(run=run, withdrawn_at=None, recurring__makes=RecurringInvoice.PRO_FORMA)
    charges = set(made.values_list("lines__charge_id", flat=True))
    charges -= set(ProFormaLine.objects.filter(charge_id__in=charges).values_list("charge_id", flat=True))
    return len(offer_charges(entity=run.entity, charges=sorted(charges), actor=run.created_by, today=run.as_of)) if charges else 0


def tell_recurrences(run: Run) -> int:
    """Write down the act of a committed run, so that it can be taken back; returns 1, or 0 if it was told."""
    if Act.objects.filter(verb="make_recurrences", subject_kind="run", subject_ids=[run.pk]).exists():
        return 0
    inverse = {"verb": "take_recurrences_back", "run": run.pk}
    record_act(actor=run.created_by, verb="make_recurrences", subject_kind="run", subject_ids=[run.pk], inverse=inverse)
    return 1


def take_recurrences_back(*, run: Run, actor: StaffUser | None) -> int:
    """Nothing of a run is made after all, and its days are due again; returns how many. Refused once one of its charges is invoiced."""
    with change_by(actor, "take_recurrences_back"):
        standing = list(Recurrence.objects.select_for_update().filter(run=run, withdrawn_at=None).values_list("pk", flat=True))
        if not standing:
            raise CannotRecur("recurring.withdrawn")
        charges = list(Recurrence.objects.filter(pk__in=standing).values_list("lines__charge_id", flat=True))
        invoiced = len(charges) - len(OpenCharge.objects.select_for_update().filter(pk__in=charges))
        if invoiced:
            raise CannotRecur("recurring.invoiced", count=invoiced)
        Recurrence.objects.filter(pk__in=standing).update(withdrawn_at=clock.now(), withdrawn_by=actor)
        withdraw_charges(charges="billing/recurring_charges_to_withdraw", run=run.pk)
        shown = ProFormaLine.objects.filter(charge_id__in=charges).values("pro_forma")
        ProForma.objects.filter(pk__in=shown, withdrawn_at=None).update(withdrawn_at=clock.now())
        record_act(actor=actor, verb="take_recurrences_back", subject_kind="run", subject_ids=[run.pk])
    return len(standing)


def describe_recurring(recurring: RecurringInvoice) -> RecurringDescription:
    """A recurring invoice as it is."""
    said = (*PLAIN, *DAYS, "payer", "index_percent")
    lines = [
        LineDescription(
            quantity=line.quantity,
            unit_price=line.unit_price,
            product=line.product,
            text=line.text,
            tax_category=line.tax_category_id or "",
            revenue_class=line.revenue_class,
        )
        for line in recurring.lines.select_related("product").order_by("ordinal")
    ]
    return RecurringDescription(**{name: getattr(recurring, name) for name in said}, lines=lines)


PLAIN = ("name", "text", "basis", "every_count", "every_unit", "times", "covers", "makes")
DAYS = ("starts_on", "ends_on", "indexed_from")
RHYTHM = ("starts_on", "every_count", "every_unit")


def _columns(described: RecurringDescription, entity: LegalEntity) -> dict[str, Any]:
    """What is said, as the rows have it, in plain JSON."""
    if not described.lines:
        raise CannotRecur("recurring.no_line")
    days = {name: getattr(described, name) for name in DAYS}
    return {
        **{name: getattr(described, name) for name in PLAIN},
        **{name: said and said.isoformat() for name, said in days.items()},
        "payer_id": described.payer.pk,
        "index_percent": f"{described.index_percent:.2f}",
        "lines": [_line_columns(line, entity) for line in described.lines],
    }


def _line_columns(line: LineDescription, entity: LegalEntity) -> dict[str, Any]:
    if line.product and line.product.entity_id != entity.pk:
        raise CannotRecur("recurring.another_company", product=str(line.product))
    return {
        "product_id": line.product and line.product.pk,
        "text": line.text,
        "quantity": f"{line.quantity:.3f}",
        "unit_price": f"{line.unit_price:.6f}",
        "tax_category_id": None if line.product else line.tax_category,
        "revenue_class": "" if line.product else line.revenue_class,
    }


def _write(recurring: RecurringInvoice, columns: Mapping[str, Any]) -> None:
    """The row and its lines in their order; a line more than was said goes."""
    for name, value in columns.items():
        if name != "lines":
            setattr(recurring, name, value)
    recurring.save()
    # What the database read is what its readers see: days and amounts, not the words that they were said in.
    recurring.refresh_from_db()
    for ordinal, line in enumerate(columns["lines"], start=1):
        RecurringLine.objects.update_or_create(recurring=recurring, ordinal=ordinal, defaults=line)
    recurring.lines.filter(ordinal__gt=len(columns["lines"])).delete()


def _demand_days_not_made(recurring: RecurringInvoice, before: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
    """Another rhythm begins after what is made: else the days between would be charged by both."""
    if all(before[name] == columns[name] for name in RHYTHM):
        return
    latest = recurring.recurrences.filter(withdrawn_at=None).order_by("-due_on").first()
    if latest and columns["starts_on"] <= latest.due_on.isoformat():
        raise CannotRecur("recurring.made_since", day=latest.due_on)


def _record(actor: StaffUser | None, verb: str, recurring: RecurringInvoice, inverse: Mapping[str, Any]) -> None:
    record_act(actor=actor, verb=verb, subject_kind=SUBJECT, subject_ids=[recurring.pk], inverse=inverse)


def _lock(recurring: RecurringInvoice) -> RecurringInvoice:
    return RecurringInvoice.objects.select_for_update(of=("self",)).select_related("entity", "payer").get(pk=recurring.pk)

"""Erase, as a run, all whom nobody needs any more: who they are, why, who waits, and the doing, which nobody can undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.customers.models.erasure import Erasure, ErasurePlan
from abonent.customers.operations.erasing import (
    erase_people,
    erase_vouchers_of,
    hindering,
    kept_until_by_customer,
    lock_people,
)
from abonent.kit import clock, statements
from abonent.kit.batches import batched
from abonent.kit.holdings import declared_ties
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.operations import record_act
from abonent.ui import open_records

What = ErasurePlan.What
# So many customers are asked about at once: their ids go along with each statement.
AT_ONCE = 500


class CannotHoldErasure(Refusal):
    """A plan that is not looked at any more."""

    sentences = {"run.not_planned": _("Run %(run)s is %(state)s; rows are held back only while it waits for its approval.")}


def plan_erasures(run: Run) -> int:
    """Plan all whose time has passed on the day of the run, each with what kept him longest."""
    _gather_ties(None)
    return statements.run("customers/plan_erasures", source="customers/lapsed_customers", **_asked(run))


def set_hindered_aside(run: Run) -> int:
    """Note of whom something is still to be settled: they stay until that is done."""
    people = ErasurePlan.objects.filter(run_id=run.pk, what=What.PERSON).order_by("ordinal").values_list("customer", flat=True)
    for some in batched(people.iterator(), AT_ONCE):
        for code, customers in _hindered(_records_of(some), today=run.as_of).items():
            ErasurePlan.objects.filter(run_id=run.pk, customer__in=customers, hindrance="").update(hindrance=code)
    return statements.run("runs/park_cases", source="customers/hindered_of_plan", run=run.pk)


def erase_chunk(run: Run, first: int, latest: int) -> int:
    """Erase those of a chunk of the plan who are not held back and whose time has still passed, as it is asked anew; returns how many."""
    rows = ErasurePlan.objects.filter(run_id=run.pk, ordinal__range=(first, latest), held=False, hindrance="")
    planned = dict(rows.values_list("customer_id", "what"))
    standing_for = _records_of(planned)
    with change_by(run.created_by, "erase_customer"):
        lock_people(sorted(standing_for))
        _gather_ties(sorted(standing_for))
        lapsed = {row.customer_id: row.what for row in statements.rows("customers/lapsed_customers", **_asked(run))}
        going = {customer for customer, what in planned.items() if lapsed.get(customer) == what}
        hindered = set().union(*_hindered(standing_for, today=run.as_of).values())
        gone = _erase(run, {customer for customer in going if planned[customer] == What.PERSON} - hindered, standing_for)
        return gone + _erase_vouchers(run, {customer for customer in going if planned[customer] == What.VOUCHERS}, standing_for)


def hold_erasures_back(*, run: Run, ordinals: Sequence[int], held: bool, actor: StaffUser | None) -> int:
    """Keep customers out of the commit, or let them go; returns how many rows changed."""
    with transaction.atomic():
        clock.hand_over()
        locked = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if locked.state != Run.State.PLANNED:
            raise CannotHoldErasure("run.not_planned", run=locked.pk, state=locked.get_state_display())
        changed = ErasurePlan.objects.filter(run_id=run.pk, ordinal__in=ordinals, held=not held)
        ordinals = list(changed.values_list("ordinal", flat=True))
        ErasurePlan.objects.filter(run_id=run.pk, ordinal__in=ordinals).update(held=held)
        back = {"verb": "hold_erasures_back", "run": run.pk, "ordinals": ordinals, "held": not held}
        verb = "hold_erasures_back" if held else "let_erasures_go"
        record_act(actor=actor, verb=verb, subject_kind="run", subject_ids=[run.pk], inverse=back)
    return len(ordinals)


def _erase(run: Run, customers: set[int], standing_for: dict[int, int]) -> int:
    if customers:
        records = {record: customer for record, customer in standing_for.items() if customer in customers}
        erase_people(records, actor=run.created_by, today=run.as_of, ground=Erasure.Ground.LAPSE)
        numbers = Customer.objects.filter(pk__in=customers).values_list("number", flat=True)
        open_records.forget_everywhere({reverse("desk:customer", args=[number]) for number in numbers})
    return len(customers)


def _erase_vouchers(run: Run, customers: set[int], standing_for: dict[int, int]) -> int:
    """Papers that came after the erasure are kept as long as any; so is whoever has one."""
    records = [record for record, customer in standing_for.items() if customer in customers]
    kept = {standing_for[record] for record, until in kept_until_by_customer(records, today=run.as_of).items() if until >= run.as_of}
    going = [record for record in records if standing_for[record] not in kept]
    if going:
        erase_vouchers_of(going, actor=run.created_by, today=run.as_of)
    return len(customers - kept)


def _gather_ties(people: Sequence[int] | None) -> None:
    """What ties these records to the house; everybody where none are named."""
    statements.run("customers/make_work_tie")
    for tie in declared_ties:
        statements.run("customers/gather_ties", source=tie.statement, tie=tie.code, people=people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE work_tie")


def _hindered(standing_for: dict[int, int], *, today: date) -> dict[str, set[int]]:
    """Code of a hindrance -> the customers of whom it holds."""
    found = hindering(sorted(standing_for), today=today)
    return {hindrance.code: {standing_for[record] for record in rows} for hindrance, rows in found}


def _records_of(customers: Any) -> dict[int, int]:
    """All records that stand for some customers, each with the one that it stands for."""
    return dict(Customer.objects.filter(canonical__in=list(customers)).values_list("pk", "canonical_id"))


def _asked(run: Run) -> dict[str, Any]:
    return {"run": run.pk, "entity": run.entity_id, "as_of": run.as_of, "starter": run.created_by_id}

"""Let a customer pay later: move the due day of an item, agree instalments of several; take that back, or end it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.kit import clock, statements
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.refusals import Refusal
from abonent.ledger.models import ClaimRule, DueMove, Instalment, OpenPart, OpenReceivable, PaymentPlan, PaymentPlanItem, Receivable
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act

Part = tuple[date, Decimal]
LEAST_PARTS = 2


class CannotAgree(Refusal):
    """A later day or a plan that cannot be agreed, or taken back; nothing was changed."""

    sentences = {
        "agree.settled": _("%(document)s is not open any more."),
        "agree.in_a_plan": _("%(document)s is paid by a payment plan. Take the plan back first."),
        "agree.same_day": _("It is due on this day already."),
        "agree.day_is_past": _("This day is past."),
        "agree.too_late": _("A due day can be moved to %(latest)s at most."),
        "agree.moved_since": _("The due day was moved once more since. Take that back first."),
        "agree.taken_back": _("This has been taken back already."),
        "agree.nothing": _("Choose at least one item."),
        "agree.of_several": _("The items of a plan are of one customer, one company and one currency."),
        "agree.few_parts": _("A plan has two instalments or more."),
        "agree.many_parts": _("A plan has %(most)s instalments at most."),
        "agree.order": _("Each instalment is due after the one before."),
        "agree.sum": _("The instalments make %(parts)s, the items %(items)s."),
        "agree.effect_changed": _("Something has changed since it was shown. Look at what it does now, then save again."),
    }


@dataclass(frozen=True)
class DueEffect:
    """What moving a due day does: the day, how many days over due the item is, and how much of it."""

    receivable: int
    due_before: date
    due_on: date
    open_amount: Decimal
    days_before: int
    reason: str

    @property
    def digest(self) -> str:
        """A name for exactly this effect."""
        return digest_of(self.receivable, self.due_before, self.due_on, self.open_amount, self.reason)

    @property
    def overdue_before(self) -> Decimal:
        """What of the item is over due as it is; nothing afterwards, for nobody moves it to a day that is past."""
        return self.open_amount if self.days_before else Decimal(0)


@dataclass(frozen=True)
class PlanEffect:
    """What a plan does: of which items how much is due on which days, and how much stops being over due."""

    items: tuple[tuple[int, Decimal], ...]
    parts: tuple[Part, ...]
    overdue_before: Decimal
    reason: str

    @property
    def digest(self) -> str:
        """A name for exactly this effect."""
        return digest_of(self.items, self.parts, self.overdue_before, self.reason)

    @property
    def amount(self) -> Decimal:
        """What is paid by it in all."""
        return sum((amount for _receivable, amount in self.items), Decimal(0))


def claim_rule(entity: LegalEntity) -> ClaimRule:
    """How far a company meets its debtors: its row, or the usual limits."""
    return ClaimRule.objects.filter(entity=entity).first() or ClaimRule(entity=entity)


def preview_due_move(*, receivable: Receivable, due_on: date, reason: str, today: date) -> DueEffect:
    """What moving the due day would do; refused as the move is."""
    return foresee(lambda: _move(receivable, due_on, reason, None, today)[1])


def move_due_day(
    *, receivable: Receivable, due_on: date, reason: str, actor: StaffUser | None, today: date, effect: str | None = None
) -> DueMove:
    """Let an item be due on another day from now on."""
    with transaction.atomic():
        clock.hand_over()
        moved, done = _move(receivable, due_on, reason, actor, today)
        insist(done, effect, CannotAgree("agree.effect_changed"))
        record_act(
            actor=actor,
            verb="move_due_day",
            subject_kind="receivable",
            subject_ids=[receivable.pk],
            inverse={"verb": "take_back_due_move", "move": moved.pk},
        )
    return moved


def take_back_due_move(*, move: DueMove, actor: StaffUser | None) -> None:
    """Let the item be due as before the move."""
    with transaction.atomic():
        clock.hand_over()
        locked = DueMove.objects.select_for_update().get(pk=move.pk)
        if locked.taken_back_at:
            raise CannotAgree("agree.taken_back")
        if DueMove.objects.filter(receivable=locked.receivable_id, pk__gt=locked.pk, taken_back_at=None).exists():
            raise CannotAgree("agree.moved_since")
        locked.taken_back_at, locked.taken_back_by = clock.now(), actor
        locked.save(update_fields=["taken_back_at", "taken_back_by"])
        _write_parts([locked.receivable_id])
        record_act(actor=actor, verb="take_back_due_move", subject_kind="receivable", subject_ids=[locked.receivable_id])


def preview_payment_plan(*, items: Sequence[Receivable], parts: Sequence[Part], reason: str, today: date) -> PlanEffect:
    """What a plan would do; refused as the plan is."""
    return foresee(lambda: _agree(items, parts, reason, None, today)[1])


def agree_payment_plan(
    *, items: Sequence[Receivable], parts: Sequence[Part], reason: str, actor: StaffUser | None, today: date, effect: str | None = None
) -> PaymentPlan:
    """Let what is open of items be paid in instalments; together they are the sum of the items, to the cent."""
    with transaction.atomic():
        clock.hand_over()
        plan, done = _agree(items, parts, reason, actor, today)
        insist(done, effect, CannotAgree("agree.effect_changed"))
        record_act(
            actor=actor,
            verb="agree_payment_plan",
            subject_kind="payment_plan",
            subject_ids=[plan.pk],
            inverse={"verb": "withdraw_payment_plan", "plan": plan.pk},
        )
    return plan


def withdraw_payment_plan(*, plan: PaymentPlan, actor: StaffUser | None) -> None:
    """Let each item of a plan be due as its document says; what was paid stays paid."""
    with transaction.atomic():
        clock.hand_over()
        locked = PaymentPlan.objects.select_for_update().get(pk=plan.pk)
        if locked.ended:
            raise CannotAgree("agree.taken_back")
        end_plans([locked], PaymentPlan.Ended.WITHDRAWN, actor)
        record_act(
            actor=actor,
            verb="withdraw_payment_plan",
            subject_kind="payment_plan",
            subject_ids=[locked.pk],
            inverse={"verb": "resume_payment_plan", "plan": locked.pk},
        )


def resume_payment_plan(*, plan: PaymentPlan, actor: StaffUser | None) -> None:
    """Let an ended plan stand again, if nothing else was agreed about its items since."""
    with transaction.atomic():
        clock.hand_over()
        locked = PaymentPlan.objects.select_for_update().get(pk=plan.pk)
        let_stand_again(locked)
        record_act(actor=actor, verb="resume_payment_plan", subject_kind="payment_plan", subject_ids=[locked.pk])


def end_plans(plans: Sequence[PaymentPlan], why: str, actor: StaffUser | None) -> None:
    """End plans that stand, inside the caller's transaction."""
    of_plans = PaymentPlanItem.objects.filter(plan__in=plans)
    of_plans.update(released_at=clock.now())
    PaymentPlan.objects.filter(pk__in=[plan.pk for plan in plans]).update(ended=why, ended_at=clock.now(), ended_by=actor)
    _write_parts(of_plans.values_list("receivable", flat=True))


def let_stand_again(plan: PaymentPlan) -> None:
    """Let an ended plan stand again, inside the caller's transaction; refused where an item is in another plan by now."""
    mine = plan.items.values_list("receivable", flat=True)
    held = PaymentPlanItem.objects.filter(receivable__in=mine, released_at=None).select_related("receivable").first()
    if held:
        raise CannotAgree("agree.in_a_plan", document=held.receivable.document_number)
    plan.items.update(released_at=None)
    PaymentPlan.objects.filter(pk=plan.pk).update(ended="", ended_at=None, ended_by=None)
    _write_parts(mine)


def due_day(receivable: Receivable) -> date:
    """The day an item is due by what stands agreed, else as its document says; of a plan the first that is not paid."""
    first = OpenPart.objects.filter(receivable=receivable).order_by("due_on").first()
    return first.due_on if first else receivable.due_on


def _move(receivable: Receivable, due_on: date, reason: str, actor: StaffUser | None, today: date) -> tuple[DueMove, DueEffect]:
    (item,) = _lock([receivable])
    before = due_day(receivable)
    latest = today + timedelta(days=claim_rule(receivable.entity).deferral_days)
    if due_on == before:
        raise CannotAgree("agree.same_day")
    if due_on < today:
        raise CannotAgree("agree.day_is_past")
    if due_on > max(latest, before):
        raise CannotAgree("agree.too_late", latest=latest)
    moved = DueMove.objects.create(receivable=receivable, due_before=before, due_on=due_on, reason=reason, moved_by=actor)
    _write_parts([receivable.pk])
    days_before = max((today - before).days, 0)
    return moved, DueEffect(receivable.pk, before, due_on, item.open_amount, days_before, reason)


def _agree(
    items: Sequence[Receivable], parts: Sequence[Part], reason: str, actor: StaffUser | None, today: date
) -> tuple[PaymentPlan, PlanEffect]:
    if not items:
        raise CannotAgree("agree.nothing")
    first = items[0]
    if len({(item.customer.canonical_id, item.entity_id, item.currency) for item in items}) > 1:
        raise CannotAgree("agree.of_several")
    locked = _lock(items)
    amounts = {item.receivable_id: item.open_amount for item in locked}
    _refuse_unfit_parts(parts, sum(amounts.values(), Decimal(0)), claim_rule(first.entity), today)
    overdue = sum((amounts[item.pk] for item in items if due_day(item) < today), Decimal(0))
    plan = PaymentPlan.objects.create(
        entity=first.entity,
        customer=first.customer.canonical,
        currency=first.currency,
        amount=sum(amounts.values()),
        agreed_on=today,
        reason=reason,
        agreed_by=actor,
    )
    PaymentPlanItem.objects.bulk_create(
        PaymentPlanItem(plan=plan, receivable_id=receivable, amount=amount) for receivable, amount in amounts.items()
    )
    Instalment.objects.bulk_create(
        Instalment(plan=plan, ordinal=ordinal, due_on=due_on, amount=amount) for ordinal, (due_on, amount) in enumerate(parts, start=1)
    )
    _write_parts(amounts)
    return plan, PlanEffect(tuple(amounts.items()), tuple(parts), overdue, reason)


def _refuse_unfit_parts(parts: Sequence[Part], amount: Decimal, rule: ClaimRule, today: date) -> None:
    days = [due_on for due_on, _amount in parts]
    total = sum((part for _due_on, part in parts), Decimal(0))
    if len(parts) < LEAST_PARTS:
        raise CannotAgree("agree.few_parts")
    if len(parts) > rule.most_instalments:
        raise CannotAgree("agree.many_parts", most=rule.most_instalments)
    if days[0] < today:
        raise CannotAgree("agree.day_is_past")
    if sorted(set(days)) != days:
        raise CannotAgree("agree.order")
    if total != amount or any(part <= 0 for _due_on, part in parts):
        raise CannotAgree("agree.sum", parts=total, items=amount)


def _lock(items: Sequence[Receivable]) -> list[OpenReceivable]:
    """The items, locked in the order in which runs do; refused where one is settled or belongs to a plan that stands."""
    rows = OpenReceivable.objects.select_for_update().filter(receivable__in=items, open_amount__gt=0).order_by("receivable")
    found = {row.receivable_id: row for row in rows}
    held = set(PaymentPlanItem.objects.filter(receivable__in=items, released_at=None).values_list("receivable", flat=True))
    for item in items:
        if item.pk not in found:
            raise CannotAgree("agree.settled", document=item.document_number)
        if item.pk in held:
            raise CannotAgree("agree.in_a_plan", document=item.document_number)
    return list(found.values())


def _write_parts(receivables: Any) -> None:
    statements.run("ledger/write_due_parts", receivables=list(receivables))


def set_claim_rule(*, rule: ClaimRule, actor: StaffUser | None) -> None:
    """Say how far a company meets its debtors from now on; what was agreed stays agreed."""
    with transaction.atomic():
        clock.hand_over()
        former = ClaimRule.objects.select_for_update().filter(entity=rule.entity_id).first()
        rule.save(force_insert=former is None, force_update=former is not None)
        inverse = {"verb": "restore_claim_rule", "entity": rule.entity_id, "said": _said(former) if former else None}
        record_act(actor=actor, verb="set_claim_rule", subject_kind="claim_rule", subject_ids=[rule.entity_id], inverse=inverse)


def restore_claim_rule(*, entity: LegalEntity, said: dict[str, Any] | None, actor: StaffUser | None) -> None:
    """Let the limits of a company be as before; the usual ones where nothing was said."""
    with transaction.atomic():
        clock.hand_over()
        ClaimRule.objects.filter(entity=entity).delete()
        if said is not None:
            ClaimRule.objects.create(entity=entity, **said)
        record_act(actor=actor, verb="restore_claim_rule", subject_kind="claim_rule", subject_ids=[entity.pk])


def _said(rule: ClaimRule) -> dict[str, Any]:
    return {
        "deferral_days": rule.deferral_days,
        "most_instalments": rule.most_instalments,
        "missed_days": rule.missed_days,
        "small_amount": f"{rule.small_amount:.2f}",
    }

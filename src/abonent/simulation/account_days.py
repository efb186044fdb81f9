"""What finance does with accounts: who asks may pay later, who paid too much gets it back, what never comes is given up; and what leaves
the house month by month: to agents, outlets and carriers what they earned, to the accounting program what was posted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from abonent.billing.operations.agent_settlement import KIND as AGENT_SETTLEMENT
from abonent.billing.operations.recurring import KIND as RECURRING
from abonent.distribution.operations.draw_settlement import KIND as DRAW_SETTLEMENT
from abonent.distribution.operations.pay import KIND as CARRIERS_PAY
from abonent.kit.money import round_amount
from abonent.kit.periods import add_months
from abonent.ledger.models import AccountingExport, ClaimRule, OpenReceivable, Receivable
from abonent.ledger.operations import agree_payment_plan, fetch_accounting_file, move_due_day, set_claim_rule, write_off
from abonent.ledger.operations.accounting_exports import KIND as ACCOUNTING_EXPORT
from abonent.ledger.operations.claim_runs import MISSED_PLANS, SMALL_DIFFERENCES
from abonent.payment_orders.models import PaymentOrder
from abonent.payment_orders.operations import fetch_order_file
from abonent.payment_orders.operations.refunds import KIND as REFUNDS
from abonent.simulation.call_days import refused
from abonent.simulation.chance import chance, happens
from abonent.simulation.life import Life
from abonent.simulation.money_days import claims, whole_run
from abonent.simulation.payers import Claim, manner_of
from abonent.simulation.publisher import DAILY, MAGAZINE

# What is left of a rounded payment is not asked for.
SMALL = {DAILY: Decimal(10), MAGAZINE: Decimal(1)}
WEEK = timedelta(days=7)
LATER = timedelta(days=20)
SHARE_ASKING_TO_PAY_LATER = 0.3
SHARE_OF_PLANS = 0.7
LEAST_OF_A_PLAN = {DAILY: Decimal(400), MAGAZINE: Decimal(40)}
INSTALMENTS = 3
NOT_PAID_FOR = timedelta(days=28)
GIVEN_UP_AFTER = timedelta(days=180)


def set_limits(life: Life, day: date) -> int:
    """How far each company meets its debtors."""
    for code, entity in life.entities.items():
        set_claim_rule(rule=ClaimRule(entity=entity, small_amount=SMALL[code]), actor=life.manager)
    return len(life.entities)


def make_recurring(life: Life, day: date) -> int:
    """What is invoiced again and again becomes charges, before the billing run of the day."""
    return _of_each_company(RECURRING, life, day)


def let_pay_later(life: Life, day: date) -> int:
    """Some of those who will be late call in the week before the due day, and are given three weeks more."""
    return sum(_moved(life, claim, day) for _code, claim in _due(life, day, day + WEEK) if _asks_to_pay_later(life, claim))


def agree_on_plans(life: Life, day: date) -> int:
    """Some of those who have not paid for four weeks agree to pay in instalments; some of them never do."""
    overdue = _due(life, day - NOT_PAID_FOR - WEEK, day - NOT_PAID_FOR)
    return sum(_planned(life, claim, day) for code, claim in overdue if _agrees_on_a_plan(life, code, claim))


def end_missed_plans(life: Life, day: date) -> int:
    """Plans of which an instalment was missed end."""
    return _of_each_company(MISSED_PLANS, life, day)


def give_up(life: Life, day: date) -> int:
    """What is too little to be asked for, and what has not come for half a year."""
    return _of_each_company(SMALL_DIFFERENCES, life, day) + sum(_written_off(item, life, day) for item in _hopeless(day))


def pay_back(life: Life, day: date) -> int:
    """What stands to the credit of customers is ordered from the bank, which has the file on the same day."""
    paid = _of_each_company(REFUNDS, life, day)
    for order in PaymentOrder.objects.standing().filter(file__fetched_at=None).order_by("pk"):
        fetch_order_file(order=order, actor=life.finance)
    return paid


def settle(life: Life, day: date) -> int:
    """What agents earned and what outlets sold since the month before."""
    return _of_each_company(AGENT_SETTLEMENT, life, day) + whole_run(DRAW_SETTLEMENT, life.entities[DAILY], day, life).committed_rows


def pay_carriers(life: Life, day: date) -> int:
    """What carriers earned in the month before. It follows from what was frozen: a world without nights pays nobody."""
    return whole_run(CARRIERS_PAY, life.entities[DAILY], day, life).committed_rows


def pays_carriers(life: Life, day: date) -> bool:
    """On the 25th of each whole month: the latest pay is left to whoever looks at the world."""
    return day.day == 25 and day < add_months(life.world.starts_on, life.world.months)


def export(life: Life, day: date) -> int:
    """What was posted since leaves for the accounting program, which has it on the same day."""
    left = _of_each_company(ACCOUNTING_EXPORT, life, day)
    for batch in AccountingExport.objects.filter(file__fetched_at=None).order_by("pk"):
        fetch_accounting_file(export=batch, actor=life.finance)
    return left


def _of_each_company(kind: str, life: Life, day: date) -> int:
    return sum(whole_run(kind, entity, day, life).committed_rows for entity in life.entities.values())


def _due(life: Life, first: date, until: date) -> list[tuple[str, Claim]]:
    """What was or will be due to which company from a day until before another, and is open still."""
    of_all = ((code, claim) for code, entity in life.entities.items() for claim in claims(life, entity, first, until))
    return [(code, claim) for code, claim in of_all if first <= claim.due_on < until]


def _asks_to_pay_later(life: Life, claim: Claim) -> bool:
    return manner_of(life.world.seed, claim) == "late" and happens(_source(life, "pays later", claim), SHARE_ASKING_TO_PAY_LATER)


def _moved(life: Life, claim: Claim, day: date) -> bool:
    item = Receivable.objects.get(pk=claim.receivable_id)
    due_on = claim.due_on + LATER
    return not refused(lambda: move_due_day(receivable=item, due_on=due_on, reason="Paid after the holiday", actor=life.clerk, today=day))


def _agrees_on_a_plan(life: Life, code: str, claim: Claim) -> bool:
    return claim.open_amount >= LEAST_OF_A_PLAN[code] and happens(_source(life, "plan", claim), SHARE_OF_PLANS)


def _planned(life: Life, claim: Claim, day: date) -> bool:
    item = Receivable.objects.get(pk=claim.receivable_id)
    part = round_amount(claim.open_amount / INSTALMENTS)
    amounts = [part, part, claim.open_amount - 2 * part]
    parts = [(add_months(day, number), amount) for number, amount in enumerate(amounts, start=1)]
    return not refused(lambda: agree_payment_plan(items=[item], parts=parts, reason="Called", actor=life.finance, today=day))


def _hopeless(day: date) -> Iterable[OpenReceivable]:
    old = OpenReceivable.objects.filter(open_amount__gt=0, receivable__source_kind="invoice", receivable__due_on__lt=day - GIVEN_UP_AFTER)
    return old.select_related("receivable__entity").order_by("receivable")


def _written_off(item: OpenReceivable, life: Life, day: date) -> bool:
    def give_up() -> None:
        write_off(receivable=item.receivable, amount=item.open_amount, reason="Not paid for half a year", actor=life.finance, today=day)

    return not refused(give_up)


def _source(life: Life, purpose: str, claim: Claim) -> Random:
    return chance(life.world.seed, purpose, f"{claim.payer_key} {claim.due_on} {claim.amount}")

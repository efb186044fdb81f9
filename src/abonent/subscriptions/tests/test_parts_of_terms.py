"""Paper and digital of one term: each is credited for what does not come of it, and none gives back more than was charged for it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from django.db.models import Sum

from abonent.charges.models import Charge, ChargeComponent, OpenCharge
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import statements
from abonent.kit.periods import day
from abonent.kit.refusals import Refusal
from abonent.runs.invariants import check
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import Cancellation, Pause, PauseRule, StopReason
from abonent.subscriptions.operations import (
    cancel_subscription,
    install_stop_reasons,
    pause_subscription,
    set_pause_rule,
    withdraw_cancellation,
    withdraw_pause,
)
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY, ONE_DAY = day("2026-07-09"), timedelta(days=1)
PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "stop.md"


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").split("## Where the digital")[1].splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.fixture
def paper(with_issues):
    """Out every day; 80 per cent of the price is for the paper, the rest for the digital edition, which goes on in a pause."""
    install_stop_reasons()
    for component in with_issues.components.all():
        issues_on(component.edition, DAILY, first="2027-01-01", until="2029-01-01")
    set_pause_rule(product=with_issues, begins=TODAY, gives="credit", digital_goes_on=True, actor=None, today=TODAY)
    return with_issues


def sold(product, price_list, starts_on):
    order = an_order(product=product, price_list=price_list, starts_on=starts_on, term_length=3)
    return a_subscription(order=order, today=TODAY)


def pause(subscription, first, last, *, digital_goes_on=True):
    PauseRule.objects.update(digital_goes_on=digital_goes_on)
    return pause_subscription(subscription=subscription, first=first, last=last, actor=None, today=TODAY)


def stop(subscription, from_on):
    reason = StopReason.objects.get(pk="moved")
    return cancel_subscription(subscription=subscription, reason=reason, actor=None, today=TODAY, from_on=from_on)


def invoiced(*charges):
    OpenCharge.objects.filter(charge__source_kind__in=charges).delete()


def parts(source_kind):
    """What the charges of a kind come to: of the paper, and of the digital edition."""
    found = ChargeComponent.objects.filter(charge__source_kind=source_kind).order_by("ordinal")
    return [
        str(amount) for _ordinal, amount in found.values_list("ordinal").annotate(amount=Sum("amount")).values_list("ordinal", "amount")
    ]


def broken():
    return {invariant.statement for invariant in INVARIANTS if check(invariant)}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"paused from {row['pause']}, stopped from {row['stop']}")
def test_each_part_gives_back_what_the_page_says(paper, price_list, row):
    subscription = sold(paper, price_list, row["begins"])
    invoiced("term")
    first = day(row["pause"])
    pause(subscription, first, first + int(row["paused"]) * ONE_DAY - ONE_DAY)
    assert parts("pause_credit") == [f"-{row['credited for']}"]
    stop(subscription, day(row["stop"]))
    assert parts("stop_credit") == [f"-{row['paper given back']}", f"-{row['digital given back']}"]
    assert Charge.objects.aggregate(kept=Sum("amount"))["kept"] == Decimal(row["kept"])
    assert broken() == set()


def test_what_was_given_back_by_parts_is_charged_again_by_parts(paper, price_list):
    subscription = sold(paper, price_list, "2026-07-10")
    invoiced("term")
    pause(subscription, day("2026-07-10"), day("2026-07-24"))
    cancellation = stop(subscription, day("2026-08-01"))
    invoiced("term", "stop_credit")
    withdraw_cancellation(cancellation=cancellation, actor=None, today=TODAY)
    assert parts("stop_credit") == ["0.00", "0.00"]
    assert broken() == set()


def test_the_last_pause_of_a_term_gives_what_is_left_of_the_paper_and_the_share_of_the_digital_edition(paper, price_list):
    subscription = sold(paper, price_list, "2026-08-01")
    pause(subscription, day("2026-08-01"), day("2026-09-29"))
    pause(subscription, day("2026-09-30"), day("2026-10-31"), digital_goes_on=False)
    # 639.20 in all for the paper, 159.80 x 32 / 92 for the digital edition.
    assert parts("pause_credit") == ["-639.20", "-55.58"]
    assert broken() == set()


def test_two_pauses_over_a_whole_new_term_give_it_back_once(paper, price_list):
    subscription = sold(paper, price_list, "2026-05-01")
    pause(subscription, day("2026-08-01"), day("2026-09-15"), digital_goes_on=False)
    pause(subscription, day("2026-09-16"), day("2026-10-31"), digital_goes_on=False)
    a_renewal_run(paper.entity, TODAY)
    assert subscription.terms.count() == 2
    assert parts("pause_credit") == ["-639.20", "-159.80"]
    assert broken() == set()


def test_no_part_ever_gives_back_more_than_it_costs(paper, price_list):
    chance = Random(27)
    subscriptions = [sold(paper, price_list, TODAY + timedelta(days=number)) for number in range(1, 9)]
    for _deed in range(250):
        _play(chance, chance.choice(subscriptions))
        assert not statements.rows("subscriptions/check_term_amounts")
    assert broken() == set()


def _play(chance, subscription):
    standing = Cancellation.objects.filter(subscription=subscription, withdrawn_at=None).first()
    placed = list(Pause.objects.filter(subscription=subscription, withdrawn_at=None).order_by("pk"))
    first = subscription.started_on + timedelta(days=chance.randint(0, 180))
    deed = chance.choices(["pause", "withdraw", "stop", "renew", "invoice"], weights=[6, 2, 4, 1, 1])[0]
    try:
        if deed == "pause":
            pause(subscription, first, first + timedelta(days=chance.randint(0, 60)), digital_goes_on=chance.random() < 0.6)
        elif deed == "withdraw" and placed:
            withdraw_pause(pause=chance.choice(placed), actor=None, today=TODAY)
        elif deed == "stop" and standing:
            withdraw_cancellation(cancellation=standing, actor=None, today=TODAY)
        elif deed == "stop":
            stop(subscription, first)
        elif deed == "renew":
            a_renewal_run(subscription.entity, subscription.terms.latest("ordinal").during.upper or TODAY)
        elif deed == "invoice":
            invoiced(chance.choice(["term", "pause_credit", "stop_credit"]))
    except Refusal:
        # What cannot be is refused; whatever was done before stays as it is.
        return

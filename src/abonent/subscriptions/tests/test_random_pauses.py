"""Random pauses, changes, renewals and invoices against a small model that walks the days: terms end where it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import pytest

from abonent.charges.models import OpenCharge
from abonent.editions.testing import DAILY, issues_on
from abonent.kit.periods import add_months, day
from abonent.runs.invariants import check
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import Pause
from abonent.subscriptions.operations import CannotPause, change_pause, pause_subscription, withdraw_pause
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY, ONE_DAY = day("2026-07-09"), timedelta(days=1)
SUBSCRIPTIONS, OPERATIONS = 10, 300
MONTHS = 3


@dataclass
class Model:
    """A daily paper: every day is an issue. Terms as [begins, ends], pauses that prolong, how many terms are invoiced."""

    starts_on: date
    terms: list[list[date]] = field(default_factory=list)
    pauses: dict[int, tuple[date, date]] = field(default_factory=dict)
    prolonged: set[int] = field(default_factory=set)
    invoiced: int = 0

    def renew(self) -> None:
        """The next term begins where the latest ends, and heeds the pauses that are there."""
        begins = self.terms[-1][1] if self.terms else self.starts_on
        self.terms.append([begins, begins])
        self.recompute()

    def recompute(self) -> None:
        """Walk the days of each term that can still move."""
        paused = {first + n * ONE_DAY for first, last in self.pauses.values() for n in range((last - first).days + 1)}
        movable = max(self.invoiced - 1, 0)
        fixed = [place for place in self.prolonged if place < movable]
        anchor = self.terms[max(fixed)][1] if fixed else self.starts_on
        begins = self.terms[movable][0]
        for place in range(movable, len(self.terms)):
            whole = (begins.year - anchor.year) * 12 + begins.month - anchor.month
            plain = add_months(anchor, whole + MONTHS)
            ends, brought = begins, 0
            while brought < (plain - begins).days:
                brought += ends not in paused
                ends += ONE_DAY
            ends = max(ends, plain)
            self.prolonged.discard(place)
            if ends > plain:
                anchor = ends
                self.prolonged.add(place)
            self.terms[place] = [begins, ends]
            begins = ends


def test_terms_end_where_a_model_that_walks_the_days_says(with_issues, price_list):
    for component in with_issues.components.all():
        issues_on(component.edition, DAILY, first="2027-01-01", until="2032-01-01")
    chance = Random(117)
    pairs = []
    for number in range(SUBSCRIPTIONS):
        starts_on = day("2026-05-01") + timedelta(days=7 * number)
        order = an_order(product=with_issues, price_list=price_list, starts_on=starts_on, term_length=MONTHS)
        subscription = a_subscription(order=order, today=TODAY)
        model = Model(starts_on)
        for _term in range(subscription.terms.count()):
            model.renew()
        pairs.append((subscription, model))
    for _operation in range(OPERATIONS):
        subscription, model = chance.choice(pairs)
        _play(chance, subscription, model)
        # A run renews all that are due.
        for other, its_model in pairs:
            for _term in range(other.terms.count() - len(its_model.terms)):
                its_model.renew()
        found = [[term.during.lower, term.during.upper] for term in subscription.terms.order_by("ordinal")]
        assert found == model.terms
    for invariant in INVARIANTS:
        assert not check(invariant), invariant.statement


def _play(chance: Random, subscription, model: Model) -> None:
    act = chance.choices(["pause", "change", "withdraw", "renew", "invoice"], weights=[5, 3, 2, 1, 1])[0]
    standing = chance.choice(list(model.pauses)) if model.pauses else None
    first = TODAY + timedelta(days=chance.randint(1, 400))
    last = first + timedelta(days=chance.randint(0, 45))
    if act == "pause":
        _pause(subscription, model, first, last)
    elif act == "change" and standing:
        _change(model, standing, first, last)
    elif act == "withdraw" and standing:
        withdraw_pause(pause=Pause.objects.get(pk=standing), actor=None, today=TODAY)
        del model.pauses[standing]
        model.recompute()
    elif act == "renew" and len(model.terms) < 8:
        a_renewal_run(subscription.entity, subscription.terms.latest("ordinal").during.upper - timedelta(days=30))
    elif act == "invoice" and model.invoiced < len(model.terms):
        term = subscription.terms.get(ordinal=model.invoiced + 1)
        OpenCharge.objects.filter(charge__source_kind="term", charge__source_id=term.pk).delete()
        model.invoiced += 1


def _pause(subscription, model: Model, first: date, last: date) -> None:
    try:
        placed = pause_subscription(subscription=subscription, first=first, last=last, actor=None, today=TODAY)
    except CannotPause as refusal:
        assert refusal.code == "pause.overlaps"
        assert any(first <= other_last and other_first <= last for other_first, other_last in model.pauses.values())
        return
    model.pauses[placed.pk] = (first, last)
    model.recompute()


def _change(model: Model, standing: int, first: date, last: date) -> None:
    try:
        change_pause(pause=Pause.objects.get(pk=standing), first=first, last=last, actor=None, today=TODAY)
    except CannotPause as refusal:
        assert refusal.code in ("pause.overlaps", "pause.unchanged")
        return
    model.pauses[standing] = (first, last)
    model.recompute()

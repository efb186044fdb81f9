"""R8 for subscriptions: random orders, promotions, rests, switches, stops, price changes, premiums, undos, runs and days that pass leave every
issue accounted for and every term at the price that was promised.

Each deed is previewed and saved with the digest of what was shown, so what is saved is what was shown or the test ends. What the rules refuse
changes nothing. What a run does to one subscription is an operation as much as what a clerk does. The models are plain: issues that were sold came, were credited or were given up, counted anew from calendar and terms; a term
costs what list, agreement and promotion say on its first day.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.db.models import Sum
from django.db.models.functions import Coalesce

from abonent.billing.models import InvoiceLine
from abonent.charges.models import Charge, OpenCharge
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.invariants import check_all
from abonent.runs.models import Act, Run
from abonent.runs.operations import undo_act
from abonent.simulation.call_days import NOT_AS_SHOWN
from abonent.simulation.testing import a_database_like
from abonent.simulation.tests.issue_accounts import charged, promised, uneven
from abonent.simulation.tests.issue_worths import misvalued
from abonent.simulation.tests.random_changes import Changes
from abonent.simulation.tests.random_player import BEGINS
from abonent.simulation.tests.random_sales import Sales
from abonent.simulation.tests.term_prices import costs_what_was_promised
from abonent.subscriptions.models import Subscription, Term

OPERATIONS = int(os.environ.get("ABONENT_R8_SUBSCRIPTION_OPERATIONS", "5000"))
SEED = int(os.environ.get("ABONENT_R8_SEED", "20260709"))
# Played beside each other, each with its part of the operations.
GAMES = 2
# So many orders are taken first, so that the runs find something to do.
OPENS_WITH = 60
COMPARE_EVERY = 2500
DONE = "done"
# Nobody takes anything back of what has ended so long ago.
COMPARED_AFTER = timedelta(days=200)
AT_LEAST = {
    "order", "order_several", "rest", "rest_otherwise", "elsewhere", "move", "other_copies", "switch", "switch_not", "stop_at_once", "go_on",
    "ask_for_more", "change_prices", "miss_a_paper", "miss_no_paper", "change_prices_back", "give_an_umbrella", "undo", "bill",
}  # fmt: skip


class Desk(Changes, Sales):
    """Everything that may be done, and the judge who looks at it."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.did = Counter[str]()
        self.acts_before, self.judged = self._latest(Act), 0

    def play(self, operations: int) -> int:
        """Do one thing after the other, and now and then look at everything; returns how many operations it was."""
        deeds: list[Callable[[], None]] = [
            self.order, self.order, self.order_several, self.rest, self.rest, self.rest_otherwise, self.rest_not, self.elsewhere,
            self.elsewhere_not, self.move, self.other_copies, self.miss_a_paper, self.miss_a_paper, self.miss_no_paper, self.switch, self.switch, self.switch_not, self.stop_with_the_term,
            self.stop_at_once, self.go_on, self.ask_for_more, self.ask_for_no_more, self.change_prices, self.change_prices_back,
            self.receive_umbrellas, self.give_an_umbrella, self.take_an_umbrella_away, self.take_an_umbrella_back_in, self.send_umbrellas,
            self.undo, self.undo, self.renew, self.bill, self.let_days_pass, self.let_days_pass,
        ]  # fmt: skip
        done = compared = 0
        while done < operations:
            deed = self.chance.choice(deeds) if done >= OPENS_WITH else self.order
            runs_before = self._latest(Run)
            with clock.set_to(clock.moment(self.today, time(10), "Europe/Stockholm")):
                self.did[f"{deed.__name__} {self._outcome(deed)}"] += 1
                done += self._operations_since(runs_before)
                self.judge_new_terms()
                if done - compared >= COMPARE_EVERY or done >= operations:
                    self.compare(everything=done >= operations)
                    compared = done
        return done

    def undo(self) -> None:
        """The latest acts are the ones that people take back; letters that went out are not called back."""
        acts = (
            Act.objects.filter(inverse__isnull=False, undone_at=None, pk__gt=self.acts_before).exclude(verb="note_told").order_by("-pk")[:5]
        )
        if acts:
            undo_act(act=self.chance.choice(list(acts)), **self.by)

    def judge_new_terms(self) -> None:
        """What was just made costs what was promised."""
        made = Term.objects.filter(pk__gt=self.judged).select_related("subscription__promotion").order_by("pk")
        for term in made:
            assert costs_what_was_promised(term), (term.pk, term.subscription_id, term.unit_price, self.today)
            self.judged = term.pk

    def compare(self, *, everything: bool) -> None:
        """Every issue of every term is accounted for and worth its share, what is credited is invoiced or waits, and the books agree with
        themselves. What has ended long ago is looked at in the end once more."""
        lately = Subscription.objects.filter(expiry__expires_on__gt=self.today - COMPARED_AFTER).order_by("pk")
        looked_at = None if everything else list(lately)
        found = uneven(self.today, self.manager, looked_at)
        assert not found, (found, self.today)
        assert not misvalued(self.today, looked_at), self.today
        billed = InvoiceLine.objects.exclude(charge=None).values("charge")
        assert not Charge.objects.exclude(pk__in=billed).exclude(pk__in=OpenCharge.objects.values("charge")).exists()
        for kind, amount in promised().items():
            assert charged(kind) == amount, (kind, self.today)
        assert not [finding for _invariant, findings in check_all() for finding in findings]

    def _outcome(self, deed: Callable[[], None]) -> str:
        try:
            deed()
        except Refusal as refusal:
            assert not refusal.code.endswith(NOT_AS_SHOWN), (deed.__name__, self.today)
            return refusal.code
        return DONE

    def _operations_since(self, run: int) -> int:
        """One for the deed, or as many as the runs that it made did rows."""
        return max(1, Run.objects.filter(pk__gt=run).aggregate(rows=Coalesce(Sum("committed_rows"), 0))["rows"])

    def _latest(self, model) -> int:  # type: ignore[no-untyped-def]
        return model.objects.order_by("pk").values_list("pk", flat=True).last() or 0


@pytest.mark.figure
@pytest.mark.parametrize("seed", range(SEED, SEED + GAMES))
def test_every_issue_is_accounted_for_after_random_deeds(blank_database: str, django_db_blocker, record_property, seed: int):  # type: ignore[no-untyped-def]
    with django_db_blocker.unblock(), a_database_like(blank_database):
        with clock.set_to(clock.moment(BEGINS, time(9), "Europe/Stockholm")):
            desk = Desk(seed)
        operations = desk.play(OPERATIONS // GAMES)
        done = {deed.removesuffix(f" {DONE}") for deed in desk.did if deed.endswith(DONE)}
    assert operations >= OPERATIONS // GAMES
    assert done >= AT_LEAST, desk.did
    record_property("played", f"{operations} operations by {desk.did.total()} deeds until {desk.today}")

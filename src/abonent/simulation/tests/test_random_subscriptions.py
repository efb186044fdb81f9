"""R8 for subscriptions: random orders, rests, stops, other numbers of copies, undos, runs and days that pass leave every issue accounted for.

Each deed is previewed and saved with the digest of what was shown, so what is saved is what was shown or the test ends. What the rules refuse
changes nothing. The model is plain: issues that were sold came, were credited or were given up, counted anew from calendar and terms.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import date, time, timedelta
from random import Random

import pytest

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import MANAGER
from abonent.billing.models import InvoiceLine
from abonent.billing.testing import a_billing, a_publisher
from abonent.catalog.models.price import FIXED, MONTH, UNTIL_FURTHER_NOTICE
from abonent.catalog.testing import a_price_list, a_product, an_edition, prices_from
from abonent.charges.models import Charge, OpenCharge
from abonent.customers.entries import Door
from abonent.customers.testing import a_customer
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.invariants import check_all
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.simulation.call_days import NOT_AS_SHOWN
from abonent.simulation.tests.issue_accounts import accounts, misvalued
from abonent.subscriptions.models import Cancellation, Pause, StopReason, Subscription
from abonent.subscriptions.models.pause import CREDIT, PROLONG
from abonent.subscriptions.operations import (
    AskedCopies,
    Elsewhere,
    Order,
    cancel_subscription,
    change_copies,
    change_pause,
    pause_subscription,
    preview_change,
    preview_copies,
    preview_pause,
    preview_redirect,
    preview_start,
    redirect_subscription,
    set_pause_rule,
    start_subscriptions,
    withdraw_cancellation,
    withdraw_pause,
)
from abonent.subscriptions.operations.cancel import preview_cancellation
from abonent.subscriptions.testing import a_renewal_run

pytestmark = pytest.mark.django_db

OPERATIONS = int(os.environ.get("ABONENT_R8_SUBSCRIPTION_OPERATIONS", "600"))
SEED = int(os.environ.get("ABONENT_R8_SEED", "20260709"))
COMPARE_EVERY = 150
MOST_SUBSCRIPTIONS = 25
BEGINS, CALENDAR_ENDS = date(2025, 11, 1), date(2045, 1, 1)
MONDAY_TO_SATURDAY = 63
COTTAGE = Door.read(country="SE", code="871 40", town="Norrvik", street_line="Sandvägen 3")
DONE = "done"


class Player:
    """One clerk who does one thing after the other while days pass."""

    def __init__(self, seed: int) -> None:
        self.chance, self.today, self.did = Random(seed), BEGINS, Counter[str]()
        self.entity = a_publisher()
        install_ready_roles()
        said = {"username": "manager", "password": "not used here", "full_name": "Maja Sandberg"}
        self.manager = take_on_staff(**said, roles=[MANAGER], entities=[self.entity])
        edition = issues_on(an_edition(entity=self.entity), DAILY, first=BEGINS - timedelta(days=60), until=CALENDAR_ENDS)
        codes = {"daily": DAILY, "workdays": MONDAY_TO_SATURDAY}
        self.products = [a_product(entity=self.entity, code=code, weekdays=bits, editions=[edition]) for code, bits in codes.items()]
        self.price_list = a_price_list(entity=self.entity)
        for term_kind, lengths in ((FIXED, {1: "279", 3: "799.50", 12: "2929.90"}), (UNTIL_FURTHER_NOTICE, {1: "249"})):
            prices = {(product, length): price for product in self.products for length, price in lengths.items()}
            prices_from("2025-01-01", self.price_list, prices, term_kind=term_kind)
        for product, gives in zip(self.products, (PROLONG, CREDIT), strict=True):
            set_pause_rule(product=product, begins=BEGINS, actor=None, today=BEGINS, gives=gives)
        self.reason = StopReason.objects.create(code="moved", name={"en": "Moved"})

    def play(self, operations: int) -> None:
        deeds: list[Callable[[], None]] = [
            self.order, self.rest, self.rest, self.rest_otherwise, self.rest_not, self.elsewhere, self.stop_with_the_term, self.stop_at_once,
            self.go_on, self.other_copies, self.undo, self.renew, self.bill, self.let_days_pass,
        ]  # fmt: skip
        for operation in range(1, operations + 1):
            deed = self.chance.choice(deeds)
            with clock.set_to(clock.moment(self.today, time(10), "Europe/Stockholm")):
                self.did[f"{deed.__name__} {self._outcome(deed)}"] += 1
                if operation % COMPARE_EVERY == 0 or operation == operations:
                    self.compare()

    def _outcome(self, deed: Callable[[], None]) -> str:
        try:
            deed()
        except Refusal as refusal:
            assert not refusal.code.endswith(NOT_AS_SHOWN), (deed.__name__, self.today)
            return refusal.code
        return DONE

    def compare(self) -> None:
        """Every issue of every term is accounted for and worth its share, what is credited is invoiced or waits, and the books agree with themselves."""
        uneven = {term.pk: account for term, account in accounts(self.today, self.manager).items() if not account.is_even}
        assert not uneven, (uneven, self.today)
        assert not misvalued(self.today), self.today
        billed = InvoiceLine.objects.exclude(charge=None).values("charge")
        assert not Charge.objects.exclude(pk__in=billed).exclude(pk__in=OpenCharge.objects.values("charge")).exists()
        assert not [finding for _invariant, findings in check_all() for finding in findings]

    # -- deeds -----------------------------------------------------------------------------------------------------

    def order(self) -> None:
        if Subscription.objects.count() >= MOST_SUBSCRIPTIONS:
            return
        kind, length = self.chance.choice([(FIXED, 1), (FIXED, 3), (FIXED, 12), (UNTIL_FURTHER_NOTICE, 1)])
        order = Order(
            product=self.chance.choice(self.products), price_list=self.price_list, subscriber=a_customer(f"Kund {self.chance.random()}"),
            starts_on=self.soon(), term_kind=kind, term_unit=MONTH, term_length=length, copies=self.chance.randint(1, 3),
        )  # fmt: skip
        shown = preview_start(orders=[order], today=self.today)
        start_subscriptions(orders=[order], actor=self.manager, today=self.today, effect=shown.digest)

    def rest(self) -> None:
        if subscription := self.some(Subscription):
            said = {"subscription": subscription, "first": (first := self.soon()), "last": self.later(first), "today": self.today}
            shown = preview_pause(**said)
            pause_subscription(**said, actor=self.manager, effect=shown.digest)

    def rest_otherwise(self) -> None:
        if pause := self.some(Pause, withdrawn_at=None):
            said = {"pause": pause, "first": (first := self.soon()), "last": self.later(first), "today": self.today}
            shown = preview_change(**said)
            change_pause(**said, actor=self.manager, effect=shown.digest)

    def rest_not(self) -> None:
        if pause := self.some(Pause, withdrawn_at=None):
            withdraw_pause(pause=pause, actor=self.manager, today=self.today)

    def elsewhere(self) -> None:
        if subscription := self.some(Subscription):
            asked = Elsewhere(first=(first := self.soon()), last=self.later(first), to=COTTAGE, delivery_method="post")
            shown = preview_redirect(subscription=subscription, asked=asked, today=self.today)
            redirect_subscription(subscription=subscription, asked=asked, actor=self.manager, today=self.today, effect=shown.digest)

    def stop_with_the_term(self) -> None:
        if subscription := self.some(Subscription):
            cancel_subscription(subscription=subscription, reason=self.reason, actor=self.manager, today=self.today)

    def stop_at_once(self) -> None:
        if subscription := self.some(Subscription):
            said = {"from_on": self.soon(), "gives_back": self.chance.random() < 0.7}
            shown = preview_cancellation(subscription=subscription, today=self.today, **said)
            said |= {"reason": self.reason, "actor": self.manager, "effect": shown.digest}
            cancel_subscription(subscription=subscription, today=self.today, **said)

    def go_on(self) -> None:
        if cancellation := self.some(Cancellation, withdrawn_at=None):
            withdraw_cancellation(cancellation=cancellation, actor=self.manager, today=self.today)

    def other_copies(self) -> None:
        if subscription := self.some(Subscription):
            asked = AskedCopies(copies=self.chance.randint(1, 4), from_on=self.soon())
            shown = preview_copies(subscription=subscription, asked=asked, today=self.today)
            change_copies(subscription=subscription, asked=asked, actor=self.manager, today=self.today, effect=shown.digest)

    def undo(self) -> None:
        """The latest acts are the ones that people take back."""
        acts = list(Act.objects.filter(inverse__isnull=False, undone_at=None).order_by("-pk")[:5])
        if acts:
            undo_act(act=self.chance.choice(acts), actor=self.manager, today=self.today)

    def renew(self) -> None:
        a_renewal_run(self.entity, self.today)

    def bill(self) -> None:
        a_billing(self.entity, as_of=self.today.isoformat())

    def let_days_pass(self) -> None:
        self.today += timedelta(days=self.chance.randint(1, 12))

    # -- what to do it with ----------------------------------------------------------------------------------------

    def some(self, model, **where):  # type: ignore[no-untyped-def]
        rows = list(model.objects.filter(**where).order_by("-pk")[:MOST_SUBSCRIPTIONS])
        return self.chance.choice(rows) if rows else None

    def soon(self) -> date:
        return self.today + timedelta(days=self.chance.randint(0, 90))

    def later(self, first: date) -> date:
        return first + timedelta(days=self.chance.randint(0, 40))


def test_every_issue_is_accounted_for_after_random_deeds():
    player = Player(SEED)
    player.play(OPERATIONS)
    done = {deed.removesuffix(f" {DONE}") for deed in player.did if deed.endswith(DONE)}
    assert {"order", "rest", "rest_otherwise", "elsewhere", "stop_at_once", "go_on", "other_copies", "undo", "bill"} <= done, player.did

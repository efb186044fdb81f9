"""What happens to running subscriptions: rests, other addresses, other numbers of copies, other products, stops, and the way back."""

from __future__ import annotations

from datetime import timedelta

from abonent.customers.entries import Door
from abonent.editions.queries import latest_issue
from abonent.service.models import DeliveryComplaint
from abonent.service.operations import AskedComplaint, preview_complaint, register_complaint, withdraw_complaint
from abonent.simulation.tests.random_player import Player
from abonent.subscriptions.models import Cancellation, Pause, ProductSwitch, Redirect, RenewalRequest
from abonent.subscriptions.operations import (
    AskedCopies,
    AskedMove,
    AskedSwitch,
    Elsewhere,
    cancel_subscription,
    change_copies,
    change_pause,
    move_customer,
    pause_subscription,
    preview_change,
    preview_copies,
    preview_move,
    preview_pause,
    preview_redirect,
    preview_switch,
    redirect_subscription,
    switch_product,
    withdraw_cancellation,
    withdraw_pause,
    withdraw_redirect,
    withdraw_switch,
)
from abonent.subscriptions.operations.cancel import preview_cancellation
from abonent.subscriptions.operations.renew import preview_renewal, renew_subscription, withdraw_renewal

COTTAGE = Door.read(country="SE", code="871 40", town="Norrvik", street_line="Sandvägen 3")
STREETS = ("Storgatan", "Kyrkogatan", "Hamngatan")


class Changes(Player):
    """The deeds."""

    def rest(self) -> None:
        if subscription := self.running():
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
            withdraw_pause(pause=pause, **self.by)

    def elsewhere(self) -> None:
        if subscription := self.running():
            asked = Elsewhere(first=(first := self.soon()), last=self.later(first), to=COTTAGE, delivery_method="post")
            shown = preview_redirect(subscription=subscription, asked=asked, today=self.today)
            redirect_subscription(subscription=subscription, asked=asked, effect=shown.digest, **self.by)

    def elsewhere_not(self) -> None:
        if redirect := self.some(Redirect, withdrawn_at=None):
            withdraw_redirect(redirect=redirect, **self.by)

    def move(self) -> None:
        if subscription := self.running():
            street_line = f"{self.chance.choice(STREETS)} {self.chance.randint(1, 90)}"
            door = Door.read(country="SE", code="123 45", town="Norrvik", street_line=street_line)
            asked = AskedMove(moves_on=self.soon(), to=door, invoices_too=self.happens(0.5))
            shown = preview_move(customer=subscription.subscriber, asked=asked, today=self.today)
            move_customer(customer=subscription.subscriber, asked=asked, effect=shown.digest, **self.by)

    def miss_a_paper(self) -> None:
        if subscription := self.running():
            parts = subscription.product.components.exclude(edition=None).order_by("ordinal")
            edition = self.chance.choice(list(parts)).edition
            issue = latest_issue(edition=edition, before=self.today + timedelta(days=self.chance.choice([1, 1, -30])))
            if issue:
                asked = AskedComplaint(issue, self.chance.choice(["not_delivered", "late"]), self.chance.choice([None, "credit", "next"]))
                said = {"subscription": subscription, "asked": asked, "today": self.today, "beyond_rules": self.happens(0.5)}
                shown = preview_complaint(**said)
                register_complaint(**said, actor=self.manager, effect=shown.digest)

    def miss_no_paper(self) -> None:
        if complaint := self.some(DeliveryComplaint, withdrawn_at=None):
            withdraw_complaint(complaint=complaint, **self.by)

    def other_copies(self) -> None:
        if subscription := self.running():
            asked = AskedCopies(copies=self.chance.randint(1, 4), from_on=self.soon())
            shown = preview_copies(subscription=subscription, asked=asked, today=self.today)
            change_copies(subscription=subscription, asked=asked, effect=shown.digest, **self.by)

    def switch(self) -> None:
        if subscription := self.running():
            product = self.chance.choice(self.publisher.products)
            kind, unit, length = self.chance.choice(self.publisher.terms_of(product))
            asked = AskedSwitch(
                product=product, price_list=self.publisher.price_list, term_kind=kind, term_unit=unit, term_length=length,
                delivery_method=self.chance.choice(["carrier", "post"]), from_on=min(self.soon(), subscription.expiry.expires_on),
            )  # fmt: skip
            shown = preview_switch(subscription=subscription, asked=asked, today=self.today)
            switch_product(subscription=subscription, asked=asked, effect=shown.digest, **self.by)

    def switch_not(self) -> None:
        if switch := self.some(ProductSwitch, cancellation__withdrawn_at=None):
            withdraw_switch(switch=switch, **self.by)

    def stop_with_the_term(self) -> None:
        if subscription := self.running():
            cancel_subscription(subscription=subscription, reason=self.publisher.reason, **self.by)

    def stop_at_once(self) -> None:
        if subscription := self.running():
            said = {"from_on": self.soon(), "gives_back": self.happens(0.7)}
            shown = preview_cancellation(subscription=subscription, today=self.today, **said)
            cancel_subscription(subscription=subscription, reason=self.publisher.reason, effect=shown.digest, **said, **self.by)

    def go_on(self) -> None:
        if cancellation := self.some(Cancellation, withdrawn_at=None):
            withdraw_cancellation(cancellation=cancellation, **self.by)

    def ask_for_more(self) -> None:
        if subscription := self.running(product=self.publisher.on_request):
            shown = preview_renewal(subscription=subscription, today=self.today)
            renew_subscription(subscription=subscription, effect=shown.digest, **self.by)

    def ask_for_no_more(self) -> None:
        if request := self.some(RenewalRequest, withdrawn_at=None):
            withdraw_renewal(request=request, **self.by)

"""What the house does: orders with promotions and gifts, prices that rise and fall, premiums, renewals and invoices."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from abonent.billing.testing import a_billing
from abonent.catalog.operations import draft_version
from abonent.catalog.queries import version_in_force
from abonent.catalog.rules.rounding import ROUNDINGS
from abonent.customers.testing import a_customer
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.simulation.tests.random_player import Player
from abonent.simulation.tests.term_prices import listed_on
from abonent.stock.operations import Receipt, move, preview_move
from abonent.subscriptions.models import AgreedPrice, Premium, PriceChangePlan, Subscription
from abonent.subscriptions.operations import (
    Cohort,
    GiftTerms,
    Order,
    Raise,
    begin_price_change,
    hold_price_changes,
    preview_start,
    start_subscriptions,
    withdraw_price_change,
)
from abonent.subscriptions.operations.premium_picks import KIND as PREMIUM_PICKS
from abonent.subscriptions.operations.premiums import OrderedPremium, give_premium, take_premium_away, take_premium_back_in
from abonent.subscriptions.operations.price_changes import KIND as PRICE_CHANGE
from abonent.subscriptions.operations.price_notices import note_told, told_of
from abonent.subscriptions.testing import a_renewal_run

MOST_RUNNING = 100
DEAR = Decimal(450)


class Sales(Player):
    """The deeds."""

    def order(self) -> None:
        if Subscription.objects.filter(expiry__expires_on__gt=self.today).count() < MOST_RUNNING:
            self.take_orders([self.an_order()])

    def order_several(self) -> None:
        """The lines of one order, which can be taken back as a whole."""
        if Subscription.objects.filter(expiry__expires_on__gt=self.today).count() < MOST_RUNNING:
            self.take_orders([self.an_order() for _line in range(self.chance.randint(2, 3))], together=True)

    def take_orders(self, orders: list[Order], *, together: bool = False) -> None:
        """As the form does: look, and save just that."""
        shown = preview_start(orders=orders, today=self.today)
        start_subscriptions(orders=orders, effect=shown.digest, together=together, **self.by)

    def an_order(self) -> Order:
        """With a promotion, or as a gift, or with an umbrella, or plain."""
        product = self.chance.choice(self.publisher.products)
        kind, unit, length = self.chance.choice(self.publisher.terms_of(product))
        promotion = self.chance.choice(self.publisher.promotions) if self.happens(0.5) else None
        if promotion:
            product = self.chance.choice([one.product for one in promotion.products.select_related("product__entity").order_by("pk")])
            kind, unit, length = promotion.term_kind, promotion.term_unit, promotion.term_length
        given = kind == "fixed" and self.happens(0.2)
        return Order(
            product=product, price_list=self.publisher.price_list, subscriber=self.somebody(), payer=self.somebody() if given else None,
            gift=GiftTerms(card_text="Hej!") if given else None, starts_on=self.soon(), term_kind=kind, term_unit=unit, term_length=length,
            copies=self.chance.randint(1, 3), promotion=promotion,
            premiums=(OrderedPremium(item=self.publisher.umbrella),) if self.happens(0.1) else (),
        )  # fmt: skip

    def somebody(self):  # type: ignore[no-untyped-def]
        """Somebody new, or now and then somebody who has had something already."""
        known = self.some(Subscription) if self.happens(0.2) else None
        return known.subscriber if known else a_customer(f"Kund {self.chance.random()}")

    def change_prices(self) -> None:
        """By a version of the list or by a percentage, of all or of some, less those that are held back. What was planned is agreed."""
        change, cohort = self.a_change(), Cohort(products=[self.chance.choice(self.publisher.products).pk] if self.happens(0.3) else ())
        said = {"price_list": self.publisher.price_list, "cohort": cohort, "change": change}
        run = plan_run(run=begin_price_change(**said, **self.by))
        rows = list(PriceChangePlan.objects.filter(run=run).order_by("ordinal"))
        if held := [row.ordinal for row in rows if self.happens(0.1)]:
            hold_price_changes(run=run, ordinals=held, held=True, actor=self.manager)
        run = commit_run(run=approve_run(run=run, actor=self.manager))
        if told_of(run, self.today).waiting:
            note_told(run=run, told_on=self.today, actor=self.manager, today=self.today)
        shown = {
            row.price_id: None if row.list_again else row.price_then
            for row in rows
            if row.price_then is not None and row.ordinal not in held
        }
        agreed = AgreedPrice.objects.filter(pk__in=[row.price_id for row in rows if row.ordinal not in held])
        assert dict(agreed.values_list("pk", "unit_price")) == shown, (run.pk, self.today)

    def a_change(self) -> Raise:
        """Up, until they are dear, then down again."""
        dear = listed_on(Subscription(price_list=self.publisher.price_list, product=self.publisher.daily, term_kind="until_further_notice",
                                      term_unit="month", term_length=1), self.today) > DEAR  # fmt: skip
        percent, begins_on = Decimal(self.chance.choice((-9, -6) if dear else (-2, 3, 5))), self.soon()
        limit = Decimal(4) if self.happens(0.3) else None
        if self.happens(0.5):
            return Raise(notice_on=self.today, effective_on=begins_on, percent=percent, rounding=ROUNDINGS["whole"], most_percent=limit)
        said = {"price_list": self.publisher.price_list, "copy_of": version_in_force(self.publisher.price_list, self.today)}
        begins_on += timedelta(days=1)
        version = draft_version(**said, valid_from=begins_on, raise_percent=percent, rounding=ROUNDINGS["half"], actor=self.manager)
        return Raise(notice_on=self.today, version=version, most_percent=limit)

    def change_prices_back(self) -> None:
        if run := self.some(Run, kind=PRICE_CHANGE, state=Run.State.DONE):
            withdraw_price_change(run=run, actor=self.manager)

    def receive_umbrellas(self) -> None:
        asked = Receipt(pieces=self.chance.randint(1, 9), unit_cost=Decimal(self.chance.randint(400, 600)) / 10, moved_on=self.today)
        shown = preview_move(item=self.publisher.umbrella, asked=asked, today=self.today)
        move(item=self.publisher.umbrella, asked=asked, effect=shown.digest, **self.by)

    def give_an_umbrella(self) -> None:
        if subscription := self.running():
            give_premium(subscription=subscription, premium=OrderedPremium(item=self.publisher.umbrella), actor=self.manager)

    def take_an_umbrella_away(self) -> None:
        if premium := self.some(Premium, withdrawn_at=None):
            take_premium_away(premium=premium, actor=self.manager)

    def take_an_umbrella_back_in(self) -> None:
        if premium := self.some(Premium, withdrawn_at=None):
            take_premium_back_in(premium=premium, sound=self.happens(0.7), **self.by)

    def send_umbrellas(self) -> None:
        """Not every time: their papers are set and printed."""
        if self.happens(0.3):
            run = plan_run(run=begin_run(kind=PREMIUM_PICKS, entity=self.publisher.entity, as_of=self.today, actor=self.manager))
            commit_run(run=approve_run(run=run, actor=self.manager))

    def renew(self) -> None:
        a_renewal_run(self.publisher.entity, self.today)

    def bill(self) -> None:
        a_billing(self.publisher.entity, as_of=self.today.isoformat())

    def let_days_pass(self) -> None:
        self.today += timedelta(days=self.chance.randint(1, 12))

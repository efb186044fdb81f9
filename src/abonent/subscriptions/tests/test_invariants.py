"""Each invariant of subscriptions and charges holds after sale and renewal, and finds the damage it is there for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection

from abonent.catalog.models import Product
from abonent.catalog.rules.promotions import Step
from abonent.catalog.testing import a_promotion
from abonent.charges.invariants import INVARIANTS as OF_CHARGES
from abonent.customers.testing import a_customer
from abonent.editions.models import Issue
from abonent.kit.periods import day
from abonent.runs.invariants import check
from abonent.subscriptions.invariants import INVARIANTS as OF_SUBSCRIPTIONS
from abonent.subscriptions.models import SaveOffer, StopReason
from abonent.subscriptions.operations import (
    AskedCopies,
    AskedParty,
    AskedSwitch,
    add_member,
    cancel_subscription,
    change_copies,
    change_party,
    pause_subscription,
    switch_product,
)
from abonent.subscriptions.operations.issue_credits import credit_issue
from abonent.subscriptions.operations.save_offers import take_save_offer
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = pytest.mark.django_db

INVARIANTS = [*OF_CHARGES, *OF_SUBSCRIPTIONS]

# Triggers are off while the damage is done, as they would be for whoever edits the database by hand.
DAMAGES = {
    "charges/check_components": "UPDATE charge_component SET amount = amount + 1 WHERE ordinal = 1",
    "subscriptions/check_charges": "DELETE FROM charge WHERE source_id = (SELECT max(id) FROM term)",
    "subscriptions/check_loose_ends": "UPDATE term SET trace_id = 0",
    "subscriptions/check_overlaps": "UPDATE term SET during = daterange(lower(during), upper(during) + 1) WHERE ordinal = 1",
    "subscriptions/check_pause_credits": "UPDATE term_adjustment SET amount = amount + 1",
    "subscriptions/check_early_ends": "UPDATE early_end SET amount = amount + 1",
    "subscriptions/check_copies": "UPDATE copies_settlement SET amount = amount + 1",
    "subscriptions/check_payers": "UPDATE charge SET payer_id = subscriber_id FROM term JOIN subscription ON subscription.id = subscription_id WHERE charge.source_id = term.id AND term.ordinal = 2",
    "subscriptions/check_save_credits": "UPDATE save_attempt SET amount = amount + 1",
    "subscriptions/check_issue_credits": "UPDATE issue_credit SET amount = amount + 1",
    "subscriptions/check_adjustments": "UPDATE term_adjustment SET prolonged = prolonged + 1",
    "subscriptions/check_sold_days": "UPDATE term SET during = daterange(lower(during), upper(during) - 1) WHERE ordinal = 2",
    "subscriptions/check_switches": "UPDATE cancellation SET from_on = from_on + 1 WHERE id IN (SELECT cancellation_id FROM product_switch)",
    "subscriptions/check_promotions": "UPDATE subscription SET promotion_id = (SELECT id FROM promotion WHERE code = 'OTHER')",
    "subscriptions/check_entitlements": "DELETE FROM entitlement WHERE source = 'member'",
    "subscriptions/check_seats": "SET CONSTRAINTS ALL IMMEDIATE; UPDATE product SET seats = 0",
    "subscriptions/check_term_charges": "UPDATE charge SET source_id = -id WHERE source_kind = 'stop_credit'",
    "subscriptions/check_term_amounts": "UPDATE charge_component SET amount = -5000 FROM charge WHERE charge.id = charge_id AND source_kind = 'stop_credit'",
    "subscriptions/check_price_notices": "INSERT INTO price_notice (subscription_id, customer_id, channel, price_before, price_then, currency, from_on, latest_on, run_id) SELECT subscription_id, subscriber_id, 'letter', 1, 2, 'SEK', lower(sold_during), lower(sold_during), 1 FROM term JOIN subscription ON subscription.id = subscription_id WHERE ordinal = 2 LIMIT 1",
    "subscriptions/check_expiries": "UPDATE subscription_expiry SET expires_on = expires_on + 1",
}


@pytest.fixture
def renewed(daily, monthly, with_issues, price_list, a_thursday):
    """One with a pause in its first term, one kept by free issues and stopped all the same, one with more copies, one for a year instead,
    one with a member, one that somebody else pays from its second term on, one of which an issue did not come."""
    missed = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01"))
    paper = Issue.objects.get(edition__components__product=daily, edition__medium="paper", published_on=a_thursday)
    credit_issue(subscription=missed, issue=paper, copies=1, actor=None, today=a_thursday)
    paused = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-05-01", term_length=3))
    pause_subscription(subscription=paused, first=day("2026-07-10"), last=day("2026-07-24"), actor=None, today=a_thursday)
    stopped = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-05-01", term_length=3))
    reason = StopReason.objects.create(code="moved", name={"en": "Moved"})
    offer = SaveOffer.objects.create(entity=daily.entity, gives="issues", count=10, say={"en": "Ten papers?"})
    take_save_offer(offer=offer, subscription=stopped, reason=reason, actor=None, today=a_thursday)
    cancel_subscription(subscription=stopped, reason=reason, actor=None, today=a_thursday, from_on=day("2026-07-17"))
    more = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-05-01", term_length=3))
    change_copies(subscription=more, asked=AskedCopies(copies=2, from_on=day("2026-07-17")), actor=None, today=a_thursday)
    over = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-05-01", term_length=3))
    year = {"price_list": price_list, "term_kind": "fixed", "term_unit": "month", "term_length": 12, "delivery_method": "carrier"}
    switch_product(subscription=over, asked=AskedSwitch(product=daily, from_on=day("2026-07-17"), **year), actor=None, today=a_thursday)
    Product.objects.filter(pk=daily.pk).update(seats=1)
    daily.refresh_from_db()
    shared = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-05-01", term_length=3))
    add_member(subscription=shared, member=a_customer("Eva"), first=a_thursday, last=None, actor=None, today=a_thursday)
    taken_over = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-05-01", term_length=3))
    asked = AskedParty(role="payer", customer=a_customer("Bo"), from_on=day("2026-07-20"))
    change_party(subscription=taken_over, asked=asked, actor=None, today=a_thursday)
    for product, code in ((daily, "SPRING3"), (monthly, "OTHER")):
        a_promotion(price_list=price_list, products=[product], steps=[Step(terms=1, percent_off=Decimal(50))], code=code)
    a_renewal_run(daily.entity, "2027-01-15")


def broken() -> set[str]:
    return {invariant.statement for invariant in INVARIANTS if check(invariant)}


def test_all_hold_after_sale_and_renewal(renewed):
    assert broken() == set()


@pytest.mark.parametrize("statement", DAMAGES)
def test_a_damage_is_found_and_said_in_words(renewed, statement):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(DAMAGES[statement])
    assert statement in broken()
    for invariant in INVARIANTS:
        if invariant.statement == statement:
            assert "%(" not in check(invariant)[0].message


def test_every_invariant_has_a_damage_that_it_finds():
    assert {invariant.statement for invariant in INVARIANTS} == set(DAMAGES)

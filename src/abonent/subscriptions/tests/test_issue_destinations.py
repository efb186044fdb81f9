"""Where each copy goes and why, against a slow plain model that looks at one day at a time."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from abonent.access.models import StaffUser
from abonent.customers.entries import Door
from abonent.customers.models import Address
from abonent.customers.operations.addresses import place_of
from abonent.customers.testing import a_customer
from abonent.kit.periods import day, period
from abonent.subscriptions.models import Cancellation, Pause, Redirect, StopReason, Subscription
from abonent.subscriptions.queries import issue_days
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("a_thursday")]

TODAY, FIRST, UNTIL = day("2026-07-09"), day("2026-04-01"), day("2026-12-01")
SUBSCRIPTIONS = 25


def places():
    return [place_of(Door.read(country="SE", code="871 40", town="Norrvik", street_line=f"Sandvägen {number}")) for number in range(1, 6)]


def spans(chance: Random, most: int) -> list[tuple[date, date | None]]:
    """Some spans of days that do not overlap, the last of them perhaps without an end."""
    begins, found = FIRST, []
    for _span in range(chance.randint(0, most)):
        begins += timedelta(days=chance.randint(5, 60))
        ends = begins + timedelta(days=chance.randint(1, 40))
        found.append((begins, ends))
        begins = ends
    if found and chance.random() < 0.2:
        found[-1] = (found[-1][0], None)
    return found


def a_random_subscription(chance: Random, product, price_list, doors) -> Subscription:
    """With addresses, temporary ones, redirects on weekdays, pauses and perhaps an end; nothing is checked, the database takes it."""
    customer = a_customer(street_line="", town="")
    order = an_order(
        product=product,
        price_list=price_list,
        subscriber=customer,
        starts_on=FIRST + timedelta(days=chance.randint(0, 90)),
        term_length=chance.choice([1, 3, 12]),
        weekdays=chance.choice([127, 63, 96, 31]),
    )
    subscription = a_subscription(order=order, today=TODAY if chance.random() < 0.8 else order.starts_on)
    for temporary in (False, True):
        for begins, ends in spans(chance, 3):
            Address.objects.create(
                customer=customer, place=chance.choice(doors), temporary=temporary, during=period(begins, ends), care_of=chance.choice("AB")
            )
    for weekdays in ((127,), (31, 96))[chance.random() < 0.5]:
        for begins, ends in spans(chance, 2):
            Redirect.objects.create(
                subscription=subscription,
                during=period(begins, ends),
                weekdays=weekdays,
                place=chance.choice(doors),
                receiver=chance.choice(["", "Maj"]),
                delivery_method=chance.choice(["carrier", "post"]),
                withdrawn_at=chance.choice([None, None, "2026-07-01T08:00:00Z"]),
            )
    for begins, ends in spans(chance, 3):
        Pause.objects.create(subscription=subscription, during=period(begins, ends), gives="none", digital_goes_on=chance.random() < 0.3)
    if chance.random() < 0.3:
        expires_on = subscription.terms.latest("ordinal").during.upper
        Cancellation.objects.create(subscription=subscription, from_on=expires_on, reason_id="moved")
    return subscription


def expected(subscription: Subscription, on: date, expires_on: date) -> tuple[str, int | None, str, str]:
    """The same by looking: (outcome, door, receiver, way)."""

    def sole(rows):
        return next((row for row in rows if on in row.during), None)

    customer = subscription.subscriber
    term = sole(subscription.terms.all())
    ended = subscription.cancellations.filter(withdrawn_at=None).exists()
    pauses = subscription.pauses.filter(withdrawn_at=None)
    rests = any(one.during.upper is None and one.during.lower <= expires_on for one in pauses)
    pause = sole(pauses)
    redirect = next(
        (one for one in subscription.redirects.filter(withdrawn_at=None) if on in one.during and one.weekdays & 1 << on.weekday()), None
    )
    home = sole(customer.addresses.filter(temporary=True)) or sole(customer.addresses.filter(temporary=False))
    own = subscription.delivery_method
    if on < subscription.started_on:
        return "before_start", None, "", own
    if term is None and ended:
        return "stopped", None, "", own
    if term is None and expires_on <= TODAY and not rests:
        return "not_sold", None, "", own
    if not subscription.weekdays & 1 << on.weekday():
        return "other_day", None, "", own
    if pause and pause.digital_goes_on:
        return "comes", None, "", "electronic"
    if pause:
        return "paused", None, "", own
    if redirect:
        return "redirected", redirect.place_id, redirect.receiver, redirect.delivery_method
    return "comes", home and home.place_id, home.care_of if home else "", own


def test_every_copy_goes_where_a_model_says_that_looks_at_one_day_at_a_time(desk, with_issues, price_list):
    chance, doors = Random(19), places()
    StopReason.objects.create(code="moved", name={"en": "Moved"})
    made = [a_random_subscription(chance, with_issues, price_list, doors) for _number in range(SUBSCRIPTIONS)]
    viewer = StaffUser.objects.get(username="manager")
    found = issue_days(made, first=FIRST, until=UNTIL, today=TODAY, viewer=viewer)
    seen = set()
    for subscription in made:
        expires_on = subscription.terms.latest("ordinal").during.upper
        days = found[subscription.pk]
        assert [one.on for one in days] == [FIRST + timedelta(days=number) for number in range((UNTIL - FIRST).days)]
        for one in days[:: chance.randint(1, 3)]:
            told = (one.outcome, one.place_id, one.receiver, one.delivery_method)
            assert told == expected(subscription, one.on, expires_on), (subscription.pk, one.on)
            seen.add(one.outcome)
    assert seen == {"before_start", "stopped", "not_sold", "other_day", "paused", "redirected", "comes"}


def test_a_merged_record_keeps_its_door_until_the_one_that_remained_has_one(desk, with_issues, price_list):
    anna, twin = a_customer(street_line="", town=""), a_customer(street_line="Storgatan 1")
    subscription = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", subscriber=twin))
    type(twin).objects.filter(pk=twin.pk).update(canonical_id=anna.pk)
    viewer = StaffUser.objects.get(username="manager")

    def door():
        found = issue_days([subscription], first=TODAY, until=TODAY + timedelta(days=1), today=TODAY, viewer=viewer)
        return found[subscription.pk][0].place_id

    assert door() == twin.addresses.get().place_id
    home = Address.objects.create(customer=anna, place=places()[0], during=period("2026-01-01", None))
    assert door() == home.place_id

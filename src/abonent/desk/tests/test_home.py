"""Home: its figures agree with one another, and its heading begins as a heading does."""

from __future__ import annotations

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.catalog.models import Product
from abonent.catalog.testing import a_price_list, a_product, an_edition, an_entity, prices_from
from abonent.desk.queries import running_by_month, service_figures
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.subscriptions.models import Cancellation, Expiry, Subscription
from abonent.subscriptions.operations import install_stop_reasons
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def daily() -> Product:
    entity = an_entity()
    daily = a_product(entity=entity, editions=[an_edition(entity=entity)])
    price_list = a_price_list(entity=entity)
    prices_from("2025-01-01", price_list, {(daily, 1): "279.00", (daily, 12): "2929.00"})
    for starts_on, months in (("2026-05-04", 12), ("2026-06-02", 1), ("2026-07-05", 12), ("2026-07-20", 12)):
        a_subscription(order=an_order(product=daily, price_list=price_list, starts_on=starts_on, term_length=months), today="2026-05-04")
    return daily


@pytest.fixture
def clerk(daily: Product) -> StaffUser:
    install_ready_roles()
    clerk: StaffUser = StaffUser.objects.create_user("clerk")
    clerk.roles.add(Role.objects.get(code="clerk"))
    clerk.entities.add(daily.entity)
    return clerk


def test_the_curve_ends_with_those_that_run_today(clerk: StaffUser):
    today = day("2026-07-09")
    shown = running_by_month(viewer=clerk, from_month=day("2026-05-01"), today=today)
    assert [tuple(row) for row in shown] == [(day("2026-05-01"), 0), (day("2026-06-01"), 1), (day("2026-07-01"), 2), (today, 2)]
    assert service_figures(viewer=clerk, today=today).running == 2


def test_on_the_first_of_a_month_the_curve_shows_the_day_once(clerk: StaffUser):
    first = day("2026-07-01")
    shown = running_by_month(viewer=clerk, from_month=day("2026-06-01"), today=first)
    assert [tuple(row) for row in shown] == [(day("2026-06-01"), 1), (first, 2)]


def test_what_begins_later_and_has_no_term_yet_takes_nothing_from_those_that_run(daily: Product, clerk: StaffUser):
    coming = Subscription.objects.get(started_on=day("2026-07-20"))
    Expiry.objects.filter(subscription=coming).update(latest_term_id=None, term_ordinal=0, expires_on=coming.started_on)
    assert service_figures(viewer=clerk, today=day("2026-07-09")).running == 2


def test_a_cancellation_after_midnight_where_the_viewer_works_is_one_of_the_new_month(daily: Product, clerk: StaffUser):
    install_stop_reasons()
    subscription = Subscription.objects.order_by("started_on").first()
    half_past_midnight = clock.moment(day("2026-07-01"), time(0, 30), "Europe/Stockholm")
    Cancellation.objects.create(
        subscription=subscription, from_on=day("2026-08-01"), reason_id="other", cancelled_by=clerk, cancelled_at=half_past_midnight
    )
    assert service_figures(viewer=clerk, today=day("2026-07-09")).stopped == 1
    assert service_figures(viewer=clerk, today=day("2026-08-09")).stopped == 0


@pytest.mark.parametrize(("language", "heading"), [("en", "Thursday 9 July"), ("sv", "Torsdag 9 juli"), ("pl", "Czwartek, 9 lipca")])
def test_the_heading_begins_with_a_capital_in_every_language(clerk: StaffUser, client: Client, language: str, heading: str):
    StaffUser.objects.filter(pk=clerk.pk).update(language=language)
    client.force_login(clerk)
    with clock.set_to(clock.moment(day("2026-07-09"), time(10), "Europe/Stockholm")):
        shown = client.get(reverse("desk:home")).content.decode()
    assert f"<h1>{heading}</h1>" in shown.replace("\N{NO-BREAK SPACE}", " ")

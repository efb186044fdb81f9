"""The round on a telephone in a cellar: it is read, and what is reported waits, without a network."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from abonent.catalog.testing import a_price_list, a_product, an_edition, prices_from
from abonent.customers.testing import a_customer
from abonent.distribution.frozen_testing import freeze
from abonent.distribution.models import Carrier, RoundReport, RouteCarrier
from abonent.distribution.operations.rounds import open_round
from abonent.distribution.testing import a_route, a_stretch
from abonent.editions.models import Issue
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.kit.periods import period
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files_elsewhere")]


@pytest.fixture
def address(transactional_db, entity) -> str:
    """The address of Eva's round of tomorrow, three copies behind two doors."""
    cache.clear()
    today = clock.today(entity.zone)
    begins = today - timedelta(days=7)
    edition = issues_on(an_edition(entity=entity), DAILY, first=begins, until=today + timedelta(days=40))
    product = a_product(entity=entity, editions=[edition], shares=["1"])
    price_list = a_price_list(entity=entity)
    prices_from("2025-01-01", price_list, {(product, 12): "2929.00"})
    route = a_route(entity=entity, number="14")
    a_stretch(route, "Storgatan", begins=str(begins))
    eva = Carrier.objects.create(entity=entity, number="17", name="Eva Berg", language="en")
    RouteCarrier.objects.create(route=route, carrier=eva, during=period(begins, None))
    for number, copies in ((4, 2), (10, 1)):
        subscriber = a_customer(street_line=f"Storgatan {number}", postal_code="111 22", town="Stockholm", registered_on=begins)
        order = an_order(product=product, price_list=price_list, subscriber=subscriber, starts_on=begins, copies=copies)
        subscription = a_subscription(order=order, today=begins)
        type(subscription).objects.filter(pk=subscription.pk).update(delivery_method="carrier")
    freeze(Issue.objects.get(edition=edition, published_on=today + timedelta(days=1)), "carrier")
    return reverse("distribution:round", args=[open_round(carrier=eva, actor=None, today=today)])


def test_a_round_is_read_and_reported_without_a_network_and_sent_once_there_is_one(page_of, address):
    page = page_of(None, width=390)
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("caches.match(location.pathname).then((kept) => Boolean(kept))")
    assert not scrolls_sideways(page)
    page.get_by_text("Report something").click()
    assert axe(page) == []

    page.context.set_offline(True)
    page.reload()
    assert page.get_by_role("heading", name="Route 14").is_visible()
    page.get_by_text("Report something").click()
    page.get_by_label("The door code is wrong").check()
    page.locator("select[name=place]").select_option(label="Storgatan 10")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Round done").click()
    page.get_by_text("Waits for a network: 2").wait_for()
    assert not RoundReport.objects.exists()
    # What waits outlives the page: a browser may forget that a new document is to be without a network, so it is not loaded anew here.
    assert page.evaluate("JSON.parse(Object.values(localStorage)[0]).map((report) => report.said)") == ["code", "done"]

    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_text("Sent.").wait_for()
    told = set(RoundReport.objects.values_list("said", "place__number"))
    assert told == {("code", "10"), ("done", None)}
    page.reload()
    page.get_by_text("The round is done").wait_for()
    assert RoundReport.objects.count() == 2

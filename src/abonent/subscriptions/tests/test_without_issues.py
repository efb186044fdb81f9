"""What is sold by months and brings no issues: a service, a right of use. Ordered, renewed, charged, cancelled."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from abonent.catalog.models import Product, TaxCategory
from abonent.catalog.operations import ComponentDescription, ProductDescription, install_tax_facts, register_product
from abonent.catalog.testing import a_price_list, an_entity, prices_from
from abonent.charges.models import Charge
from abonent.company.operations import choose_business
from abonent.company.parts import MIXED, SERVICE
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.kit.periods import day, period
from abonent.subscriptions.models import EarlyEnd, StopReason, Subscription
from abonent.subscriptions.operations import cancel_subscription, install_stop_reasons
from abonent.subscriptions.queries import first_possible_day, standing_cancellation
from abonent.subscriptions.testing import a_renewal_run

pytestmark = pytest.mark.django_db

WORDS_OF_A_PUBLISHER = re.compile(r"\b(issues?|editions?|papers?|carrier|copies)\b", re.IGNORECASE)


@pytest.fixture(params=["service", "subscription"])
def support(request) -> Product:
    """Support by the month, 500 kronor a quarter; of a firm that is no publisher."""
    install_tax_facts()
    choose_business(kind=SERVICE, actor=None)
    entity = an_entity(code="byran")
    component = ComponentDescription(
        name={"en": "Support"}, tax_category=TaxCategory.objects.get(code="standard").pk, revenue_class="services", share=Decimal(1)
    )
    described = ProductDescription(code="support", name={"en": "Support"}, kind=request.param, components=(component,))
    product = register_product(entity=entity, described=described, shares_from=day("2025-01-01"), actor=None)
    prices_from("2025-01-01", a_price_list(entity=entity), {(product, 3): "500.00"})
    return product


def text_of(response) -> str:
    """What a reader sees of a page, without what stands in tags."""
    main = response.content.decode().partition('id="main"')[2] or response.content.decode()
    return re.sub(r"<[^>]+>", " ", main)


def ordered(client, product: Product, **said: str) -> Subscription:
    """An order typed into the form: the effect is looked at, then saved."""
    customer = a_customer(given_name="Anna", family_name="Berg")
    (offer,) = (price.pk for price in product.prices.all())
    typed = {
        "subscriber": str(customer.number),
        "product": str(product.pk),
        "offer": str(offer),
        "copies": "1",
        "delivery_method": "none",
        "sales_channel": "telephone",
    } | said
    shown = client.post(reverse("subscriptions:effect"), typed)
    assert not WORDS_OF_A_PUBLISHER.search(text_of(shown))
    digest = re.search(r'name="effect" value="(\w+)"', shown.content.decode())
    assert digest, text_of(shown)
    response = client.post(reverse("subscriptions:new"), typed | {"effect": digest[1]})
    assert response.status_code == 302, text_of(response)
    return Subscription.objects.get()


def test_it_is_ordered_from_today_where_no_day_is_typed(support, signed_in, a_thursday):
    client = signed_in("manager", support.entity)
    assert first_possible_day(support, delivery_method="none", asked_at=clock.now(), today=a_thursday) == a_thursday
    page = client.get(reverse("subscriptions:new"))
    assert not WORDS_OF_A_PUBLISHER.search(text_of(page))

    subscription = ordered(client, support)

    assert (subscription.started_on, subscription.is_delivered) == (a_thursday, False)


def test_from_order_over_renewal_to_charge_terms_are_counted_in_months(support, signed_in, a_thursday):
    subscription = ordered(signed_in("manager", support.entity), support, starts_on="2026-07-31")
    a_renewal_run(support.entity, "2026-10-20")

    terms = list(subscription.terms.order_by("ordinal"))
    assert [term.during for term in terms] == [period("2026-07-31", "2026-10-31"), period("2026-10-31", "2027-01-31")]
    charges = Charge.objects.filter(source_kind="term", source_id__in=[term.pk for term in terms])
    assert [charge.amount for charge in charges] == [Decimal("500.00"), Decimal("500.00")]


def test_its_pages_speak_of_days_and_not_of_issues(support, signed_in, a_thursday):
    client = signed_in("manager", support.entity)
    install_stop_reasons()
    subscription = ordered(client, support)
    pages = [
        subscription.url,
        reverse("subscriptions:list"),
        reverse("subscriptions:cancellation", args=[subscription.number]),
        reverse("subscriptions:panel", args=[subscription.subscriber_id]),
    ]
    for address in pages:
        assert not WORDS_OF_A_PUBLISHER.search(text_of(client.get(address))), address


def test_it_is_cancelled_with_its_last_term(support, signed_in, a_thursday):
    client = signed_in("manager", support.entity)
    install_stop_reasons()
    subscription = ordered(client, support)
    address = reverse("subscriptions:cancellation", args=[subscription.number])

    looking = {"HX-Request": "true", "HX-Target": "stop-effect"}
    seen = client.post(address, {}, headers=looking).context["shown"].effect.digest
    client.post(address, {"reason": StopReason.objects.get(code="moved").pk, "effect": seen})

    standing = standing_cancellation(subscription)
    assert standing is not None and standing.from_on == day("2026-10-09")


def test_a_mixed_firm_orders_papers_and_services_by_one_form(support, daily, price_list, signed_in, a_thursday):
    choose_business(kind=MIXED, actor=None)
    client = signed_in("manager", support.entity, daily.entity)
    page = client.get(f"{reverse('subscriptions:new')}").content.decode()
    assert "Support" in page and "Daily" in page
    assert ordered(client, support).delivery_method == "none"


def test_a_stop_on_a_day_gives_back_the_days_that_are_left(support, signed_in, a_thursday):
    install_stop_reasons()
    subscription = ordered(signed_in("manager", support.entity), support)
    term = subscription.terms.get()
    days = (term.sold_during.upper - term.sold_during.lower).days
    reason = StopReason.objects.get(code="moved")
    cancel_subscription(
        subscription=subscription, reason=reason, actor=None, today=a_thursday, from_on=term.sold_during.upper - timedelta(days=10)
    )
    ended = EarlyEnd.objects.get()
    assert (ended.sold, ended.issues, ended.amount) == (days, 10, round(term.amount * 10 / days, 2))

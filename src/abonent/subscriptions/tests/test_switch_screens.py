"""The panel that lets a subscription go over to something else, its receipt, and where it is told afterwards."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from abonent.catalog.models import Edition
from abonent.catalog.testing import a_product, an_edition, prices_from
from abonent.charges.models import OpenCharge
from abonent.customers.models import Customer
from abonent.runs.models import Act
from abonent.subscriptions.models import Cancellation, ProductSwitch, Subscription
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

FRIDAY_TO_SUNDAY = 0b1110000


@pytest.fixture
def weekend(with_issues, price_list):
    paper = Edition.objects.get(components__product=with_issues, medium="paper")
    product = a_product(entity=with_issues.entity, code="weekend", editions=[paper], shares=["1"], weekdays=FRIDAY_TO_SUNDAY)
    prices_from("2025-01-01", price_list, {(product, 3): "399.00", (product, 12): "1499.00"})
    return product


@pytest.fixture
def subscription(with_issues, weekend, price_list):
    made = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))
    OpenCharge.objects.all().delete()
    Customer.objects.update(language="en")
    return made


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def ask(client, subscription, **typed):
    url = f"{subscription.url}switch/"
    return client.post(url, {"starts_on": "17/7", **typed}, headers={"HX-Request": "true", "HX-Target": "switch-effect"})


def save(client, subscription, weekend, **typed):
    effect = ask(client, subscription, product=weekend.pk, **typed).context["shown"].effect.digest
    return client.post(f"{subscription.url}switch/", {"starts_on": "17/7", "product": weekend.pk, **typed, "effect": effect})


def test_another_product_is_proposed_with_the_term_of_now_and_the_first_possible_day(desk, subscription, weekend):
    answer = desk.get(f"{subscription.url}switch/")
    form = answer.context["form"]
    assert form.fields["product"].initial not in (None, subscription.product)
    assert "As soon as possible" in said(answer) and "With the term, 1 Aug" in said(answer)
    shown = ask(desk, subscription, product=weekend.pk).context["shown"]
    assert (shown.effect.asked.term_length, shown.effect.asked.delivery_method) == (3, "carrier")


def test_while_it_is_typed_credit_and_charge_stand_side_by_side_and_nothing_is_kept(desk, subscription, weekend):
    page = said(ask(desk, subscription, product=weekend.pk))
    assert "Daily comes until Thursday 16 July; Weekend comes from Friday 17 July." in page
    assert "We take off 130,27" in page and "Weekend costs 399,00" in page
    assert "15 of 92 issues of 799,00" in page and "268,73" in page and "Can be undone until" in page
    assert Subscription.objects.count() == 1


def test_the_terms_and_ways_of_another_product_follow_it(desk, subscription, with_issues, price_list):
    wire = an_edition(entity=with_issues.entity, code="wire", medium="electronic")
    digital = a_product(entity=with_issues.entity, code="digital", editions=[wire], shares=["1"])
    prices_from("2025-01-01", price_list, {(digital, 1): "99.00"})
    answer = ask(desk, subscription, product=digital.pk, offer="0", delivery_method="carrier")
    form = answer.context["form"]
    assert [label for _value, label in form.fields["offer"].choices][0].replace("\N{NO-BREAK SPACE}", " ").startswith("1 month, 99,00")
    assert form.fields["delivery_method"].choices == [("electronic", "Electronic")]
    assert 'id="switch-read" hx-swap-oob="innerHTML"' in said(answer)


def test_what_is_refused_is_said_at_its_field(desk, subscription, with_issues, weekend):
    answer = desk.post(f"{subscription.url}switch/", {"product": weekend.pk, "starts_on": "8/7"})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"starts_on"}
    answer = desk.post(f"{subscription.url}switch/", {"product": with_issues.pk, "starts_on": "17/7"})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"product"}


def test_saved_it_is_told_on_both_subscriptions_and_on_the_timeline_and_has_a_receipt(desk, subscription, weekend):
    assert save(desk, subscription, weekend).status_code == 302
    successor = ProductSwitch.objects.get().successor
    old, new = said(desk.get(subscription.url)), said(desk.get(successor.url))
    assert "Take the switch back" in old and successor.url in old and "Weekend instead of Daily from" in old
    assert "Instead of" in new and f"Daily {subscription.number}" in new and "Weekend instead of Daily from" in new
    assert "Take the cancellation back" not in old and "subscriptions/cancellations" not in old
    page = said(desk.get(f"/correspondence/of-customer/{subscription.subscriber.pk}/timeline/"))
    assert "Switched from Daily" in page and "to Weekend" in page and "Ordered Weekend" not in page and "Cancelled Daily" not in page
    receipt = said(desk.get(reverse("subscriptions:switch_receipt", args=[subscription.number])))
    assert "Weekend instead of Daily" in receipt and "15 of 92 issues do not come any more" in receipt
    assert "130,27" in receipt and "399,00" in receipt and "Weekend, 3 months (Price list from" in receipt


def test_it_is_taken_back_from_the_page_and_undone_from_the_history(desk, subscription, weekend):
    save(desk, subscription, weekend)
    desk.post(reverse("subscriptions:switch_withdrawal", args=[subscription.number]))
    assert not Cancellation.objects.filter(subscription=subscription, withdrawn_at=None).exists()
    assert "Switch from Daily taken back" in said(desk.get(f"/correspondence/of-customer/{subscription.subscriber.pk}/timeline/"))
    assert "taken back" in said(desk.get(reverse("subscriptions:switch_receipt", args=[subscription.number])))
    save(desk, subscription, weekend)
    desk.post(reverse("runs:undo", args=[Act.objects.filter(verb="switch_product").latest("pk").pk]))
    assert not Cancellation.objects.filter(subscription=subscription, withdrawn_at=None).exists()


def test_nobody_chooses_the_reason_of_a_switch_and_it_counts_as_what_it_is(desk, subscription, weekend):
    save(desk, subscription, weekend)
    successor = ProductSwitch.objects.get().successor
    assert 'value="switched"' not in said(desk.get(f"{successor.url}cancellation/"))
    stops = said(desk.get("/subscriptions/stops/?kind=switched"))
    assert "Switched to another product" in stops and "Goes on with something else of ours" in stops


def test_a_switch_that_never_was_has_no_receipt_and_whoever_may_not_does_not(desk, signed_in, subscription):
    assert desk.get(reverse("subscriptions:switch_receipt", args=[subscription.number])).status_code == 404
    auditor = signed_in("auditor", subscription.entity)
    assert auditor.get(f"{subscription.url}switch/").status_code == 403
    assert "switch/" not in auditor.get(subscription.url).content.decode()

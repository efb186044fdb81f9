"""The panel that changes the number of copies, its receipt, and where it is told afterwards."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from abonent.charges.models import OpenCharge
from abonent.customers.models import Customer
from abonent.runs.models import Act
from abonent.subscriptions.models import CopiesChange, Subscription
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]


@pytest.fixture
def subscription(with_issues, price_list):
    made = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))
    OpenCharge.objects.all().delete()
    Customer.objects.update(language="en")
    return made


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def ask(client, subscription, **typed):
    url = f"{subscription.url}copies/"
    return client.post(url, {"from_on": "17/7", **typed}, headers={"HX-Request": "true", "HX-Target": "copies-effect"})


def save(client, subscription, **typed):
    effect = ask(client, subscription, **typed).context["shown"].effect.digest
    return client.post(f"{subscription.url}copies/", {"from_on": "17/7", **typed, "effect": effect})


def test_the_first_possible_day_is_proposed(desk, subscription):
    page = said(desk.get(f"{subscription.url}copies/"))
    assert "Now 1." in page and "As soon as possible" in page and "With the next term, 1 Aug" in page


def test_while_it_is_typed_the_effect_is_said_and_nothing_kept(desk, subscription):
    page = said(ask(desk, subscription, copies="2"))
    assert "2 copies of" in page and "come from Friday 17 July." in page
    assert "For what is sold already that costs" in page and "130,27" in page
    assert "15 of 92 issues" in page and "Can be undone until" in page
    assert not CopiesChange.objects.exists() and Subscription.objects.get().copies == 1


def test_what_is_refused_is_said_at_its_field(desk, subscription):
    answer = desk.post(f"{subscription.url}copies/", {"copies": "0", "from_on": "17/7"})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"copies"}
    answer = desk.post(f"{subscription.url}copies/", {"copies": "2", "from_on": "8/7"})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"from_on"}
    assert "Write a whole number" in said(desk.post(f"{subscription.url}copies/", {"copies": "two", "from_on": "17/7"}))


def test_saved_it_is_told_on_the_subscription_and_on_the_timeline_and_has_a_receipt(desk, subscription):
    assert save(desk, subscription, copies="2").status_code == 302
    made = CopiesChange.objects.get()
    page = said(desk.get(subscription.url))
    assert "Changes of quantity" in page and "2 instead of 1 from" in page
    receipt = said(desk.get(reverse("subscriptions:copies_receipt", args=[subscription.number, made.pk])))
    assert "2 instead of 1" in receipt and "15 of 92 issues come with the new quantity" in receipt and "130,27" in receipt
    week = said(desk.get(f"{subscription.url}week/?monday=2026-07-13"))
    assert week.count("2 copies") == 3


def test_it_is_taken_back_from_the_page_and_undone_from_the_history(desk, subscription):
    save(desk, subscription, copies="2")
    desk.post(reverse("subscriptions:copies_withdrawal", args=[subscription.number, CopiesChange.objects.get().pk]))
    assert CopiesChange.objects.get().withdrawn_at is not None and Subscription.objects.get().copies == 1
    save(desk, subscription, copies="3")
    desk.post(reverse("runs:undo", args=[Act.objects.filter(verb="change_copies").latest("pk").pk]))
    assert not CopiesChange.objects.filter(withdrawn_at=None).exists()


def test_whoever_may_not_change_it_does_not(signed_in, subscription):
    auditor = signed_in("auditor", subscription.entity)
    assert auditor.get(f"{subscription.url}copies/").status_code == 403
    assert "copies/" not in auditor.get(subscription.url).content.decode()

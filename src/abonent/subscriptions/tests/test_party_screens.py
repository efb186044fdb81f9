"""The panel that changes the payer, its receipt, where it is told afterwards; the agent on his page and in an order."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from abonent.charges.models import OpenCharge
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.runs.models import Act
from abonent.subscriptions.models import Agent, Party, Subscription
from abonent.subscriptions.queries import mediated_by
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]


@pytest.fixture
def bo():
    return a_customer("Bo", "Berg")


@pytest.fixture
def subscription(with_issues, price_list, bo):
    asked = an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3, subscriber=a_customer("Anna", "Ek"))
    made = a_subscription(order=asked)
    OpenCharge.objects.all().delete()
    a_renewal_run(made.entity, "2026-07-09")
    Customer.objects.update(language="en")
    return made


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def ask(client, subscription, **typed):
    headers = {"HX-Request": "true", "HX-Target": "party-effect"}
    return client.post(f"{subscription.url}party/", {"from_on": "20/7", "role": "payer", **typed}, headers=headers)


def save(client, subscription, **typed):
    effect = ask(client, subscription, **typed).context["shown"].effect.digest
    return client.post(f"{subscription.url}party/", {"from_on": "20/7", "role": "payer", **typed, "effect": effect})


def test_while_it_is_typed_the_effect_is_said_and_nothing_kept(desk, subscription, bo):
    page = said(desk.get(f"{subscription.url}party/"))
    assert "At once, 9 Jul" in page and "With the next term, 1 Nov" in page
    page = said(ask(desk, subscription, customer=bo.number))
    assert "Bo Berg pays the terms that begin from Monday 20 July on." in page
    assert "1 term that waits to be invoiced goes over to Bo Berg: " in page and "799,00" in page
    assert "What is sold until Fri 31 Jul stays with Anna Ek." in page
    assert not Party.objects.exists()


def test_what_is_refused_is_said_at_its_field(desk, subscription, bo):
    answer = desk.post(f"{subscription.url}party/", {"customer": bo.number, "from_on": "8/7/2026", "role": "payer"})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"from_on"}
    answer = desk.post(f"{subscription.url}party/", {"customer": subscription.payer.number, "from_on": "20/7", "role": "payer"})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"customer"}
    answer = desk.post(f"{subscription.url}party/", {"customer": "", "from_on": "20/7", "role": "payer"})
    assert answer.status_code == 422 and "Say who it is." in said(answer)


def test_saved_it_is_told_on_the_subscription_and_both_timelines_and_has_a_receipt(desk, subscription, bo):
    assert save(desk, subscription, customer=bo.number).status_code == 302
    party = Party.objects.get(customer=bo)
    page = said(desk.get(subscription.url))
    assert "Who pays, ordered and mediates" in page and "Bo Berg instead of Anna Ek from Monday 20 July" in page
    receipt = said(desk.get(reverse("subscriptions:party_receipt", args=[subscription.number, party.pk])))
    assert "Whoever pays on the first day of a term pays all of that term." in receipt and "Monday 20 July" in receipt
    for customer in (subscription.subscriber, bo):
        assert "Anna Ek → Bo Berg" in said(desk.get(reverse("correspondence:timeline", args=[customer.pk])))


def test_it_is_taken_back_from_the_page_and_undone_from_the_history(desk, subscription, bo):
    save(desk, subscription, customer=bo.number)
    desk.post(reverse("subscriptions:party_withdrawal", args=[subscription.number, Party.objects.get(customer=bo).pk]))
    assert Subscription.objects.get().payer.name == "Anna Ek"
    save(desk, subscription, customer=bo.number)
    desk.post(reverse("runs:undo", args=[Act.objects.filter(verb="change_party").latest("pk").pk]))
    assert Subscription.objects.get().payer.name == "Anna Ek" and Party.objects.filter(customer=bo, withdrawn_at=None).count() == 0


def test_whoever_may_not_change_it_does_not(signed_in, subscription):
    auditor = signed_in("auditor", subscription.entity)
    assert auditor.get(f"{subscription.url}party/").status_code == 403
    assert "party/" not in auditor.get(subscription.url).content.decode()


def test_an_agent_has_his_orders_on_his_page_and_in_a_list(signed_in, subscription, bo):
    manager = signed_in("manager", subscription.entity)
    page = reverse("desk:customer", args=[bo.number])
    assert "Make an agent" in said(manager.get(page))
    manager.post(reverse("subscriptions:agent", args=[bo.pk]), {"mode": "commission", "initial-mode": ""})
    assert Agent.objects.get().mode == Agent.COMMISSION
    save(manager, subscription, customer=bo.number, role="agent")
    page = said(manager.get(page))
    assert "Earns commission" in page and "1 of 1 runs" in page and f"?agent={bo.number}" in page
    assert str(subscription.number) in said(manager.get(reverse("subscriptions:list"), {"agent": bo.number}))
    assert not Subscription.objects.filter(mediated_by([subscription.payer_id])).exists()
    page = said(manager.get(subscription.url))
    assert "Agent</dt>" in page and "Bo Berg" in page


def test_an_order_names_its_orderer_and_its_agent(desk, subscription, bo):
    assert 'name="agent"' not in said(desk.get(reverse("subscriptions:new")))
    agent = Agent.objects.create(customer=a_customer("Agency", "Post"), mode=Agent.NET)
    assert "Agency Post (Pays us net)" in said(desk.get(reverse("subscriptions:new")))
    offer = subscription.price_list.versions.first().prices.filter(product=subscription.product).first()
    typed = {
        "subscriber": subscription.subscriber.number,
        "orderer": bo.number,
        "agent": agent.pk,
        "product": subscription.product_id,
        "offer": offer.pk,
        "copies": 1,
        "delivery_method": "carrier",
        "sales_channel": "agent",
        "order_is": "own",
    }
    shown = desk.post(reverse("subscriptions:effect"), typed)
    assert "It is ordered by Bo Berg. It is mediated by Agency Post, who is billed." in said(shown)
    desk.post(reverse("subscriptions:new"), {**typed, "effect": shown.context["shown"].digest})
    made = Subscription.objects.latest("pk")
    assert made.payer.name == "Agency Post"
    assert {party.role: party.customer.name for party in made.parties.all()} == {"orderer": "Bo Berg", "agent": "Agency Post"}

"""The pages of subscriptions and of renewal plans."""

from __future__ import annotations

import pytest

from abonent.access.models import Role, StaffEntity, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.charges.models import Charge
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.subscriptions.models import Cancellation, RenewalPlan, StopReason, Subscription
from abonent.subscriptions.operations import install_stop_reasons
from abonent.subscriptions.testing import a_renewal_plan, a_subscription, an_order

pytestmark = pytest.mark.django_db


def signed_in(client, entity, role):
    install_ready_roles()
    user = StaffUser.objects.create(username=role, first_name="Eva", language="en")
    user.roles.add(Role.objects.get(code=role))
    StaffEntity.objects.create(staff_user=user, entity=entity)
    client.force_login(user)
    return client


@pytest.fixture
def desk(client, daily):
    return signed_in(client, daily.entity, "manager")


@pytest.fixture
def subscription(daily, price_list):
    today = clock.today(daily.entity.zone)
    return a_subscription(order=an_order(product=daily, price_list=price_list, starts_on=today.replace(day=1)))


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_the_list_shows_who_gets_what_in_which_state(desk, subscription):
    shown = page(desk, "/subscriptions/")
    assert "Anna Lindqvist" in shown
    assert "Running" in shown
    assert "Anna Lindqvist" not in page(desk, "/subscriptions/?state=ended")
    assert "Anna Lindqvist" in page(desk, "/subscriptions/?state=running&state=cancelled")
    assert "Anna Lindqvist" in page(desk, f"/subscriptions/?number={subscription.number}")
    assert "Anna Lindqvist" not in page(desk, "/subscriptions/?number=x")


def test_the_page_shows_terms_charge_and_what_was_done(desk, subscription):
    shown = page(desk, subscription.url)
    assert "2 929,00" in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "start subscription" in shown


def test_a_subscription_of_another_company_is_not_there(client, subscription):
    signed_in(client, subscription.entity, "manager")
    StaffEntity.objects.all().delete()
    assert client.get(subscription.url).status_code == 404
    assert "Anna Lindqvist" not in page(client, "/subscriptions/")


def test_the_reason_of_an_amount_is_a_sentence_with_its_source(desk, subscription):
    shown = page(desk, f"/subscriptions/terms/{subscription.terms.get().pk}/why/")
    assert "Daily, 1 year, one copy" in shown
    assert "Price list from 1 Jan 2025" in shown


def test_an_order_is_taken_from_the_form_with_the_effect_that_was_shown(desk, daily, price_list):
    reader = a_customer("Maj")
    offer = price_list.versions.get().prices.get(product=daily, term_length=12)
    typed = {
        "subscriber": str(reader.number),
        "offer": offer.pk,
        "copies": "2",
        "starts_on": clock.today(daily.entity.zone).isoformat(),
        "delivery_method": "post",
        "sales_channel": "telephone",
    }
    effect = desk.post("/subscriptions/new/effect/", typed)
    assert "5 858,00" in effect.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert not Subscription.objects.exists()

    answer = desk.post("/subscriptions/new/", {**typed, "effect": effect.context["effect"].digest})
    taken = Subscription.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, taken.url)
    assert (taken.subscriber, taken.payer, taken.copies, taken.created_by.username) == (reader, reader, 2, "manager")
    assert Charge.objects.count() == 1


def test_what_is_wrong_with_an_order_is_said_at_its_field(desk, daily, price_list):
    answer = desk.post("/subscriptions/new/", {"subscriber": "12", "starts_on": "31 February"})
    assert answer.status_code == 422
    assert "There is no customer with this number." in answer.content.decode()


def test_a_subscription_is_cancelled_and_the_cancellation_taken_back(desk, subscription):
    install_stop_reasons()
    assert StopReason.objects.count() == 10
    page(desk, f"{subscription.url}cancellation/")
    desk.post(f"{subscription.url}cancellation/", {"reason": "moved", "remark": "to Spain"})
    assert "Cancelled: ends before" in page(desk, subscription.url)
    assert desk.post(f"{subscription.url}cancellation/", {"reason": "moved"}).status_code == 422

    desk.post(f"{subscription.url}cancellation/withdrawal/")
    assert Cancellation.objects.get().withdrawn_by.username == "manager"


def test_the_customer_page_has_a_block_with_the_twelve_week_bar(desk, subscription):
    shown = page(desk, f"/subscriptions/of-customer/{subscription.subscriber.pk}/")
    assert shown.count("ab-bar__week") > 11
    assert "Neither gets nor pays" in page(desk, f"/subscriptions/of-customer/{a_customer('Ny').pk}/")


def test_a_planned_term_is_looked_at_held_back_and_let_go(desk, daily, price_list):
    held = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01"))
    run = a_renewal_plan(daily.entity, "2027-01-15")
    row = RenewalPlan.objects.get(run=run)
    assert "Anna Lindqvist" in page(desk, f"/renewals/{run.pk}/")
    assert "Hold back" in page(desk, f"/renewals/{run.pk}/rows/1/why/")

    answer = desk.post("/renewals/held/", {"chosen": [row.term_id]})
    assert answer["Location"] == f"/renewals/{run.pk}/"
    assert RenewalPlan.objects.get(run=run, subscription=held).held
    assert "Anna Lindqvist" in page(desk, f"/renewals/{run.pk}/?held=yes")
    desk.post("/renewals/released/", {"chosen": [row.term_id]})
    assert not RenewalPlan.objects.get(run=run).held
    assert desk.post("/renewals/held/", {"chosen": ["0"]}).status_code == 404


def test_whoever_may_not_renew_cannot_hold_back(client, daily, price_list, subscription):
    clerk = signed_in(client, daily.entity, "clerk")
    assert clerk.post("/renewals/held/", {"chosen": ["1"]}).status_code == 403

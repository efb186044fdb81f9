"""An order of several lines: priced as a whole while it is typed, taken as a whole, and taken back as a whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.catalog.testing import a_discount
from abonent.charges.models import OpenCharge
from abonent.customers.testing import a_customer, an_organisation
from abonent.runs.models import Act
from abonent.subscriptions.models import Cancellation, Subscription
from abonent.subscriptions.tests.test_taking_orders import EFFECT, NEW, offer, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday", "with_issues")]

LINES = "/subscriptions/new/lines/"


@pytest.fixture
def school():
    return an_organisation("Norrviks skola")


@pytest.fixture
def eva():
    return a_customer("Eva", "Ek")


@pytest.fixture
def typed(daily, monthly, price_list, school, eva):
    """A year of the daily paper for the school, and six issues of the monthly for Eva."""
    return {
        "subscriber": str(school.number), "product": daily.pk, "offer": offer(price_list, daily, 12), "starts_on": "1 aug", "copies": "1",
        "delivery_method": "post", "sales_channel": "telephone",
        "line": ["2"], "line-2-product": monthly.pk, "line-2-offer": offer(price_list, monthly, 6), "line-2-copies": "2",
        "line-2-delivery_method": "post", "line-2-subscriber": str(eva.number), "line-2-starts_on": "",
    }  # fmt: skip


def test_each_line_and_the_whole_order_are_priced_while_it_is_typed(desk, typed):
    answer = desk.post(EFFECT, typed)
    shown = answer.context["shown"]
    assert [line.amount for line in shown.lines] == [Decimal(2929), Decimal(780)]
    assert "The whole order of 2 lines comes to 3 709,00 kr" in said(answer)
    assert 'id="line-2-says"' in said(answer) and 'id="line-2-offers"' in said(answer)
    assert not Subscription.objects.exists()


def test_what_one_line_brings_makes_another_cheaper_and_the_form_says_why(desk, typed, daily, monthly, price_list):
    a_discount(price_list=price_list, percent="10", products=(monthly,), needs=(daily,), begins_on="2026-01-01")
    alone = {**typed, "product": typed["line-2-product"], "offer": typed["line-2-offer"], "line": []}
    assert desk.post(EFFECT, alone).context["shown"].amount == 390
    answer = desk.post(EFFECT, typed)
    assert [line.amount for line in answer.context["shown"].lines] == [Decimal(2929), Decimal(702)]
    assert answer.context["shown"].lines[1].discounts[0].text.replace("\N{NO-BREAK SPACE}", " ") in said(answer)


def test_one_save_takes_all_lines_as_one_act_with_one_receipt(desk, typed, school, eva):
    shown = desk.post(EFFECT, typed).context["shown"]
    answer = desk.post(NEW, {**typed, "effect": shown.digest})
    first, second = Subscription.objects.order_by("pk")
    assert (first.subscriber, first.payer, second.subscriber, second.payer) == (school, school, eva, school)
    act = Act.objects.get(verb="start_subscription")
    assert set(act.subject_ids) == {first.pk, second.pk}
    assert answer["Location"] == f"/subscriptions/orders/{act.pk}/receipt/"
    receipt = said(desk.get(answer["Location"]))
    assert "3 709,00" in receipt and "Eva Ek" in receipt
    assert answer["Location"] in said(desk.get(first.url))


def test_a_line_that_is_wrong_is_named_and_none_is_taken(desk, typed):
    shown = desk.post(EFFECT, typed).context["shown"]
    answer = desk.post(NEW, {**typed, "line-2-copies": "0", "effect": shown.digest})
    assert answer.status_code == 422
    assert "Line 2, Copies: One or more" in said(answer)
    assert not Subscription.objects.exists()


def test_the_whole_order_is_taken_back_at_once(desk, typed):
    shown = desk.post(EFFECT, typed).context["shown"]
    desk.post(NEW, {**typed, "effect": shown.digest})
    act = Act.objects.get(verb="start_subscription")
    assert OpenCharge.objects.count() == 2
    assert "Take the order back" in said(desk.get(f"/subscriptions/orders/{act.pk}/receipt/"))
    desk.post(f"/acts/{act.pk}/undoing/")
    act.refresh_from_db()
    assert act.undone_at is not None
    assert not OpenCharge.objects.exists()
    assert [(one.from_on, one.reason_id) for one in Cancellation.objects.select_related("subscription")] == [
        (one.started_on, "taken_back") for one in Subscription.objects.order_by("-pk")
    ]


def test_an_order_of_one_line_is_taken_back_as_well(desk, typed):
    one = {**typed, "line": []}
    desk.post(NEW, {**one, "effect": desk.post(EFFECT, one).context["shown"].digest})
    act = Act.objects.get(verb="start_subscription")
    assert OpenCharge.objects.count() == 1
    desk.post(f"/acts/{act.pk}/undoing/")
    assert not OpenCharge.objects.exists()
    assert Cancellation.objects.get().from_on == Subscription.objects.get().started_on


def test_a_line_is_added_and_taken_away_and_keeps_what_was_typed(desk, typed):
    added = desk.post(LINES, {**typed, "add": "1"})
    assert [line.form.number for line in added.context["lines"]] == [2, 3]
    assert "Eva Ek" in said(added) and "autofocus" in said(added)
    dropped = desk.post(LINES, {**typed, "line": ["2", "3"], "drop": "3"})
    assert [line.form.number for line in dropped.context["lines"]] == [2]


def test_who_gets_a_line_is_searched_and_chosen(desk, typed, eva):
    found = said(desk.get("/subscriptions/new/line-2-subscriber/?line-2-subscriber=eva ek", headers={"HX-Request": "true"}))
    assert "Ek, Eva" in found
    chosen = said(desk.get(f"/subscriptions/new/line-2-subscriber/?number={eva.number}"))
    assert f'name="line-2-subscriber" value="{eva.number}"' in chosen
    assert desk.get("/subscriptions/new/line-x-subscriber/").status_code == 404


def test_the_lines_of_an_order_are_of_one_company(desk, typed):
    form = desk.post(EFFECT, {**typed, "line-2-product": "999999"}).context["form"]
    assert form.lines[0].errors["product"] == ["An order is of one company. Take the line away and add it again."]


def test_the_form_of_somebody_begins_at_the_product(desk, school):
    assert desk.get(f"{NEW}?customer={school.number}").context["form"].fields["product"].widget.attrs["autofocus"] is True

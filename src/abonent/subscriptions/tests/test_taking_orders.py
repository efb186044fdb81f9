"""The form of an order: what it offers, what it says before it is saved, and what saving does."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.catalog.models.price import ISSUE, UNTIL_FURTHER_NOTICE
from abonent.catalog.testing import a_product, an_edition, an_entity, prices_from
from abonent.charges.models import Charge
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit.periods import day, period
from abonent.subscriptions.models import RenewalPlan, Subscription

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday", "with_issues")]

NEW, EFFECT = "/subscriptions/new/", "/subscriptions/new/effect/"


def said(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def maj():
    return a_customer("Maj", mobile="070-174 06 35")


def offer(price_list, product, length, **kind):
    return price_list.versions.get().prices.get(product=product, term_length=length, **kind).pk


@pytest.fixture
def typed(daily, price_list, maj):
    """Two copies for Maj, for a year."""
    return {
        "subscriber": str(maj.number),
        "product": daily.pk,
        "offer": offer(price_list, daily, 12),
        "starts_on": "",
        "copies": "2",
        "delivery_method": "post",
        "sales_channel": "telephone",
    }


def test_before_saving_it_says_when_the_paper_comes_and_what_it_costs_and_keeps_nothing(desk, typed):
    answer = desk.post(EFFECT, typed)
    assert "The first paper comes on Friday 10 July. Until Fri 9 Jul 2027 it costs 5 858,00 kr, to be invoiced from Thu 9 Jul." in said(
        answer
    )
    assert "Daily, 1 year" in said(answer)
    assert not Subscription.objects.exists()
    assert not RenewalPlan.objects.exists()


def test_saving_takes_exactly_the_order_that_was_shown(desk, typed, maj):
    shown = desk.post(EFFECT, typed).context["shown"]
    answer = desk.post(NEW, {**typed, "effect": shown.digest})
    taken = Subscription.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/customers/{maj.number}/")
    assert (taken.subscriber, taken.payer, taken.copies, taken.created_by.username) == (maj, maj, 2, "manager")
    assert (taken.started_on, taken.delivery_method, taken.sales_channel) == (day("2026-07-10"), "post", "telephone")
    assert taken.terms.get().sold_during == period("2026-07-10", "2027-07-10")
    assert Charge.objects.get().amount == shown.amount == Decimal("5858.00")


def test_an_order_whose_price_changed_meanwhile_is_shown_again_and_not_taken(desk, typed, daily, price_list):
    shown = desk.post(EFFECT, typed).context["shown"]
    price_list.versions.get().prices.filter(product=daily, term_length=12).update(unit_price=Decimal("3100"))
    answer = desk.post(NEW, {**typed, "effect": shown.digest})
    assert answer.status_code == 422
    assert "Something was changed meanwhile" in said(answer)
    assert "6 200,00 kr" in said(answer)
    assert not Subscription.objects.exists()


def test_an_order_is_not_taken_before_its_effect_was_seen(desk, typed):
    answer = desk.post(NEW, typed)
    assert answer.status_code == 422
    assert "Look at what it does, then save." in said(answer)
    assert desk.post(NEW, {**typed, "effect": answer.context["shown"].digest}).status_code == 302


def test_what_is_wrong_is_said_at_its_field(desk, typed):
    answer = desk.post(NEW, {**typed, "subscriber": "nobody at all", "starts_on": "31 February", "copies": "0", "offer": "7"})
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors["subscriber"] == ["Choose one of those found, or write the number of the customer."]
    assert errors["starts_on"] == ["“31 February” is not a day. Write it as 21 Jul, 21/7 or 2026-07-21."]
    assert {"copies", "offer"} <= set(errors)


def test_the_first_day_is_typed_as_it_is_said(desk, typed):
    assert desk.post(EFFECT, {**typed, "starts_on": "mon"}).context["shown"].first.first_paper == day("2026-07-13")
    assert desk.post(EFFECT, {**typed, "starts_on": "1 aug"}).context["shown"].first.first_paper == day("2026-08-01")


def test_an_order_that_begins_in_the_past_says_how_many_terms_it_makes(desk, typed, daily, price_list):
    monthly = {**typed, "offer": offer(price_list, daily, 1, term_kind=UNTIL_FURTHER_NOTICE), "starts_on": "1 may", "copies": "1"}
    answer = desk.post(EFFECT, monthly)
    assert "A term costs 249,00 kr; the 3 terms until Fri 31 Jul come to 747,00 kr" in said(answer)
    assert answer.context["shown"].amount == 3 * Decimal("249.00")


def test_the_offers_are_those_of_the_product_and_the_list_in_force_on_its_day(desk, typed, daily, monthly, price_list):
    prices_from("2026-08-01", price_list, {(daily, 6): "1600.00"})
    words = [label for _pk, label in desk.post(EFFECT, {**typed, "starts_on": "1/8"}).context["form"].fields["offer"].choices]
    assert [word.replace("\N{NO-BREAK SPACE}", " ") for word in words] == ["6 months, 1 600,00 kr"]
    other = desk.post(EFFECT, {**typed, "product": monthly.pk})
    assert [price.term_unit for price in other.context["form"].offers] == [ISSUE, ISSUE]
    assert other.context["shown"].first.first_paper == day("2026-07-15")


def test_a_printed_paper_comes_by_carrier_or_post_and_an_electronic_one_by_wire(desk, typed, daily, price_list):
    edition = an_edition(entity=daily.entity, code="evening", medium="electronic")
    electronic = a_product(entity=daily.entity, code="evening", editions=[edition])
    prices_from("2025-01-01", price_list, {(electronic, 1): "99.00"})
    ways = [code for code, _label in desk.get(NEW).context["form"].fields["delivery_method"].choices]
    assert ways == ["carrier", "post", "pick_up"]
    form = desk.post(EFFECT, {**typed, "product": electronic.pk}).context["form"]
    assert form["delivery_method"].value() == "electronic"
    assert form.is_valid()


def test_a_day_is_picked_from_the_calendar_of_issues(desk, typed):
    answer = desk.post(EFFECT, {**typed, "starts_on": "2026-07-20", "picked": "1"})
    assert 'value="20 Jul"' in said(answer)
    assert answer.context["shown"].first.first_paper == day("2026-07-20")


def test_somebody_else_pays(desk, typed):
    school = an_organisation("Norrviks skola")
    shown = desk.post(EFFECT, {**typed, "payer": "Norrviks skola"}).context["shown"]
    desk.post(NEW, {**typed, "payer": str(school.number), "effect": shown.digest})
    assert Subscription.objects.get().payer == school
    assert Charge.objects.get().payer == school


def test_customers_are_found_while_typing_and_chosen(desk, maj):
    hits = said(
        desk.get("/subscriptions/new/subscriber/?subscriber=maj lin", headers={"HX-Request": "true", "HX-Target": "hits-subscriber"})
    )
    assert "Lindqvist, Maj" in hits
    chosen = desk.get(f"/subscriptions/new/subscriber/?number={maj.number}", headers={"HX-Request": "true"})
    assert f'value="{maj.number}"' in said(chosen)
    assert chosen["HX-Trigger-After-Settle"] == "customer-chosen"
    assert desk.get("/subscriptions/new/elsewhere/").status_code == 404


def test_the_form_opened_from_a_customer_has_him_in_it_and_a_paper_of_his_country(desk, signed_in, daily, price_list, maj):
    finnish = an_entity(code="aamu", country="FI", currency="EUR", zone="Europe/Helsinki")
    a_product(entity=finnish, code="aamulehti", editions=[an_edition(entity=finnish, code="aamu")])
    client = signed_in("clerk", daily.entity, finnish)
    assert "Maj Lindqvist" in said(client.get(f"{NEW}?customer={maj.number}"))
    finn = a_customer("Aino", country="FI", postal_code="33100", town="Tampere")
    assert client.get(f"{NEW}?customer={finn.number}").context["form"].chosen_product.code == "aamulehti"
    assert client.get(f"{NEW}?customer={maj.number}").context["form"].chosen_product.code == "daily"


def test_only_products_of_the_viewers_companies_are_on_sale(signed_in, typed):
    client = signed_in("clerk", an_entity(code="other"))
    assert client.get(NEW).status_code == 200
    assert client.post(NEW, typed).status_code == 422
    assert not Subscription.objects.exists()

"""The pages of price lists: read-only in force, edited as a draft, compared, tried, approved."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from abonent.catalog.models import PriceGroup, PriceGroupMember, PriceListVersion
from abonent.catalog.operations import draft_version, set_price
from abonent.catalog.testing import a_price_list, a_product, an_entity, prices_from
from abonent.catalog.tests.viewers import client_of, page, toast
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db

MOST_STATEMENTS = 16


@pytest.fixture(autouse=True)
def on_a_day():
    with clock.set_to(clock.moment(day("2026-02-02"), time(12), "Europe/Stockholm")):
        yield


@pytest.fixture
def daily():
    return a_product(entity=an_entity())


@pytest.fixture
def present(daily):
    return prices_from("2026-01-01", a_price_list(entity=daily.entity), {(daily, 12): "2929.00", (daily, 3): "799.00"})


@pytest.fixture
def draft(present):
    return draft_version(price_list=present.price_list, valid_from=day("2026-07-01"), copy_of=present, actor=None)


def address(name, subject):
    return reverse(f"catalog:{name}", args=[subject.pk])


def amounts(version):
    return {price.term_length: price.unit_price for price in version.prices.all()}


def field(version, length):
    return f"price-{version.prices.get(term_length=length).pk}"


def test_prices_in_force_are_read_and_not_changed(daily, present):
    finance = client_of("finance", daily.entity)
    shown = page(finance.get(address("version", present)))
    assert "2 929,00" in shown
    assert 'name="price-' not in shown

    response = finance.post(address("version", present), {field(present, 12): "1"})
    assert response.status_code == 422
    assert "is approved and is not changed any more" in page(response)
    assert amounts(present)[12] == Decimal(2929)


def test_prices_of_a_draft_are_saved_together_and_taken_back_together(daily, draft):
    finance = client_of("finance", daily.entity)
    response = finance.post(address("version", draft), {field(draft, 12): "3 049,00", field(draft, 3): "799,00"})
    assert amounts(draft) == {12: Decimal(3049), 3: Decimal(799)}
    words, undo_url = toast(finance, response)
    assert words == "1 price is changed."
    finance.post(undo_url)
    assert amounts(draft) == {12: Decimal(2929), 3: Decimal(799)}


@pytest.mark.parametrize(
    ("typed", "sentence"), [("1,249.00", "Write the amount as 1249,00."), ("", "required"), ("-1", "greater than or equal")]
)
def test_a_price_that_cannot_be_read_changes_none_and_keeps_what_was_typed(daily, draft, typed, sentence):
    response = client_of("finance", daily.entity).post(address("version", draft), {field(draft, 12): typed, field(draft, 3): "850"})
    assert response.status_code == 422
    assert sentence in page(response)
    assert f'value="{typed}"' in page(response)
    assert 'value="850"' in page(response)
    assert amounts(draft) == {12: Decimal(2929), 3: Decimal(799)}


def test_a_clerk_sees_prices_and_changes_none(daily, present, draft):
    clerk = client_of("clerk", daily.entity)
    assert 'name="price-' not in page(clerk.get(address("version", draft)))
    assert clerk.post(address("version", draft), {field(draft, 12): "1"}).status_code == 403
    for name in ("new_version", "approve_version", "discard_draft", "new_price"):
        assert clerk.get(reverse(f"catalog:{name}", args=[draft.pk])).status_code == 403, name


def test_price_lists_of_another_company_are_not_there(daily, draft):
    stranger = client_of("manager", an_entity(code="lehti", country="FI", currency="EUR"))
    assert "No price lists yet" in page(stranger.get(reverse("catalog:price_lists")))
    for name in ("version", "comparison", "approve_version", "discard_draft", "new_price"):
        assert stranger.get(address(name, draft)).status_code == 404, name
    for name in ("price_list", "case", "new_version"):
        assert stranger.get(address(name, draft.price_list)).status_code == 404, name
    assert stranger.post(address("remove_price", draft.prices.first())).status_code == 404


def test_a_future_version_is_drafted_with_a_raise_and_a_rounding(daily, present):
    finance = client_of("finance", daily.entity)
    said = {"valid_from": "2026-07-01", "raise_percent": "4 %", "rounding": "nine"}
    response = finance.post(address("new_version", present.price_list), said)
    version = PriceListVersion.objects.get(valid_from=day("2026-07-01"))
    assert response["Location"] == address("version", version)
    assert amounts(version) == {12: Decimal(3049), 3: Decimal(829)}
    assert "+4,1 %" in page(finance.get(address("version", version)))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"valid_from": "2026-02-01"}, "A version begins today at the earliest."),
        ({"raise_percent": "900"}, "A raise is between -90 and 200 per cent."),
        ({"raise_percent": "much"}, "Write the amount as 1249,00."),
        ({"rounding": "up"}, "Select a valid choice"),
    ],
)
def test_a_draft_that_cannot_be_made_says_why(daily, present, said, sentence):
    usual = {"valid_from": "2026-07-01", "raise_percent": "4", "rounding": "whole"}
    response = client_of("finance", daily.entity).post(address("new_version", present.price_list), {**usual, **said})
    assert response.status_code == 422
    assert sentence in page(response)
    assert PriceListVersion.objects.count() == 1


def test_a_second_version_of_a_day_is_refused_at_its_field(daily, draft):
    response = client_of("finance", daily.entity).post(
        address("new_version", draft.price_list), {"valid_from": "2026-07-01", "rounding": "whole"}
    )
    assert response.status_code == 422
    assert "already a version" in response.context["form"].errors["valid_from"][0]


def test_one_more_price_is_entered_and_one_taken_out(daily, draft):
    finance = client_of("finance", daily.entity)
    said = {
        "product": daily.pk,
        "term_kind": "fixed",
        "term_unit": "month",
        "term_length": "6",
        "quantity_from": "10",
        "unit_price": "1490,50",
    }
    finance.post(address("new_price", draft), said)
    price = draft.prices.get(term_length=6)
    assert (price.unit_price, price.quantity_from, price.weekdays) == (Decimal("1490.50"), 10, None)

    finance.get(address("version", draft))
    response = finance.post(address("remove_price", price))
    assert not draft.prices.filter(term_length=6).exists()
    finance.post(toast(finance, response)[1])
    assert draft.prices.filter(term_length=6, quantity_from=10).exists()


def test_a_price_for_a_group_and_a_customer_at_once_is_refused(daily, draft):
    group = PriceGroup.objects.create(entity=daily.entity, code="student", name={"en": "Students"})
    said = {"product": daily.pk, "term_kind": "fixed", "term_unit": "month", "term_length": "6", "quantity_from": "1", "unit_price": "1"}
    finance = client_of("finance", daily.entity)
    both = finance.post(address("new_price", draft), {**said, "price_group": group.pk, "customer": a_customer().number})
    assert both.status_code == 422
    assert "Choose a group or a customer, not both." in page(both)
    nobody = finance.post(address("new_price", draft), {**said, "customer": "999999"})
    assert nobody.status_code == 422
    assert "There is no customer with this number." in page(nobody)


def test_two_versions_are_compared_price_by_price(daily, draft):
    set_price(version=draft, product=daily, term_kind="fixed", term_unit="month", term_length=12, unit_price=Decimal(3049), actor=None)
    set_price(version=draft, product=daily, term_kind="fixed", term_unit="month", term_length=6, unit_price=Decimal(1490), actor=None)
    draft.prices.get(term_length=3).delete()
    clerk = client_of("clerk", daily.entity)
    response = clerk.get(address("comparison", draft))
    assert response.context["counts"] == {"all": 3, "changed": 1, "same": 0, "new": 1, "gone": 1}
    rows = [(case.term_length, case.former_price, case.later_price) for case in response.context["cases"]]
    assert rows == [(12, 2929, 3049), (6, None, 1490), (3, 799, None)]
    assert "+4,1 %" in page(response)
    assert [case.term_length for case in clerk.get(address("comparison", draft) + "?show=gone").context["cases"]] == [3]


def test_the_first_version_has_nothing_to_be_compared_with(daily, present):
    assert "Nothing to compare with" in page(client_of("clerk", daily.entity).get(address("comparison", present)))


CASE = {"term": "fixed-month-12", "copies": "1", "on": "2026-03-01"}


def test_a_case_costs_what_the_list_says_and_says_why(daily, present):
    shown = page(client_of("clerk", daily.entity).get(address("case", present.price_list), {**CASE, "product": daily.pk, "copies": "3"}))
    assert "Why 8 787,00 kr" in shown
    assert "Daily, 1 year" in shown
    assert "Price list from 1 Jan 2026" in shown
    assert "times 3" in shown
    assert "VAT 6 % included" in shown


def test_a_customer_pays_the_prices_of_the_group_he_is_in(daily, present):
    group = PriceGroup.objects.create(entity=daily.entity, code="student", name={"en": "Students"})
    prices_from("2026-01-01", present.price_list, {(daily, 12): "1464.50"}, price_group=group)
    anna = a_customer()
    PriceGroupMember.objects.create(entity=daily.entity, price_group=group, customer=anna)
    asked = {**CASE, "product": daily.pk, "customer": anna.number}
    shown = page(client_of("clerk", daily.entity).get(address("case", present.price_list), asked))
    assert "Why 1 464,50 kr" in shown
    assert "Anna Lindqvist, group Students" in shown


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"on": "2025-12-31"}, 200, "No version of the price list is in force on this day."),
        ({"term": "fixed-month-6"}, 422, "Select a valid choice"),
        ({"copies": "0"}, 422, "greater than or equal to 1"),
        ({"customer": "12"}, 422, "There is no customer with this number."),
        ({"on": "soon"}, 422, "“soon” is not a day."),
        ({"on": "1/12/2025"}, 200, "No version of the price list is in force on this day."),
    ],
)
def test_a_case_without_a_price_says_what_is_missing(daily, present, said, status, sentence):
    response = client_of("clerk", daily.entity).get(address("case", present.price_list), {**CASE, "product": daily.pk, **said})
    assert response.status_code == status
    assert sentence in page(response)


def test_while_a_case_is_typed_only_the_receipt_is_sent(daily, present):
    clerk = client_of("clerk", daily.entity)
    response = clerk.get(
        address("case", present.price_list), {**CASE, "product": daily.pk}, headers={"HX-Request": "true", "HX-Target": "receipt"}
    )
    assert page(response).strip().startswith('<section class="ab-card ab-why')
    assert "<form" not in page(response)


def test_a_draft_is_approved_by_typing_the_code_of_its_list(daily, draft):
    finance = client_of("finance", daily.entity)
    refused = finance.post(address("approve_version", draft), {"typed": "yes"})
    assert refused.status_code == 422
    assert "That is not the code of the price list." in page(refused)

    finance.post(address("approve_version", draft), {"typed": draft.price_list.code})
    draft.refresh_from_db()
    assert draft.approved_by.username == "finance"
    assert "Approved, coming" in page(finance.get(address("price_list", draft.price_list)))


def test_a_draft_is_thrown_away_by_typing_the_code_of_its_list(daily, present, draft):
    finance = client_of("finance", daily.entity)
    assert finance.post(address("discard_draft", draft), {"typed": ""}).status_code == 422
    finance.post(address("discard_draft", draft), {"typed": draft.price_list.code})
    assert list(PriceListVersion.objects.all()) == [present]
    assert finance.post(address("discard_draft", present), {"typed": present.price_list.code}).status_code == 422


def test_a_price_list_is_added(daily):
    finance = client_of("finance", daily.entity)
    said = {"name_en": "Companies", "entity": daily.entity.pk, "code": "net", "currency": "SEK", "basis": "net"}
    response = finance.post(reverse("catalog:new_price_list"), said)
    assert "No version yet" in page(finance.get(response["Location"]))
    again = finance.post(reverse("catalog:new_price_list"), said)
    assert again.status_code == 422
    assert "already a price list with the code net" in page(again)


def test_no_page_of_prices_asks_the_database_often(daily, draft):
    finance = client_of("finance", daily.entity)
    group = PriceGroup.objects.create(entity=daily.entity, code="student", name={"en": "Students"})
    prices_from("2026-01-01", draft.price_list, {(daily, 12): "1464.50"}, price_group=group)
    tried = f"?product={daily.pk}&term=fixed-month-12&copies=1&on=2026-03-01&customer={a_customer().number}"
    addresses = [
        reverse("catalog:price_lists"),
        address("price_list", draft.price_list),
        address("version", draft),
        address("comparison", draft),
        address("approve_version", draft),
        address("case", draft.price_list),
        address("case", draft.price_list) + tried,
    ]
    for each in addresses:
        with CaptureQueriesContext(connection) as asked:
            assert finance.get(each).status_code == 200
        assert len(asked) <= MOST_STATEMENTS, f"{each}: {len(asked)}"

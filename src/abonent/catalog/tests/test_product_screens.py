"""The pages of products: what they show to whom, what they take, and what they refuse."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from abonent.catalog.models import ComponentShare, Product
from abonent.catalog.operations import install_tax_facts
from abonent.catalog.testing import a_price_list, a_product, an_edition, an_entity, prices_from
from abonent.catalog.tests.viewers import client_of, page, toast
from abonent.company.operations import choose_business
from abonent.company.parts import PUBLISHER, SERVICE, TRADE
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.runs.models import Act

pytestmark = pytest.mark.django_db

AT_NOON = clock.moment(day("2026-02-02"), time(12), "Europe/Stockholm")
MOST_STATEMENTS = 15


@pytest.fixture(autouse=True)
def on_a_day():
    with clock.set_to(AT_NOON):
        yield


@pytest.fixture
def dagbladet():
    install_tax_facts()
    return an_entity()


def a_form(product: Product | None = None, **said: str) -> dict[str, object]:
    """The form of a product with one component as the page sends it."""
    edition = an_edition(entity=an_entity())
    there = product.components.get() if product else None
    return {
        "name_en": "Weekend",
        "name_sv": "Helg",
        "code": "weekend",
        "entity": str(edition.title.entity_id),
        "kind": "subscription",
        "weekdays": ["4", "5", "6"],
        "deferred": "on",
        "fixed_lead_days": "45",
        "rolling_lead_days": "21",
        "charge_days_before": "14",
        "seats": "0",
        "renews": "itself",
        "grace_issues": "0",
        "grace_days": "0",
        "shares_from": "2026-02-02",
        "components-TOTAL_FORMS": "2",
        "components-INITIAL_FORMS": "1" if there else "0",
        "components-0-component": str(there.pk) if there else "",
        "components-0-name_en": "Paper",
        "components-0-edition": str(edition.pk),
        "components-0-tax_category": "press_print",
        "components-0-revenue_class": "paper",
        "components-0-share": "80",
        **said,
    }


def test_the_list_shows_products_of_the_viewers_companies_only(dagbladet):
    a_product(entity=dagbladet, code="weekend", weekdays=112)
    a_product(entity=an_entity(code="lehti", country="FI", currency="EUR"), code="kuukausi")
    shown = page(client_of("clerk", dagbladet).get(reverse("catalog:products")))
    assert "weekend" in shown
    assert "Fri–Sun" in shown
    assert "kuukausi" not in shown


def test_a_product_shows_its_components_with_share_and_vat_of_the_day(dagbladet):
    product = a_product(entity=dagbladet, editions=[an_edition(entity=dagbladet), an_edition(entity=dagbladet, medium="electronic")])
    prices_from("2026-01-01", a_price_list(entity=dagbladet), {(product, 12): "2929.00"})
    prices_from("2026-07-01", a_price_list(entity=dagbladet), {(product, 12): "3049.00"})
    shown = page(client_of("clerk", dagbladet).get(reverse("catalog:product", args=[product.pk])))
    assert "80,0 %" in shown
    assert "6 %" in shown
    assert "2 929,00" in shown
    assert "Wed 1 Jul" in shown
    assert "3 049,00" not in shown


@pytest.mark.parametrize("name", ["catalog:product", "catalog:change_product", "catalog:withdraw_product"])
def test_a_product_of_another_company_is_not_there(dagbladet, name):
    foreign = a_product(entity=an_entity(code="lehti", country="FI", currency="EUR"))
    assert client_of("manager", dagbladet).get(reverse(name, args=[foreign.pk])).status_code == 404


def test_a_clerk_sees_products_and_changes_none(dagbladet):
    product = a_product(entity=dagbladet)
    clerk = client_of("clerk", dagbladet)
    assert (
        reverse("catalog:change_product", args=[product.pk])
        not in clerk.get(reverse("catalog:product", args=[product.pk])).content.decode()
    )
    assert clerk.get(reverse("catalog:change_product", args=[product.pk])).status_code == 403
    assert clerk.post(reverse("catalog:new_product"), a_form()).status_code == 403


def test_a_product_is_registered_from_the_form(dagbladet):
    manager = client_of("manager", dagbladet)
    response = manager.post(reverse("catalog:new_product"), a_form())
    product = Product.objects.get()
    assert response["Location"] == reverse("catalog:product", args=[product.pk])
    assert (product.name, product.weekdays) == ({"en": "Weekend", "sv": "Helg"}, 112)
    assert list(ComponentShare.objects.values_list("valid_from", "share")) == [(day("2026-02-02"), Decimal(80))]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name_en": "", "name_sv": ""}, "Give the name in at least one language."),
        ({"weekdays": []}, "Tick at least one day."),
        ({"components-0-tax_category": ""}, "Choose the VAT class."),
        ({"components-0-share": "eighty"}, "Write the amount as 1249,00."),
        ({"components-0-share": "0"}, "must have a share of the price above zero"),
        ({"components-0-edition": ""}, "needs a component with an edition"),
        ({"charge_days_before": "60"}, "It must be made first"),
        ({"shares_from": "someday"}, "“someday” is not a day."),
    ],
)
def test_a_form_that_cannot_be_taken_says_what_to_mend(dagbladet, said, sentence):
    choose_business(kind=PUBLISHER, actor=None)
    response = client_of("manager", dagbladet).post(reverse("catalog:new_product"), a_form(**said))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Product.objects.exists()


def test_a_code_that_is_taken_is_refused_at_its_field(dagbladet):
    a_product(entity=dagbladet, code="weekend")
    response = client_of("manager", dagbladet).post(reverse("catalog:new_product"), a_form())
    assert response.status_code == 422
    assert "already a product with the code weekend" in response.context["form"].errors["code"][0]


def test_a_product_changes_with_a_component_more_and_back_by_undo(dagbladet):
    product = a_product(entity=dagbladet, code="weekend")
    manager = client_of("manager", dagbladet)
    more = {
        "components-1-name_en": "App",
        "components-1-tax_category": "press_digital",
        "components-1-revenue_class": "digital",
        "components-1-share": "20,5",
    }
    response = manager.post(reverse("catalog:change_product", args=[product.pk]), a_form(product, **more))
    assert [component.name["en"] for component in product.components.all()] == ["Paper", "App"]

    words, undo_url = toast(manager, response)
    assert words == "Weekend is saved."
    manager.post(undo_url)
    assert [component.name["en"] for component in product.components.all()] == ["Paper"]


def test_a_component_is_taken_out(dagbladet):
    product = a_product(entity=dagbladet, code="weekend")
    more = {
        "components-0-DELETE": "on",
        "components-1-name_en": "App",
        "components-1-edition": str(product.components.get().edition_id),
        "components-1-tax_category": "press_digital",
        "components-1-revenue_class": "digital",
        "components-1-share": "1",
    }
    client_of("manager", dagbladet).post(reverse("catalog:change_product", args=[product.pk]), a_form(product, **more))
    assert [component.name["en"] for component in product.components.all()] == ["App"]


def test_a_product_is_withdrawn_and_offered_again(dagbladet):
    product = a_product(entity=dagbladet)
    manager = client_of("manager", dagbladet)
    response = manager.post(reverse("catalog:withdraw_product", args=[product.pk]), {"withdrawn_on": "1.3.2026"})
    assert Product.objects.get().withdrawn_on == day("2026-03-01")
    assert toast(manager, response)[0] == "Daily takes no new orders from Sun 1 Mar."
    assert "No new orders from" in manager.get(reverse("catalog:product", args=[product.pk])).content.decode()
    manager.post(reverse("catalog:offer_product", args=[product.pk]))
    assert Product.objects.get().withdrawn_on is None


def test_whoever_may_not_change_products_may_not_undo_their_change(dagbladet):
    product = a_product(entity=dagbladet)
    client_of("manager", dagbladet).post(reverse("catalog:withdraw_product", args=[product.pk]), {"withdrawn_on": "2026-03-01"})
    clerk = client_of("clerk", dagbladet)
    assert clerk.post(reverse("runs:undo", args=[Act.objects.latest("pk").pk])).status_code == 403


def test_vat_rates_stand_with_day_and_source(dagbladet):
    a_product(entity=dagbladet)
    shown = page(client_of("clerk", dagbladet).get(reverse("catalog:tax_rates") + "?country=FI&category=standard"))
    assert "25,5 %" in shown
    assert "Arvonlisäverolaki since 1 September 2024" in shown


def test_no_page_of_products_asks_the_database_often(dagbladet):
    product = a_product(entity=dagbladet, editions=[an_edition(entity=dagbladet), an_edition(entity=dagbladet, medium="electronic")])
    prices_from("2026-01-01", a_price_list(entity=dagbladet), {(product, 12): "2929.00"})
    manager = client_of("manager", dagbladet)
    addresses = [
        reverse("catalog:products"),
        reverse("catalog:product", args=[product.pk]),
        reverse("catalog:change_product", args=[product.pk]),
        reverse("catalog:tax_rates"),
    ]
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            assert manager.get(address).status_code == 200
        assert len(asked) <= MOST_STATEMENTS, address


def test_a_service_firm_describes_a_subscription_without_issues(dagbladet):
    choose_business(kind=SERVICE, actor=None)
    client = client_of("manager", dagbladet)
    form = page(client.get(reverse("catalog:new_product")))
    assert "Edition" not in form and "Comes on" not in form and "Earned over the term" in form

    said = a_form(name_en="Support", code="support")
    unasked = ("weekdays", "components-0-edition", "components-0-weekdays")
    response = client.post(reverse("catalog:new_product"), {name: value for name, value in said.items() if name not in unasked})

    assert response.status_code == 302
    product = Product.objects.get(code="support")
    assert (product.kind, product.weekdays, product.components.get().edition) == ("subscription", 127, None)


def test_an_edition_that_is_not_asked_for_stays_when_a_product_is_changed(dagbladet):
    product = a_product(entity=dagbladet, editions=[an_edition(entity=dagbladet)], shares=["1"], weekdays=48)
    choose_business(kind=SERVICE, actor=None)
    said = a_form(product, code=product.code, name_en="Changed")
    asked = {name: value for name, value in said.items() if name not in ("weekdays", "components-0-edition")}

    assert client_of("manager", dagbladet).post(reverse("catalog:change_product", args=[product.pk]), asked).status_code == 302

    product.refresh_from_db()
    assert (product.name["en"], product.weekdays, product.components.get().edition) == ("Changed", 48, an_edition(entity=dagbladet))


def test_a_trader_describes_goods_and_hears_nothing_of_terms(dagbladet):
    choose_business(kind=TRADE, actor=None)
    client = client_of("manager", dagbladet)
    form = page(client.get(reverse("catalog:new_product")))
    assert "Subscription" not in form and "Next fixed term" not in form and 'value="goods" selected' in form

    said = a_form(name_en="Table", code="table", kind="goods")
    unasked = ("weekdays", "deferred", "fixed_lead_days", "rolling_lead_days", "charge_days_before", "seats",
               "renews", "grace_issues", "grace_days", "components-0-edition")  # fmt: skip
    response = client.post(reverse("catalog:new_product"), {name: value for name, value in said.items() if name not in unasked})

    assert response.status_code == 302
    assert Product.objects.values_list("kind", "deferred").get(code="table") == ("goods", False)

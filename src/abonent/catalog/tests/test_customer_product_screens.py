"""The screens about what customers are to products: the tab, the form, the list, several at once, the words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.catalog.models import CustomerProduct, Product, ProductStatus
from abonent.catalog.operations import install_product_statuses
from abonent.catalog.operations.customer_products import Said, set_product_status
from abonent.catalog.testing import a_product, an_entity
from abonent.catalog.tests.viewers import client_of, page, plain
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def daily() -> Product:
    install_product_statuses()
    return a_product(entity=an_entity())


@pytest.fixture
def clerk(daily: Product) -> Client:
    return client_of("clerk", daily.entity)


@pytest.fixture
def anna() -> Customer:
    return a_customer("Anna", "Ek")


def status(name: str) -> ProductStatus:
    return ProductStatus.objects.get(name__en=name)


def said(customer: Customer, product: Product, name: str) -> None:
    told = Said(status=status(name), since=day("2026-01-15"), source="Fair")
    set_product_status(customer=customer, product=product, said=told, actor=None, today=day("2026-02-01"))


def tab(client: Client, customer: Customer) -> str:
    return page(client.get(reverse("catalog:customer_products_panel", args=[customer.pk])))


def test_a_status_is_given_by_choosing_a_product_and_pressing_its_name(clerk: Client, anna: Customer, daily: Product):
    assert "Nothing yet" in tab(clerk, anna)
    asked = {"product": daily.pk, "status": status("Interested").pk}
    answer = clerk.post(reverse("catalog:note_product", args=[anna.number]), asked, follow=True)
    assert "Daily: Interested." in plain(answer.content.decode())
    row = CustomerProduct.objects.get()
    assert (row.status, row.seller.username) == (status("Interested"), "clerk")
    assert "Interested" in tab(clerk, anna)


def test_the_form_keeps_day_seller_source_and_note_and_shows_what_was_said_before(clerk: Client, anna: Customer, daily: Product):
    said(anna, daily, "Interested")
    address = reverse("catalog:customer_product", args=[anna.number, daily.pk])
    assert "15 Jan" in page(clerk.get(address))
    told = {"status": status("Bought").pk, "since": "2026-01-20", "seller": "", "source": "Call", "note": "Two copies"}
    clerk.post(address, told)
    row = CustomerProduct.objects.get()
    assert (row.status, row.since, row.seller, row.source, row.note) == (status("Bought"), day("2026-01-20"), None, "Call", "Two copies")
    history = page(clerk.get(address))
    assert "Fair" in history and "Two copies" in history


def test_a_day_that_is_none_is_said_at_its_field(clerk: Client, anna: Customer, daily: Product):
    address = reverse("catalog:new_customer_product", args=[anna.number])
    answer = clerk.post(address, {"product": daily.pk, "status": status("Tried").pk, "since": "nonsense"})
    assert answer.status_code == 422 and "is not a day" in page(answer)
    clerk.post(address, {"product": daily.pk, "status": status("Tried").pk, "since": "15/1"})
    assert CustomerProduct.objects.get().status == status("Tried")


def test_taking_a_status_away_offers_the_way_back(clerk: Client, anna: Customer, daily: Product):
    said(anna, daily, "Interested")
    answer = clerk.post(reverse("catalog:remove_customer_product", args=[anna.number, daily.pk]), follow=True)
    assert not CustomerProduct.objects.exists()
    (told,) = answer.context["messages"]
    clerk.post(told.extra_tags)
    assert CustomerProduct.objects.get().status == status("Interested")


def test_a_product_of_another_company_is_not_there(clerk: Client, anna: Customer):
    other = a_product(entity=an_entity(code="veckan"), code="weekly")
    said(anna, other, "Bought")
    assert "Weekly" not in tab(clerk, anna)
    assert clerk.get(reverse("catalog:customer_product", args=[anna.number, other.pk])).status_code == 404
    answer = clerk.post(reverse("catalog:note_product", args=[anna.number]), {"product": other.pk, "status": status("Lost").pk})
    assert answer.status_code == 404
    assert "Weekly" not in page(clerk.get(reverse("catalog:customer_products")))


def test_the_list_is_filtered_by_product_and_status_and_exported(clerk: Client, anna: Customer, daily: Product):
    bo = a_customer("Bo", "Al")
    said(anna, daily, "Interested")
    said(bo, daily, "Bought")
    address = reverse("catalog:customer_products")
    listed = page(clerk.get(address, {"product": daily.pk, "status": status("Bought").pk}))
    assert "Al, Bo" in listed and "Ek, Anna" not in listed
    listed = page(clerk.get(address, {"bought": "no"}))
    assert "Ek, Anna" in listed and "Al, Bo" not in listed
    exported = b"".join(clerk.get(address, {"export": "csv"}).streaming_content).decode("utf-8-sig")
    assert "Ek, Anna" in exported and "Interested" in exported


def test_customers_are_filtered_by_product_and_status(clerk: Client, anna: Customer, daily: Product):
    bo = a_customer("Bo", "Al")
    said(anna, daily, "Interested")
    said(bo, daily, "Bought")
    for asked, found in (
        (f"{daily.pk}-{status('Bought').pk}", {"Bo"}),
        (f"{daily.pk}-", {"Anna", "Bo"}),
        (f"-{status('Interested').pk}", {"Anna"}),
    ):
        listed = page(clerk.get(reverse("customers:list"), {"product_status": asked}))
        assert {name for name in ("Anna", "Bo") if f"{name}</a>" in listed} == found, asked
    without = page(clerk.get(reverse("customers:list"), {"product_status_how": "empty"}))
    assert "Anna</a>" not in without


def test_several_rows_get_another_status_at_once_and_back(clerk: Client, anna: Customer, daily: Product):
    bo = a_customer("Bo", "Al")
    said(anna, daily, "Interested")
    said(bo, daily, "Tried")
    address = reverse("catalog:bulk_customer_products")
    chosen = list(CustomerProduct.objects.values_list("pk", flat=True))
    assert "2 chosen" in page(clerk.post(address, {"chosen": chosen}))
    answer = clerk.post(address, {"chosen": chosen, "status": status("Lost").pk, "since": "2026-02-01"}, follow=True)
    assert "2 statuses are noted" in page(answer)
    assert set(CustomerProduct.objects.values_list("status__name__en", "source")) == {("Lost", "Fair")}
    (told,) = answer.context["messages"]
    clerk.post(told.extra_tags)
    assert set(CustomerProduct.objects.values_list("status__name__en", flat=True)) == {"Interested", "Tried"}


def test_customers_chosen_in_their_list_get_a_status_with_a_product(clerk: Client, anna: Customer, daily: Product):
    bo = a_customer("Bo", "Al")
    address = f"{reverse('catalog:bulk_customers')}?kind=person"
    assert "2 chosen" in page(clerk.post(address, {"everything": "yes"}))
    told = {"everything": "yes", "product": daily.pk, "status": status("Interested").pk, "since": "2026-02-01"}
    clerk.post(address, told)
    assert set(CustomerProduct.objects.values_list("customer", flat=True)) == {anna.pk, bo.pk}


def test_who_only_reads_says_nothing(daily: Product, anna: Customer):
    auditor = client_of("auditor", daily.entity)
    said(anna, daily, "Interested")
    assert "Interested" in tab(auditor, anna) and "<form" not in tab(auditor, anna)
    assert auditor.post(reverse("catalog:note_product", args=[anna.number])).status_code == 403


def test_a_manager_begins_with_the_usual_statuses_and_writes_his_own():
    manager = client_of("manager", an_entity())
    address = reverse("catalog:product_statuses")
    assert "No statuses yet" in page(manager.get(address))
    manager.post(reverse("catalog:usual_product_statuses"))
    assert "Reference" in page(manager.get(address))
    answer = manager.post(reverse("catalog:new_product_status"), {"name_en": "Sample sent", "tone": "gift"}, follow=True)
    assert "Sample sent can be chosen." in page(answer)
    sample = status("Sample sent")
    changed = {"name_en": "Sample", "tone": "ok", "ordinal": "1", "means_bought": "on"}
    manager.post(reverse("catalog:edit_product_status", args=[sample.pk]), changed)
    sample.refresh_from_db()
    assert (str(sample), sample.tone, sample.ordinal, sample.means_bought, sample.retired) == ("Sample", "ok", 1, True, True)


def test_what_was_said_stands_on_the_timeline(clerk: Client, anna: Customer, daily: Product):
    said(anna, daily, "Interested")
    line = page(clerk.get(reverse("correspondence:timeline", args=[anna.pk])))
    assert "Daily: Interested" in line and "Fair" in line


def test_who_sees_his_own_customers_alone_sees_their_products_alone(clerk: Client, anna: Customer, daily: Product):
    said(anna, daily, "Interested")
    StaffUser.objects.filter(username="clerk").update(reach=StaffUser.Reach.OWN)
    assert "Ek, Anna" not in page(clerk.get(reverse("catalog:customer_products")))
    assert clerk.get(reverse("catalog:customer_product", args=[anna.number, daily.pk])).status_code == 404
    told = {"product": daily.pk, "status": status("Lost").pk}
    assert clerk.post(reverse("catalog:note_product", args=[anna.number]), told).status_code == 404

"""Price groups: set up, and customers put into them one by one and many at once, each of it undone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from abonent.catalog.models import PriceGroup, PriceGroupMember
from abonent.catalog.testing import a_discount, a_price_list, a_product, an_entity
from abonent.catalog.tests.viewers import client_of, page, toast
from abonent.customers.testing import a_customer
from abonent.kit.testing import twice

pytestmark = pytest.mark.django_db


@pytest.fixture
def daily():
    return a_product(entity=an_entity())


@pytest.fixture
def students(daily):
    return PriceGroup.objects.create(entity=daily.entity, code="student", name={"en": "Students"})


def groups():
    return dict(PriceGroupMember.objects.values_list("customer__number", "price_group__code"))


def test_a_group_is_set_up_renamed_and_taken_away(daily):
    finance = client_of("finance", daily.entity)
    assert "No price groups yet" in page(finance.get(reverse("catalog:price_groups")))
    said = {"name_en": "Students", "entity": daily.entity.pk, "code": "student"}
    finance.post(reverse("catalog:new_price_group"), said, follow=True)
    group = PriceGroup.objects.get()
    again = finance.post(reverse("catalog:new_price_group"), said)
    assert "student" in " ".join(again.context["form"].errors["code"])

    response = finance.post(reverse("catalog:price_group", args=[group.pk]), {"name_en": "Pupils"})
    _words, undo_url = toast(finance, response)
    assert "Pupils" in page(finance.get(reverse("catalog:price_groups")))
    finance.post(undo_url, follow=True)
    group.refresh_from_db()
    assert group.name == {"en": "Students"}

    response = finance.post(reverse("catalog:remove_price_group", args=[group.pk]))
    _words, undo_url = toast(finance, response)
    assert not PriceGroup.objects.exists()
    finance.post(undo_url, follow=True)
    assert PriceGroup.objects.get().code == "student"


def test_a_group_with_customers_or_discounts_stays(daily, students):
    finance = client_of("finance", daily.entity)
    a_discount(price_list=a_price_list(entity=daily.entity), percent="5", price_group=students)
    finance.post(reverse("catalog:remove_price_group", args=[students.pk]))
    assert PriceGroup.objects.exists()


def test_a_customer_is_put_into_a_group_and_taken_out_and_each_is_undone(daily, students):
    anna = a_customer()
    clerk = client_of("clerk", daily.entity)
    address = reverse("catalog:price_group_of_customer", args=[anna.number])
    assert "Students" in page(clerk.get(address))
    response = clerk.post(address, {"membership": f"{daily.entity.pk}-{students.pk}"})
    words, undo_url = toast(clerk, response)
    assert words == "1 customer is in Students."
    assert groups() == {anna.number: "student"}
    assert "Students" in page(clerk.get(reverse("catalog:customer_products_panel", args=[anna.pk])))

    again = clerk.post(address, {"membership": f"{daily.entity.pk}-{students.pk}"})
    assert "already" in " ".join(again.context["form"].errors["membership"])
    clerk.post(undo_url, follow=True)
    assert groups() == {}

    clerk.post(address, {"membership": f"{daily.entity.pk}-{students.pk}"}, follow=True)
    response = clerk.post(address, {"membership": f"{daily.entity.pk}-"})
    _words, undo_url = toast(clerk, response)
    assert groups() == {}
    clerk.post(undo_url, follow=True)
    assert groups() == {anna.number: "student"}


def test_many_are_put_into_a_group_at_once_and_undoing_leaves_those_whom_somebody_put_elsewhere_since(daily, students):
    staff = PriceGroup.objects.create(entity=daily.entity, code="staff", name={"en": "Staff"})
    anna, bo, cilla = a_customer(), a_customer(), a_customer()
    PriceGroupMember.objects.create(entity=daily.entity, price_group=staff, customer=bo)
    clerk = client_of("clerk", daily.entity)
    address = reverse("catalog:bulk_price_group")
    chosen = {"chosen": [anna.pk, bo.pk, cilla.pk]}
    assert "3 chosen" in page(clerk.post(address, chosen))
    response = clerk.post(address, {**chosen, "membership": f"{daily.entity.pk}-{students.pk}"})
    words, undo_url = toast(clerk, response)
    assert words == "3 customers are in Students."
    assert set(groups().values()) == {"student"}
    listed = page(clerk.get(reverse("customers:list") + f"?price_group={students.pk}"))
    assert f"/customers/{anna.number}/" in listed

    PriceGroupMember.objects.filter(customer=cilla).update(price_group=staff)
    clerk.post(undo_url, follow=True)
    assert groups() == {bo.number: "staff", cilla.number: "staff"}


def test_a_group_of_another_company_is_not_offered_nor_seen(daily, students):
    stranger = client_of("finance", an_entity(code="lehti", country="FI", currency="EUR"))
    assert stranger.get(reverse("catalog:price_group", args=[students.pk])).status_code == 404
    anna = a_customer()
    response = stranger.post(
        reverse("catalog:price_group_of_customer", args=[anna.number]), {"membership": f"{daily.entity.pk}-{students.pk}"}
    )
    assert response.status_code in (404, 422)
    assert groups() == {}


def test_each_statement_does_its_work_once(daily, students):
    staff = PriceGroup.objects.create(entity=daily.entity, code="staff", name={"en": "Staff"})
    anna, bo = a_customer(), a_customer()
    PriceGroupMember.objects.create(entity=daily.entity, price_group=staff, customer=bo)
    both = {"entity": daily.entity.pk, "customers": [anna.pk, bo.pk]}
    assert twice("catalog/set_price_groups", **both, price_groups=[students.pk] * 2, only=students.pk) == 1, "Bo is in another"
    assert groups() == {anna.number: "student", bo.number: "staff"}
    assert twice("catalog/set_price_groups", **both, price_groups=[students.pk] * 2, only=None) == 1, "Anna is in it"
    assert groups() == {anna.number: "student", bo.number: "student"}
    assert twice("catalog/leave_price_groups", **both, only=staff.pk) == 0
    assert twice("catalog/leave_price_groups", **both, only=students.pk) == 2
    assert groups() == {}

"""What customers are to products: said, changed, taken away, undone, merged, seen by whom it concerns."""

from __future__ import annotations

import pytest

from abonent.access.models import StaffUser
from abonent.catalog.customer_product_queries import product_statuses_of, visible_customer_products
from abonent.catalog.models import CustomerProduct, Product, ProductStatus
from abonent.catalog.operations import install_product_statuses
from abonent.catalog.operations.customer_products import (
    CannotSetStatus,
    Said,
    remove_product_status,
    set_product_status,
    set_product_statuses,
)
from abonent.catalog.operations.product_statuses import add_product_status, change_product_status
from abonent.catalog.testing import a_product, an_entity
from abonent.customers.models import Customer
from abonent.customers.operations import merge_customers
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")


@pytest.fixture
def daily() -> Product:
    install_product_statuses()
    return a_product(entity=an_entity())


def status(name: str) -> ProductStatus:
    return ProductStatus.objects.get(name__en=name)


def say(customer: Customer, product: Product, name: str, **said) -> Act:
    told = Said(**{"status": status(name), "since": TODAY, **said})
    return set_product_status(customer=customer, product=product, said=told, actor=None, today=TODAY)


def undo(act: Act) -> None:
    undo_act(act=act, actor=None, today=TODAY)


def known() -> list[tuple[str, str, str]]:
    rows = CustomerProduct.objects.order_by("customer").values_list("customer__given_name", "status__name__en", "source")
    return list(rows)


def test_a_customer_has_one_status_with_a_product_at_a_time(daily: Product):
    anna = a_customer("Anna")
    say(anna, daily, "Interested", source="Fair in Umeå")
    say(anna, daily, "Bought")
    assert known() == [("Anna", "Bought", "")]


def test_undo_gives_the_former_status_back_and_then_none(daily: Product):
    anna = a_customer("Anna")
    first = say(anna, daily, "Interested", source="Fair")
    second = say(anna, daily, "Bought", source="Call")
    undo(second)
    assert known() == [("Anna", "Interested", "Fair")]
    undo(first)
    assert known() == []


def test_what_is_taken_away_can_be_put_back_as_it_was(daily: Product):
    anna = a_customer("Anna")
    say(anna, daily, "Tried", since=day("2025-11-03"), source="Sample copy", note="Liked the crossword")
    act = remove_product_status(customer=anna, product=daily, actor=None, today=TODAY)
    assert known() == []
    undo(act)
    row = CustomerProduct.objects.get()
    assert (row.status, row.since, row.source, row.note) == (status("Tried"), day("2025-11-03"), "Sample copy", "Liked the crossword")


def test_many_are_changed_by_one_act_and_each_gets_his_own_back_but_who_was_changed_since(daily: Product):
    anna, bo, eva = (a_customer(name) for name in ("Anna", "Bo", "Eva"))
    say(anna, daily, "Interested", source="Fair")
    say(bo, daily, "Tried", source="Call")
    pairs = [(customer.pk, daily.pk) for customer in (anna, bo, eva)]
    said = Said(status=status("Lost"), since=TODAY, keeps_rest=True)
    act = set_product_statuses(pairs=pairs, said=said, actor=None, today=TODAY)
    assert known() == [("Anna", "Lost", "Fair"), ("Bo", "Lost", "Call"), ("Eva", "Lost", "")]
    say(bo, daily, "Bought", source="Shop")
    undo(act)
    assert known() == [("Anna", "Interested", "Fair"), ("Bo", "Bought", "Shop")]


def test_what_is_so_already_is_no_change(daily: Product):
    anna = a_customer("Anna")
    say(anna, daily, "Interested")
    with pytest.raises(CannotSetStatus, match="noted already"):
        say(anna, daily, "Interested")


def test_a_status_that_is_not_offered_any_more_is_not_given(daily: Product):
    change_product_status(status=status("Tried"), said={"retired": True}, actor=None)
    with pytest.raises(CannotSetStatus, match="Tried is not in use any more"):
        say(a_customer("Anna"), daily, "Tried")


def test_of_two_merged_records_one_status_with_the_product_is_shown_and_both_go_together(daily: Product):
    kept, merged = a_customer("Anna"), a_customer("Anna", "Lindkvist")
    say(merged, daily, "Interested", since=day("2026-01-20"))
    merge_customers(kept=kept, merged=merged, actor=None, today=TODAY)
    viewer = StaffUser.objects.create_user("clara")
    viewer.entities.add(daily.entity)
    kept.refresh_from_db()
    assert [str(row.status) for row in product_statuses_of(kept, viewer)] == ["Interested"]
    say(kept, daily, "Bought", since=day("2026-01-10"))
    kept = Customer.objects.get(pk=kept.pk)
    assert [str(row.status) for row in product_statuses_of(kept, viewer)] == ["Bought"]
    act = remove_product_status(customer=kept, product=daily, actor=None, today=TODAY)
    assert not product_statuses_of(kept, viewer)
    undo(act)
    assert [str(row.status) for row in product_statuses_of(kept, viewer)] == ["Bought"]


def test_statuses_with_products_of_other_companies_are_not_seen(daily: Product):
    anna, other = a_customer("Anna"), a_product(entity=an_entity(code="veckan"))
    say(anna, daily, "Bought")
    say(anna, other, "Lost")
    viewer = StaffUser.objects.create_user("clara")
    viewer.entities.add(daily.entity)
    assert [str(row.status) for row in visible_customer_products(viewer)] == ["Bought"]


def test_a_status_is_called_otherwise_and_back():
    install_product_statuses()
    added = add_product_status(name={"en": "Sample sent"}, tone="gift", means_bought=False, actor=None)
    assert added.ordinal == 6
    change_product_status(status=added, said={"name": {"en": "Sample"}, "ordinal": 2}, actor=None)
    act = Act.objects.get(verb="change_product_status")
    undo(act)
    added.refresh_from_db()
    assert (added.name, added.ordinal, added.retired) == ({"en": "Sample sent"}, 6, False)


def test_the_usual_statuses_come_once_and_never_into_a_publishers_own():
    install_product_statuses()
    install_product_statuses()
    assert ProductStatus.objects.count() == 5
    assert [str(one) for one in ProductStatus.objects.filter(means_bought=True)] == ["Bought", "Reference"]


@pytest.mark.sql
def test_the_statements_leave_what_they_have_done_alone(daily: Product):
    anna = a_customer("Anna")
    pair = {"customers": [anna.pk], "products": [daily.pk]}
    said = {"status": status("Tried").pk, "since": TODAY, "seller": None, "known_from": "Fair", "note": "", "keep": False}
    assert twice("catalog/set_product_statuses", **pair, **said) == 1
    before = f'[{{"customer": {anna.pk}, "product": {daily.pk}, "status": {status("Lost").pk}, "since": "2025-01-01", "source": "", "note": ""}}]'
    assert twice("catalog/put_product_statuses_back", before=before, only_status=status("Tried").pk, only_since=TODAY) == 1
    assert twice("catalog/remove_product_statuses", **pair, only_status=None, only_since=None) == 1

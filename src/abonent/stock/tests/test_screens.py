"""The screens of stock: add, receive, write off, count, export; and who may not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.catalog.testing import an_entity
from abonent.runs.models import Act
from abonent.stock.models import StockBalance, StockItem, StockMovement
from abonent.stock.operations import reserve_pieces
from abonent.stock.testing import an_item, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(entity):
    def as_role(role: str, *entities) -> Client:
        install_ready_roles()
        take_on_staff(username=role, password="not used", full_name="Eva Berg", roles=[role], entities=entities or [entity], language="en")
        client = Client()
        client.force_login(StaffUser.objects.get(username=role))
        return client

    return as_role


@pytest.fixture
def manager(signed_in) -> Client:
    return signed_in("manager")


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def save_what_is_shown(client: Client, address: str, typed: dict[str, str]):
    shown = client.post(address, typed)
    assert shown.status_code == 200, words(shown)
    return client.post(address, {**typed, "effect": shown.context["shown"].digest})


def test_an_item_is_added_received_and_written_off(manager, entity):
    told = {"name_en": "Umbrella", "name_sv": "Paraply", "number": "umbrella", "entity": entity.pk}
    manager.post(reverse("stock:new_item"), {**told, "reorder_level": 5, "reorder_pieces": 100})
    item = StockItem.objects.get(number="UMBRELLA")
    receipt = {"pieces": "10", "unit_cost": "48,50", "moved_on": "2026-07-01", "remark": "Note 7"}
    save_what_is_shown(manager, reverse("stock:receipt", args=[item.pk]), receipt)
    answer = save_what_is_shown(
        manager, reverse("stock:write_off", args=[item.pk]), {"pieces": "6", "moved_on": "2026-07-02", "remark": "Got wet"}
    )
    page = words(manager.get(answer.url))
    assert "Note 7" in page
    assert "Got wet" in page
    assert "To be ordered" in page
    assert (item.balance.on_hand, item.balance.value) == (4, Decimal(194))
    listed = words(manager.get(reverse("stock:items"), {"state": "low"}))
    assert "Umbrella" in listed
    assert "194,00" in listed
    exported = b"".join(manager.get(reverse("stock:movements"), {"export": "csv"})).decode("utf-8-sig")
    assert "Got wet" in exported


def test_what_is_typed_while_somebody_moves_pieces_is_shown_anew(manager, umbrella):
    received(umbrella, 5)
    address, typed = reverse("stock:write_off", args=[umbrella.pk]), {"pieces": "1", "moved_on": "2026-07-02", "remark": "Lost"}
    shown = manager.post(address, typed).context["shown"]
    received(umbrella, 1, "80.00")
    refused = manager.post(address, {**typed, "effect": shown.digest})
    assert refused.status_code == 422
    assert "changed meanwhile" in words(refused)
    assert refused.context["shown"].on_hand == 5
    assert not StockMovement.objects.filter(kind="write_off").exists()


def test_a_movement_is_taken_back_on_its_page(manager, umbrella):
    received(umbrella, 5)
    [movement] = StockMovement.objects.all()
    page = manager.post(reverse("stock:reverse_movement", args=[movement.pk]), follow=True)
    assert "taken back" in words(page)
    assert StockBalance.objects.get(item=umbrella).on_hand == 0


def test_a_count_is_shown_booked_and_taken_back(manager, umbrella):
    cup = received(an_item(entity=umbrella.entity, number="CUP", name="Cup"), 4)
    received(umbrella, 3)
    reserve_pieces(asked=[(umbrella, 2)], actor=None)
    typed = {f"item-{umbrella.pk}": "1", f"item-{cup.pk}": ""}
    shown = manager.post(reverse("stock:count"), typed, headers={"HX-Target": "stocktake-effect"})
    assert "1 promised piece is missing" in words(shown)
    booked = save_what_is_shown(manager, reverse("stock:count"), typed)
    assert manager.get(reverse("stock:stocktakes")).status_code == 200
    assert "-100,00" in words(manager.get(booked.url)).replace("\N{MINUS SIGN}", "-")
    manager.post(reverse("runs:undo", args=[Act.objects.get(verb="count_stock").pk]))
    assert StockBalance.objects.get(item=umbrella).on_hand == 3
    assert "Taken back" in words(manager.get(booked.url))


def test_an_empty_count_is_nothing(manager, umbrella):
    refused = manager.post(reverse("stock:count"), {f"item-{umbrella.pk}": ""})
    assert refused.status_code == 422
    assert "Nothing is counted yet" in words(refused)


def test_an_item_is_changed_and_that_undone(manager, umbrella):
    told = {"name_en": "Big umbrella", "number": "UMBRELLA", "reorder_level": 3, "reorder_pieces": 10, "retired": "on"}
    manager.post(reverse("stock:change_item", args=[umbrella.pk]), told)
    umbrella.refresh_from_db()
    assert (umbrella.name, umbrella.retired) == ({"en": "Big umbrella"}, True)
    manager.post(reverse("runs:undo", args=[Act.objects.get(verb="change_stock_item").pk]))
    umbrella.refresh_from_db()
    assert (umbrella.name, umbrella.retired) == ({"en": "Umbrella"}, False)


def test_a_clerk_sees_what_is_there_and_moves_nothing(signed_in, umbrella):
    received(umbrella, 5)
    clerk = signed_in("clerk")
    page = words(clerk.get(umbrella.url))
    assert reverse("stock:receipt", args=[umbrella.pk]) not in page
    assert clerk.get(reverse("stock:receipt", args=[umbrella.pk])).status_code == 403
    assert clerk.get(reverse("stock:count")).status_code == 403
    assert clerk.get(reverse("stock:new_item")).status_code == 403


def test_nobody_sees_the_shelf_of_a_company_he_does_not_work_for(signed_in, umbrella):
    other = signed_in("manager", an_entity(code="other"))
    assert other.get(umbrella.url).status_code == 404
    assert "Umbrella" not in words(other.get(reverse("stock:items")))
    assert other.get(reverse("stock:receipt", args=[umbrella.pk])).status_code == 404


@pytest.mark.parametrize("name", ["items", "movements", "stocktakes"])
def test_a_list_takes_few_statements(manager, umbrella, name, django_assert_max_num_queries):
    received(umbrella, 5)
    with django_assert_max_num_queries(15):
        assert manager.get(reverse(f"stock:{name}")).status_code == 200

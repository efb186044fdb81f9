"""What a firm shows to a role or to everybody: tabs, fields, menu; hidden is not forbidden, and an upgrade keeps it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.arranging import CUSTOMER_FIELDS, CUSTOMER_TABS, MENU, in_places
from abonent.access.models import Arrangement, Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import Branch, Customer, RequiredDetail
from abonent.customers.operations import add_word
from abonent.customers.operations.own_fields import add_own_field
from abonent.customers.testing import a_customer
from abonent.desk.operations.moving_settings import apply_settings, rehearsed_faults
from abonent.desk.settings_plan import Plan, plan_settings, read_settings, settings_as_text
from abonent.desk.surfaces import surface_called
from abonent.kit.periods import day
from abonent.runs.models import Act

pytestmark = pytest.mark.django_db
TODAY = day("2026-02-01")


def somebody(name: str, *roles: str) -> Client:
    user = StaffUser.objects.create_user(name)
    user.roles.add(*Role.objects.filter(code__in=roles))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ada(db: None) -> Client:
    install_ready_roles()
    return somebody("ada", "administrator")


@pytest.fixture
def clerk(ada: Client) -> Client:
    return somebody("clara", "clerk")


def role(code: str) -> Role:
    return Role.objects.get(code=code)


def press(client: Client, surface: str, thing: str, button: str, of: Role | None = None) -> Any:
    said = {"thing": thing, button: "", "role": of.pk if of else 0}
    return client.post(reverse("desk:arrange", args=[surface]), said, follow=True)


def tabs(client: Client, customer: Customer, asked: str = "") -> list[str]:
    page = client.get(reverse("desk:customer", args=[customer.number]) + asked).content.decode()
    bar = page.split("ab-views")[1].split("</nav>")[0]
    return [part.split('"')[0] for part in bar.split('href="?tab=')[1:]]


def test_a_new_thing_stands_behind_the_one_it_is_declared_behind():
    assert in_places(["a", "b", "c"], []) == ["a", "b", "c"]
    assert in_places(["a", "b", "c"], ["c", "b", "a"]) == ["c", "b", "a"]
    assert in_places(["a", "new", "b", "c"], ["c", "b", "a"]) == ["c", "b", "a", "new"]
    assert in_places(["new", "a", "b"], ["b", "a"]) == ["new", "b", "a"]
    assert in_places(["a"], ["gone", "a"]) == ["a"]


def test_tabs_are_moved_and_hidden_for_a_role_alone_and_taken_back_with_one_click(ada: Client, clerk: Client):
    customer = a_customer()
    before = tabs(clerk, customer)
    assert before.index("addresses") < before.index("people")
    press(ada, CUSTOMER_TABS, "people", "up", role("clerk"))
    answer = press(ada, CUSTOMER_TABS, "history", "turn", role("clerk"))
    assert "Hidden: History." in answer.content.decode()
    after = tabs(clerk, customer)
    assert after.index("people") < after.index("addresses") and "history" not in after
    assert tabs(ada, customer) == tabs(somebody("root", "administrator"), customer) and "history" in tabs(ada, customer)
    act = Act.objects.filter(verb="arrange").latest("pk")
    ada.post(reverse("runs:undo", args=[act.pk]))
    assert "history" in tabs(clerk, customer)
    press(ada, CUSTOMER_TABS, "", "forget", role("clerk"))
    assert tabs(clerk, customer) == before


def test_whoever_has_several_roles_is_shown_what_any_of_them_is_shown(ada: Client):
    customer = a_customer()
    press(ada, CUSTOMER_TABS, "history", "turn", role("clerk"))
    assert "history" not in tabs(somebody("c", "clerk"), customer)
    assert "history" in tabs(somebody("both", "clerk", "sales"), customer)
    press(ada, CUSTOMER_TABS, "history", "turn")
    assert "history" not in tabs(somebody("all", "clerk", "sales"), customer)


def test_a_hidden_tab_still_opens_by_a_link_and_one_tab_must_stay(ada: Client, clerk: Client):
    customer = a_customer()
    press(ada, CUSTOMER_TABS, "history", "turn")
    assert tabs(clerk, customer, "?tab=history")[-1] == "history"
    surface = surface_called(CUSTOMER_TABS)
    assert surface is not None
    every = [thing.name for thing in surface.things()]
    Arrangement.objects.update(hidden=every[1:])
    assert "One tab must stay" in press(ada, CUSTOMER_TABS, every[0], "turn").content.decode()
    assert Arrangement.objects.get().hidden == every[1:]


def test_hidden_fields_are_not_asked_and_stand_in_no_list_but_what_is_wanted_is(ada: Client, clerk: Client):
    add_word(kind=Branch, name={"en": "Farming"}, actor=None, today=TODAY)
    card = add_own_field(name={"en": "Card"}, kind="text", actor=None, today=TODAY)
    customer = a_customer()
    edit, new, listed = reverse("customers:edit", args=[customer.number]), reverse("customers:new"), reverse("customers:list")
    for name in ("branch_id", "national_id", "payment_terms_days", "phone", "care_of", f"own_{card.pk}"):
        assert f'name="{name}"' in clerk.get(new).content.decode()
        press(ada, CUSTOMER_FIELDS, name, "turn")
        assert f'name="{name}"' not in clerk.get(new).content.decode()
        assert f'name="{name}"' not in clerk.get(edit).content.decode()
    page = clerk.get(listed).content.decode()
    assert "Branch" not in page and "Card" not in page
    clerk.post(new, {"kind": "person", "family_name": "Berg", "language": "sv", "country": "SE", "invoice_channel": "paper"})
    assert Customer.objects.filter(family_name="Berg").exists()
    RequiredDetail.objects.create(kind="person", detail="national_id")
    assert 'name="national_id"' in clerk.get(new).content.decode()


def test_a_filter_of_a_hidden_field_still_holds_where_a_saved_view_asks_for_it(ada: Client, clerk: Client):
    farming = add_word(kind=Branch, name={"en": "Farming"}, actor=None, today=TODAY)
    a_customer("Anna", "Sundberg")
    press(ada, CUSTOMER_FIELDS, "branch_id", "turn")
    assert "Sundberg" not in clerk.get(reverse("customers:list") + f"?branch={farming.pk}").content.decode()


def test_a_change_keeps_what_a_customer_says_in_a_hidden_field(ada: Client, clerk: Client):
    customer = a_customer()
    Customer.objects.filter(pk=customer.pk).update(payment_terms_days=45)
    press(ada, CUSTOMER_FIELDS, "payment_terms_days", "turn")
    said = {"kind": "person", "given_name": "Eva", "family_name": "Ek", "language": "sv", "country": "SE", "invoice_channel": "paper"}
    clerk.post(reverse("customers:edit", args=[customer.number]), said)
    customer.refresh_from_db()
    assert (customer.family_name, customer.payment_terms_days) == ("Ek", 45)


def test_an_entry_of_the_menu_is_hidden_and_its_address_still_opens(ada: Client, clerk: Client):
    link = f'href="{reverse("subscriptions:list")}"'
    assert link in clerk.get(reverse("desk:home")).content.decode()
    press(ada, MENU, "subscriptions:list", "turn", role("clerk"))
    assert link not in clerk.get(reverse("desk:home")).content.decode()
    assert link in ada.get(reverse("desk:home")).content.decode()
    assert clerk.get(reverse("subscriptions:list")).status_code == 200
    assert 'value="desk:settings_file"' not in ada.get(reverse("desk:arrangement")).content.decode()


def test_the_look_as_a_role_shows_what_the_role_is_shown(ada: Client):
    customer = a_customer()
    press(ada, CUSTOMER_TABS, "history", "turn", role("clerk"))
    assert "history" in tabs(ada, customer)
    ada.post(reverse("access:view_as_role", args=["clerk"]))
    assert "history" not in tabs(ada, customer)


def test_a_role_begins_with_what_everybody_is_shown_and_keeps_its_own(ada: Client):
    press(ada, CUSTOMER_TABS, "people", "turn")
    press(ada, CUSTOMER_TABS, "history", "turn", role("clerk"))
    assert Arrangement.objects.get(role=role("clerk")).hidden == ["history", "people"]
    press(ada, CUSTOMER_TABS, "people", "turn")
    assert Arrangement.objects.get(role=role("clerk")).hidden == ["history", "people"]


def test_arrangements_stand_in_the_file_of_settings_with_own_fields_by_name(ada: Client):
    card = add_own_field(name={"en": "Card"}, kind="text", actor=None, today=TODAY)
    press(ada, CUSTOMER_FIELDS, f"own_{card.pk}", "turn", role("clerk"))
    press(ada, CUSTOMER_TABS, "history", "up")
    text = settings_as_text()
    assert '"own:Card"' in text
    Arrangement.objects.all().delete()
    user = StaffUser.objects.get(username="ada")

    def planned(content: bytes) -> Plan:
        plan = plan_settings(read_settings(content), viewer=user)
        return Plan(plan.sections, rehearsed_faults(plan=plan, actor=user, today=TODAY))

    apply_settings(plan=planned(text.encode()), actor=user, today=TODAY)
    assert settings_as_text() == text
    unknown = {"abonent_settings": 1, "arrangements": [{"surface": "menu", "role": "everybody", "hidden": ["moon:list"]}]}
    assert "moon:list" in planned(json.dumps(unknown).encode()).faults[0].message


def test_only_administrators_arrange(clerk: Client):
    assert clerk.get(reverse("desk:arrangement")).status_code == 403
    assert press(clerk, CUSTOMER_TABS, "history", "turn").status_code == 403

"""Types of customers, branches, positions and who is responsible: set up by a manager, chosen in forms, found in lists."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import CLERK, MANAGER
from abonent.customers.models import Branch, ContactPerson, Customer, CustomerCategory, PositionType
from abonent.customers.operations import add_word, change_customer, change_word
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit.edits import ChangedMeanwhile
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")


def a_word(kind: type, name: str) -> CustomerCategory:
    return add_word(kind=kind, name={"en": name}, actor=None, today=TODAY)


def signed_in(role: str) -> Client:
    install_ready_roles()
    client = Client()
    client.force_login(take_on_staff(username=role, password="not used", full_name="Clara Dahl", roles=[role], entities=[]))
    return client


def undo_latest() -> None:
    undo_act(act=Act.objects.latest("id"), actor=None, today=TODAY)


def test_a_customer_is_of_several_types_and_the_change_can_be_undone():
    school, library = a_word(CustomerCategory, "School"), a_word(CustomerCategory, "Library")
    anna = a_customer()
    both = sorted([school.pk, library.pk])
    change_customer(customer=anna, seen={"category_ids": []}, wanted={"category_ids": both}, actor=None, today=TODAY)
    assert anna.category_ids == both

    change_customer(customer=anna, seen={"category_ids": both}, wanted={"category_ids": [school.pk]}, actor=None, today=TODAY)
    assert anna.category_ids == [school.pk]
    undo_latest()
    assert anna.category_ids == both


def test_two_who_change_the_types_at_a_time_are_shown_both():
    school, library = a_word(CustomerCategory, "School"), a_word(CustomerCategory, "Library")
    anna = a_customer()
    change_customer(customer=anna, seen={"category_ids": []}, wanted={"category_ids": [school.pk]}, actor=None, today=TODAY)

    with pytest.raises(ChangedMeanwhile) as refused:
        change_customer(customer=anna, seen={"category_ids": []}, wanted={"category_ids": [library.pk]}, actor=None, today=TODAY)

    assert refused.value.conflicts == {"category_ids": ([], [library.pk], [school.pk])}


def test_history_keeps_which_types_a_customer_had():
    school = a_word(CustomerCategory, "School")
    anna = a_customer(category_ids=[school.pk])
    change_customer(customer=anna, seen={"category_ids": [school.pk]}, wanted={"category_ids": []}, actor=None, today=TODAY)

    history = CustomerCategory.objects.get().categorised.model.pgh_event_model.objects.order_by("pgh_id")
    assert list(history.values_list("pgh_label", "customer_id")) == [("created", anna.pk), ("removed", anna.pk)]


def test_a_retired_word_is_not_offered_but_stays_where_it_was_chosen():
    client = signed_in(CLERK)
    school = a_word(CustomerCategory, "School")
    anna, eva = a_customer(category_ids=[school.pk]), a_customer("Eva")
    change_word(word=school, name={"en": "School"}, retired=True, actor=None, today=TODAY)

    def offered(customer: Customer) -> bool:
        return "School" in client.get(reverse("customers:edit", args=[customer.number])).content.decode()

    assert (offered(anna), offered(eva)) == (True, False)
    undo_latest()
    assert offered(eva)


def test_a_manager_sets_up_the_words_and_a_clerk_does_not():
    manager, clerk = signed_in(MANAGER), signed_in(CLERK)
    assert clerk.get(reverse("customers:words")).status_code == 403

    manager.post(reverse("customers:new_word", args=["branches"]), {"name_en": "Building", "name_sv": "Bygg"})
    branch = Branch.objects.get()
    assert branch.name == {"en": "Building", "sv": "Bygg"}
    manager.post(reverse("customers:edit_word", args=["branches", branch.pk]), {"name_en": "Construction"})
    branch.refresh_from_db()
    assert (branch.name, branch.retired) == ({"en": "Construction"}, True)
    assert "not offered any more" in manager.get(reverse("customers:words")).content.decode()


def test_a_word_needs_a_name_in_one_language():
    answer = signed_in(MANAGER).post(reverse("customers:new_word", args=["types"]), {"name_en": ""})
    assert (answer.status_code, CustomerCategory.objects.exists()) == (422, False)


def test_types_branch_and_responsible_are_chosen_shown_and_filtered():
    client = signed_in(CLERK)
    school, building = a_word(CustomerCategory, "School"), a_word(Branch, "Building")
    clara = StaffUser.objects.get()
    company = an_organisation("Bergs Skola")
    a_customer("Eva")
    there = {"kind": "organisation", "organisation_name": "Bergs Skola", "language": "sv", "country": "SE", "invoice_channel": "paper"}
    form = {**there, **{f"initial-{name}": value for name, value in there.items()}}

    chosen = {"category_ids": [school.pk], "branch_id": building.pk, "responsible_id": clara.pk}
    assert client.post(reverse("customers:edit", args=[company.number]), {**form, **chosen}).status_code == 302

    company.refresh_from_db()
    assert (company.category_ids, company.branch, company.responsible) == ([school.pk], building, clara)
    page = client.get(reverse("desk:customer", args=[company.number]) + "?tab=identity").content.decode()
    assert all(word in page for word in ("School", "Building", "Clara Dahl"))
    for query in (f"type={school.pk}", f"branch={building.pk}", f"responsible={clara.pk}"):
        page = client.get(reverse("customers:list") + f"?{query}&column=name&column=types").context["page"]
        assert [[strip_tags(cell) for cell in row.cells] for row in page.rows] == [["Bergs Skola", "School"]], query


def test_a_contact_person_has_a_position():
    client = signed_in(CLERK)
    purchaser, company = a_word(PositionType, "Purchaser"), an_organisation()
    said = {"given_name": "Per", "family_name": "Ek", "position": "Chef", "language": "", "position_type_id": purchaser.pk}

    client.post(reverse("customers:new_person", args=[company.number]), said)

    assert ContactPerson.objects.get().position_type == purchaser
    assert "Purchaser" in client.get(reverse("customers:people_panel", args=[company.pk])).content.decode()

"""An administrator sees the product as a colleague or a role does: to look, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.change_models import AccessChange
from abonent.access.models import SavedView, StaffUser
from abonent.access.tests.test_staff import ada, an_entity, carl, desk, entity  # noqa: F401 - fixtures
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_carl(desk: Client, carl: StaffUser) -> Client:  # noqa: F811
    assert desk.post(reverse("access:view_as_colleague", args=[carl.pk])).status_code == 302
    return desk


def test_the_pages_are_those_of_the_colleague_under_a_band(as_carl: Client, carl: StaffUser):  # noqa: F811
    page = as_carl.get(reverse("customers:list")).content.decode()
    assert "You see the product as Carl Ek. Nothing can be changed." in page
    assert ("/staff/" in page, as_carl.get(reverse("access:staff")).status_code) == (False, 403)
    assert "You see the product as Carl Ek" in as_carl.get("/nowhere/").content.decode()


def test_one_click_leads_back_and_the_log_says_who_looked(as_carl: Client, carl: StaffUser, ada: StaffUser):  # noqa: F811
    back = as_carl.post(reverse("access:end_viewing"))
    assert back["Location"] == reverse("access:staff_member", args=[carl.pk])
    page = as_carl.get(back["Location"]).content.decode()
    assert ("You see the product as" in page, "The product seen as this" in page) == (False, True)
    logged = AccessChange.objects.get(verb="view_as")
    assert (logged.actor, logged.staff_user) == (ada, carl)


def test_nothing_is_changed_while_looking(as_carl: Client):
    anna = a_customer()
    address = reverse("customers:edit", args=[anna.number])
    assert as_carl.get(address).status_code == 200
    for method in (as_carl.post, as_carl.put, as_carl.patch, as_carl.delete):
        answer = method(address, {"family_name": "Öberg"})
        assert answer.status_code == 403
        assert "You are only looking" in answer.content.decode()
    assert Customer.objects.get().family_name == "Lindqvist"


def test_what_a_look_itself_would_write_is_not_kept(as_carl: Client, carl: StaffUser, monkeypatch):  # noqa: F811
    from abonent.customers.views import customers

    def writes(form_class: type) -> object:
        def make(*arguments: object, **named: object) -> object:
            StaffUser.objects.filter(pk=carl.pk).update(first_name="Changed")
            return form_class(*arguments, **named)

        return make

    monkeypatch.setattr(customers, "IdentityForm", writes(customers.IdentityForm))
    assert as_carl.get(reverse("customers:edit", args=[a_customer().number])).status_code == 200
    carl.refresh_from_db()
    assert carl.first_name == "Carl"


def test_the_log_in_of_the_colleague_and_what_he_keeps_for_himself_stay_his(as_carl: Client, carl: StaffUser):  # noqa: F811
    assert [as_carl.get(reverse(name)).status_code for name in ("mfa_index", "access:account", "access:files")] == [403, 403, 403]
    SavedView.objects.create(owner=carl, list_name="customers", name="My secret list", query="kind=person")
    SavedView.objects.create(owner=carl, list_name="customers", name="For everybody", query="kind=person", audience="everyone")
    page = as_carl.get(reverse("customers:list")).content.decode()
    assert ("My secret list" in page, "For everybody" in page) == (False, True)


def test_it_is_no_way_to_rows_one_does_not_see(desk: Client, carl: StaffUser):  # noqa: F811
    carl.entities.add(an_entity("havulinna"))
    desk.post(reverse("access:view_as_colleague", args=[carl.pk]))
    assert "You see the product as" not in desk.get(reverse("customers:list")).content.decode()


def test_rows_that_the_colleague_does_not_see_are_not_shown(as_carl: Client, carl: StaffUser, ada: StaffUser, entity: LegalEntity):  # noqa: F811
    other = an_entity("havulinna")
    ada.entities.add(other)
    seen = StaffUser.objects.get(pk=carl.pk)
    assert set(seen.entities.all()) == {entity}
    assert "Havulinna" not in as_carl.get(reverse("runs:list")).content.decode()


def test_a_role_is_seen_with_its_permissions_alone(desk: Client):  # noqa: F811
    desk.post(reverse("access:view_as_role", args=["auditor"]))
    assert "You see the product as Auditor, reads only" in desk.get(reverse("customers:list")).content.decode()
    assert [desk.get(reverse(name)).status_code for name in ("access:roles", "access:staff", "customers:new")] == [200, 403, 403]


def test_whoever_loses_the_right_to_look_is_himself_again(as_carl: Client, ada: StaffUser):  # noqa: F811
    ada.roles.clear()
    assert "You see the product as" not in as_carl.get(reverse("access:account")).content.decode()

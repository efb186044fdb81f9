"""What each role may do: the sheet, a change with what it does to people, a copy, the way back."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.change_models import AccessChange
from abonent.access.duties import CannotChangeRole, as_it_came, change_role, copy_role, facts_of, put_role_back, remove_role
from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.access.registry import name_of_part, permissions
from abonent.access.role_queries import consequences
from abonent.access.staffing import CannotChangeStaff
from abonent.access.tests.test_staff import ada, carl, desk, entity  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerks(carl: StaffUser) -> Role:  # noqa: F811
    return Role.objects.get(code="clerk")


def may(role: Role) -> set[str]:
    return set(role.permissions.values_list("permission", flat=True))


def test_the_sheet_says_for_every_permission_and_role_whether(desk: Client):  # noqa: F811
    page = unescape(desk.get(reverse("access:roles")).content.decode())
    assert all(str(permission.label) in page for permission in permissions())
    lines = desk.get(reverse("access:roles"), {"export": "csv"}).content.decode().splitlines()
    assert len(lines) == 1 + len(permissions())
    assert "Customers,Register customers,yes,yes,yes,yes,,yes,yes,,yes" in lines


def test_every_part_of_the_product_has_a_name_for_managers():
    parts = {permission.code.partition(".")[0] for permission in permissions()}
    nameless = [
        part
        for part in parts
        if name_of_part(part) == part.capitalize() and part not in ("customers", "distribution", "manual", "runs", "stock", "subscriptions")
    ]
    assert not nameless, "say PART in permissions.py"


def test_taking_something_from_a_role_says_whom_it_meets_and_holds_after_the_next_start(desk: Client, clerks: Role, carl: StaffUser):  # noqa: F811
    carl.roles.add(Role.objects.get(code="sales"))
    StaffUser.objects.create_user("dora").roles.add(clerks)
    shown = sorted(may(clerks))
    asked = {"shown": shown, "permission": [code for code in shown if code != "customers.change"] + ["imports.use"], "reason": "rush"}
    address = reverse("access:duties", args=["clerk"])

    effect = desk.post(address, {**asked, "preview": "1"}).content.decode()
    # Carl sells as well, and sales people may do both; of Dora both are news.
    assert "1 person may no longer do this: Change customers, their addresses and contacts" in effect
    assert "1 person may now do this: Import files" in effect
    assert "customers.change" in may(clerks)

    desk.post(address, asked)
    install_ready_roles()
    assert ("customers.change" in may(clerks), "imports.use" in may(clerks)) == (False, True)
    assert "Not as it came" in desk.get(reverse("access:role", args=["clerk"])).content.decode()

    desk.post(reverse("access:undo_change", args=[AccessChange.objects.get(role=clerks).pk]))
    assert may(clerks) == as_it_came(clerks)


def test_boxes_that_others_ticked_meanwhile_stay(desk: Client, clerks: Role, ada: StaffUser):  # noqa: F811
    shown = sorted(may(clerks))
    change_role(role=clerks, give=["imports.use"], take=["customers.add"], actor=ada)
    desk.post(reverse("access:duties", args=["clerk"]), {"shown": shown, "permission": [code for code in shown if code != "billing.see"]})
    assert may(clerks) == (set(shown) | {"imports.use"}) - {"customers.add", "billing.see"}


def test_a_ready_role_is_put_back_as_it_came(clerks: Role, ada: StaffUser):  # noqa: F811
    change_role(role=clerks, give=["imports.use"], take=["customers.add", "billing.see"], actor=ada)
    put_role_back(role=clerks, actor=ada)
    assert may(clerks) == as_it_came(clerks)
    assert not clerks.withheld.exists()


def test_a_role_is_copied_changed_and_removed_when_nobody_has_it(clerks: Role, ada: StaffUser, carl: StaffUser):  # noqa: F811
    evening = copy_role(role=clerks, name="Evening desk", actor=ada)
    assert facts_of(evening) == {"name": "Evening desk", "permissions": sorted(may(clerks))}
    with pytest.raises(CannotChangeRole, match="already a role called evening DESK"):
        copy_role(role=clerks, name="evening DESK", actor=ada)
    carl.roles.add(evening)
    with pytest.raises(CannotChangeRole, match="has people"):
        remove_role(role=evening, actor=ada)
    carl.roles.remove(evening)
    remove_role(role=evening, actor=ada)
    with pytest.raises(CannotChangeRole, match="came with the product"):
        remove_role(role=clerks, actor=ada)


def test_the_role_of_the_last_administrator_keeps_what_it_needs(desk: Client, ada: StaffUser):  # noqa: F811
    role = Role.objects.get(code="administrator")
    with pytest.raises(CannotChangeStaff, match="Nobody who can sign in"):
        change_role(role=role, give=[], take=["access.manage_staff"], actor=ada)
    assert "access.manage_staff" in may(role)


def test_whoever_may_only_read_the_sheet_changes_nothing(clerks: Role, carl: StaffUser):  # noqa: F811
    carl.roles.set([Role.objects.get(code="auditor")])
    reader = Client()
    reader.force_login(carl)
    assert reader.get(reverse("access:roles")).status_code == 200
    assert reader.post(reverse("access:duties", args=["clerk"]), {}).status_code == 403
    change = AccessChange.objects.create(verb="change_role", role=clerks, before={"name": "x", "permissions": []}, after={"name": "x", "permissions": ["billing.see"]})  # fmt: skip
    reader.post(reverse("access:undo_change", args=[change.pk]))
    change.refresh_from_db()
    assert change.undone_at is None


def test_consequences_count_people_once_who_keep_it_by_another_role(clerks: Role, carl: StaffUser):  # noqa: F811
    carl.roles.add(Role.objects.get(code="manager"))
    [told] = consequences(clerks, give=[], take=["customers.change"])
    assert told.people == 0

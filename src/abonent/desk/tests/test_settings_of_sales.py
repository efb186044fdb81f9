"""Reasons for stopping and price groups in the file of settings: brought in as one act, taken back, and shown where the part is used."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import PartOff, Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.catalog.models import PriceGroup
from abonent.catalog.testing import an_entity
from abonent.desk.operations.moving_settings import apply_settings, rehearsed_faults
from abonent.desk.settings_plan import Plan, plan_settings, read_settings, settings_as_text
from abonent.kit.periods import day
from abonent.runs.operations import undo_act
from abonent.subscriptions.models import StopReason
from abonent.subscriptions.operations.stop_reasons import install_stop_reasons

pytestmark = pytest.mark.django_db
TODAY = day("2026-02-01")
MOVED = {"name": {"en": "Moved to an island", "sv": "Flyttade till en ö"}, "kind": "moved"}
STUDENTS = {"company": "dagbladet", "code": "student", "name": {"en": "Students"}}


@pytest.fixture
def ada() -> StaffUser:
    install_ready_roles()
    install_stop_reasons()
    ada = StaffUser.objects.create_user("ada")
    ada.roles.add(Role.objects.get(code="administrator"))
    ada.entities.add(an_entity())
    return ada


def planned(viewer: StaffUser, **sections: Any) -> Plan:
    plan = plan_settings(read_settings(json.dumps({"abonent_settings": 1, **sections}).encode()), viewer=viewer)
    return Plan(plan.sections, rehearsed_faults(plan=plan, actor=viewer, today=TODAY))


def test_what_is_here_is_in_the_file_and_changes_nothing(ada: StaffUser):
    PriceGroup.objects.create(entity=an_entity(), code="student", name={"en": "Students"})
    document = json.loads(settings_as_text())
    assert document["price_groups"] == [STUDENTS]
    assert len(document["stop_reasons"]) == StopReason.objects.count() > 5
    assert not plan_settings(read_settings(settings_as_text().encode()), viewer=ada).changes


def test_reasons_and_groups_come_in_as_one_act_and_are_taken_back(ada: StaffUser):
    price = {"name": StopReason.objects.get(pk="price").name, "kind": "content", "in_use": False}
    before = list(StopReason.objects.order_by("pk").values())
    plan = planned(ada, stop_reasons=[MOVED, price], price_groups=[STUDENTS])
    assert not plan.faults and [len(section.changes) for section in plan.sections] == [1, 2]
    act = apply_settings(plan=plan, actor=ada, today=TODAY)
    moved, changed = StopReason.objects.get(name__en="Moved to an island"), StopReason.objects.get(pk="price")
    assert (moved.kind, moved.retired, changed.kind, changed.retired) == ("moved", False, "content", True)
    assert PriceGroup.objects.get().name == {"en": "Students"}
    undo_act(act=act, actor=ada, today=TODAY)
    assert list(StopReason.objects.exclude(pk=moved.pk).order_by("pk").values()) == before
    assert StopReason.objects.get(pk=moved.pk).retired and not PriceGroup.objects.exists()


def test_what_cannot_stand_here_is_said_with_its_place(ada: StaffUser):
    unknown = planned(ada, stop_reasons=[{**MOVED, "kind": "weather"}])
    assert [fault.place for fault in unknown.faults] == ["stop_reasons[1].kind"]
    elsewhere = planned(ada, price_groups=[{**STUDENTS, "company": "elsewhere"}])
    assert [fault.place for fault in elsewhere.faults] == ["price_groups[1]"] and "elsewhere" in str(elsewhere.faults[0])


def test_who_has_no_subscriptions_reads_nothing_of_reasons_for_stopping(ada: StaffUser):
    client = Client()
    client.force_login(ada)
    assert "Reasons for stopping" in client.get(reverse("desk:settings_file")).content.decode()
    PartOff.objects.create(name="subscriptions")
    page = client.get(reverse("desk:settings_file")).content.decode()
    assert "Reasons for stopping" not in page and "Price groups" in page

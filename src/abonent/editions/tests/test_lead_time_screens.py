"""The screens of lead times: empty, set, changed, ended, undone; nothing of another company."""

from __future__ import annotations

from datetime import time

import pytest
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.catalog.testing import a_product, an_edition, an_entity
from abonent.editions.models import LeadTime
from abonent.editions.operations import set_lead_time
from abonent.kit import clock
from abonent.kit.periods import day, period
from abonent.runs.models import Act

pytestmark = pytest.mark.django_db

LIST, NEW = "/products/lead-times/", "/products/lead-times/new/"


@pytest.fixture(autouse=True)
def a_thursday():
    with clock.set_to(clock.moment(day("2026-07-09"), time(10), "Europe/Stockholm")):
        yield


@pytest.fixture
def paper():
    return a_product(entity=an_entity(), editions=[an_edition(entity=an_entity())], shares=["1"])


@pytest.fixture
def desk(client, paper):
    install_ready_roles()
    take_on_staff(username="eva", password="not used", full_name="Eva Berg", roles=["circulation"], entities=[paper.entity], language="en")
    client.force_login(StaffUser.objects.get(username="eva"))
    return client


@pytest.fixture
def typed(paper):
    return {"entity": paper.entity_id, "product": "", "edition": "", "act": "", "delivery_method": "", "weekday": "",
            "days_before": "1", "counted_in": "working_days", "at": "14.30", "begins": "fri"}  # fmt: skip


def test_an_empty_page_says_what_holds_and_what_to_do(desk):
    page = desk.get(LIST).content.decode()
    assert "No lead times yet" in page
    assert NEW in page


def test_a_lead_time_is_set_as_it_is_said_and_undone(desk, typed, paper):
    assert desk.post(NEW, {**typed, "product": paper.pk, "act": "pause", "weekday": "1"})["Location"] == LIST
    row = LeadTime.objects.get()
    assert (row.product, row.act, row.weekday, row.days_before, row.at) == (paper, "pause", 1, 1, time(14, 30))
    assert row.during == period("2026-07-10", None)
    page = desk.get(LIST).content.decode()
    assert "1 working day before, at 14:30" in page
    assert "Monday" in page
    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="set_lead_time").pk]))
    assert not LeadTime.objects.exists()


def test_changing_one_proposes_what_it_says(desk, typed):
    desk.post(NEW, typed)
    proposed = desk.get(f"{NEW}?like={LeadTime.objects.get().pk}").context["form"]
    assert [str(proposed[name].value()) for name in ("days_before", "counted_in", "at")] == ["1", "working_days", "14:30"]


def test_one_is_ended_from_an_issue_on(desk, typed):
    desk.post(NEW, typed)
    row = LeadTime.objects.get()
    assert desk.post(f"{LIST}{row.pk}/end/", {"ends": "1/8"})["Location"] == LIST
    assert LeadTime.objects.get().during == period("2026-07-10", "2026-08-01")
    refused = desk.post(f"{LIST}{row.pk}/end/", {"ends": "1/9"})
    assert refused.status_code == 422
    assert "ended already" in refused.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"at": "noon"}, "at"), ({"days_before": "61"}, "days_before"), ({"begins": "1 jul"}, "begins"), ({"entity": ""}, "entity")],
)
def test_what_is_wrong_is_said_at_its_field(desk, typed, wrong, field):
    answer = desk.post(NEW, {**typed, **wrong})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}


def test_it_is_for_a_product_or_an_edition(desk, typed, paper):
    edition = paper.components.get().edition
    answer = desk.post(NEW, {**typed, "product": paper.pk, "edition": edition.pk})
    assert set(answer.context["form"].errors) == {"edition"}


def test_nothing_of_another_company_is_shown_or_ended(desk):
    other = an_entity(code="other")
    set_lead_time(entity=other, begins=day("2026-07-10"), days_before=2, at=time(9), actor=None, today=day("2026-07-09"))
    assert "2 days before" not in desk.get(LIST).content.decode()
    assert desk.post(f"{LIST}{LeadTime.objects.get().pk}/end/", {"ends": "1/8"}).status_code == 404

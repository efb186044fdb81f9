"""The plan of a matching run on screen: every payment with its reason, and rows that wait for a second thought."""

from __future__ import annotations

import pytest
from django.test import Client

from abonent.access.models import Role, StaffEntity, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.testing import a_customer
from abonent.ledger.models import MatchingPlan, Payment
from abonent.ledger.testing import TODAY, Line, a_receivable, an_entity, bring
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> Run:
    entity, anna = an_entity(), a_customer()
    a_receivable(anna, "359.00", entity=entity, reference="10000016", number="2026-77")
    bring(Line("359.00", "10000016", name="LINDQVIST A"))
    return plan_run(run=begin_run(kind="payment_matching", entity=entity, as_of=TODAY, actor=None))


@pytest.fixture
def finance(run: Run) -> Client:
    install_ready_roles()
    user = StaffUser.objects.create_user("finance")
    user.roles.add(Role.objects.get(code="finance"))
    StaffEntity.objects.create(staff_user=user, entity=run.entity)
    client = Client()
    client.force_login(user)
    return client


def test_the_plan_shows_payer_document_and_reason(finance: Client, run: Run):
    page = finance.get(f"/bank/matching/{run.pk}/").content.decode()
    for said in ("Anna Lindqvist", "LINDQVIST A", "2026-77", "By reference"):
        assert said in page
    assert finance.get(f"/runs/{run.pk}/").status_code == 200


def test_a_row_that_is_held_back_on_the_page_is_not_booked(finance: Client, run: Run):
    planned = MatchingPlan.objects.get()
    answer = finance.post("/bank/matching/holding/", {"chosen": planned.payment_id}, follow=True)
    assert "1 row is held back." in answer.content.decode()

    commit_run(run=approve_run(run=run, actor=None))
    assert not Payment.objects.exists()

    late = finance.post("/bank/matching/release/", {"chosen": planned.payment_id}, follow=True)
    assert "not waiting for a decision" in late.content.decode()


def test_the_plan_of_a_company_one_does_not_work_for_is_not_there(finance: Client, run: Run):
    StaffEntity.objects.all().delete()
    assert finance.get(f"/bank/matching/{run.pk}/").status_code == 404
    assert finance.post("/bank/matching/holding/", {"chosen": MatchingPlan.objects.get().payment_id}).status_code == 404

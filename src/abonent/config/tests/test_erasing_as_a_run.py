"""All whose time has passed are found, looked at, held back, and erased as one run; whoever is still needed stays."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.company.models import CountryRule
from abonent.company.operations import install_country_facts
from abonent.customers.models import Customer
from abonent.customers.models.erasure import Erasure, ErasurePlan
from abonent.customers.operations import erase_customer, merge_customers
from abonent.customers.operations.lapsing import hold_erasures_back
from abonent.customers.testing import a_customer
from abonent.kit import statements
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act, ParkedCase, Run
from abonent.runs.operations import approve_run, begin_run, cancel_run, commit_run, plan_run, undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")


@pytest.fixture
def company(db: None) -> LegalEntity:
    install_country_facts()
    return LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip


@pytest.fixture
def manager(company: LegalEntity) -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create_user("maja")
    user.roles.add(Role.objects.get(code="manager"))
    user.entities.add(company)
    return user


def registered(on: str, given_name: str = "Anna", **said: Any) -> Customer:
    customer = a_customer(given_name, **said)
    Customer.objects.filter(pk=customer.pk).update(created_at=datetime.fromisoformat(on).replace(tzinfo=UTC))
    return customer


def owed(customer: Customer, company: LegalEntity) -> None:
    from abonent.ledger.models import OpenReceivable, Receivable

    day_long_ago = date(2020, 1, 1)
    receivable = Receivable.objects.create(
        entity=company, customer=customer, currency="SEK", amount=100, opened_on=day_long_ago, due_on=day_long_ago,
        reference="1", source_kind="imported", document_number="1",
    )  # fmt: skip
    OpenReceivable.objects.get_or_create(receivable=receivable, defaults={"full_amount": 100, "open_amount": 100})


def a_plan(company: LegalEntity, actor: StaffUser | None = None, as_of: date = TODAY) -> Run:
    return plan_run(run=begin_run(kind="erasing", entity=company, as_of=as_of, actor=actor))


def planned(run: Run) -> list[tuple[str, str, str]]:
    rows = ErasurePlan.objects.filter(run_id=run.pk).order_by("ordinal").select_related("customer")
    return [(row.customer.given_name, row.tie, row.lapsed_on.isoformat()) for row in rows]


def test_whoever_had_no_dealings_within_the_years_of_his_country_is_planned_with_the_reason(company):
    registered("2023-01-31")
    registered("2023-02-02", "Bo")
    registered("2021-01-01", "Aino", country="FI", postal_code="65100")
    registered("2021-01-01", "Zofia", country="PL", postal_code="00-950")
    registered("2010-01-01", "Ingrid", country="NO", postal_code="0150")

    assert planned(a_plan(company)) == [("Aino", "record", "2024-01-01"), ("Anna", "record", "2026-01-31")]


def test_a_rule_counts_from_its_day(company):
    registered("2023-01-31")
    CountryRule.objects.create(country="SE", key="retention.customer_years", valid_from=day("2026-01-15"), value=4, source="the house")
    assert planned(a_plan(company)) == []


def test_the_commit_erases_those_who_are_let_go_and_leaves_the_others(company, manager):
    anna, bo, cia = registered("2020-01-01"), registered("2020-01-02", "Bo"), registered("2020-01-03", "Cia")
    double = registered("2019-01-01", "Anna")
    merge_customers(kept=anna, merged=double, actor=None, today=TODAY)
    run = a_plan(company, manager)
    assert [name for name, *_said in planned(run)] == ["Anna", "Bo", "Cia"]
    assert hold_erasures_back(run=run, ordinals=[2], held=True, actor=manager) == 1
    a_word_since(cia)

    done = commit_run(run=approve_run(run=run, actor=manager))

    assert (done.state, done.committed_rows, done.left_out_rows) == (Run.State.DONE, 1, 2)
    assert set(Erasure.objects.values_list("customer", "ground", "erased_by")) == {
        (anna.pk, "lapse", manager.pk),
        (double.pk, "lapse", manager.pk),
    }
    assert {one.name for one in Customer.objects.filter(pk__in=[anna.pk, double.pk])} == {"–"}
    assert Customer.objects.get(pk=bo.pk).given_name == "Bo" and bo.addresses.exists()
    # The day after, who was held back is found anew, and nobody else.
    assert [name for name, *_said in planned(a_plan(company, manager))] == ["Bo"]


def a_word_since(customer: Customer) -> None:
    from abonent.correspondence.models import Interaction, Matter

    matter = Matter.objects.create(customer=customer)
    Interaction.objects.create(customer=customer, matter=matter, kind="note", body="called", happened_at=datetime(2026, 1, 5, tzinfo=UTC))


def test_whoever_owes_is_set_aside_with_the_reason_and_stays(company, manager):
    anna = registered("2020-01-01")
    owed(anna, company)
    run = a_plan(company, manager)
    assert list(ParkedCase.objects.filter(run=run).values_list("subject_id", "reason")) == [(anna.pk, "open_items")]
    done = commit_run(run=approve_run(run=run, actor=manager))
    assert (done.committed_rows, Erasure.objects.count()) == (0, 0)


def test_whom_another_company_knows_is_left_to_somebody_who_works_for_both(company, manager):
    other = LegalEntity.objects.create(
        code="other", name="Annat Blad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0801",
        vat_number="SE556036080101", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    anna = registered("2020-01-01")
    paid(anna, company)
    paid(anna, other)
    assert planned(a_plan(company, manager)) == []
    manager.entities.add(other)
    assert [tie for _name, tie, _day in planned(a_plan(other, manager))] == ["payment"]


def paid(customer: Customer, company: LegalEntity) -> None:
    from abonent.ledger.models import Payment

    Payment.objects.create(
        entity=company, customer=customer, currency="SEK", amount=10, received_on=date(2021, 5, 1), method="cash", remark="Anna was here"
    )


def test_once_the_law_lets_go_the_run_takes_them_out_of_the_vouchers_too(company, manager):
    from abonent.ledger.models import OpenPayment, Payment

    anna = registered("2020-01-01")
    paid(anna, company)
    OpenPayment.objects.all().delete()
    erase_customer(customer=anna, actor=manager, today=TODAY)
    assert Erasure.objects.get().kept_until == date(2028, 12, 31)
    too_early = a_plan(company, manager, day("2028-12-31"))
    assert planned(too_early) == []
    cancel_run(run=too_early)

    run = a_plan(company, manager, day("2029-01-01"))
    assert ErasurePlan.objects.get(run_id=run.pk).what == "vouchers"
    done = commit_run(run=approve_run(run=run, actor=manager))

    assert done.committed_rows == 1
    payment = Payment.objects.get()
    assert (payment.remark, payment.amount, payment.customer_id) == ("", 10, anna.pk)
    assert Erasure.objects.get().kept_until is None


def test_holding_back_is_undone(company, manager):
    registered("2020-01-01")
    run = a_plan(company, manager)
    hold_erasures_back(run=run, ordinals=[1], held=True, actor=manager)
    undo_act(act=Act.objects.latest("pk"), actor=manager, today=TODAY)
    assert not ErasurePlan.objects.get().held


def test_the_plan_is_looked_at_and_rows_are_held_back_on_its_page(company, manager):
    registered("2020-01-01")
    run = a_plan(company, manager)
    client = Client()
    client.force_login(manager)

    page = client.get(reverse("customers:erasures", args=[run.pk])).content.decode()
    assert "Anna Lindqvist" in page and "Registered; 3 years (Sweden)" in page and "Go to Commit" in page
    assert client.post(reverse("customers:hold_erasures"), {"chosen": f"{run.pk}-1"}).status_code == 302
    assert ErasurePlan.objects.get().held
    assert client.post(reverse("customers:release_erasures"), {"chosen": f"{run.pk}-1"}).status_code == 302
    assert not ErasurePlan.objects.get().held
    assert client.post(reverse("customers:hold_erasures"), {"chosen": "x-1"}).status_code == 404


@pytest.mark.sql
def test_the_plan_is_written_once(company):
    registered("2020-01-01")
    statements.run("customers/make_work_tie")
    statements.run("customers/gather_ties", source="customers/ties_of_records", tie="record", people=None)
    asked = {"run": 1, "entity": company.pk, "as_of": TODAY, "starter": None}
    assert twice("customers/plan_erasures", source="customers/lapsed_customers", **asked) == 1

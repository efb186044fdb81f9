"""Who looks like whom, and why: while somebody types, and in the run; what is decided is remembered."""

from __future__ import annotations

import pytest
from django.test import Client

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.likeness import lookalikes_of
from abonent.customers.models import Customer, CustomerMerge, DuplicatePlan, ToldApart
from abonent.customers.operations import CannotTellApart, change_customer, merge_customers, tell_apart
from abonent.customers.runs import CROWD, PROPOSED_FROM, WORK
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit import statements
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run, undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
MOBILE, EMAIL = "070-174 06 35", "anna@example.org"
# Personal numbers with right check digits.
ONE_NUMBER, OTHER_NUMBER = "811228-9874", "670919-9530"


@pytest.fixture
def company(db: None) -> LegalEntity:
    return LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip


@pytest.fixture
def manager(company: LegalEntity) -> Client:
    install_ready_roles()
    user = StaffUser.objects.create_user("maja")
    user.roles.add(Role.objects.get(code="manager"))
    user.entities.add(company)
    client = Client()
    client.force_login(user)
    return client


def a_plan(company: LegalEntity) -> Run:
    return plan_run(run=begin_run(kind="duplicates", entity=company, as_of=TODAY, actor=None))


def pairs(run: Run) -> list[tuple[int, int, int]]:
    return list(DuplicatePlan.objects.filter(run_id=run.pk).order_by("ordinal").values_list("kept", "merged", "score"))


def reasons(of: Customer) -> dict[str, int]:
    [found] = lookalikes_of(of)
    return {reason.words: reason.points for reason in found.reasons}


# docs/algorithms/duplicates.md has this very table: another record beside Anna Lindqvist, Strandvägen 14 B, with a mobile and an e-mail.
LIKENESS = [
    ("a typing error in the name", {"family_name": "Lindkvist", "mobile": MOBILE}, 87),
    ("a typing error, and neither telephone nor e-mail", {"family_name": "Lindkvist"}, 57),
    ("given and family name swapped", {"given_name": "Lindqvist", "family_name": "Anna"}, 59),
    ("moved, with the same telephone", {"street_line": "Storgatan 1", "postal_code": "113 30", "mobile": MOBILE}, 70),
    ("moved, with the same e-mail", {"street_line": "Storgatan 1", "postal_code": "113 30", "email": EMAIL}, 75),
    ("married, with the same telephone", {"family_name": "Bergström", "mobile": MOBILE}, 60),
    ("married, with the same e-mail", {"family_name": "Bergström", "email": EMAIL}, 65),
    ("the same in everything", {"mobile": MOBILE, "email": EMAIL}, 100),
    ("letters changed places in both names", {"given_name": "Anan", "family_name": "Lindqvits"}, 50),
    ("an initial and the telephone", {"given_name": "A.", "mobile": MOBILE}, 79),
]
NOT_LIKE = [
    ("a husband at the same telephone and e-mail", {"given_name": "Gustaf", "mobile": MOBILE, "email": EMAIL}),
    ("a daughter", {"given_name": "Karin", "mobile": MOBILE}),
    ("who lived there before", {"given_name": "Karin", "family_name": "Ek"}),
    ("a namesake in the same postal code", {"street_line": "Storgatan 1"}),
    ("a namesake elsewhere", {"street_line": "Storgatan 1", "postal_code": "113 30"}),
]


@pytest.mark.parametrize(("said", "points"), [case[1:] for case in LIKENESS], ids=[case[0] for case in LIKENESS])
def test_two_records_of_one_customer_are_proposed(company, said, points):
    anna = a_customer(mobile=MOBILE, email=EMAIL)
    other = a_customer(**said)
    assert pairs(a_plan(company)) == [(anna.pk, other.pk, points)]


@pytest.mark.parametrize("said", [case[1] for case in NOT_LIKE], ids=[case[0] for case in NOT_LIKE])
def test_two_customers_are_not_proposed(company, said):
    a_customer(mobile=MOBILE, email=EMAIL)
    a_customer(**said)
    assert pairs(a_plan(company)) == []


def test_a_father_and_his_son_of_the_same_name_are_told_apart_by_their_personal_numbers(company):
    a_customer("Karl", "Ek", national_id=ONE_NUMBER), a_customer("Karl", "Ek", national_id=OTHER_NUMBER)
    assert pairs(a_plan(company)) == []


def test_the_same_personal_number_is_enough_whatever_the_address(company):
    one = a_customer("Karl", "Ek", national_id=ONE_NUMBER)
    other = a_customer("Karl", "Berg", national_id=ONE_NUMBER, street_line="Storgatan 1", postal_code="113 30")
    assert pairs(a_plan(company)) == [(one.pk, other.pk, 95)]


def test_a_company_is_known_with_and_without_its_form(company):
    one, other = an_organisation("Bergströms Bygg AB", email="info@b.example"), an_organisation("Bergstroms Bygg", email="info@b.example")
    assert pairs(a_plan(company)) == [(one.pk, other.pk, 100)]


def test_a_telephone_of_a_crowd_says_nothing(company):
    for number in range(CROWD + 1):
        a_customer("Anna", "Lindqvist", street_line=f"Storgatan {number}", postal_code=f"{10000 + number * 7}", mobile="08-123 45 67")
    run = a_plan(company)
    assert pairs(run) == []
    run.refresh_from_db()
    assert run.parameters["crowded"] == 1


def test_the_reasons_say_what_gave_how_many_points():
    anna = a_customer(mobile=MOBILE)
    a_customer("Anna", "Lindkvist", mobile=MOBILE)
    assert reasons(anna) == {"nearly the same name": 32, "same telephone, 070-174 06 35": 30, "same address": 25}


def test_who_was_told_apart_is_never_proposed_again_unless_that_is_taken_back(company):
    clara = StaffUser.objects.create_user("clara")
    anna, other = a_customer(mobile=MOBILE), a_customer(mobile=MOBILE)
    tell_apart(one=other, other=anna, actor=clara, today=TODAY)
    assert pairs(a_plan(company)) == lookalikes_of(anna) == []

    undo_act(act=Act.objects.get(verb="tell_apart"), actor=clara, today=TODAY)
    assert [found.customer for found in lookalikes_of(anna)] == [other]


def test_who_is_merged_is_neither_proposed_nor_told_apart(company):
    anna, other = a_customer(mobile=MOBILE), a_customer(mobile=MOBILE)
    merge_customers(kept=anna, merged=other, actor=None, today=TODAY)
    assert pairs(a_plan(company)) == []
    with pytest.raises(CannotTellApart):
        tell_apart(one=anna, other=other, actor=None, today=TODAY)


def test_the_commit_merges_nothing_until_a_person_says_from_how_many_points_on(company):
    a_customer(mobile=MOBILE), a_customer(mobile=MOBILE)
    run = commit_run(run=approve_run(run=a_plan(company), actor=None))
    assert (run.committed_rows, CustomerMerge.objects.count()) == (0, 0)


def test_the_commit_merges_what_is_sure_enough_and_has_not_changed_since(company):
    one, two, three = a_customer(mobile=MOBILE), a_customer(mobile=MOBILE), a_customer(mobile=MOBILE)
    berit = a_customer("Berit", "Ek", email="b@example.org", street_line="Storgatan 2", postal_code="113 30")
    a_customer("Berit", "Ek", email="b@example.org", street_line="Storgatan 3", postal_code="113 40")
    cecilia = a_customer("Cecilia", "Al", mobile="070-999 88 77")
    changed = a_customer("Cecilia", "Al", mobile="070-999 88 77")
    run = a_plan(company)
    Run.objects.filter(pk=run.pk).update(parameters={"merge_from": 90})
    run.refresh_from_db()
    change_customer(customer=changed, seen={"given_name": "Cecilia"}, wanted={"given_name": "Sissi"}, actor=None, today=TODAY)

    run = commit_run(run=approve_run(run=run, actor=None))

    assert run.committed_rows == 2
    assert sorted(Customer.objects.filter(canonical=one).values_list("pk", flat=True)) == [one.pk, two.pk, three.pk]
    assert berit.merged_ids == [berit.pk] and cecilia.merged_ids == [cecilia.pk]


def test_the_statements_of_the_run_write_once(company):
    a_customer(mobile=MOBILE), a_customer(mobile=MOBILE)
    for work, find in WORK.items():
        statements.run(f"customers/make_{work}")
        statements.run(f"customers/{find}", crowd=CROWD)
    run = begin_run(kind="duplicates", entity=company, as_of=TODAY, actor=None)
    asked = {"run": run.pk, "at_least": PROPOSED_FROM}
    assert twice("customers/plan_duplicates", source="customers/pairs_by_sign", **asked) == 1
    assert twice("customers/merge_planned", run=run.pk, first=1, latest=9, at_least=90, actor=None) == 1


# -- screens -----------------------------------------------------------------------------------------------------------


def test_somebody_who_types_a_known_customer_is_told_who_and_why(manager):
    anna = a_customer(mobile=MOBILE)
    typed = {"kind": "person", "given_name": "anna", "family_name": "lindqvist", "mobile": "0701740635", "country": "SE"}
    page = manager.post("/customers/new/looks-like/", typed).content.decode()
    assert f'href="/customers/{anna.number}/"' in page
    assert "same telephone, 070-174 06 35" in page


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"kind": "person", "country": "SE", "postal_code": "x", "mobile": "1", "email": "@", "national_id": "1"},
        {"kind": "organisation", "organisation_name": "%_'", "country": "XX"},
    ],
)
def test_while_little_can_be_read_nothing_is_said(manager, typed):
    a_customer(mobile=MOBILE)
    answer = manager.post("/customers/new/looks-like/", typed)
    assert (answer.status_code, answer.content.decode().strip()) == (200, "")


def test_the_address_and_the_name_of_a_form_are_compared_too(manager):
    a_customer()
    typed = {"given_name": "Ana", "family_name": "Lindqvist", "country": "SE", "postal_code": "87131", "town": "norrvik"}
    page = manager.post("/customers/new/looks-like/", {**typed, "street_line": "strandvagen 14 B"}).content.decode()
    assert "nearly the same name" in page and "same address" in page


def test_the_worklist_leads_to_both_records_and_remembers_what_is_not_the_same(manager, company):
    anna, other = a_customer(mobile=MOBILE), a_customer(mobile=MOBILE)
    run = a_plan(company)
    page = manager.get(f"/customers/duplicates/{run.pk}/").content.decode()
    assert f"/customers/{anna.number}/merging/?with={other.number}" in page

    answer = manager.post("/customers/duplicates/apart/", {"chosen": f"{run.pk}-{anna.pk}-{other.pk}"})
    assert answer["Location"] == f"/customers/duplicates/{run.pk}/"
    assert ToldApart.objects.get().one == anna
    assert "Not the same" in manager.get(f"/customers/duplicates/{run.pk}/?state=apart").content.decode()


def test_who_decides_a_pair_side_by_side_comes_back_to_the_worklist(manager, company):
    anna, other = a_customer(mobile=MOBILE), a_customer(mobile=MOBILE)
    run = a_plan(company)
    answer = manager.post(f"/customers/{anna.number}/merging/?with={other.number}&run={run.pk}", {"with": other.number})
    assert answer["Location"] == f"/customers/duplicates/{run.pk}/"
    assert f"{anna.pk}-{other.pk}" not in manager.get(f"/customers/duplicates/{run.pk}/?state=open").content.decode()


@pytest.mark.parametrize("chosen", ["", "1", "x-y-z", "1-2-3", "0-0-0", "1-99999999999999999999-2"])
def test_a_choice_that_means_nobody_tells_nobody_apart(manager, chosen):
    assert manager.post("/customers/duplicates/apart/", {"chosen": chosen}).status_code == 302
    assert not ToldApart.objects.exists()


def test_a_person_sets_the_limit_of_the_commit(manager, company):
    a_customer(mobile=MOBILE), a_customer(mobile=MOBILE)
    run = a_plan(company)
    page = manager.post(f"/customers/duplicates/{run.pk}/limit/", {"merge_from": "90"}, follow=True).content.decode()
    run.refresh_from_db()
    assert run.parameters["merge_from"] == 90
    assert "The commit will merge 1 pair." in page
    manager.post(f"/customers/duplicates/{run.pk}/limit/", {"merge_from": "7"})
    run.refresh_from_db()
    assert run.parameters["merge_from"] == 90


def test_the_page_of_a_customer_proposes_whom_to_merge_with(manager):
    anna, other = a_customer(mobile=MOBILE), a_customer(mobile=MOBILE)
    page = manager.get(f"/customers/{anna.number}/merging/").content.decode()
    assert f'href="?with={other.number}"' in page


@pytest.mark.browser
def test_the_warning_comes_while_the_form_is_filled(page_as, transactional_db):
    anna = a_customer(mobile=MOBILE)
    page = page_as("clerk")
    page.goto("/customers/new/")
    page.get_by_label("Given name").fill("Anna")
    page.get_by_label("Family name").fill("Lindqvist")
    page.get_by_label("Mobile").press_sequentially("0701740635")
    known = page.get_by_role("link", name=f"Anna Lindqvist, {anna.number}")
    known.wait_for()
    assert page.get_by_text("same telephone, 070-174 06 35").is_visible()

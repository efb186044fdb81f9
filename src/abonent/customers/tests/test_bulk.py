"""One thing of many customers: what is chosen, what it changes, and the way back for all of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import Branch, CategorisedCustomer, Customer, CustomerCategory, RegisterWord
from abonent.customers.operations import CannotChangeMany, add_word, bulk, change_customer, change_customers
from abonent.customers.operations.bulk import categorise_customers
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db
TODAY = day("2026-02-01")
LANGUAGES = reverse("customers:bulk_language")


@pytest.fixture
def clerk() -> Client:
    install_ready_roles()
    user = StaffUser.objects.create_user("clara")
    user.roles.add(Role.objects.get(code="clerk"))
    client = Client()
    client.force_login(user)
    return client


def languages() -> list[str]:
    return list(Customer.objects.order_by("pk").values_list("language", flat=True))


def ids(*customers: Customer) -> list[int]:
    return [customer.pk for customer in customers]


def test_many_are_changed_by_one_act_that_names_only_those_who_had_another():
    anna, bo, eva = (a_customer(name, language=language) for name, language in (("Anna", "sv"), ("Bo", "fi"), ("Eva", "en")))
    act = change_customers(customer_ids=ids(anna, bo), field="language", value="fi", actor=None, today=TODAY)
    assert languages() == ["fi", "fi", "en"]
    assert (act.subject_ids, Act.objects.filter(verb="change_customers").count()) == ([anna.pk], 1)
    anna.refresh_from_db()
    assert anna.version == 2


def test_undo_gives_each_his_own_back_but_not_to_whom_somebody_has_changed_since():
    anna, bo, eva = (a_customer(name, language=language) for name, language in (("Anna", "sv"), ("Bo", "fi"), ("Eva", "pl")))
    act = change_customers(customer_ids=ids(anna, bo, eva), field="language", value="en", actor=None, today=TODAY)
    eva.refresh_from_db()
    change_customer(customer=eva, seen={"language": "en"}, wanted={"language": "hu"}, actor=None, today=TODAY)
    undo_act(act=act, actor=None, today=TODAY)
    assert languages() == ["sv", "fi", "hu"]


def test_who_has_it_already_is_no_change():
    anna = a_customer(language="sv")
    with pytest.raises(CannotChangeMany, match="All of them have it already"):
        change_customers(customer_ids=ids(anna), field="language", value="sv", actor=None, today=TODAY)
    assert not Act.objects.filter(verb="change_customers").exists()


@pytest.mark.sql
def test_a_statement_leaves_whom_it_has_changed_alone():
    chosen = ids(a_customer("Anna"), a_customer("Bo"))
    assert twice("customers/set_field", field="language", customers=chosen, value="fi", only_from=None) == 1
    assert twice("customers/set_field", field="invoice_channel", customers=chosen, value="email", only_from=None) == 1


def test_the_page_says_what_would_change_before_it_does(clerk: Client):
    anna, bo = a_customer("Anna", language="sv"), a_customer("Bo", language="fi")
    page = clerk.post(LANGUAGES, {"chosen": ids(anna, bo)}).content.decode()
    assert "2 of 2 customers change" in page
    effect = clerk.post(LANGUAGES, {"chosen": ids(anna, bo), "value": "fi"}, headers={"HX-Request": "true", "HX-Target": "effect"})
    assert "1 of 2 customers change" in effect.content.decode()
    assert languages() == ["sv", "fi"]


def test_all_of_the_view_are_those_its_filters_keep_and_one_click_takes_them_back(clerk: Client):
    for number in range(60):
        a_customer("Anna", f"Nord{number}", language="sv" if number % 2 else "en")
    address = f"{LANGUAGES}?language=sv&view=all"
    answer = clerk.post(address, {"everything": "yes", "value": "fi"}, follow=True)
    assert sorted(languages()) == ["en"] * 30 + ["fi"] * 30
    act = Act.objects.get(verb="change_customers")
    assert reverse("runs:undo", args=[act.pk]) in answer.content.decode()
    clerk.post(reverse("runs:undo", args=[act.pk]))
    assert sorted(languages()) == ["en"] * 30 + ["sv"] * 30


def test_nobody_chosen_is_said(clerk: Client):
    a_customer()
    assert "No customer is chosen" in clerk.post(LANGUAGES, {"value": "fi"}, follow=True).content.decode()
    assert languages() == ["sv"]


def test_who_may_not_change_customers_has_no_boxes_to_tick(clerk: Client):
    a_customer()
    assert 'name="chosen"' in clerk.get(reverse("customers:list")).content.decode()
    StaffUser.objects.get().roles.set(Role.objects.filter(code="auditor"))
    assert 'name="chosen"' not in clerk.get(reverse("customers:list")).content.decode()


def test_more_than_a_person_waits_for_are_refused(monkeypatch):
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 1)
    chosen = ids(a_customer("Anna"), a_customer("Bo"))
    with pytest.raises(CannotChangeMany, match="At most 1 customers"):
        change_customers(customer_ids=chosen, field="language", value="fi", actor=None, today=TODAY)
    assert languages() == ["sv", "sv"]


def a_word(kind: type[RegisterWord], name: str) -> RegisterWord:
    return add_word(kind=kind, name={"en": name}, actor=None, today=TODAY)


def of_type(category: RegisterWord) -> list[int]:
    return list(CategorisedCustomer.objects.filter(category=category.pk).order_by("customer").values_list("customer", flat=True))


def test_many_are_given_a_branch_and_get_their_own_back(clerk: Client):
    farming, fishing = a_word(Branch, "Farming"), a_word(Branch, "Fishing")
    anna, bo = a_customer("Anna"), a_customer("Bo")
    Customer.objects.filter(pk=bo.pk).update(branch=fishing.pk)
    clerk.post(reverse("customers:bulk_branch"), {"chosen": ids(anna, bo), "value": str(farming.pk)})
    assert list(Customer.objects.order_by("pk").values_list("branch", flat=True)) == [farming.pk, farming.pk]
    clerk.post(reverse("runs:undo", args=[Act.objects.get(verb="change_customers").pk]))
    assert list(Customer.objects.order_by("pk").values_list("branch", flat=True)) == [None, fishing.pk]


def test_a_type_is_given_to_those_who_lack_it_and_undo_takes_it_from_those_alone(clerk: Client):
    school, agent = a_word(CustomerCategory, "School"), a_word(CustomerCategory, "Agent")
    anna, bo = a_customer("Anna"), a_customer("Bo")
    for customer, category in ((anna, school), (bo, agent)):
        CategorisedCustomer.objects.create(customer=customer, category_id=category.pk)
    give = reverse("customers:bulk_give_type")
    page = clerk.post(give, {"chosen": ids(anna, bo)}).content.decode()
    assert "School" in page and "Agent" in page
    asked = {"chosen": ids(anna, bo), "value": str(school.pk)}
    assert "1 of 2 customers change" in clerk.post(give, asked, headers={"HX-Request": "true", "HX-Target": "effect"}).content.decode()
    clerk.post(give, asked)
    assert (of_type(school), of_type(agent)) == (ids(anna, bo), ids(bo))
    bo.refresh_from_db()
    assert bo.version == 2
    clerk.post(reverse("runs:undo", args=[Act.objects.get(verb="categorise_customers").pk]))
    assert (of_type(school), of_type(agent)) == (ids(anna), ids(bo))


def test_a_type_is_taken_even_if_it_is_not_offered_any_more_and_comes_back_with_one_click(clerk: Client):
    school = a_word(CustomerCategory, "School")
    anna, bo = a_customer("Anna"), a_customer("Bo")
    CategorisedCustomer.objects.create(customer=anna, category_id=school.pk)
    CustomerCategory.objects.update(retired=True)
    clerk.post(reverse("customers:bulk_take_type"), {"chosen": ids(anna, bo), "value": str(school.pk)})
    assert of_type(school) == []
    clerk.post(reverse("runs:undo", args=[Act.objects.get(verb="uncategorise_customers").pk]))
    assert of_type(school) == ids(anna)
    with pytest.raises(CannotChangeMany, match="None of them is of this type"):
        categorise_customers(customer_ids=ids(bo), category_id=school.pk, belongs=False, actor=None, today=TODAY)


def test_without_types_it_is_said_where_they_are_added(clerk: Client):
    page = clerk.post(reverse("customers:bulk_give_type"), {"chosen": ids(a_customer())}, follow=True).content.decode()
    assert "There are no types yet" in page


@pytest.mark.sql
def test_statements_of_types_and_branches_leave_whom_they_have_changed_alone():
    school, farming = a_word(CustomerCategory, "School"), a_word(Branch, "Farming")
    chosen = ids(a_customer("Anna"), a_customer("Bo"))
    assert twice("customers/set_field", field="branch_id", customers=chosen, value=str(farming.pk), only_from=None) == 1
    assert twice("customers/give_type", customers=chosen, category=school.pk) == 2
    assert twice("customers/take_type", customers=chosen, category=school.pk) == 2

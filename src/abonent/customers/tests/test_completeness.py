"""What the house wants to know of everybody: set up, demanded of new customers, missing on pages and in lists."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import CLERK, MANAGER
from abonent.customers.completeness import DETAILS, lacks_of
from abonent.customers.models import Customer, RequiredDetail
from abonent.customers.operations import add_contact_person, erase_customer, note_consent
from abonent.customers.operations.completeness import require_details
from abonent.customers.operations.own_fields import add_own_field
from abonent.customers.operations.own_values import change_own_values
from abonent.customers.own_values import own_values_of
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
PERSON = {"kind": "person", "given_name": "Anna", "family_name": "Ek", "language": "sv", "country": "SE", "invoice_channel": "paper"}
COMPANY = {"kind": "organisation", "organisation_name": "Bergs Bygg AB", "language": "sv", "country": "SE", "invoice_channel": "paper"}


def signed_in(role: str) -> Client:
    install_ready_roles()
    client = Client()
    client.force_login(take_on_staff(username=role, password="not used", full_name="Clara Dahl", roles=[role], entities=[]))
    return client


def want(*, person: tuple[str, ...] = (), organisation: tuple[str, ...] = ()) -> None:
    require_details(wanted={"person": person, "organisation": organisation}, actor=None, today=TODAY)


def lacks(customer: Customer) -> list[str]:
    return [lack.label for lack in lacks_of(customer)]


def test_a_manager_says_what_is_wanted_and_can_undo_it():
    manager, clerk = signed_in(MANAGER), signed_in(CLERK)
    assert clerk.get(reverse("customers:completeness")).status_code == 403
    assert "Nothing is wanted until you choose" in manager.get(reverse("customers:completeness")).content.decode()

    manager.post(reverse("customers:completeness"), {"person": ["telephone", "email"], "organisation": ["company_number"]})
    wanted = {("person", "telephone"), ("person", "email"), ("organisation", "company_number")}
    assert set(RequiredDetail.objects.values_list("kind", "detail")) == wanted

    manager.post(reverse("customers:completeness"), {"person": ["email"]})
    undo_act(act=Act.objects.latest("id"), actor=None, today=TODAY)
    assert set(RequiredDetail.objects.values_list("kind", "detail")) == wanted


def test_each_detail_is_missing_until_it_is_there():
    codes = tuple(detail.code for detail in DETAILS)
    want(person=codes, organisation=codes)
    anna, company = a_customer(), an_organisation()
    assert lacks(anna) == ["Telephone", "E-mail", "Personal number", "Types", "Responsible", "Consents"]
    assert lacks(company) == [
        "Telephone", "E-mail", "Company number", "VAT number", "Branch", "Contact person", "Types", "Responsible", "Consents",
    ]  # fmt: skip

    note_consent(customer=anna, channel="email", purpose="marketing", said="given", source="telephone", actor=None, today=TODAY)
    add_contact_person(customer=company, given_name="Per", family_name="Ek", position="", language="", actor=None, today=TODAY)
    assert "Consents" not in lacks(anna) and "Contact person" not in lacks(company)
    assert lacks(a_customer("Bo", "Ek", street_line="", postal_code="", town="", mobile="070-174 06 35"))[:2] == ["E-mail", "Address"]


def test_an_own_field_that_must_be_filled_in_is_missing_where_it_belongs():
    born = add_own_field(name={"en": "Born"}, kind="day", of_organisations=False, required=True, actor=None, today=TODAY)
    anna, company = a_customer(), an_organisation()
    assert (lacks(anna), lacks(company)) == (["Born"], [])
    change_own_values(customer=anna, seen={}, wanted={born.pk: day("1980-05-01")}, actor=None, today=TODAY)
    assert lacks(anna) == []


def test_the_page_leads_to_where_what_is_missing_is_filled_in():
    clerk = signed_in(CLERK)
    anna = a_customer()
    page = reverse("desk:customer", args=[anna.number])
    assert "panel-missing" not in clerk.get(page).content.decode()
    want(person=("email",))
    shown = clerk.get(page).content.decode()
    assert "panel-missing" in shown and reverse("customers:new_contact", args=[anna.number]) in shown


def test_the_list_says_who_is_incomplete_and_what_is_missing():
    clerk = signed_in(CLERK)
    assert "Incomplete" not in clerk.get(reverse("customers:list")).content.decode()
    want(person=("email", "telephone"), organisation=("company_number",))
    born = add_own_field(name={"en": "Born"}, kind="day", of_organisations=False, required=True, actor=None, today=TODAY)
    a_customer("Anna", "Alm", email="anna@example.org")
    complete = a_customer("Bo", "Bok", email="bo@example.org", mobile="070-174 06 35")
    change_own_values(customer=complete, seen={}, wanted={born.pk: day("1980-05-01")}, actor=None, today=TODAY)
    an_organisation("Cedra AB")
    an_organisation("Dala AB", company_number="556036-0793")
    erase_customer(customer=a_customer("Eva", "Ek"), actor=None, today=TODAY)

    def listed(query: str) -> list[list[str]]:
        page = clerk.get(f"{reverse('customers:list')}?{query}&column=name&column=missing").context["page"]
        return [[strip_tags(cell) for cell in row.cells] for row in page.rows]

    assert listed("complete=no") == [["Alm, Anna", "Telephone, Born"], ["Cedra AB", "Company number"]]
    assert [name for name, _missing in listed("complete=yes")] == ["Bok, Bo", "Dala AB", "\N{EN DASH}"]
    assert listed("missing=telephone") == [["Alm, Anna", "Telephone, Born"]]
    assert listed(f"missing=own_{born.pk}&missing=company_number") == listed("complete=no")
    tab = next(tab for tab in clerk.get(reverse("customers:list")).context["page"].tabs if tab.key == "incomplete")
    assert [strip_tags(row.cells[1]) for row in clerk.get(tab.url).context["page"].rows] == ["Telephone, Born", "Company number"]
    exported = b"".join(
        clerk.get(f"{reverse('customers:list')}?complete=no&column=name&column=missing&export=csv").streaming_content
    ).decode()
    assert exported.splitlines()[1:] == ['"Alm, Anna","Telephone, Born"', "Cedra AB,Company number"]


@pytest.mark.parametrize(
    ("said", "asked_for"),
    [
        ({}, ["Telephone", "E-mail", "Address", "Born"]),
        ({"phone": "070-174 06 35"}, ["E-mail", "Address", "Born"]),
        ({"email": "anna@example.org", "postal_code": "871 31", "town": "Norrvik", "mobile": "070-174 06 35"}, ["Born"]),
    ],
)
def test_a_new_person_is_not_registered_without_what_is_wanted(said: dict[str, str], asked_for: list[str]):
    clerk = signed_in(CLERK)
    want(person=("telephone", "email", "address"), organisation=("company_number",))
    add_own_field(name={"en": "Born"}, kind="day", of_organisations=False, required=True, actor=None, today=TODAY)
    answer = clerk.post(reverse("customers:new"), {**PERSON, **said})
    page = answer.content.decode()
    assert (answer.status_code, Customer.objects.exists()) == (422, False)
    demanded = [label for label in ("Telephone", "E-mail", "Address", "Company number", "Born") if f"of everybody: {label}." in page]
    assert demanded == asked_for


def test_a_new_customer_is_registered_with_his_own_fields():
    clerk = signed_in(CLERK)
    want(person=("email",), organisation=("company_number",))
    card = add_own_field(name={"en": "Loyalty card"}, kind="text", searchable=True, required=True, actor=None, today=TODAY)
    born = add_own_field(name={"en": "Born"}, kind="day", of_organisations=False, required=True, actor=None, today=TODAY)
    assert "Loyalty card" in clerk.get(reverse("customers:new")).content.decode()

    said = {f"own_{card.pk}": "4711", f"own_{born.pk}": "1/5/1980", "email": "anna@example.org"}
    assert clerk.post(reverse("customers:new"), {**PERSON, **said}).status_code == 302
    anna = Customer.objects.get()
    assert own_values_of(anna) == {card.pk: "4711", born.pk: day("1980-05-01")}
    assert "4711" in anna.search.body

    answer = clerk.post(reverse("customers:new"), {**COMPANY, f"own_{card.pk}": "4712"})
    assert "of everybody: Company number." in answer.content.decode()
    assert clerk.post(reverse("customers:new"), {**COMPANY, f"own_{card.pk}": "4712", "company_number": "556036-0793"}).status_code == 302
    assert own_values_of(Customer.objects.get(kind="organisation")) == {card.pk: "4712"}

"""The first start: what it asks, what it makes of the answers, and that it happens once."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from abonent.access.models import PartOff, StaffUser
from abonent.catalog.models import TaxRate
from abonent.company.models import BankAccount, Business, CountryRule, NumberSeries
from abonent.customers.testing import a_customer
from abonent.desk.operations import Administrator, CannotBegin, begin
from abonent.ledger.models import Account, AccountMapping
from abonent.organisation.models import LegalEntity
from abonent.subscriptions.models import StopReason
from abonent.ui.testing.browser import axe

START = "/start/"
PASSWORD = "a rather long one"
TYPED = {
    "language": "fi",
    "country": "FI",
    "kind": "service",
    "name": "Kiinteistöapu Oy",
    "company_number": "99999909",
    "vat_number": "99999909",
    "street_line": "Lehtikuja 3",
    "postal_code": "33100",
    "town": "Tampere",
    "currency": "",
    "zone": "",
    "account": "FI21 1234 5600 0007 85",
    "full_name": "Maija Laine",
    "username": "maija",
    "email": "maija@apu.example",
    "password": PASSWORD,
    "password_again": PASSWORD,
}


def said(**differently: str) -> dict[str, str]:
    return TYPED | differently


@pytest.mark.django_db
def test_the_answers_set_everything_up_and_sign_the_administrator_in():
    client = Client()
    assert client.get("/").headers["Location"] == START
    assert client.get(START).status_code == 200

    response = client.post(START, TYPED)

    assert (response.status_code, response.headers["Location"]) == (302, "/")
    company = LegalEntity.objects.get()
    assert (company.code, company.currency, company.zone, company.language) == ("kiinteistoapu-oy", "EUR", "Europe/Helsinki", "fi")
    assert (company.company_number, company.vat_number) == ("9999990-9", "FI99999909")
    assert set(NumberSeries.objects.values_list("kind", flat=True)) == {"invoice", "credit_note"}
    assert list(BankAccount.objects.values_list("scheme", "number", "currency")) == [("iban", "FI2112345600000785", "EUR")]
    for facts in (Account, AccountMapping, CountryRule, TaxRate, StopReason):
        assert facts.objects.exists(), facts
    first = StaffUser.objects.get()
    assert set(first.roles.values_list("code", flat=True)) == {"administrator", "manager"}
    assert (first.get_full_name(), first.language, list(first.entities.all())) == ("Maija Laine", "fi", [company])
    assert (Business.objects.get().kind, Business.objects.get().chosen_by) == ("service", first)
    assert set(PartOff.objects.values_list("name", flat=True)) == {"distribution", "editions", "service", "stock"}
    home = client.get("/")
    assert home.status_code == 200 and home.wsgi_request.user == first


@pytest.mark.django_db
def test_afterwards_it_is_not_there_for_anybody():
    first = Client()
    first.post(START, TYPED)
    stranger = Client()
    for client in (first, stranger):
        assert client.get(START).status_code == 404
        assert client.post(START, said(username="second")).status_code == 404
    assert StaffUser.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("kind", "", "Choose the kind of business."),
        ("company_number", "99999908", "99999908 is not a valid company number of Finland."),
        ("vat_number", "SE1", "SE1 is not a valid VAT number."),
        ("postal_code", "1", "1 is not a postal code of Finland."),
        ("account", "FI21 1234 5600 0007 84", "is neither an IBAN nor a bankgiro number."),
        ("password_again", "another one", "The two passwords differ."),
        ("password", "12345678", "too common"),
        ("email", "maija", "Enter a valid email address."),
        ("username", "ma ija", "Enter a valid username."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_rest_stays_as_typed(field: str, typed: str, sentence: str):
    response = Client().post(START, said(**{field: typed}))
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    for kept in {*TYPED} - {field, "password", "password_again", "country", "language", "kind", "currency", "zone"}:
        assert f'value="{TYPED[kept]}"' in html, kept
    assert not StaffUser.objects.exists() and not LegalEntity.objects.exists()


@pytest.mark.django_db
def test_currency_and_zone_follow_from_the_country_unless_they_are_chosen():
    Client().post(START, said(currency="SEK", zone="Europe/Mariehamn"))
    assert LegalEntity.objects.values_list("currency", "zone").get() == ("SEK", "Europe/Mariehamn")


@pytest.mark.django_db
def test_the_page_speaks_the_language_of_the_browser_and_proposes_its_country():
    html = Client().get(START, headers={"Accept-Language": "hu"}).content.decode()
    assert '<html lang="hu"' in html
    assert '<option value="HU" selected>' in html and '<option value="hu" selected>' in html


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_sets_it_up():
    together = threading.Barrier(2)
    came_to: list[Any] = []

    def attempt(name: str) -> None:
        company = {
            name: TYPED[name]
            for name in ("name", "country", "company_number", "vat_number", "street_line", "postal_code", "town", "language")
        } | {"currency": "EUR", "zone": "Europe/Helsinki"}
        somebody = Administrator(username=name, password=PASSWORD, full_name=name, email=f"{name}@apu.example", language="fi")
        together.wait()
        try:
            came_to.append(begin(business="mixed", company=company, account=None, administrator=somebody))
        except CannotBegin as refusal:
            came_to.append(refusal)
        finally:
            connection.close()

    people = [threading.Thread(target=attempt, args=(name,)) for name in ("anna", "berit")]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert sorted(type(outcome).__name__ for outcome in came_to) == ["CannotBegin", "StaffUser"]
    assert (StaffUser.objects.count(), LegalEntity.objects.count(), Business.objects.count()) == (1, 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("publisher", ["Enter a title", "Describe a product", "Set its price"]),
        ("service", ["Describe a product", "Set its price", "Bring in your customers"]),
        ("trade", ["Describe a product", "Set its price", "Bring in your customers"]),
    ],
)
def test_home_says_the_next_three_steps_until_there_is_a_customer(kind: str, steps: list[str]):
    client = Client()
    client.post(START, said(kind=kind, language="en"))

    home = client.get("/")
    assert [str(step.label) for step in home.context["first_steps"]] == steps
    for step in home.context["first_steps"]:
        assert client.get(step.url).status_code == 200

    a_customer()
    assert "What comes next" not in client.get("/").content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_it_is_filled_in_on_a_telephone(page_of):
    page: Page = page_of(None, width=390)
    page.goto("/")
    assert page.url.endswith(START)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_label("Country").select_option("FI")
    page.get_by_label("Service firm").check()
    for label, name in (
        ("Name of the company", "name"),
        ("Company number", "company_number"),
        ("Street and number", "street_line"),
        ("Postal code", "postal_code"),
        ("Town", "town"),
        ("Your name", "full_name"),
        ("E-mail", "email"),
        ("User name", "username"),
    ):
        page.get_by_label(label, exact=True).fill(TYPED[name])
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password once more").fill("a slip")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("The two passwords differ.").first.wait_for()
    assert axe(page) == []
    assert page.get_by_label("Town", exact=True).input_value() == "Tampere"
    assert page.get_by_label("Service firm").is_checked()

    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password once more").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name="What comes next").wait_for()
    assert page.url.rstrip("/").count("/") == 2
    assert axe(page) == []
    page.get_by_role("link", name="Describe a product").click()
    page.get_by_role("heading", name="New product").wait_for()
    assert page.get_by_text("Edition").count() == 0
    assert page.url.endswith(reverse("catalog:new_product"))

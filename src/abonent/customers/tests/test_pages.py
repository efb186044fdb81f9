"""The register's pages in a real browser: usable by everybody, on a desk and on a phone, in light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest

from abonent.customers.entries import Door, Reach
from abonent.customers.models import Customer
from abonent.customers.operations import add_contact_person, add_contact_point, add_temporary_address
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = pytest.mark.browser

LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


@pytest.fixture
def register(transactional_db) -> tuple[Customer, Customer]:
    LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    anna = a_customer(mobile="070-174 06 35", email="anna.lindqvist@example.org")
    door = Door.read(country="SE", code="87010", town="Ängsholmen", street_line="Ängsholmen 3")
    add_temporary_address(
        customer=anna, door=door, begins_on=day("2100-07-01"), ends_on=day("2100-08-01"), actor=None, today=day("2026-02-01")
    )
    company = an_organisation(
        "Bergströms Bygg AB", company_number="556036-0793", street_line="Storgatan 12", email="info@bergstroms.example"
    )
    per = add_contact_person(customer=company, given_name="Per", family_name="Ek", position="Inköpare", actor=None, today=day("2026-02-01"))
    reach = Reach.read("mobile", "070-999 88 77", country="SE")
    add_contact_point(customer=company, reach=reach, contact_person=per, actor=None, today=day("2026-02-01"))
    for number in range(30):
        a_customer("Eva", f"Berg{number:02d}", street_line=f"Storgatan {number + 1}", mobile=f"07012345{number:02d}")
    return anna, company


def addresses_of(anna: Customer, company: Customer) -> list[str]:
    point = anna.contact_points.first()
    assert point is not None
    return [
        "/customers/",
        "/customers/?q=nobody+at+all",
        "/customers/new/",
        f"/customers/{anna.number}/?tab=addresses",
        f"/customers/{anna.number}/?tab=identity",
        f"/customers/{company.number}/?tab=people",
        f"/customers/{anna.number}/identity/",
        f"/customers/{anna.number}/addresses/new/",
        f"/customers/{anna.number}/contacts/new/",
        f"/customers/contacts/{point.pk}/",
        f"/customers/{company.number}/people/new/",
        f"/customers/{anna.number}/?tab=consents",
        f"/customers/{anna.number}/?tab=relations",
        f"/customers/{anna.number}/relations/new/",
        f"/customers/{anna.number}/accounts/new/",
        "/customers/refusals/",
        "/customers/words/",
        "/customers/words/types/new/",
        "/imports/",
        "/imports/new/customers/",
    ]


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_everybody_can_use_every_page_of_the_register(page_as, register, width: int, theme: str):
    page = page_as("manager", width=width, theme=theme)
    wrong = []
    for address in addresses_of(*register):
        answer = page.goto(address)
        assert answer is not None and answer.ok, address
        wrong += [f"{address}: {found}" for found in axe(page)]
        if scrolls_sideways(page):
            wrong.append(f"{address}: scrolls sideways")
    assert wrong == []


@pytest.mark.parametrize("script", [True, False])
def test_the_form_of_a_customer_shows_the_fields_of_its_kind_with_and_without_script(page_as, register, script: bool):
    page = page_as("clerk", script=script)
    page.goto("/customers/new/")
    assert [page.get_by_label(label).is_visible() for label in ("Family name", "Organisation name")] == [True, False]

    page.get_by_label("Organisation", exact=True).check()
    assert [page.get_by_label(label).is_visible() for label in ("Family name", "Organisation name")] == [False, True]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_file_is_read_checked_mended_and_brought_in(page_as, register, settings, tmp_path: Path, width: int, theme: str):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}
    file = tmp_path / "kunder.csv"
    file.write_text(
        "Kundnummer;Vem;Adress;Postnr;Ort;E-post\n1;Åke Öberg;Ängsvägen 3;87131;Norrvik;ake@example.org\n2;Eva Dal;Nygatan 1;871;Norrvik;\n",
        "cp1252",
    )
    page = page_as("manager", width=width, theme=theme)

    page.goto("/imports/new/customers/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label("Vem", exact=True).select_option("name")
    assert axe(page) == []
    page.get_by_role("button", name="Check the rows").click()
    assert page.get_by_text("871 is not a postal code of SE.").is_visible()
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Bring 1 in, leave 1 out").click()

    assert page.get_by_text("The same file again would change nothing.").is_visible()
    assert Customer.objects.filter(family_name="Öberg", addresses__place__street="Ängsvägen").exists()
    assert axe(page) == []

"""Type a number, press Fetch, look, register: and the evidence stands on the customer's page."""

from __future__ import annotations

import pytest

from abonent.connectors.registers.models import RegisterCheck
from abonent.customers.testing import a_customer, an_organisation

pytestmark = pytest.mark.django_db


def test_an_administrator_switches_a_register_on_and_off(server, clerk):
    page = clerk.get("/registers/").content.decode()
    assert page.count("Switch ") >= 4 and "Sweden and Hungary are in no other register here" in page
    page = clerk.post("/registers/switches/vies/", {"on": "1"}, follow=True).content.decode()
    assert "can be asked now" in page and "Switch VIES, European Union off" in page and "/undoing/" in page
    assert "Nothing is sent" in clerk.post("/registers/switches/vies/", {"on": "0"}, follow=True).content.decode()
    assert clerk.post("/registers/switches/other/", {"on": "1"}).status_code == 404


def test_beside_a_new_customer_a_number_fills_the_form(server, clerk, all_on):
    assert "/registers/beside-new-customer/" in clerk.get("/customers/new/").content.decode()
    assert 'name="number"' in clerk.get("/registers/beside-new-customer/").content.decode()
    page = clerk.post("/registers/answers/", {"number": "556036-0793", "of_country": "SE"}, headers={"HX-Request": "true"}).content.decode()
    assert "VAT number valid" in page and "WAPIAAAAZ1x0aQbC" in page
    assert "&quot;organisation_name&quot;: &quot;Norrviks Tryckeri AB&quot;" in page
    assert "&quot;vat_number&quot;: &quot;SE556036079301&quot;" in page


def test_what_cannot_be_fetched_is_said_with_the_cure(server, clerk, all_on):
    page = clerk.post("/registers/answers/", {"number": "12", "of_country": "SE"}).content.decode()
    assert "Check its digits." in page
    server.answer_instead(b"", status=500)
    page = clerk.post("/registers/answers/", {"number": "556036-0793", "of_country": "SE"}).content.decode()
    assert "did not answer. Type the details by hand" in page and "data-fills" not in page


def test_without_a_register_there_is_nothing_beside_the_form_but_the_way_to_switch_one_on(clerk):
    page = clerk.get("/registers/beside-new-customer/").content.decode()
    assert 'name="number"' not in page and "Switch one on" in page


def test_the_customers_page_keeps_the_evidence_and_takes_the_name_over(server, clerk, all_on):
    company = an_organisation("Norrviks Trykeri", vat_number="SE556036079301")
    address = f"/customers/{company.number}/?tab=registers"
    assert "Nobody has asked about this number yet" in clerk.get(address).content.decode()
    page = clerk.post(f"/registers/of-customer/{company.pk}/", follow=True).content.decode()
    assert "WAPIAAAAZ1x0aQbC" in page and "Take over name and numbers" in page
    check = RegisterCheck.objects.get()
    page = clerk.post(f"/registers/of-customer/{company.pk}/{check.pk}/taking-over/", follow=True).content.decode()
    assert "is called as in the register now" in page and "/undoing/" in page
    other = an_organisation()
    assert clerk.post(f"/registers/of-customer/{other.pk}/{check.pk}/taking-over/").status_code == 404


def test_a_customer_without_a_number_is_told_what_is_missing(clerk, all_on):
    assert "has none" in clerk.get(f"/customers/{a_customer().number}/?tab=registers").content.decode()

"""Companies as managers set them up: particulars, accounts, units, number series, kind of business, a second company."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import PartOff, Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.company.models import BankAccount, NumberSeries
from abonent.company.parts import SERVICE
from abonent.company.queries import kind_of_business
from abonent.customers.testing import a_customer
from abonent.desk.company_forms import of_company
from abonent.ledger.models import Account
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.models import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def entity() -> LegalEntity:
    return a_publisher()


@pytest.fixture
def ada(entity: LegalEntity) -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create_user("ada", first_name="Ada", last_name="Berg")
    user.roles.add(Role.objects.get(code="administrator"))
    user.entities.add(entity)
    return user


@pytest.fixture
def desk(ada: StaffUser) -> Client:
    client = Client()
    client.force_login(ada)
    return client


def page_of(client: Client, entity: LegalEntity) -> str:
    return client.get(reverse("desk:company", args=[entity.pk])).content.decode()


def particulars(entity: LegalEntity, **said: str) -> dict[str, Any]:
    facts = of_company(entity)
    return {**facts, **{f"initial-{name}": value for name, value in facts.items()}, **said}


def undo_latest(client: Client) -> str:
    act = Act.objects.exclude(inverse=None).latest("pk")
    return client.post(reverse("runs:undo", args=[act.pk]), follow=True).content.decode()


def test_a_posted_invoice_keeps_the_seller_that_moves_and_a_new_one_bears_the_new_address(desk: Client, entity: LegalEntity):
    anna = a_payer()
    a_charge(anna, "100.00", entity=entity)
    [before] = invoices_of(a_billing(entity))
    address = reverse("desk:company_particulars", args=[entity.pk])
    assert desk.post(address, particulars(entity, street_line="Nya gatan 7")).status_code == 302
    a_charge(anna, "100.00", entity=entity)
    [after] = invoices_of(a_billing(LegalEntity.objects.get()))
    before.refresh_from_db()
    assert (before.seller["street_line"], after.seller["street_line"]) == (entity.street_line, "Nya gatan 7")
    page = page_of(desk, entity)
    assert f"{entity.street_line} → Nya gatan 7" in page
    assert "Ada Berg" in page

    undo_latest(desk)
    assert LegalEntity.objects.get().street_line == entity.street_line


def test_a_number_that_cannot_be_and_a_change_of_somebody_else_are_said(desk: Client, entity: LegalEntity):
    address = reverse("desk:company_particulars", args=[entity.pk])
    wrong = desk.post(address, particulars(entity, company_number="556036-0794"))
    assert (wrong.status_code, "is not a valid company number of Sweden" in wrong.content.decode()) == (422, True)
    seen = particulars(entity, town="Söderby")
    LegalEntity.objects.update(town="Österby")
    late = desk.post(address, seen)
    assert (late.status_code, "Town was changed by somebody else" in late.content.decode()) == (422, True)
    assert LegalEntity.objects.get().town == "Österby"


def test_an_account_is_checked_added_renamed_and_taken_back(desk: Client, entity: LegalEntity):
    address = reverse("desk:new_account", args=[entity.pk])
    said = {
        "name": "Nordea",
        "scheme": "iban",
        "number": "SE35 5000 0000 0549 1000 0003",
        "bic": "",
        "currency": "SEK",
        "on_invoices": "on",
    }
    assert "Check its digits" in desk.post(address, {**said, "number": "SE36 5000 0000 0549 1000 0003"}).content.decode()
    assert desk.post(address, said).status_code == 302
    account = BankAccount.objects.get(name="Nordea")
    assert account.number == "SE3550000000054910000003"
    assert "SE35 5000 0000 0549 1000 0003" in page_of(desk, entity)
    assert "is there already" in desk.post(address, said).content.decode()
    undo_latest(desk)
    assert not BankAccount.objects.filter(name="Nordea").exists()


def test_a_unit_is_added_chosen_for_a_customer_and_stays_once_it_is_in_use(desk: Client, entity: LegalEntity):
    desk.post(reverse("desk:new_unit", args=[entity.pk]), {"name": "South"})
    south = Unit.objects.get()
    again = desk.post(reverse("desk:new_unit", args=[entity.pk]), {"name": "south"})
    assert "There is a unit called south already" in again.content.decode()
    a_customer(unit_id=south.pk)
    assert "1 customer" in page_of(desk, entity)
    assert "is in use already" in undo_latest(desk)
    desk.post(reverse("desk:unit", args=[south.pk]), {"name": "The south", "initial-name": "South"})
    assert Unit.objects.get().name == "The south"


def test_numbers_go_on_without_a_gap_and_another_beginning_is_another_series(desk: Client, entity: LegalEntity):
    series = NumberSeries.objects.get(entity=entity, kind="invoice")
    address = reverse("desk:series", args=[series.pk])
    # Before the first document the former system's numbers are gone on with.
    assert desk.post(address, {"lead": "", "next_number": "5001"}).status_code == 302
    anna = a_payer()
    a_charge(anna, "100.00", entity=entity)
    assert [invoice.document_number for invoice in invoices_of(a_billing(entity))] == ["5001"]
    for number, words in (("5001", "A smaller one would come twice"), ("6000", "without a gap")):
        answer = desk.post(address, {"lead": "", "next_number": number})
        assert (answer.status_code, words in answer.content.decode()) == (422, True)

    assert desk.post(address, {"lead": "2027-", "next_number": "1"}).status_code == 302
    assert "2027-1" in page_of(desk, entity)
    new = NumberSeries.objects.get(prefix="2027-")
    assert new.latest_on == NumberSeries.objects.get(pk=series.pk).latest_on, "days do not go backwards over both"
    used = desk.post(reverse("desk:series", args=[new.pk]), {"lead": "", "next_number": "1"})
    assert "was used before" in used.content.decode()
    undo_latest(desk)
    assert not NumberSeries.objects.filter(prefix="2027-").exists()

    desk.post(address, {"lead": "2027-", "next_number": "1"})
    a_charge(anna, "100.00", entity=entity)
    assert [invoice.document_number for invoice in invoices_of(a_billing(entity))] == ["2027-1"]
    assert "It stays" in undo_latest(desk)


def test_another_kind_of_business_is_looked_at_switched_and_switched_back(desk: Client):
    address = reverse("desk:business")
    assert "Nobody has any more:" in desk.get(address).content.decode()
    desk.post(address, {"kind": SERVICE})
    assert (kind_of_business(), set(PartOff.objects.values_list("name", flat=True))) == (
        SERVICE,
        {"distribution", "editions", "service", "stock"},
    )
    undo_latest(desk)
    assert not PartOff.objects.exists()
    assert "Mixed → Service firm" in desk.get(reverse("desk:companies")).content.decode()


def test_a_second_company_has_books_of_its_own_and_is_seen_by_whoever_added_it(desk: Client, ada: StaffUser, entity: LegalEntity):
    said = {
        "country": "FI", "name": "Pohjola Oy", "company_number": "1572860-0", "vat_number": "", "street_line": "Katu 1",
        "postal_code": "00100", "town": "Helsinki", "language": "fi", "currency": "EUR", "zone": "Europe/Helsinki",
    }  # fmt: skip
    assert desk.post(reverse("desk:new_company"), said).status_code == 302
    added = LegalEntity.objects.get(name="Pohjola Oy")
    assert Account.objects.filter(entity=added).exists()
    assert set(NumberSeries.objects.filter(entity=added).values_list("kind", flat=True)) == {"invoice", "credit_note"}
    assert set(ada.entities.all()) == {entity, added}
    assert (
        "is a company called" in desk.post(reverse("desk:new_company"), said).content.decode()
        or "called Pohjola Oy already" in desk.post(reverse("desk:new_company"), said).content.decode()
    )


def test_a_company_of_others_is_not_there(desk: Client, entity: LegalEntity):
    other = a_publisher("FI")
    unit = Unit.objects.create(entity=other, code="a", name="A")
    series = NumberSeries.objects.filter(entity=other)[0]
    account = BankAccount.objects.filter(entity=other)[0]
    for name, key in (("company", other), ("company_particulars", other), ("unit", unit), ("series", series), ("account", account)):
        assert desk.get(reverse(f"desk:{name}", args=[key.pk])).status_code == 404, name


def test_the_rules_of_countries_are_read_with_day_and_source(desk: Client):
    page = desk.get(reverse("desk:country_rules")).content.decode()
    assert "Lag (2005:59) om distansavtal" in page
    assert "Sweden" in page and "Hungary" in page
    assert "Days to withdraw from a distance sale" in page
    assert "up to 5000.00: 40.00 EUR" in page

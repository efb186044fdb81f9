"""What a clerk does on the register's screens, and what the screens say back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.finding import refresh_search
from abonent.customers.models import Address, ContactPerson, ContactPoint, Customer
from abonent.customers.operations import change_customer
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit import clock
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act

pytestmark = [pytest.mark.django_db, pytest.mark.day, pytest.mark.day]


@pytest.fixture
def clerk() -> Client:
    entity = LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    install_ready_roles()
    user = StaffUser.objects.create_user("clara", "clara@example.org", "not used")
    user.roles.add(Role.objects.get(code="clerk"))
    user.entities.add(entity)
    client = Client()
    client.force_login(user)
    return client


NEW = {
    "kind": "person", "given_name": "Åke", "family_name": "Öberg", "organisation_name": "", "language": "sv", "country": "SE", "national_id": "",
    "company_number": "", "vat_number": "", "invoice_channel": "paper", "payment_terms_days": "", "care_of": "", "street_line": "Ängsvägen 3",
    "postal_code": "87131", "town": "Norrvik", "mobile": "070-174 06 35", "phone": "", "email": "",
}  # fmt: skip


def test_a_caller_is_registered_with_address_and_telephone(clerk: Client):
    answer = clerk.post(reverse("customers:new"), NEW)

    ake = Customer.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("desk:customer", args=[ake.number])
    assert (ake.addresses.get().place.street_line, ake.contact_points.get().normalised) == ("Ängsvägen 3", "+46701740635")
    assert Act.objects.get().actor.username == "clara"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"family_name": "", "given_name": ""}, "Say the family name"),
        ({"kind": "organisation"}, "Say the name of the organisation"),
        ({"postal_code": "871"}, "871 is not a postal code of SE"),
        ({"town": ""}, "Say the town too"),
        ({"mobile": "12"}, "12 is not a telephone number"),
        (
            {"kind": "organisation", "organisation_name": "Ek AB", "company_number": "556036-0794"},
            "556036-0794 is not a valid company number of SE",
        ),
        ({"given_name": "", "family_name": "Bergströms Bygg AB"}, "This looks like an organisation"),
    ],
)
def test_what_cannot_be_read_is_said_and_nobody_is_registered(clerk: Client, wrong: dict[str, str], message: str):
    answer = clerk.post(reverse("customers:new"), {**NEW, **wrong})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Customer.objects.exists()


def identity(customer: Customer, **changed: str) -> dict[str, str]:
    """The form of who a customer is as the browser sends it: what is typed, and beside it what was there when it was opened."""
    names = ("kind", "given_name", "family_name", "organisation_name", "language", "country", "national_id", "company_number", "vat_number")
    there = {name: getattr(customer, name) for name in names} | {"invoice_channel": customer.invoice_channel, "payment_terms_days": ""}
    return {**{f"initial-{name}": value for name, value in there.items()}, **there, **changed}


def test_two_clerks_who_change_one_name_are_shown_both(clerk: Client):
    anna = a_customer()
    form = identity(anna, family_name="Berg")
    change_customer(
        customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Öberg"}, actor=None, today=anna.created_at.date()
    )

    answer = clerk.post(reverse("customers:edit", args=[anna.number]), form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Changed by somebody else meanwhile" in page
    assert all(name in page for name in ("Lindqvist", "Berg", "Öberg"))
    anna.refresh_from_db()
    assert anna.family_name == "Öberg"


def test_two_clerks_who_change_different_fields_do_not_disturb_each_other(clerk: Client):
    anna = a_customer()
    form = identity(anna, invoice_channel="email", payment_terms_days="20")
    change_customer(
        customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Öberg"}, actor=None, today=anna.created_at.date()
    )

    assert clerk.post(reverse("customers:edit", args=[anna.number]), form).status_code == 302

    anna.refresh_from_db()
    assert (anna.family_name, anna.invoice_channel, anna.payment_terms_days) == ("Öberg", "email", 20)


def test_a_move_from_today_is_offered_to_be_undone(clerk: Client):
    anna = a_customer()
    today = clock.today("Europe/Stockholm")
    form = {"lasts": "permanent", "kind": "delivery", "begins_on": today.isoformat(), "street_line": "Nygatan 5", "postal_code": "111 22", "town": "Stockholm",
            "country": "SE", "care_of": "", "latest_on": ""}  # fmt: skip

    clerk.post(reverse("customers:new_address", args=[anna.number]), form)

    assert anna.addresses.valid_on(today).get().place.street == "Nygatan"
    next_page = clerk.get(reverse("customers:list")).content.decode()
    assert reverse("runs:undo", args=[Act.objects.latest("pk").pk]) in next_page


def test_an_address_for_a_while_includes_the_last_day_that_was_said(clerk: Client):
    anna = a_customer()
    first = clock.today("Europe/Stockholm") + timedelta(days=10)
    form = {"lasts": "temporary", "kind": "delivery", "begins_on": first.isoformat(), "latest_on": (first + timedelta(days=6)).isoformat(),
            "street_line": "Ängsholmen 3", "postal_code": "87010", "town": "Ängsholmen", "country": "SE", "care_of": ""}  # fmt: skip

    clerk.post(reverse("customers:new_address", args=[anna.number]), form)

    address = Address.objects.get(temporary=True)
    assert (address.during.lower, address.during.upper) == (first, first + timedelta(days=7))
    clerk.post(reverse("customers:end_address", args=[address.pk]))
    assert not Address.objects.filter(temporary=True).exists()


@pytest.mark.parametrize(("typed", "days_ahead"), [("3w", 21), ("10d", 10)])
def test_days_of_an_address_are_typed_as_people_say_them(clerk: Client, typed: str, days_ahead: int):
    anna = a_customer()
    form = {"lasts": "permanent", "kind": "delivery", "begins_on": typed, "latest_on": "", "street_line": "Nygatan 5", "postal_code": "111 22",
            "town": "Stockholm", "country": "SE", "care_of": ""}  # fmt: skip

    clerk.post(reverse("customers:new_address", args=[anna.number]), form)

    assert anna.addresses.get(place__street="Nygatan").during.lower == clock.today("Europe/Stockholm") + timedelta(days=days_ahead)


def test_what_was_typed_of_the_other_kind_is_left_out(clerk: Client):
    clerk.post(reverse("customers:new"), {**NEW, "kind": "organisation", "organisation_name": "Öberg & Ek AB"})

    company = Customer.objects.get()
    assert (company.name, company.given_name, company.family_name) == ("Öberg & Ek AB", "", "")


def test_an_address_for_a_while_needs_a_last_day(clerk: Client):
    anna = a_customer()
    form = {"lasts": "temporary", "kind": "delivery", "begins_on": "2100-01-01", "latest_on": "", "street_line": "", "postal_code": "87010",
            "town": "Ängsholmen", "country": "SE", "care_of": ""}  # fmt: skip
    answer = clerk.post(reverse("customers:new_address", args=[anna.number]), form)
    assert (answer.status_code, "Say the last day" in answer.content.decode()) == (422, True)


def test_contacts_are_added_corrected_preferred_and_removed(clerk: Client):
    anna = a_customer(mobile="070-174 06 35")

    clerk.post(reverse("customers:new_contact", args=[anna.number]), {"kind": "mobile", "value": "070-174 06 36"})
    first, second = anna.contact_points.order_by("pk")
    clerk.post(reverse("customers:prefer_contact", args=[first.pk]))
    clerk.post(reverse("customers:edit_contact", args=[second.pk]), {"kind": "phone", "value": "08-465 004 21"})
    assert [(point.kind, point.normalised, point.preferred) for point in anna.contact_points.order_by("pk")] == [
        ("mobile", "+46701740635", True),
        ("phone", "+46846500421", False),
    ]

    clerk.post(reverse("customers:remove_contact", args=[first.pk]))
    assert ContactPoint.objects.count() == 1


def test_a_contact_that_cannot_be_read_is_refused_at_its_field(clerk: Client):
    anna = a_customer()
    answer = clerk.post(reverse("customers:new_contact", args=[anna.number]), {"kind": "email", "value": "anna@"})
    assert (answer.status_code, "anna@ is not an e-mail address" in answer.content.decode()) == (422, True)


def test_people_who_speak_for_an_organisation_are_named_and_reached(clerk: Client):
    company = an_organisation()
    clerk.post(
        reverse("customers:new_person", args=[company.number]),
        {"given_name": "Per", "family_name": "Ek", "position": "Inköpare", "language": ""},
    )
    per = ContactPerson.objects.get()

    clerk.post(
        reverse("customers:new_contact", args=[company.number]), {"kind": "mobile", "value": "070-174 06 35", "contact_person": per.pk}
    )
    clerk.post(
        reverse("customers:edit_person", args=[per.pk]), {"given_name": "Per", "family_name": "Eklund", "position": "", "language": "fi"}
    )
    panel = clerk.get(reverse("customers:people_panel", args=[company.pk])).content.decode()
    assert "Per Eklund" in panel
    assert "070-174 06 35" in panel

    clerk.post(reverse("customers:remove_person", args=[per.pk]))
    assert not ContactPoint.objects.exists()


def test_the_list_finds_sorts_and_filters(clerk: Client):
    a_customer("Åke", "Öberg", street_line="Ängsvägen 3")
    a_customer("Eva", "Zorn", town="Sundby")
    an_organisation("Bergströms Bygg AB")

    def names(query: str) -> list[str]:
        page = clerk.get(reverse("customers:list") + query).context["page"]
        return [strip_tags(row.cells[0]) for row in page.rows]

    StaffUser.objects.update(language="sv")
    assert names("") == ["Bergströms Bygg AB", "Zorn, Eva", "Öberg, Åke"]
    assert names("?q=oberg+angsv") == ["Öberg, Åke"]
    assert names("?kind=organisation") == ["Bergströms Bygg AB"]
    assert names("?town=sund") == ["Zorn, Eva"]
    assert names("?has_email=yes") == []


def test_the_list_knows_what_there_is_of_a_customer(clerk: Client):
    eva = a_customer("Eva", "Zorn", email="eva@example.org", mobile="070-174 06 35")
    firm = an_organisation("Bergströms Bygg AB", street_line="Storgatan 12")
    per = ContactPerson.objects.create(customer=firm, family_name="Ek")
    ContactPoint.objects.create(customer=firm, contact_person=per, kind="email", value="per@example.org", normalised="per@example.org")
    refresh_search([firm.pk])

    def numbers(query: str) -> list[int]:
        return [row.number for row in clerk.get(reverse("customers:list") + query).context["page"].slice.rows]

    assert numbers("?has_email=yes") == numbers("?has_mobile=yes") == [eva.number]
    assert numbers("?has_email=no") == numbers("?has_mobile=no") == [firm.number]
    assert numbers("?has_address=no") == numbers("?town_how=empty") == []
    Address.objects.filter(customer=eva).delete()
    refresh_search([eva.pk])
    assert numbers("?has_address=no") == numbers("?town_how=empty") == [eva.number]


def test_a_clerk_who_may_not_import_is_not_offered_it(clerk: Client):
    assert reverse("imports:new", args=["customers"]) not in clerk.get(reverse("customers:list")).content.decode()
    assert clerk.get(reverse("imports:list")).status_code == 403

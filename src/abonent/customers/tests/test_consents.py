"""Who may be contacted how: what customers say, what the law asks, what registers hold, and how a clerk notes it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import CLERK, MANAGER
from abonent.customers.contacting import may_be_contacted, way_parameters, ways_to_contact
from abonent.customers.models import Consent, Customer, RefusalRegister, RefusedContact
from abonent.customers.operations import CannotImportRefusals, import_refusals, merge_customers, note_consent
from abonent.customers.rules.contacting import WAYS, Way
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit import statements
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")


def reason(customer: Customer, channel: str, purpose: str = "marketing") -> tuple[bool, str]:
    found = may_be_contacted(customer, channel=channel, purpose=purpose, today=TODAY)
    return found.allowed, found.reason


def says(customer: Customer, said: str, channel: str = "telephone", purpose: str = "marketing") -> Consent:
    return note_consent(customer=customer, channel=channel, purpose=purpose, said=said, source="telephone", actor=None, today=TODAY)


def register_of(*numbers: str, as_of: date = TODAY) -> RefusalRegister:
    return import_refusals(name="NIX", holds="telephone", country="SE", lines=numbers, as_of=as_of, actor=None, today=TODAY)


def reached(**said: str) -> Customer:
    return a_customer(mobile="070-174 06 35", email="anna@example.org", **said)


def test_who_was_never_asked_gets_letters_and_calls_but_no_electronic_offers():
    anna = reached()
    assert [reason(anna, channel) for channel in ("mail", "telephone", "email", "sms")] == [
        (True, "not_refused"), (True, "not_refused"), (False, "not_asked"), (False, "not_asked"),
    ]  # fmt: skip
    assert reason(anna, "email", "service") == (True, "not_refused")


def test_a_person_in_poland_is_called_only_if_he_agreed_an_organisation_until_it_refuses():
    jan = a_customer("Jan", "Kowalski", country="PL", language="pl", postal_code="00-001", town="Warszawa", mobile="501 234 567")
    firm = an_organisation("Firma", country="PL", language="pl", postal_code="00-001", town="Warszawa", mobile="501 234 568")
    assert (reason(jan, "telephone"), reason(firm, "telephone")) == ((False, "not_asked"), (True, "not_refused"))
    says(jan, "given")
    assert reason(jan, "telephone") == (True, "given")


def test_the_latest_word_counts_and_the_former_stays():
    anna = reached()
    says(anna, "given", "email")
    assert reason(anna, "email") == (True, "given")
    says(anna, "withdrawn", "email")
    assert reason(anna, "email") == (False, "withdrawn")
    assert list(anna.consents.order_by("pk").values_list("said", flat=True)) == ["given", "withdrawn"]


def test_what_was_said_is_never_overwritten():
    says(reached(), "given")
    with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
        Consent.objects.update(said="withdrawn")


def test_undoing_a_consent_leaves_it_as_if_nobody_had_asked():
    anna = reached()
    says(anna, "given", "email")
    undo_act(act=Act.objects.latest("id"), actor=None, today=TODAY)
    assert reason(anna, "email") == (False, "not_asked")


def test_who_stands_in_a_register_gets_no_offers_there_unless_he_agreed_himself():
    anna = reached()
    register_of("0701740635", "not a number", "+46 70 174 06 35")
    assert RefusedContact.objects.count() == 1
    assert (reason(anna, "telephone"), reason(anna, "telephone", "research"), reason(anna, "mail")) == (
        (False, "on_register"), (True, "not_refused"), (True, "not_refused"),
    )  # fmt: skip
    says(anna, "given")
    assert reason(anna, "telephone") == (True, "given")


def test_a_newer_file_takes_the_place_of_the_older_and_never_the_other_way_round():
    register_of("0701740635")
    register_of("0701740636", as_of=day("2026-02-02"))
    assert list(RefusedContact.objects.values_list("normalised", flat=True)) == ["+46701740636"]
    with pytest.raises(CannotImportRefusals, match="older"):
        register_of("0701740635")
    with pytest.raises(CannotImportRefusals, match="No line"):
        register_of("rubbish", as_of=day("2026-02-03"))
    assert RefusedContact.objects.count() == 1


def test_without_number_or_address_nobody_can_be_contacted():
    nobody = a_customer(street_line="", postal_code="", town="")
    assert {one.reason for one in ways_to_contact(nobody, today=TODAY)} == {"no_contact"}


def test_a_refusal_said_under_one_record_counts_for_the_merged_customer():
    kept, merged = reached(), a_customer("Ana")
    says(merged, "withdrawn", "mail")
    merge_customers(kept=kept, merged=merged, actor=None, today=TODAY)
    assert reason(kept, "mail") == (False, "withdrawn")


def test_many_customers_are_asked_in_one_statement():
    anna, eva = reached(), a_customer("Eva")
    says(eva, "withdrawn", "mail")
    ways = [Way(channel="mail", purpose="marketing")]
    rows = statements.rows(
        "customers/contactable", source="customers/contacted_customers", customer_ids=[anna.pk, eva.pk], today=TODAY, **way_parameters(ways)
    )
    assert [(row.customer_id, row.allowed) for row in rows] == [(anna.pk, True), (eva.pk, False)]
    assert len(ways_to_contact(anna, today=TODAY)) == len(WAYS) == 16


def signed_in(role: str) -> Client:
    install_ready_roles()
    client = Client()
    client.force_login(take_on_staff(username=role, password="not used", full_name="Clara Dahl", roles=[role], entities=[]))
    return client


def test_one_click_notes_what_the_caller_says_and_offers_to_undo_it():
    clerk, anna = signed_in(CLERK), reached()

    clerk.post(
        reverse("customers:note_consent", args=[anna.number]),
        {"purpose": "marketing", "channel": "email", "said": "given", "source": "telephone"},
    )

    said = Consent.objects.get()
    assert (said.said, said.noted_by.username) == ("given", CLERK)
    page = clerk.get(reverse("desk:customer", args=[anna.number]) + "?tab=consents").content.decode()
    assert "has agreed" in page
    assert "on the telephone" in page
    assert reverse("runs:undo", args=[Act.objects.latest("pk").pk]) in page


def test_a_manager_brings_a_register_in_from_a_file():
    manager = signed_in(MANAGER)
    form = {"name": "NIX", "holds": "telephone", "country": "SE", "as_of": "2026-01-15"}

    manager.post(reverse("customers:refusals"), {**form, "file": SimpleUploadedFile("nix.txt", b"0701740635\n08-465 004 21\n")})

    register = RefusalRegister.objects.get()
    assert (register.as_of, register.contacts) == (day("2026-01-15"), 2)
    assert "NIX" in manager.get(reverse("customers:refusals")).content.decode()
    assert signed_in(CLERK).get(reverse("customers:refusals")).status_code == 403

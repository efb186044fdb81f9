"""What a clerk writes stands at once where colleagues read it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.correspondence.models import Interaction
from abonent.correspondence.testing import a_call, a_note
from abonent.customers.models import ContactPerson, Customer
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit import clock
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db


def a_colleague(username: str, role: str, entity: LegalEntity) -> StaffUser:
    user = StaffUser.objects.create_user(username, first_name=username.capitalize(), last_name="Berg")
    user.roles.add(Role.objects.get(code=role))
    user.entities.add(entity)
    return user


@pytest.fixture
def entity() -> LegalEntity:
    install_ready_roles()
    return LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip


@pytest.fixture
def clara(entity) -> StaffUser:
    return a_colleague("clara", "clerk", entity)


@pytest.fixture
def clerk(clara) -> Client:
    client = Client()
    client.force_login(clara)
    return client


def record(client: Client, customer: Customer, **said):
    swapped = {"HX-Request": "true", "HX-Target": "composer"} if said.pop("swap", False) else {}
    return client.post(reverse("correspondence:record", args=[customer.pk]), {"way": "note", "result": "", **said}, headers=swapped)


def test_without_script_a_note_is_kept_and_the_customers_page_shows_it(clerk, clara):
    anna = a_customer()
    answer = record(clerk, anna, body="Speak slowly")
    assert (answer.status_code, answer["Location"]) == (302, f"/customers/{anna.number}/?tab=timeline")
    page = clerk.get(answer["Location"]).content.decode()
    assert "Speak slowly" in page
    assert "The note is kept." in page
    assert Interaction.objects.get().recorded_by == clara


def test_with_script_notes_and_timeline_come_back_at_once_with_the_way_to_undo(clerk):
    anna = a_customer()
    answer = record(clerk, anna, body="Wants a pause", way="call-in", result="settled", swap=True)
    text = answer.content.decode()
    assert answer.headers["HX-Trigger"] == "contacted"
    assert "Wants a pause" in text
    assert "/undoing/" in text
    assert text.index('id="composer"') < text.index('id="panel-notes"') < text.index('id="timeline"')
    call = Interaction.objects.get()
    assert (call.kind, call.direction, call.result) == ("call", "in", "settled")


def test_the_strip_says_when_how_and_by_whom_the_last_contact_was(clerk, clara):
    anna = a_customer()
    assert "None yet" in clerk.get(f"/customers/{anna.number}/").content.decode()
    a_call(anna, "Asked about the bill", by=clara)
    page = " ".join(clerk.get(f"/customers/{anna.number}/").content.decode().split())
    assert "Last contact" in page
    assert "Call, Clara" in page


def test_a_result_chosen_before_it_became_a_note_is_not_kept(clerk):
    anna = a_customer()
    record(clerk, anna, body="Sounds tired", result="settled")
    assert Interaction.objects.get().result == ""


def test_nothing_typed_is_said_at_the_form_and_nothing_is_kept(clerk):
    anna = a_customer()
    for swap in (True, False):
        answer = record(clerk, anna, body=" ", swap=swap)
        assert (answer.status_code, "Write what was said" in answer.content.decode()) == (422, True)
    assert not Interaction.objects.exists()


def test_only_the_organisations_own_people_are_offered_and_taken(clerk):
    company, other = an_organisation(), an_organisation()
    per = ContactPerson.objects.create(customer=company, family_name="Ek")
    foreign = ContactPerson.objects.create(customer=other, family_name="Zorn")
    assert record(clerk, company, body="Ordered five", way="call-in", contact_person=foreign.pk).status_code == 422
    record(clerk, company, body="Ordered five", way="call-in", contact_person=per.pk)
    assert Interaction.objects.get().contact_person == per


def test_an_entry_is_read_corrected_pinned_and_removed(clerk, clara):
    note = a_note(a_customer(), "Hard of haering", by=clara)
    clerk.post(f"{note.url}correction/", {"way": "note", "body": "Hard of hearing", "subject": "", "result": ""})
    clerk.post(f"{note.url}pin/")
    page = clerk.get(note.url).content.decode()
    assert "Hard of hearing" in page
    assert "Unpin" in page
    clerk.post(f"{note.url}unpinning/")
    note.refresh_from_db()
    assert note.pinned_at is None
    answer = clerk.post(f"{note.url}removal/")
    assert not Interaction.objects.exists()
    assert "/undoing/" in clerk.get(answer["Location"]).content.decode()


def test_a_colleagues_entry_can_be_followed_up_but_not_changed(clerk, clara, entity):
    johan = a_colleague("johan", "service", entity)
    call = a_call(a_customer(), "Paper missing", by=johan)
    assert "Correct" not in clerk.get(call.url).content.decode()
    refused = clerk.post(f"{call.url}correction/", {"way": "note", "body": "Nothing missing", "subject": "", "result": ""})
    assert (refused.status_code, "Only who wrote this can change it" in refused.content.decode()) == (422, True)
    assert clerk.post(f"{call.url}removal/")["Location"] == call.url

    record(clerk, call.customer, body="Carrier asked", follows=call.pk)
    follow_up = Interaction.objects.latest("pk")
    assert "Paper missing" in clerk.get(follow_up.url).content.decode()


def test_an_auditor_reads_and_does_not_write(entity):
    auditor = Client()
    auditor.force_login(a_colleague("astrid", "auditor", entity))
    anna = a_customer()
    a_note(anna, "Speak slowly")
    page = auditor.get(f"/customers/{anna.number}/").content.decode()
    assert "Speak slowly" in page
    assert 'id="composer"' not in page
    assert record(auditor, anna, body="Speak fast").status_code == 403


def test_the_timeline_is_a_page_without_script_and_a_fragment_with_it(clerk, clara):
    anna = a_customer()
    a_note(anna, "Speak slowly", by=clara)
    address = reverse("correspondence:timeline", args=[anna.pk])
    assert "<html" in clerk.get(address).content.decode()
    swapped = clerk.get(address + "?show=notes", headers={"HX-Request": "true", "HX-Target": "timeline"}).content.decode()
    assert "<html" not in swapped
    assert 'aria-current="true"' in swapped
    assert "Speak slowly" in swapped
    assert "Speak slowly" in clerk.get(address + "?show=nothing").content.decode()


def test_contacts_are_found_again_by_words_kind_author_customer_and_day(clerk, clara, entity):
    johan = a_colleague("johan", "service", entity)
    anna, eva = a_customer(), a_customer("Eva", "Zorn")
    long_ago = clock.now() - timedelta(days=40)
    a_note(anna, "Sommarstugan på Ängsholmen hela augusti", by=clara, at=long_ago)
    a_call(anna, "Undrar över fakturan", by=johan, result="call_back")
    a_call(eva, "Tidningen kom inte fram", by=clara)

    def found(query: str) -> set[str]:
        page = clerk.get(reverse("correspondence:list") + query).content.decode()
        return {word for word in ("Sommarstugan", "Undrar", "Tidningen") if word in page}

    assert found("") == {"Sommarstugan", "Undrar", "Tidningen"}
    assert found("?q=angsholmen+sommar") == {"Sommarstugan"}
    assert found("?q=100%25") == set()
    assert found("?kind=call") == {"Undrar", "Tidningen"}
    assert found("?result=call_back") == {"Undrar"}
    assert found(f"?by={johan.pk}") == {"Undrar"}
    assert found(f"?customer={eva.number}") == {"Tidningen"}
    assert found("?customer=zorn") == {"Tidningen"}
    today = clock.today("Europe/Stockholm")
    assert found(f"?at_from={today.isoformat()}") == {"Undrar", "Tidningen"}

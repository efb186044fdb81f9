"""What happened outside the product, written down afterwards; and found again by its words."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.correspondence.entries import Entry
from abonent.correspondence.models import Interaction
from abonent.correspondence.operations import CannotRecord, record_interaction
from abonent.correspondence.search import find
from abonent.correspondence.testing import a_note
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db


@pytest.fixture
def clara() -> StaffUser:
    entity = LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    install_ready_roles()
    user = StaffUser.objects.create_user("clara", first_name="Clara", last_name="Berg")
    user.roles.add(Role.objects.get(code="clerk"))
    user.entities.add(entity)
    return user


def written(clara: StaffUser, customer: Customer, **said: str):
    client = Client()
    client.force_login(clara)
    return client.post(
        reverse("correspondence:record", args=[customer.pk]), {"way": "note", "result": "", **said}, headers={"HX-Request": "true"}
    )


def test_a_call_of_yesterday_stands_on_its_day(clara):
    anna = a_customer()
    written(clara, anna, way="call-in", body="Wants the weekend paper", at="yesterday 14:30")
    call = Interaction.objects.get()
    yesterday = clock.today("Europe/Stockholm") - timedelta(days=1)
    assert f"{call.happened_at.astimezone(ZoneInfo('Europe/Stockholm')):%Y-%m-%d %H:%M}" == f"{yesterday} 14:30"
    assert call.recorded_at > call.happened_at


@pytest.mark.parametrize(("typed", "says"), [("2099-01-01 9:00", "still to come"), ("soon", "is not a day and time")])
def test_what_is_to_come_or_no_moment_is_refused_in_words(clara, typed: str, says: str):
    answer = written(clara, a_customer(), way="call-in", body="Wants the weekend paper", at=typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Interaction.objects.exists()


def test_the_operation_itself_takes_nothing_from_the_future(clara):
    with pytest.raises(CannotRecord):
        record_interaction(
            customer=a_customer(), entry=Entry(kind="call", direction="in", body="x"), actor=clara, today=clock.today("Europe/Stockholm"),
            at=clock.now() + timedelta(minutes=5),
        )  # fmt: skip


@pytest.mark.parametrize("way", ["mail-in", "mail-out", "sms-in", "sms-out", "letter-in", "letter-out", "meeting"])
def test_what_went_outside_is_written_down_with_its_kind_and_direction(clara, way: str):
    written(clara, a_customer(), way=way, body="Sent him the price list")
    kind, _dash, direction = way.partition("-")
    assert (Interaction.objects.get().kind, Interaction.objects.get().direction) == (kind, direction)


def test_the_search_box_finds_what_was_said_and_shows_where(clara):
    anna = a_customer()
    a_note(anna, "The dog bites: leave the paper at the Ängsvägen gate, never at the door", by=clara)
    a_note(anna, "Something else", by=clara)

    hits = find("angsvagen gate", clara, 8)

    assert [hit.label for hit in hits] == ["Note, Anna Lindqvist"]
    assert "Ängsvägen gate" in hits[0].why
    assert find("an", clara, 8) == find("0701", clara, 8) == []


def test_the_search_box_shows_nothing_of_customers_whom_the_viewer_does_not_see(clara):
    a_note(a_customer(), "The dog bites", by=clara)
    clara.reach = StaffUser.Reach.OWN
    clara.save()
    assert find("dog bites", StaffUser.objects.get(pk=clara.pk), 8) == []

"""Registering, changing, moving, reaching: what the register says afterwards, and what it refuses."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from abonent.access.models import StaffUser
from abonent.customers.entries import CannotRead, Door, Reach
from abonent.customers.models import Address, ContactPoint, Customer, Place
from abonent.customers.operations import (
    CannotChange,
    CannotPlace,
    add_contact_person,
    add_contact_point,
    add_temporary_address,
    change_address,
    change_contact_point,
    change_customer,
    create_customer,
    end_temporary_address,
    prefer_contact_point,
    remove_contact_point,
)
from abonent.customers.queries import strip
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit.edits import ChangedMeanwhile
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.day, pytest.mark.day]

TODAY = day("2026-02-01")
STORGATAN = Door.read(country="SE", code="871 32", town="Norrvik", street_line="Storgatan 1")
SUMMER_HOUSE = Door.read(country="SE", code="870 10", town="Ängsholmen", street_line="Ängsholmen 3")


def doors(customer: Customer) -> list[tuple[str, str, str]]:
    return [
        (address.place.street_line, str(address.during.lower), str(address.during.upper))
        for address in customer.addresses.order_by("during", "temporary")
    ]


def test_a_customer_stands_for_himself_and_has_a_number():
    anna, eva = a_customer("Anna"), a_customer("Eva")

    assert anna.canonical_id == anna.pk
    assert eva.number > anna.number
    assert (anna.name, anna.list_name) == ("Anna Lindqvist", "Lindqvist, Anna")


def test_a_hungarian_is_called_by_the_family_name_first():
    assert a_customer("Erzsébet", "Szabó", language="hu").name == "Szabó Erzsébet"


def test_a_customer_without_a_name_is_refused():
    with pytest.raises(CannotChange, match="needs a name"):
        create_customer(language="sv", country="SE", given_name=" ", actor=None, today=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Customer.objects.create(language="sv", country="SE")


def test_a_company_number_with_a_wrong_check_digit_is_refused_at_its_field():
    with pytest.raises(CannotRead) as refused:
        an_organisation(company_number="556036-0794")
    assert refused.value.field == "company_number"


def test_two_colleagues_change_different_fields_and_both_are_kept():
    anna = a_customer()
    seen = {"family_name": "Lindqvist", "language": "sv"}

    change_customer(customer=anna, seen=seen, wanted={**seen, "family_name": "Öberg"}, actor=None, today=TODAY)
    change_customer(customer=anna, seen=seen, wanted={**seen, "language": "fi"}, actor=None, today=TODAY)

    anna.refresh_from_db()
    assert (anna.family_name, anna.language, anna.version) == ("Öberg", "fi", 3)


def test_the_second_change_of_one_field_is_refused_and_shown_both():
    anna = a_customer()
    seen = {"family_name": "Lindqvist"}
    change_customer(customer=anna, seen=seen, wanted={"family_name": "Öberg"}, actor=None, today=TODAY)

    with pytest.raises(ChangedMeanwhile) as refused:
        change_customer(customer=anna, seen=seen, wanted={"family_name": "Berg"}, actor=None, today=TODAY)

    assert refused.value.conflicts == {"family_name": ("Lindqvist", "Berg", "Öberg")}


def test_who_moves_leaves_the_old_address_on_the_day_the_new_one_begins():
    anna = a_customer()

    change_address(customer=anna, door=STORGATAN, begins_on=day("2026-03-01"), actor=None, today=TODAY)

    assert doors(anna) == [("Strandvägen 14 B", "2026-01-01", "2026-03-01"), ("Storgatan 1", "2026-03-01", "None")]


def test_an_address_before_a_planned_move_lasts_until_that_move():
    anna = a_customer()
    change_address(customer=anna, door=STORGATAN, begins_on=day("2026-06-01"), actor=None, today=TODAY)

    change_address(customer=anna, door=SUMMER_HOUSE, begins_on=day("2026-03-01"), actor=None, today=TODAY)

    assert doors(anna) == [
        ("Strandvägen 14 B", "2026-01-01", "2026-03-01"),
        ("Ängsholmen 3", "2026-03-01", "2026-06-01"),
        ("Storgatan 1", "2026-06-01", "None"),
    ]


def test_an_address_corrected_on_its_first_day_is_no_move():
    anna = a_customer(registered_on=TODAY)

    change_address(customer=anna, door=STORGATAN, begins_on=TODAY, actor=None, today=TODAY)

    assert doors(anna) == [("Storgatan 1", "2026-02-01", "None")]


def test_a_temporary_address_beats_the_permanent_one_for_its_days():
    anna = a_customer()

    add_temporary_address(customer=anna, door=SUMMER_HOUSE, begins_on=day("2026-07-01"), ends_on=day("2026-08-01"), actor=None, today=TODAY)

    assert anna.addresses.valid_on(day("2026-07-31")).beating_first()[0].place.street == "Ängsholmen"
    assert anna.addresses.valid_on(day("2026-08-01")).beating_first()[0].place.street == "Strandvägen"
    assert strip(anna, today=day("2026-07-15")).temporary_address is not None


def test_two_temporary_addresses_at_a_time_are_refused():
    anna = a_customer()
    add_temporary_address(customer=anna, door=SUMMER_HOUSE, begins_on=day("2026-07-01"), ends_on=day("2026-08-01"), actor=None, today=TODAY)

    with pytest.raises(CannotPlace, match="already"):
        add_temporary_address(
            customer=anna, door=STORGATAN, begins_on=day("2026-07-20"), ends_on=day("2026-08-10"), actor=None, today=TODAY
        )


def test_the_database_itself_refuses_addresses_that_overlap():
    anna = a_customer()
    place = Place.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Address.objects.create(customer=anna, place=place, kind="delivery", during=(day("2026-05-01"), None))


def test_a_temporary_address_ends_today_or_is_taken_away():
    anna = a_customer()
    address = add_temporary_address(
        customer=anna, door=SUMMER_HOUSE, begins_on=day("2026-07-01"), ends_on=day("2026-08-01"), actor=None, today=TODAY
    )

    end_temporary_address(address=address, actor=None, today=day("2026-07-10"))
    address.refresh_from_db()
    assert address.during.upper == day("2026-07-10")

    later = add_temporary_address(
        customer=anna, door=SUMMER_HOUSE, begins_on=day("2026-09-01"), ends_on=day("2026-10-01"), actor=None, today=TODAY
    )
    end_temporary_address(address=later, actor=None, today=TODAY)
    assert not Address.objects.filter(pk=later.pk).exists()


def test_an_address_cannot_begin_in_the_past():
    with pytest.raises(CannotPlace, match="past"):
        change_address(customer=a_customer(), door=STORGATAN, begins_on=day("2026-01-15"), actor=None, today=TODAY)


def test_neighbours_behind_one_door_share_the_place_however_it_is_spelt():
    a_customer("Anna", street_line="Strandvägen 14 B")
    a_customer("Sven", street_line="STRANDVÄGEN 14b", postal_code="87131", town="NORRVIK")

    assert Place.objects.count() == 1


def test_the_latest_telephone_is_the_preferred_one_and_the_former_stays():
    anna = a_customer(mobile="070-174 06 35")

    add_contact_point(customer=anna, reach=Reach.read("mobile", "070-174 06 36", country="SE"), actor=None, today=TODAY)

    assert [(point.normalised, point.preferred) for point in anna.contact_points.order_by("id")] == [
        ("+46701740635", False),
        ("+46701740636", True),
    ]
    assert strip(anna, today=TODAY).telephone == "070-174 06 36"


def test_a_telephone_corrected_into_one_that_is_there_leaves_one():
    anna = a_customer(mobile="070-174 06 35")
    wrong = add_contact_point(customer=anna, reach=Reach.read("mobile", "070-174 06 36", country="SE"), actor=None, today=TODAY)

    change_contact_point(contact_point=wrong, reach=Reach.read("mobile", "0701740635", country="SE"), actor=None, today=TODAY)

    assert [(point.normalised, point.preferred) for point in anna.contact_points.all()] == [("+46701740635", True)]


def test_when_the_preferred_telephone_goes_another_takes_its_place():
    anna = a_customer(mobile="070-174 06 35")
    latest = add_contact_point(customer=anna, reach=Reach.read("mobile", "070-174 06 36", country="SE"), actor=None, today=TODAY)

    remove_contact_point(contact_point=latest, actor=None, today=TODAY)

    assert ContactPoint.objects.get().preferred


def test_a_contact_person_has_telephones_of_his_own():
    company = an_organisation()
    per = add_contact_person(customer=company, given_name="Per", family_name="Ek", position="Purchaser", actor=None, today=TODAY)

    add_contact_point(
        customer=company, reach=Reach.read("mobile", "070-174 06 35", country="SE"), contact_person=per, actor=None, today=TODAY
    )

    assert per.contact_points.count() == 1
    assert strip(company, today=TODAY).telephone == ""


def test_history_says_who_changed_what_when_and_why():
    clara = StaffUser.objects.create_user("clara", "clara@example.org", "not used")
    anna = a_customer()

    change_customer(
        customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Öberg"}, actor=clara, today=TODAY, reason="married"
    )

    created, before, changed = anna.events.order_by("pgh_id")
    assert (created.pgh_label, created.family_name) == ("created", "Lindqvist")
    assert (before.pgh_label, before.family_name) == ("before", "Lindqvist")
    assert (changed.pgh_label, changed.family_name) == ("changed", "Öberg")
    assert changed.pgh_context.metadata == {"actor": clara.pk, "verb": "change_customer", "reason": "married"}


def test_what_a_run_changes_leaves_no_history_of_its_own():
    anna = a_customer()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', '7', true)")
        Customer.objects.filter(pk=anna.pk).update(language="fi")
        cursor.execute("SELECT set_config('abonent.run', '', true)")
    assert anna.events.count() == 1

    Customer.objects.filter(pk=anna.pk).update(language="pl")
    assert [version.language for version in anna.events.order_by("pgh_id")] == ["sv", "fi", "pl"]


def undo_latest() -> None:
    undo_act(act=Act.objects.latest("id"), actor=None, today=TODAY)


def test_a_change_of_name_can_be_undone():
    anna = a_customer()
    change_customer(customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Öberg"}, actor=None, today=TODAY)

    undo_latest()

    anna.refresh_from_db()
    assert anna.family_name == "Lindqvist"


def test_a_move_can_be_undone_and_the_former_address_goes_on():
    anna = a_customer()
    change_address(customer=anna, door=STORGATAN, begins_on=day("2026-03-01"), actor=None, today=TODAY)

    undo_latest()

    assert doors(anna) == [("Strandvägen 14 B", "2026-01-01", "None")]


def test_a_corrected_address_gets_its_former_place_back():
    anna = a_customer(registered_on=TODAY)
    change_address(customer=anna, door=STORGATAN, begins_on=TODAY, actor=None, today=TODAY)

    undo_latest()

    assert doors(anna) == [("Strandvägen 14 B", "2026-02-01", "None")]


def test_a_removed_telephone_can_be_put_back():
    anna = a_customer(mobile="070-174 06 35")
    remove_contact_point(contact_point=ContactPoint.objects.get(), actor=None, today=TODAY)

    undo_latest()

    assert strip(anna, today=TODAY).telephone == "070-174 06 35"


def test_a_corrected_telephone_can_be_changed_back():
    a_customer(mobile="070-174 06 35")
    change_contact_point(
        contact_point=ContactPoint.objects.get(), reach=Reach.read("mobile", "0701740636", country="SE"), actor=None, today=TODAY
    )

    undo_latest()

    assert ContactPoint.objects.get().value == "070-174 06 35"


def test_the_former_telephone_can_be_used_first_again():
    anna = a_customer(mobile="070-174 06 35")
    add_contact_point(customer=anna, reach=Reach.read("mobile", "070-174 06 36", country="SE"), actor=None, today=TODAY)
    prefer_contact_point(contact_point=anna.contact_points.get(normalised="+46701740635"), actor=None, today=TODAY)
    assert strip(anna, today=TODAY).telephone == "070-174 06 35"

    undo_latest()

    assert strip(anna, today=TODAY).telephone == "070-174 06 36"

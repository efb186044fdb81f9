"""How acts of the register are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.customers.entries import Reach
from abonent.customers.models import Address, ContactPerson, ContactPoint, Customer, CustomerMerge, ToldApart
from abonent.customers.operations import (
    LABELS,
    CannotChange,
    add_contact_point,
    change_contact_person,
    change_contact_point,
    change_customer,
    change_customers_back,
    change_word,
    end_temporary_address,
    forget_told_apart,
    note_consent,
    prefer_contact_point,
    put_contact_person_back,
    remove_contact_person,
    remove_contact_point,
    take_back_address,
    unmerge_customers,
)
from abonent.customers.operations.bulk import categorise_customers_back
from abonent.customers.operations.lapsing import hold_erasures_back
from abonent.customers.undo_own_fields import INVERSES as INVERSES_OF_OWN_FIELDS
from abonent.customers.undo_relations import INVERSES as INVERSES_OF_RELATIONS
from abonent.customers.visibility import about_a_customer, withheld_from
from abonent.customers.word_kinds import word_kind_of_table
from abonent.runs.inverses import Inverse, everybodys
from abonent.runs.models import Run

Arguments = Mapping[str, Any]


def _hold_erasures_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    run = Run.objects.get(pk=arguments["run"])
    hold_erasures_back(run=run, ordinals=arguments["ordinals"], held=arguments["held"], actor=actor)


def _sees_the_run(arguments: Arguments, viewer: StaffUser) -> bool:
    return of_whole_companies(Run.objects.filter(pk=arguments["run"]), viewer).exists()


def _change_customer_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    customer = Customer.objects.get(pk=arguments["customer"])
    for field in sorted(withheld_from(actor) & arguments["before"].keys()) if actor else ():
        raise CannotChange("customer.withheld", field=LABELS[field])
    change_customer(customer=customer, seen=arguments["after"], wanted=arguments["before"], actor=actor, today=today)


def _end_temporary_address(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    address = Address.objects.select_related("customer").get(pk=arguments["address"])
    end_temporary_address(address=address, actor=actor, today=today)


def _prefer_contact_point(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    prefer_contact_point(contact_point=ContactPoint.objects.get(pk=arguments["contact_point"]), actor=actor, today=today)


def _remove_contact_point(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    remove_contact_point(contact_point=ContactPoint.objects.get(pk=arguments["contact_point"]), actor=actor, today=today)


def _change_contact_point_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    contact_point = ContactPoint.objects.get(pk=arguments["contact_point"])
    change_contact_point(contact_point=contact_point, reach=_reach(arguments), actor=actor, today=today)


def _add_contact_point(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    customer = Customer.objects.get(pk=arguments["customer"])
    person = ContactPerson.objects.filter(pk=arguments["contact_person"]).first()
    add_contact_point(customer=customer, reach=_reach(arguments), contact_person=person, actor=actor, today=today)


def _forget_told_apart(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    forget_told_apart(told_apart=ToldApart.objects.get(pk=arguments["told_apart"]), actor=actor, today=today)


def _part(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    unmerge_customers(merge=CustomerMerge.objects.get(pk=arguments["merge"]), actor=actor, today=today)


def _change_word_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    word = word_kind_of_table(arguments["kind"]).model._default_manager.get(pk=arguments["word"])
    change_word(word=word, name=arguments["name"], retired=arguments["retired"], actor=actor, today=today)


def _note_former_consent(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    said = {name: arguments[name] for name in ("channel", "purpose", "said", "source")}
    note_consent(customer=Customer.objects.get(pk=arguments["customer"]), actor=actor, today=today, **said)


def _remove_contact_person(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    remove_contact_person(contact_person=ContactPerson.objects.get(pk=arguments["contact_person"]), actor=actor, today=today)


def _change_contact_person_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    person = ContactPerson.objects.get(pk=arguments["contact_person"])
    change_contact_person(contact_person=person, seen=arguments["after"], wanted=arguments["before"], actor=actor, today=today)


def _reach(arguments: Arguments) -> Reach:
    return Reach(kind=arguments["kind"], value=arguments["value"], normalised=arguments["normalised"])


_OF_CUSTOMER = about_a_customer(Customer, "customer", "pk")
_OF_ADDRESS = about_a_customer(Address, "address")
_OF_CONTACT = about_a_customer(ContactPoint, "contact_point")
_OF_PERSON = about_a_customer(ContactPerson, "contact_person")
_OF_ONE_TOLD_APART = about_a_customer(ToldApart, "told_apart", "one")
_OF_OTHER_TOLD_APART = about_a_customer(ToldApart, "told_apart", "other")
_OF_MERGE = about_a_customer(CustomerMerge, "merge", "kept")


def _of_both_told_apart(arguments: Arguments, viewer: StaffUser) -> bool:
    return _OF_ONE_TOLD_APART(arguments, viewer) and _OF_OTHER_TOLD_APART(arguments, viewer)


INVERSES = [
    Inverse("hold_erasures_back", _("Hold back or let go as before"), _hold_erasures_back, "customers.erase_many", _sees_the_run),
    Inverse("change_customers_back", _("Change all of them back"), change_customers_back, "customers.change", everybodys),
    Inverse("categorise_customers_back", _("Change all of them back"), categorise_customers_back, "customers.change", everybodys),
    Inverse("change_customer_back", _("Change back"), _change_customer_back, "customers.change", _OF_CUSTOMER),
    Inverse("take_back_address", _("Go back to the former address"), take_back_address, "customers.change", _OF_ADDRESS),
    Inverse("end_temporary_address", _("End the temporary address"), _end_temporary_address, "customers.change", _OF_ADDRESS),
    Inverse("prefer_contact_point", _("Use the former contact first"), _prefer_contact_point, "customers.change", _OF_CONTACT),
    Inverse("remove_contact_point", _("Remove the contact"), _remove_contact_point, "customers.change", _OF_CONTACT),
    Inverse("change_contact_point_back", _("Change the contact back"), _change_contact_point_back, "customers.change", _OF_CONTACT),
    Inverse("add_contact_point", _("Put the contact back"), _add_contact_point, "customers.change", _OF_CUSTOMER),
    Inverse("remove_contact_person", _("Remove the contact person"), _remove_contact_person, "customers.change", _OF_PERSON),
    Inverse("change_contact_person_back", _("Change the contact person back"), _change_contact_person_back, "customers.change", _OF_PERSON),
    Inverse("put_contact_person_back", _("Put the contact person back"), put_contact_person_back, "customers.change", _OF_CUSTOMER),
    Inverse("forget_told_apart", _("May be the same after all"), _forget_told_apart, "customers.merge", _of_both_told_apart),
    Inverse("unmerge_customers", _("Part the customers again"), _part, "customers.merge", _OF_MERGE),
    Inverse("note_former_consent", _("Note what was said before"), _note_former_consent, "customers.change", _OF_CUSTOMER),
    Inverse("change_word_back", _("Change the word back"), _change_word_back, "customers.set_up", everybodys),
    *INVERSES_OF_RELATIONS,
    *INVERSES_OF_OWN_FIELDS,
]

"""Fields that a manager sets up: defined, filled in, changed, put away, undone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import CLERK, MANAGER
from abonent.customers.history import history_of
from abonent.customers.models import Customer, OwnField, OwnFieldOption, OwnValue
from abonent.customers.operations.own_fields import CannotSetUp, add_own_field, change_own_field, place_own_field
from abonent.customers.operations.own_values import change_own_values
from abonent.customers.own_values import own_fields, own_values_of, own_values_said
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit.edits import ChangedMeanwhile
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.ui.wording import number

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
Kind = OwnField.Kind


def a_field(name: str = "Loyalty card", kind: str = Kind.TEXT, *options: str, **said: bool) -> OwnField:
    return add_own_field(name={"en": name}, kind=kind, options=[{"en": option} for option in options], actor=None, today=TODAY, **said)


def write(customer: Customer, field: OwnField, value: object) -> None:
    change_own_values(customer=customer, seen={}, wanted={field.pk: value}, actor=None, today=TODAY)


def said_of(customer: Customer) -> dict[str, str]:
    return {str(field): said for field, said in own_values_said(customer, today=TODAY, language="en")}


def undo_latest() -> None:
    undo_act(act=Act.objects.latest("id"), actor=None, today=TODAY)


def signed_in(role: str) -> Client:
    install_ready_roles()
    client = Client()
    client.force_login(take_on_staff(username=role, password="not used", full_name="Clara Dahl", roles=[role], entities=[]))
    return client


def test_a_manager_sets_up_a_field_with_options_and_a_clerk_does_not():
    manager, clerk = signed_in(MANAGER), signed_in(CLERK)
    assert clerk.get(reverse("customers:own_fields")).status_code == 403
    assert "No own fields yet" in manager.get(reverse("customers:own_fields")).content.decode()
    assert "Kundkort" in manager.get(reverse("customers:new_own_field") + "?example").content.decode()

    posted = {"name_en": "Reads", "name_sv": "Läser", "kind": "choices", "options": "Sport\n\nCulture \nSport", "of_persons": "on"}
    assert manager.post(reverse("customers:new_own_field"), posted).status_code == 302

    field = OwnField.objects.get()
    assert (field.name, field.of_persons, field.of_organisations) == ({"en": "Reads", "sv": "Läser"}, True, False)
    assert [str(option) for option in field.options.order_by("pk")] == ["Sport", "Culture"]
    assert "Reads" in manager.get(reverse("customers:own_fields")).content.decode()


@pytest.mark.parametrize(
    ("posted", "cure"),
    [
        ({"name_en": "Reads", "kind": "choice", "of_persons": "on"}, "Write the options of the field, one a line."),
        ({"name_en": "Reads", "kind": "text"}, "Say who has this field"),
        ({"name_en": "Born", "kind": "day", "of_persons": "on", "searchable": "on"}, "Only what is written in a text can be found"),
        ({"kind": "text", "of_persons": "on"}, "Give the name in at least one language."),
    ],
)
def test_a_field_that_makes_no_sense_is_refused_with_the_cure(posted: dict[str, str], cure: str):
    answer = signed_in(MANAGER).post(reverse("customers:new_own_field"), posted)
    assert (answer.status_code, OwnField.objects.exists()) == (422, False)
    assert cure in answer.content.decode()


def test_an_option_is_renamed_and_not_offered_any_more_but_stays_where_it_was_chosen():
    manager = signed_in(MANAGER)
    field = a_field("Reads", Kind.CHOICE, "Sport", "Culture")
    sport = OwnFieldOption.objects.get(name__en="Sport")
    anna, eva = a_customer(), a_customer("Eva")
    write(anna, field, sport.pk)

    manager.post(reverse("customers:edit_own_field_option", args=[sport.pk]), {"name_en": "Sports"})
    manager.post(reverse("customers:new_own_field_option", args=[field.pk]), {"name_en": "Business"})

    def offered(customer: Customer) -> list[bool]:
        page = manager.get(reverse("customers:own_values", args=[customer.number])).content.decode()
        return [word in page for word in ("Sports", "Business")]

    assert (offered(anna), offered(eva)) == ([True, True], [False, True])
    assert said_of(anna) == {"Reads": "Sports"}


def test_each_type_is_typed_as_people_say_it_and_shown_in_words():
    client = signed_in(CLERK)
    anna = a_customer()
    kinds = [Kind.TEXT, Kind.LONG_TEXT, Kind.WHOLE_NUMBER, Kind.DECIMAL, Kind.DAY, Kind.YES_NO]
    fields = [a_field(kind.name, kind) for kind in kinds] + [
        a_field("ONE", Kind.CHOICE, "Sport"),
        a_field("SOME", Kind.CHOICES, "Sun", "Moon"),
    ]
    options = {str(option): option.pk for option in OwnFieldOption.objects.all()}
    typed = ["K 4711", "one\r\ntwo", "1 204", "12,50", "24/12/2025", "no", options["Sport"], [options["Sun"], options["Moon"]]]

    posted = {f"own_{field.pk}": value for field, value in zip(fields, typed, strict=True)}
    assert client.post(reverse("customers:own_values", args=[anna.number]), posted).status_code == 302

    assert list(own_values_of(anna).values()) == [
        "K 4711", "one\ntwo", 1204, Decimal("12.5"), date(2025, 12, 24), False, options["Sport"], [options["Sun"], options["Moon"]],
    ]  # fmt: skip
    page = strip_tags(client.get(reverse("desk:customer", args=[anna.number]) + "?tab=identity").content.decode())
    words = [
        "K 4711",
        number(1204, "en"),
        number(Decimal("12.5"), "en"),
        "24\N{NO-BREAK SPACE}Dec\N{NO-BREAK SPACE}2025",
        "Sport",
        "Sun, Moon",
    ]
    assert [said for said in words if said in page] == words

    opened = client.get(reverse("customers:own_values", args=[anna.number])).context["form"]
    again = {name: opened[name].value() for name in opened.fields}
    hidden = {f"initial-{name}": value for name, value in again.items()}
    acts = Act.objects.count()
    client.post(reverse("customers:own_values", args=[anna.number]), {**again, **hidden})
    assert (len(own_values_of(anna)), Act.objects.count()) == (8, acts), "opened and saved without a change, nothing is changed"


@pytest.mark.parametrize(
    ("kind", "typed", "cure"),
    [
        (Kind.WHOLE_NUMBER, "12,5", "“12,5” is not a whole number. Write it as 1249."),
        (Kind.DECIMAL, "much", "“much” is not a number. Write it as 1249,50."),
        (Kind.DECIMAL, "1,23456", "“1,23456” has too many decimals. Four are kept."),
        (Kind.DAY, "someday", "“someday” is not a day."),
        (Kind.TEXT, "x" * 201, "at most 200 characters"),
        (Kind.CHOICE, "999", "Select a valid choice"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_cure(kind: str, typed: str, cure: str):
    field = a_field("Field", kind, *(["Sport"] if kind == Kind.CHOICE else []))
    answer = signed_in(CLERK).post(reverse("customers:own_values", args=[a_customer().number]), {f"own_{field.pk}": typed})
    assert (answer.status_code, OwnValue.objects.exists()) == (422, False)
    assert cure in answer.content.decode()


def test_a_change_can_be_undone_and_a_later_one_of_another_field_stays():
    card, born = a_field(), a_field("Born", Kind.DAY)
    anna = a_customer()
    write(anna, card, "4711")
    write(anna, card, "4712")
    undo_latest()
    assert said_of(anna)["Loyalty card"] == "4711"
    write(anna, born, day("1980-05-01"))
    write(anna, born, None)
    undo_latest()
    assert (said_of(anna)["Loyalty card"], own_values_of(anna)[born.pk]) == ("4711", date(1980, 5, 1))


def test_two_who_change_one_field_at_a_time_are_shown_both():
    card, anna = a_field(), a_customer()
    write(anna, card, "4711")
    with pytest.raises(ChangedMeanwhile) as refused:
        change_own_values(customer=anna, seen={card.pk: None}, wanted={card.pk: "4712"}, actor=None, today=TODAY)
    assert refused.value.conflicts == {str(card.pk): (None, "4712", "4711")}

    posted = {f"own_{card.pk}": "4712", f"initial-own_{card.pk}": ""}
    page = signed_in(CLERK).post(reverse("customers:own_values", args=[anna.number]), posted).content.decode()
    assert "Changed by somebody else meanwhile" in page and "4711" in page


def test_a_field_that_is_put_away_keeps_what_is_written_in_it():
    manager = signed_in(MANAGER)
    card, anna = a_field(), a_customer()
    write(anna, card, "4711")

    manager.post(reverse("customers:edit_own_field", args=[card.pk]), {"name_en": "Loyalty card", "of_persons": "on"})
    assert (said_of(anna), OwnValue.objects.get().text) == ({}, "4711")
    assert "put away" in manager.get(reverse("customers:own_fields")).content.decode()

    undo_latest()
    assert said_of(anna) == {"Loyalty card": "4711"}


def test_a_field_of_persons_stays_on_an_organisation_that_has_said_something_in_it():
    card, company = a_field(of_organisations=True), an_organisation()
    write(company, card, "4711")
    change_own_field(field=card, wanted={"of_organisations": False}, actor=None, today=TODAY)
    assert (said_of(company), said_of(an_organisation())) == ({"Loyalty card": "4711"}, {})


def test_fields_stand_in_the_order_they_are_given_and_the_move_can_be_undone():
    manager = signed_in(MANAGER)
    one, two, three = (a_field(name) for name in ("One", "Two", "Three"))

    def order() -> list[str]:
        return [str(field) for field in own_fields()]

    manager.post(reverse("customers:place_own_field", args=[three.pk]), {"up": ""})
    assert order() == ["One", "Three", "Two"]
    undo_latest()
    assert order() == ["One", "Two", "Three"]
    manager.post(reverse("customers:place_own_field", args=[one.pk]), {"down": ""})
    assert order() == ["Two", "One", "Three"]
    place_own_field(field=three, after=None, actor=None, today=TODAY)
    assert order() == ["Three", "Two", "One"]
    manager.post(reverse("customers:place_own_field", args=[three.pk]), {"up": ""})
    assert order() == ["Three", "Two", "One"]


def test_adding_a_field_can_be_undone():
    a_field()
    undo_latest()
    assert own_fields() == []
    with pytest.raises(CannotSetUp):
        a_field("Nobody's", of_persons=False, of_organisations=False)


def test_history_keeps_what_a_field_said():
    card, anna = a_field(), a_customer()
    for value in ("4711", "4712", None):
        write(anna, card, value)
    versions = OwnValue.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", "text")
    assert list(versions) == [("created", "4711"), ("before", "4711"), ("changed", "4712"), ("removed", "4712")]


def test_each_value_a_field_had_is_in_the_history_and_can_be_put_back():
    clerk = signed_in(CLERK)
    born, anna = a_field("Born", Kind.DAY), a_customer()
    for value in (date(1980, 5, 1), date(1980, 1, 5), None):
        write(anna, born, value)

    versions = history_of(anna, today=TODAY, noun="own_field")
    changes = [(version.what, change.label, change.before, change.after) for version in versions for change in version.fields]
    first, second = (said.replace(" ", "\N{NO-BREAK SPACE}") for said in ("1 May 1980", "5 Jan 1980"))
    assert changes == [("Removed", "Born", second, ""), ("Changed", "Born", first, second), ("New", "Born", "", first)]

    posted = {"noun": "own_field", "version": versions[1].version, "field": "value", "seen": ""}
    assert clerk.post(reverse("customers:put_back", args=[anna.number]), posted).status_code == 302
    assert own_values_of(anna) == {born.pk: date(1980, 5, 1)}
    undo_latest()
    assert own_values_of(anna) == {}

    write(anna, born, date(1990, 1, 1))
    assert clerk.post(reverse("customers:put_back", args=[anna.number]), posted).status_code == 422
    assert own_values_of(anna) == {born.pk: date(1990, 1, 1)}


def test_a_field_that_must_be_filled_in_cannot_be_emptied_but_does_not_hinder_another():
    clerk = signed_in(CLERK)
    card, born, anna = a_field(), a_field("Born", Kind.DAY, required=True), a_customer()
    address = reverse("customers:own_values", args=[anna.number])
    assert clerk.post(address, {f"own_{card.pk}": "4711", f"own_{born.pk}": ""}).status_code == 302
    write(anna, born, date(1980, 5, 1))
    assert clerk.post(address, {f"own_{card.pk}": "4711", f"own_{born.pk}": ""}).status_code == 422
    assert own_values_of(anna) == {card.pk: "4711", born.pk: date(1980, 5, 1)}

"""Which route has a door, and where in its walk: by place, street and number, postal code; on weekdays and days."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from abonent.customers.models import Place
from abonent.distribution.invariants import INVARIANTS
from abonent.distribution.jobs import find_stops
from abonent.distribution.models import Route, RouteStop
from abonent.distribution.operations import find_stops_of_new_places, refresh_stops
from abonent.distribution.testing import a_door, a_route, a_stretch
from abonent.kit import statements
from abonent.kit.periods import day, period
from abonent.kit.testing import twice
from abonent.organisation.models import LegalEntity
from abonent.runs.invariants import check

pytestmark = pytest.mark.django_db

MONDAY, SUNDAY = "2026-07-06", "2026-07-12"


def route_of(place: Place, on: str = MONDAY, method: str = "carrier") -> str | None:
    """The number of the route by which a paper comes to a door on a day."""
    find_stops_of_new_places()
    found = statements.rows(
        "distribution/route_of_doors",
        source="distribution/places_named",
        places=[place.pk],
        entity=LegalEntity.objects.get().pk,
        method=method,
        day=day(on),
    )
    assert len(found) <= 1
    return Route.objects.get(pk=found[0].route_id).number if found else None


def test_a_door_is_found_by_itself_else_by_street_and_number_else_by_postal_code(entity):
    a_stretch(a_route(entity=entity, number="code"))
    a_stretch(a_route(entity=entity, number="street"), "Storgatan", from_number=1, to_number=20)
    corner = a_door("Storgatan", "12")
    a_stretch(a_route(entity=entity, number="place"), country="", postal_code="", place=corner)
    assert route_of(corner) == "place"
    assert route_of(a_door("Storgatan", "14")) == "street"
    assert route_of(a_door("Storgatan", "21")) == "code"
    assert route_of(a_door("Lillgatan", "1")) == "code"
    assert route_of(a_door("", "")) == "code"
    assert route_of(a_door("Storgatan", "12", postal_code="999 99")) is None


def test_a_street_is_found_however_it_is_spelt(entity):
    a_stretch(a_route(entity=entity), "Sankt Göransgatan")
    assert route_of(a_door("SANKT GORANS GATAN", "3")) == "1"


def test_each_side_of_a_street_has_its_numbers(entity):
    a_stretch(a_route(entity=entity, number="odd"), "Storgatan", side="odd", from_number=3)
    a_stretch(a_route(entity=entity, number="even"), "Storgatan", side="even", to_number=10)
    assert {number: route_of(a_door("Storgatan", number)) for number in ("1", "3 B", "3-5", "10", "12")} == {
        "1": None,
        "3 B": "odd",
        "3-5": "odd",
        "10": "even",
        "12": None,
    }


@pytest.mark.parametrize("number", ["", "s/n", "KM 7"])
def test_a_door_without_a_number_is_on_whatever_has_its_whole_street(entity, number):
    a_stretch(a_route(entity=entity, number="whole"), "Storgatan")
    a_stretch(a_route(entity=entity, number="part"), "Lillgatan", from_number=1)
    assert route_of(a_door("Storgatan", number)) == "whole"
    assert route_of(a_door("Lillgatan", number)) is None


def test_another_route_may_have_a_door_on_other_weekdays_and_in_another_way(entity):
    a_stretch(a_route(entity=entity, number="week", weekdays=63), "Storgatan")
    a_stretch(a_route(entity=entity, number="sunday", weekdays=64), "Storgatan")
    a_stretch(a_route(entity=entity, number="by day", method="post"), "Storgatan")
    door = a_door("Storgatan", "1")
    assert (route_of(door, MONDAY), route_of(door, SUNDAY), route_of(door, SUNDAY, "post")) == ("week", "sunday", "by day")


def test_from_a_day_on_another_route_has_a_door_without_anybody_doing_anything_that_day(entity):
    a_stretch(a_route(entity=entity, number="former"), "Storgatan", during=period("2026-01-01", SUNDAY))
    a_stretch(a_route(entity=entity, number="next"), "Storgatan", begins=SUNDAY)
    door = a_door("Storgatan", "1")
    assert (route_of(door, MONDAY), route_of(door, SUNDAY)) == ("former", "next")


@pytest.mark.parametrize(
    "told",
    [
        {"street": "STORGATAN"},
        {"street": "Storgatan", "side": "odd"},
        {"street": "Storgatan", "from_number": 8, "to_number": 12},
        {"street": "Storgatan", "to_number": 5},
    ],
)
def test_the_database_refuses_that_two_routes_have_the_same_doors_on_the_same_days(entity, told):
    a_stretch(a_route(entity=entity), "Storgatan", from_number=5)
    with pytest.raises(IntegrityError, match="route_stretch_of_one_route"), transaction.atomic():
        a_stretch(a_route(entity=entity, number="2"), **told)


def test_a_route_that_gets_other_weekdays_takes_its_stretches_with_it_and_is_refused_where_another_is(entity):
    week, sunday = a_route(entity=entity, number="week", weekdays=63), a_route(entity=entity, number="sunday", weekdays=64)
    a_stretch(sunday, "Storgatan")
    stretch = a_stretch(week, "Storgatan")
    Route.objects.filter(pk=week.pk).update(weekdays=31)
    stretch.refresh_from_db()
    assert stretch.weekdays == 31
    with pytest.raises(IntegrityError, match="route_stretch_of_one_route"), transaction.atomic():
        Route.objects.filter(pk=week.pk).update(weekdays=127)


def test_the_stops_of_a_route_stand_in_the_order_of_its_walk(entity):
    for street, number in (("Lillgatan", "3"), ("Storgatan", "2"), ("Storgatan", "10"), ("Storgatan", "10 A"), ("Storgatan", "1")):
        a_door(street, number)
    route = a_route(entity=entity)
    a_stretch(route, "Storgatan", side="even")
    a_stretch(route, "Lillgatan")
    a_stretch(route, "Storgatan", side="odd", downwards=True)
    walk = RouteStop.objects.filter(stretch__route=route).order_by("position").values_list("place__street", "place__number")
    assert list(walk) == [("Storgatan", "2"), ("Storgatan", "10"), ("Storgatan", "10 A"), ("Lillgatan", "3"), ("Storgatan", "1")]


def test_a_postal_code_is_walked_street_by_street(entity):
    for street, number in (("Ågatan", "1"), ("Bygatan", "10"), ("Bygatan", "9")):
        a_door(street, number)
    a_stretch(a_route(entity=entity))
    walk = RouteStop.objects.order_by("position").values_list("place__street", "place__number")
    assert list(walk) == [("Ågatan", "1"), ("Bygatan", "9"), ("Bygatan", "10")]


def test_only_doors_that_papers_go_to_are_stops(entity):
    Place.objects.create(country="SE", postal_code="111 22", town="Stockholm", street="Storgatan", number="7")
    a_stretch(a_route(entity=entity), "Storgatan")
    assert find_stops_of_new_places() == 0
    a_door("Storgatan", "9")
    assert find_stops_of_new_places() == 1


def test_the_statements_of_stops_may_run_twice(entity):
    route = a_route(entity=entity)
    stretch = a_stretch(route, "Storgatan")
    a_door("Storgatan", "1")
    fed = ["distribution/matches_of_places", "distribution/places_of_stretches", "distribution/stretches_of_routes"]
    assert twice("distribution/write_stops", source=fed, routes=[route.pk]) == 1
    stretch.from_number = 3
    stretch.save()
    assert twice("distribution/forget_stops", source="distribution/stretches_of_routes", routes=[route.pk]) == 1


DAMAGES = [
    "UPDATE route_stop SET position = position || 'x'",
    "UPDATE route_stretch SET from_number = 99 WHERE street <> ''",
    "UPDATE route_stretch SET ordinal = 7",
    "DELETE FROM route_stretch",
    "DELETE FROM route_stop USING route_stretch WHERE route_stretch.id = route_stop.stretch_id AND route_stretch.street = ''",
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_damage_is_found(entity, damage):
    a_stretch(a_route(entity=entity), "Storgatan")
    a_stretch(a_route(entity=entity, number="2"))
    a_door("Storgatan", "1")
    find_stops_of_new_places()
    assert not check(INVARIANTS[0])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(damage)
    assert check(INVARIANTS[0])


def test_refreshing_finds_what_moved(entity):
    first, second = a_route(entity=entity), a_route(entity=entity, number="2")
    stretch = a_stretch(first, "Storgatan")
    door = a_door("Storgatan", "1")
    assert route_of(door) == "1"
    stretch.route = second
    stretch.save()
    refresh_stops(routes=[first.pk, second.pk])
    assert route_of(door) == "2"
    assert not check(INVARIANTS[0])


def test_every_night_new_doors_go_on_the_routes_that_have_their_streets(entity):
    a_stretch(a_route(entity=entity), "Storgatan")
    a_door("Storgatan", "9")
    find_stops(timestamp=0)
    assert RouteStop.objects.count() == 1

"""Doors are given to a route from a day on, changed, moved in its walk and taken away; all of it can be undone."""

from __future__ import annotations

import pytest

from abonent.distribution.models import Route, RouteStretch
from abonent.distribution.operations import (
    CannotRoute,
    CannotSetRoute,
    CarrierDescription,
    RouteDescription,
    StretchDescription,
    add_carrier,
    add_route,
    add_stretch,
    change_carrier,
    change_route,
    change_stretch,
    end_stretch,
    let_walk,
    move_stretch,
)
from abonent.distribution.operations.depots import CannotSetDepot
from abonent.distribution.queries import carriers_on
from abonent.distribution.testing import a_door, a_route, a_stretch
from abonent.distribution.tests.test_stops import route_of
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.models import Act
from abonent.runs.operations import CannotUndo, undo_act

pytestmark = pytest.mark.django_db

TODAY, LATER = day("2026-07-06"), day("2026-07-12")


def storgatan(**told) -> StretchDescription:
    return StretchDescription(**{"country": "SE", "postal_code": "111 22", "street": "Storgatan", **told})


def undo() -> None:
    undo_act(act=Act.objects.filter(undone_at=None).latest("pk"), actor=None, today=TODAY)


def walk_of(route: Route) -> list[str]:
    return list(RouteStretch.objects.filter(route=route).order_by("ordinal").values_list("street", flat=True))


def test_doors_are_given_to_a_route_and_taken_back(entity):
    route, door = a_route(entity=entity), a_door("Storgatan", "12")
    add_stretch(route=route, described=storgatan(), begins=TODAY, actor=None, today=TODAY)
    assert route_of(door) == "1"
    undo()
    assert route_of(door) is None
    assert not RouteStretch.objects.exists()


def test_doors_of_another_route_are_refused_with_its_number_and_what_it_has(entity):
    a_stretch(a_route(entity=entity, number="14"), "Storgatan", side="odd", from_number=1, to_number=19)
    with pytest.raises(CannotRoute, match="Route 14 has some of these doors on the same days: Storgatan 1–19, odd numbers"):
        add_stretch(route=a_route(entity=entity), described=storgatan(from_number=19), begins=TODAY, actor=None, today=TODAY)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"postal_code": ""}, "route.nowhere"),
        ({"street": "", "side": "odd"}, "route.numbers_without_street"),
        ({"from_number": 9, "to_number": 3}, "route.backwards"),
    ],
)
def test_what_cannot_be_is_refused(entity, told, code):
    with pytest.raises(CannotRoute) as refused:
        add_stretch(route=a_route(entity=entity), described=storgatan(**told), begins=TODAY, actor=None, today=TODAY)
    assert refused.value.code == code


def test_a_stretch_is_shortened_from_a_day_on(entity):
    stretch, door = a_stretch(a_route(entity=entity), "Storgatan"), a_door("Storgatan", "12")
    change_stretch(stretch=stretch, described=storgatan(to_number=10), begins=LATER, actor=None, today=TODAY)
    assert (route_of(door, "2026-07-11"), route_of(door, "2026-07-12")) == ("1", None)
    undo()
    assert route_of(door, "2026-07-12") == "1"


def test_a_stretch_that_has_not_begun_is_changed_in_its_place(entity):
    route = a_route(entity=entity)
    a_stretch(route, "Lillgatan")
    a_stretch(route, "Storgatan", begins="2026-07-12")
    a_stretch(route, "Bygatan")
    stretch = RouteStretch.objects.get(street="Storgatan")
    change_stretch(stretch=stretch, described=storgatan(to_number=10), begins=LATER, actor=None, today=TODAY)
    assert walk_of(route) == ["Lillgatan", "Storgatan", "Bygatan"]
    assert RouteStretch.objects.get(street="Storgatan").to_number == 10


def test_a_stretch_ends_and_one_that_is_over_does_not_end_again(entity):
    stretch, door = a_stretch(a_route(entity=entity), "Storgatan"), a_door("Storgatan", "12")
    end_stretch(stretch=stretch, ends=LATER, actor=None, today=TODAY)
    assert route_of(door, "2026-07-12") is None
    with pytest.raises(CannotRoute, match="ended already"):
        end_stretch(stretch=stretch, ends=LATER, actor=None, today=TODAY)
    with pytest.raises(CannotRoute, match="past"):
        end_stretch(stretch=stretch, ends=day("2026-07-05"), actor=None, today=TODAY)


def test_a_stretch_is_moved_in_the_walk(entity):
    route = a_route(entity=entity)
    first, second, third = (a_stretch(route, street) for street in ("Lillgatan", "Storgatan", "Bygatan"))
    move_stretch(stretch=third, after=first, actor=None)
    assert walk_of(route) == ["Lillgatan", "Bygatan", "Storgatan"]
    move_stretch(stretch=second, after=None, actor=None)
    assert walk_of(route) == ["Storgatan", "Lillgatan", "Bygatan"]
    assert twice("distribution/order_stretches", stretches=[first.pk, second.pk, third.pk]) == 2


def test_new_doors_come_behind_the_piece_that_is_named(entity):
    route = a_route(entity=entity)
    first = a_stretch(route, "Lillgatan")
    a_stretch(route, "Bygatan")
    add_stretch(route=route, described=storgatan(), begins=TODAY, after=first, actor=None, today=TODAY)
    assert walk_of(route) == ["Lillgatan", "Storgatan", "Bygatan"]


def test_an_act_is_not_undone_past_a_later_one(entity):
    route = a_route(entity=entity)
    add_stretch(route=route, described=storgatan(), begins=TODAY, actor=None, today=TODAY)
    first = Act.objects.latest("pk")
    add_stretch(route=route, described=storgatan(street="Bygatan"), begins=TODAY, actor=None, today=TODAY)
    with pytest.raises(CannotUndo):
        undo_act(act=first, actor=None, today=TODAY)


def test_a_route_gets_other_weekdays_unless_another_has_its_doors_then(entity):
    week = add_route(entity=entity, described=RouteDescription(number="week", weekdays=63), actor=None)
    a_stretch(week, "Storgatan")
    a_stretch(a_route(entity=entity, number="sunday", weekdays=64), "Storgatan")
    change_route(route=week, described=RouteDescription(number="week", weekdays=31), actor=None)
    with pytest.raises(CannotRoute, match="Route sunday has some of these doors"):
        change_route(route=week, described=RouteDescription(number="week", weekdays=127), actor=None)
    undo()
    assert Route.objects.get(pk=week.pk).weekdays == 63


def test_two_routes_do_not_have_one_number(entity):
    add_route(entity=entity, described=RouteDescription(number="14"), actor=None)
    with pytest.raises(CannotSetRoute, match="already a route with the number 14"):
        add_route(entity=entity, described=RouteDescription(number="14"), actor=None)
    undo()
    assert not Route.objects.exists()


def test_a_stand_in_walks_a_route_for_a_week(entity):
    route = a_route(entity=entity)
    nils, eva = (add_carrier(entity=entity, described=CarrierDescription(number=name, name=name), actor=None) for name in ("Nils", "Eva"))
    let_walk(route=route, carrier=nils, begins=TODAY, actor=None, today=TODAY)
    let_walk(route=route, carrier=eva, begins=LATER, actor=None, today=TODAY)
    assert [carriers_on([route.pk], on)[route.pk].name for on in (TODAY, LATER)] == ["Nils", "Eva"]
    with pytest.raises(CannotSetDepot, match="Eva still walks route 1"):
        change_carrier(carrier=eva, described=CarrierDescription(number="Eva", name="Eva", gone_from=LATER), actor=None)
    undo()
    assert carriers_on([route.pk], LATER)[route.pk].name == "Nils"


def test_whoever_is_gone_is_given_no_route(entity):
    eva = add_carrier(entity=entity, described=CarrierDescription(number="17", name="Eva"), actor=None)
    change_carrier(carrier=eva, described=CarrierDescription(number="17", name="Eva Berg", gone_from=TODAY), actor=None)
    eva.refresh_from_db()
    with pytest.raises(CannotSetRoute, match="Eva Berg is gone"):
        let_walk(route=a_route(entity=entity), carrier=eva, begins=TODAY, actor=None, today=TODAY)
    undo()
    eva.refresh_from_db()
    assert (eva.name, eva.gone_from) == ("Eva", None)


def test_acts_tell_nothing_of_how_a_carrier_is_reached(entity):
    eva = add_carrier(entity=entity, described=CarrierDescription(number="17", name="Eva", telephone="070-1740635"), actor=None)
    change_carrier(carrier=eva, described=CarrierDescription(number="17", name="Eva", telephone="070-1740636"), actor=None)
    assert "070" not in str(list(Act.objects.values_list("inverse", flat=True)))

"""Doors go from one route to another from a day on: what is shown is what is done, and both are put back as one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from abonent.catalog.testing import a_price_list, a_product, prices_from
from abonent.customers.testing import a_customer
from abonent.distribution.models import Route
from abonent.distribution.operations import CannotRecut, Recut, find_stops_of_new_places, preview_recut, recut
from abonent.distribution.queries import doors_without_route
from abonent.distribution.testing import a_door, a_route, a_stretch
from abonent.distribution.tests.test_screens import manager, signed_in, words  # noqa: F401
from abonent.distribution.tests.test_stops import route_of
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = pytest.mark.django_db

TODAY, MONDAY, NEXT_SUNDAY = day("2026-07-02"), day("2026-07-06"), "2026-07-12"


@pytest.fixture
def daily(entity):
    product = a_product(entity=entity)
    for component in product.components.all():
        issues_on(component.edition, DAILY, first="2026-01-01", until="2027-12-31")
    return product


@pytest.fixture
def subscribe(daily, entity):
    """An order of copies early in the morning, to an address in Storgatan."""
    price_list = a_price_list(entity=entity)
    prices_from("2026-01-01", price_list, {(daily, 12): "3000.00"})

    def subscribed(number: str, copies: int = 1):
        subscriber = a_customer("Anna", number, street_line=f"Storgatan {number}", postal_code="111 22", town="Stockholm")
        order = an_order(product=daily, price_list=price_list, subscriber=subscriber, starts_on="2026-07-01", copies=copies)
        return a_subscription(order=order)

    return subscribed


@pytest.fixture
def cut(entity):
    """Route 14 with all of Storgatan, and route 15 with nothing yet."""
    first, second = a_route(entity=entity, number="14"), a_route(entity=entity, number="15")
    return a_stretch(first, "Storgatan"), second


def even_to_20(second: Route) -> Recut:
    return Recut(to_route=second, begins=MONDAY, side="even", from_number=2, to_number=20)


def test_one_side_of_a_part_goes_to_another_route_from_a_day_on(cut):
    stretch, second = cut
    doors = {number: a_door("Storgatan", number) for number in ("2", "3", "20 B", "22")}
    seen = preview_recut(stretch=stretch, asked=even_to_20(second), today=TODAY)
    assert {route_of(door, NEXT_SUNDAY) for door in doors.values()} == {"14"}
    done = recut(stretch=stretch, asked=even_to_20(second), actor=None, today=TODAY, effect=seen.digest)
    assert (len(done.doors), done.from_before, done.from_after, done.to_before, done.to_after) == (2, 4, 2, 0, 2)
    assert {number: route_of(door, NEXT_SUNDAY) for number, door in doors.items()} == {"2": "15", "3": "14", "20 B": "15", "22": "14"}
    assert route_of(doors["2"], "2026-07-05") == "14"
    undo_act(act=Act.objects.get(verb="recut"), actor=None, today=TODAY)
    assert {route_of(door, NEXT_SUNDAY) for door in doors.values()} == {"14"}
    assert not second.stretches.exists()


def test_the_copies_that_move_are_those_of_the_week(cut, subscribe):
    stretch, second = cut
    subscribe("2")
    subscribe("4", copies=3)
    subscribe("5")
    seen = preview_recut(stretch=stretch, asked=even_to_20(second), today=TODAY)
    assert [copies for _on, copies in seen.copies] == [4] * 7
    assert seen.copies[0][0] == MONDAY


def test_doors_without_a_number_are_counted_as_lost_where_the_street_is_cut(cut):
    stretch, second = cut
    door = a_door("Storgatan", "s/n")
    assert preview_recut(stretch=stretch, asked=even_to_20(second), today=TODAY).lost == (door.pk,)
    whole = Recut(to_route=second, begins=MONDAY)
    assert preview_recut(stretch=stretch, asked=whole, today=TODAY).lost == ()


def test_what_has_changed_since_it_was_shown_is_not_done(cut):
    stretch, second = cut
    a_door("Storgatan", "2")
    seen = preview_recut(stretch=stretch, asked=even_to_20(second), today=TODAY)
    a_door("Storgatan", "4")
    with pytest.raises(CannotRecut, match="changed meanwhile"):
        recut(stretch=stretch, asked=even_to_20(second), actor=None, today=TODAY, effect=seen.digest)


def test_what_cannot_be_given_is_refused(cut, entity):
    stretch, second = cut
    with pytest.raises(CannotRecut, match="on that route already"):
        preview_recut(stretch=stretch, asked=Recut(to_route=stretch.route, begins=MONDAY), today=TODAY)
    with pytest.raises(CannotRecut, match="another way"):
        preview_recut(stretch=stretch, asked=Recut(to_route=a_route(entity=entity, number="16", method="post"), begins=MONDAY), today=TODAY)
    short = a_stretch(second, "Bygatan", to_number=9)
    with pytest.raises(CannotRecut, match="no such numbers"):
        preview_recut(stretch=short, asked=Recut(to_route=stretch.route, begins=MONDAY, from_number=11), today=TODAY)
    code = a_stretch(second, postal_code="222 33")
    with pytest.raises(CannotRecut, match="as a whole"):
        preview_recut(stretch=code, asked=Recut(to_route=stretch.route, begins=MONDAY, side="odd"), today=TODAY)


def test_on_the_screen_the_effect_is_shown_then_done(manager, cut):  # noqa: F811
    stretch, second = cut
    a_door("Storgatan", "2")
    today = clock.today("Europe/Stockholm").isoformat()
    typed = {"to_route": second.pk, "begins": today, "side": "even", "from_number": "2", "to_number": "20"}
    address = reverse("distribution:recut", args=[stretch.pk])
    shown = manager.post(address, typed, headers={"HX-Target": "recut-effect"})
    assert "Doors of route 15" in words(shown)
    refused = manager.post(address, {**typed, "effect": "what was shown before something changed"})
    assert refused.status_code == 422
    assert "Look at the new effect" in words(refused)
    page = manager.post(address, {**typed, "effect": shown.context["shown"].digest}, follow=True)
    assert "The doors are given to route 15." in words(page)
    assert second.stretches.count() == 1


def test_doors_of_running_orders_that_no_route_has_are_found_with_the_nearest_route(manager, cut, subscribe, entity):  # noqa: F811
    from abonent.access.models import StaffUser

    stretch, _second = cut
    subscribe("2")
    subscribed = subscribe("9", copies=2)
    stretch.to_number = 5
    stretch.save()
    find_stops_of_new_places()
    viewer = StaffUser.objects.get(username="manager")
    with clock.set_to(clock.moment(MONDAY, clock.now().time(), "Europe/Stockholm")):
        [row] = doors_without_route(viewer, MONDAY, at_most=10)
        assert (row.copies, row.number, row.doors) == (2, "14", 1)
        page = manager.get(reverse("distribution:without_route"))
        assert "Storgatan 9" in words(page)
        assert "Lindqvist" not in words(page)
        given = {"place": row.place_id, "route": row.route_id, "behind": row.stretch_id}
        answer = manager.post(reverse("distribution:give_door"), given, follow=True)
        assert "Every door has a route" in words(answer)
    assert route_of(subscribed.subscriber.addresses.get().place) == "14"


def test_whoever_may_only_look_gives_no_door_away(signed_in, cut):  # noqa: F811
    assert signed_in("clerk").post(reverse("distribution:give_door"), {}).status_code == 403

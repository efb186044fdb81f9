"""The screens of routes: add, give doors, move, end, say who walks; find the route of an address; and who may not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.catalog.testing import an_entity
from abonent.customers.models import Place
from abonent.distribution.models import Carrier, Depot, Route, RouteStretch
from abonent.distribution.operations import CarrierDescription, add_carrier, let_walk
from abonent.distribution.testing import a_door, a_route, a_stretch
from abonent.kit import clock
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(entity):
    def as_role(role: str, *entities) -> Client:
        install_ready_roles()
        take_on_staff(username=role, password="not used", full_name="Eva Berg", roles=[role], entities=entities or [entity], language="en")
        client = Client()
        client.force_login(StaffUser.objects.get(username=role))
        return client

    return as_role


@pytest.fixture
def manager(signed_in) -> Client:
    return signed_in("manager")


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


TODAY = clock.today("Europe/Stockholm").isoformat()
STORGATAN = {
    "postal_code": "11122",
    "street": "Storgatan",
    "side": "odd",
    "from_number": "1",
    "to_number": "19",
    "country": "SE",
    "begins": TODAY,
}


def test_a_route_is_added_given_doors_and_a_carrier(manager, entity):
    a_door("Storgatan", "3")
    manager.post(reverse("distribution:new_depot"), {"name": "North", "town": "Stockholm", "entity": entity.pk})
    manager.post(reverse("distribution:new_carrier"), {"name": "Nils Ek", "number": "17", "language": "sv", "entity": entity.pk})
    told = {"number": "14", "name": "Harbour", "delivery_method": "carrier", "weekdays": ["0", "1"], "entity": entity.pk}
    manager.post(reverse("distribution:new_route"), {**told, "depot": Depot.objects.get().pk})
    route = Route.objects.get(number="14")
    assert (route.weekdays, route.depot.name) == (3, "North")
    manager.post(reverse("distribution:new_stretch", args=[route.pk]), STORGATAN)
    manager.post(reverse("distribution:walker", args=[route.pk]), {"carrier": Carrier.objects.get().pk, "begins": TODAY})
    page = words(manager.get(route.url))
    assert "Storgatan 1–19, odd numbers" in page
    assert "Nils Ek" in page
    assert RouteStretch.objects.get().postal_code == "111 22"
    listed = words(manager.get(reverse("distribution:routes"), {"q": "nils"}))
    assert "Harbour" in listed
    assert "Nils Ek" in words(manager.get(reverse("distribution:carriers")))
    assert "Nils Ek" not in words(manager.get(reverse("distribution:carriers"), {"walks": "no"}))
    assert "North" in words(manager.get(reverse("distribution:depots")))


def test_doors_that_another_route_has_are_refused_on_the_form(manager, entity):
    a_stretch(a_route(entity=entity, number="7"), "Storgatan")
    other = a_route(entity=entity)
    behind = a_stretch(other, "Lillgatan")
    refused = manager.post(reverse("distribution:new_stretch", args=[other.pk]), {**STORGATAN, "after": behind.pk})
    assert refused.status_code == 422
    assert "Route 7 has some of these doors" in words(refused)


def test_a_piece_is_changed_moved_and_ended_on_the_page_of_its_route(manager, entity):
    route = a_route(entity=entity)
    first, second = a_stretch(route, "Lillgatan"), a_stretch(route, "Storgatan")
    manager.post(reverse("distribution:earlier_stretch", args=[second.pk]))
    manager.post(reverse("distribution:later_stretch", args=[first.pk]))
    assert list(route.stretches.order_by("ordinal").values_list("street", flat=True)) == ["Storgatan", "Lillgatan"]
    page = words(manager.post(reverse("distribution:change_stretch", args=[second.pk]), STORGATAN, follow=True))
    assert "Was on the route" in page
    manager.post(reverse("distribution:end_stretch", args=[first.pk]), {"ends": TODAY})
    first.refresh_from_db()
    assert first.during.upper is not None


@pytest.mark.parametrize(("line", "found"), [("Storgatan 3", "Route 7"), ("Storgatan 4", "No route has this door")])
def test_the_route_of_any_address_is_found_and_nothing_is_kept(manager, entity, line, found):
    a_stretch(a_route(entity=entity, number="7"), "Storgatan", side="odd")
    page = manager.get(reverse("distribution:which_route"), {"street_line": line, "postal_code": "111 22", "country": "SE", "day": TODAY})
    assert found in words(page)
    assert not Place.objects.exists()


def test_a_postal_code_that_cannot_be_is_refused(manager):
    refused = manager.get(reverse("distribution:which_route"), {"postal_code": "1", "country": "SE", "day": TODAY})
    assert refused.status_code == 422
    assert "not a postal code" in words(refused)


def test_nobody_sees_routes_of_a_company_he_does_not_work_for(signed_in, entity):
    route = a_route(entity=entity)
    stranger = signed_in("circulation", an_entity(code="other"))
    assert stranger.get(route.url).status_code == 404
    assert "No routes yet" in words(stranger.get(reverse("distribution:routes")))


def test_whoever_may_only_look_changes_nothing(signed_in, entity):
    route = a_route(entity=entity)
    stretch = a_stretch(route, "Storgatan")
    clerk = signed_in("clerk")
    assert "More doors" not in words(clerk.get(route.url))
    for name, row in (
        ("new_stretch", route),
        ("change_route", route),
        ("walker", route),
        ("end_stretch", stretch),
        ("later_stretch", stretch),
    ):
        assert clerk.post(reverse(f"distribution:{name}", args=[row.pk])).status_code == 403, name


@pytest.mark.parametrize("name", ["routes", "route", "carriers", "depots", "which_route", "new_stretch"])
def test_a_page_asks_the_database_fifteen_times_at_most(manager, entity, name, django_assert_max_num_queries):
    routes = [a_route(entity=entity, number=number) for number in ("1", "2")]
    for route in routes:
        for street in ("Storgatan", "Lillgatan"):
            a_stretch(route, f"{street} {route.number}")
    named = [routes[0].pk] if name in ("route", "new_stretch") else []
    manager.get(reverse("distribution:routes"))
    with django_assert_max_num_queries(15):
        assert manager.get(reverse(f"distribution:{name}", args=named)).status_code == 200


def test_the_page_of_a_customer_says_by_which_route_his_paper_comes(manager, entity):
    route = a_route(entity=entity, number="14")
    nils = add_carrier(entity=entity, described=CarrierDescription(number="17", name="Nils Ek", telephone="070-174 06 35"), actor=None)
    let_walk(route=route, carrier=nils, begins=day(TODAY), actor=None, today=day(TODAY))
    door = a_door("Storgatan", "3")
    customer = door.addresses.get().customer
    panel = reverse("distribution:panel", args=[customer.pk])
    assert "No route has this door" in words(manager.get(panel))
    a_stretch(route, "Storgatan")
    page = words(manager.get(panel))
    assert "Route 14" in page
    assert "Nils Ek" in page
    assert "070-174 06 35" in page
    assert "Comes by" in words(manager.get(reverse("desk:customer", args=[customer.number]), {"tab": "route"}))

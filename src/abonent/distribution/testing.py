"""Builders of routes, for tests and worlds."""

from __future__ import annotations

from typing import Any

from abonent.catalog.models import Product
from abonent.customers.models import Address, Place
from abonent.customers.testing import a_customer
from abonent.distribution.models import Draw, Outlet, Route, RouteStretch
from abonent.distribution.operations import refresh_stops
from abonent.kit.periods import period
from abonent.organisation.models import LegalEntity


def a_route(*, entity: LegalEntity, number: str = "1", weekdays: int = 127, method: str = "carrier") -> Route:
    """A route that has no door yet."""
    return Route.objects.create(entity=entity, number=number, weekdays=weekdays, delivery_method=method)


def a_stretch(route: Route, street: str = "", postal_code: str = "111 22", *, begins: str = "2026-01-01", **told: Any) -> RouteStretch:
    """A stretch at the end of a route, with the stops that follow from it; without a street a whole postal code."""
    stretch = RouteStretch.objects.create(
        route=route,
        ordinal=route.stretches.count() + 1,
        entity=route.entity,
        delivery_method=route.delivery_method,
        weekdays=route.weekdays,
        **{"country": "SE", "postal_code": postal_code, "street": street, "during": period(begins, None), **told},
    )
    refresh_stops(routes=[route.pk])
    return stretch


def a_door(street: str, number: str, *, postal_code: str = "111 22", staircase: str = "", flat: str = "") -> Place:
    """A door to which papers go: somebody's delivery address."""
    place = Place.objects.create(
        country="SE", postal_code=postal_code, town="Stockholm", street=street, number=number, staircase=staircase, flat=flat
    )
    Address.objects.create(customer=a_customer(street_line="", town=""), kind="delivery", place=place, during=period("2026-01-01", None))
    return place


def an_outlet(*, entity: LegalEntity, number: str = "1", name: str = "Kiosk at the station", customer: Any = None, **told: Any) -> Outlet:
    """An outlet that draws nothing yet."""
    place, _is_new = Place.objects.get_or_create(country="SE", postal_code="111 22", town="Stockholm", street="Storgatan", number=number)
    return Outlet.objects.create(entity=entity, number=number, name=name, customer=customer or a_customer(), place=place, **told)


def a_draw(outlet: Outlet, product: Product, copies: int = 10) -> Draw:
    """What an outlet draws of every issue of 2026."""
    return Draw.objects.create(outlet=outlet, product=product, copies=[copies] * 7, during=period("2026-01-01", None))

"""Questions about routes: which are seen, how many doors they have, which of them has a door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.rules.weekdays import includes
from abonent.customers.entries import Door
from abonent.customers.models import Place
from abonent.customers.operations.addresses import place_of
from abonent.distribution.models import Carrier, CoverageDistribution, Depot, Route, RouteCarrier, RouteStop, RouteStretch
from abonent.distribution.models.coverage import DOOR
from abonent.kit import statements
from abonent.kit.foresee import foresee


def visible_routes(viewer: StaffUser) -> QuerySet[Route]:
    """Routes of the companies the viewer works for."""
    return of_my_entities(Route.objects.select_related("entity", "depot"), viewer)


def visible_stretches(viewer: StaffUser) -> QuerySet[RouteStretch]:
    """Their stretches."""
    return of_my_entities(RouteStretch.objects.select_related("route__entity", "place"), viewer)


def visible_carriers(viewer: StaffUser) -> QuerySet[Carrier]:
    """Carriers of the companies the viewer works for."""
    return of_my_entities(Carrier.objects.select_related("entity"), viewer)


def visible_depots(viewer: StaffUser) -> QuerySet[Depot]:
    """Depots of the companies the viewer works for."""
    return of_my_entities(Depot.objects.select_related("entity"), viewer)


def visible_coverages(viewer: StaffUser) -> QuerySet[CoverageDistribution]:
    """What the companies the viewer works for have laid out; what went to people by name only where he sees all of them."""
    rows = of_my_entities(CoverageDistribution.objects.select_related("entity", "frozen_by", "fetched_by"), viewer)
    return rows if viewer.sees_everybody else rows.filter(addressed_to=DOOR)


def routes_today(viewer: StaffUser, today: date) -> QuerySet[Any]:
    """Visible routes with who walks them today (`carrier_name`) and how many `doors` they have."""
    walks = RouteCarrier.objects.filter(route=OuterRef("pk"), during__contains=today)
    stops = RouteStop.objects.filter(stretch__route=OuterRef("pk"), stretch__during__contains=today)
    doors = stops.order_by().values("stretch__route").annotate(doors=Count("place_id", distinct=True)).values("doors")
    return visible_routes(viewer).annotate(
        carrier_name=Coalesce(Subquery(walks.values("carrier__name")[:1]), Value("")),
        doors=Coalesce(Subquery(doors, output_field=IntegerField()), 0),
    )


def walk_of(route: Route) -> QuerySet[Any]:
    """The stretches of a route in the order of its walk, with how many `doors` each has."""
    return route.stretches.select_related("place", "route").annotate(doors=Count("stops")).order_by("ordinal")


def routes_of_door(viewer: StaffUser, place: Place, day: date) -> list[RouteStretch]:
    """By which stretch a paper of each company and way comes to a door on a day; also to one that no paper goes to yet."""
    matches = statements.rows("distribution/matches_of_places", source="distribution/places_named", places=[place.pk])
    candidates = visible_stretches(viewer).filter(pk__in=[match.stretch_id for match in matches], during__contains=day)
    found: dict[tuple[int, str], RouteStretch] = {}
    for stretch in candidates.order_by("found_by"):
        if includes(stretch.weekdays, day):
            found.setdefault((stretch.entity_id, stretch.delivery_method), stretch)
    return list(found.values())


def routes_of_entered_door(viewer: StaffUser, door: Door, day: date) -> list[RouteStretch]:
    """The same for a door as somebody writes it, without its town; nothing is kept of it."""
    parts = {part: getattr(door, part) for part in ("country", "postal_code", "number", "staircase", "flat")}
    known = Place.objects.filter(street__iexact=door.street, **parts).first()
    return foresee(lambda: routes_of_door(viewer, known or place_of(door), day))


def doors_without_route(viewer: StaffUser, today: date, *, at_most: int) -> list[Any]:
    """The doors of running subscriptions that no route has, with the nearest route; of the companies the viewer works for."""
    return statements.rows("distribution/doors_without_route", viewer=viewer.pk, today=today, at_most=at_most)


def carriers_on(routes: Sequence[int], day: date) -> dict[int, Carrier]:
    """Who walks routes on a day."""
    turns = RouteCarrier.objects.filter(route__in=routes, during__contains=day).select_related("carrier")
    return {turn.route_id: turn.carrier for turn in turns}


def standing(day: date) -> Q:
    """Stretches that hold on a day or later."""
    return Q(during__endswith__gt=day) | Q(during__upper_inf=True)


def doors_of_route(route: Route, day: date, *, at_most: int) -> list[Any]:
    """The doors of a route on a day in the order of its walk, with their degrees where somebody knows them."""
    return statements.rows("distribution/doors_of_route", route=route.pk, day=day, at_most=at_most)


def doors_around_route(route: Route, places: Sequence[tuple[float, float]], day: date, *, at_most: int) -> list[Any]:
    """The doors of other routes of the company of a route that lie between some (latitude, longitude)."""
    latitudes, longitudes = [place[0] for place in places], [place[1] for place in places]
    between = {"south": min(latitudes), "north": max(latitudes), "west": min(longitudes), "east": max(longitudes)}
    return statements.rows("distribution/doors_around_route", route=route.pk, day=day, at_most=at_most, **between)


def routes_of_coverage(coverage: CoverageDistribution) -> list[Any]:
    """How many doors and copies each route has of what is laid out."""
    return statements.rows("distribution/routes_of_coverage", coverage=coverage.pk)

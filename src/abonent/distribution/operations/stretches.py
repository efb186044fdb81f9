"""Say which doors a route has: add a stretch, change it, move it in the walk, end it; from a day on, and taken back as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.models import Place
from abonent.distribution.models import Route, RouteStretch
from abonent.distribution.models.stretch import ALL
from abonent.distribution.operations.stops import refresh_stops
from abonent.distribution.refusals import DatedRefusal
from abonent.distribution.wording import stretch_words
from abonent.kit import statements
from abonent.kit.foresee import digest_of
from abonent.kit.periods import period
from abonent.runs.operations import record_act

ONE_ROUTE = "route_stretch_of_one_route"


class CannotRoute(DatedRefusal):
    """Doors that cannot be on a route as asked."""

    sentences = {
        "route.past": _("What was before %(day)s is past; say a later day."),
        "route.stretch_is_over": _("This stretch has ended already."),
        "route.unchanged": _("It is so already."),
        "route.nowhere": _("Say where: a postal code, a street in it, or one address."),
        "route.numbers_without_street": _("Sides and numbers are of a street; write which."),
        "route.backwards": _("The street would end before it begins: %(first)s is more than %(latest)s."),
        "route.taken": _(
            "Route %(route)s has some of these doors on the same days: %(doors)s. End that first, or give it over from there."
        ),
        "route.taken_meanwhile": _("Somebody has given some of these doors to another route meanwhile. Look again."),
        "route.changed_since": _("The stretches of the route were changed since; take that back first."),
        "route.other_company": _("It belongs to another company."),
    }


@dataclass(frozen=True, kw_only=True)
class StretchDescription:
    """Which doors a stretch has, and which way it is walked: one place, or a street or part of it, or a postal code."""

    country: str = ""
    postal_code: str = ""
    street: str = ""
    side: str = ALL
    from_number: int | None = None
    to_number: int | None = None
    downwards: bool = False
    place: Place | None = None


def add_stretch(
    *, route: Route, described: StretchDescription, begins: date, after: RouteStretch | None = None, actor: StaffUser | None, today: date
) -> RouteStretch:
    """Give doors to a route from a day on, behind one of its stretches; at the end of the walk unless that is said."""
    if begins < today:
        raise CannotRoute("route.past", day=today)
    with changing_stretches("add_stretch", [route.pk], actor):
        return write_stretch(route, described, begins, after=after.pk if after else last_of(route.pk))


def change_stretch(
    *, stretch: RouteStretch, described: StretchDescription, begins: date, actor: StaffUser | None, today: date
) -> RouteStretch:
    """Let a stretch have other doors, or be walked the other way, from a day on."""
    demand_standing(stretch, begins, today)
    if described == describe_stretch(stretch):
        raise CannotRoute("route.unchanged")
    with changing_stretches("change_stretch", [stretch.route_id], actor):
        route, until = stretch.route, stretch.during.upper
        behind = end_at(stretch, begins)
        return write_stretch(route, described, begins, until, after=behind)


def end_stretch(*, stretch: RouteStretch, ends: date, actor: StaffUser | None, today: date) -> None:
    """Let a route have these doors no more from a day on."""
    demand_standing(stretch, ends, today)
    with changing_stretches("end_stretch", [stretch.route_id], actor):
        end_at(stretch, ends)


def move_stretch(*, stretch: RouteStretch, after: RouteStretch | None, actor: StaffUser | None) -> None:
    """Let a stretch come behind another in the walk; first without one."""
    with changing_stretches("move_stretch", [stretch.route_id], actor):
        place_in_walk(stretch.route_id, stretch.pk, after.pk if after else None)


def restore_stretches(*, routes: Sequence[int], rows: Sequence[Mapping[str, Any]], after: str, actor: StaffUser | None) -> None:
    """Let routes have the stretches that are given; refused where they are not those any more that the act left behind."""
    with changing_stretches("restore_stretches", routes, actor, undoes=False):
        if digest_of(told(routes)) != after:
            raise CannotRoute("route.changed_since")
        RouteStretch.objects.filter(route__in=routes).delete()
        known = Route.objects.in_bulk(routes)
        for row in rows:
            route = known[row["route_id"]]
            columns = {name: value for name, value in row.items() if name not in ("from", "until")}
            RouteStretch.objects.create(**columns, **_of_route(route), during=period(row["from"], row["until"]))


SAID = [field.name for field in fields(StretchDescription)]


@contextmanager
def changing_stretches(verb: str, routes: Sequence[int], actor: StaffUser | None, *, undoes: bool = True) -> Iterator[None]:
    """One change of the stretches of some routes: the routes are held, the stops follow, and the act can be taken back as a whole."""
    with change_by(actor, verb):
        list(Route.objects.select_for_update().filter(pk__in=routes).order_by("pk"))
        before = told(routes)
        with refusing_what_is_taken():
            yield
        refresh_stops(routes=routes)
        inverse = {
            "verb": "restore_stretches",
            "route": routes[0],
            "routes": list(routes),
            "rows": before,
            "after": digest_of(told(routes)),
        }
        record_act(actor=actor, verb=verb, subject_kind="route", subject_ids=list(routes), inverse=inverse if undoes else None)


@contextmanager
def refusing_what_is_taken() -> Iterator[None]:
    """In words, where the database finds that another route has been given the doors at the same moment."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if ONE_ROUTE not in str(error):
            raise
        raise CannotRoute("route.taken_meanwhile") from error


def describe_stretch(stretch: RouteStretch) -> StretchDescription:
    """A stretch as it is."""
    return StretchDescription(**{name: getattr(stretch, name) for name in SAID})


def write_stretch(
    route: Route, described: StretchDescription, begins: date, until: date | None = None, *, after: int | None
) -> RouteStretch:
    """Write a stretch into the walk, behind another or first; in the caller's transaction, which holds the route."""
    _demand_possible(described)
    _demand_free(route, described, begins, until)
    behind_all = last_of(route.pk)
    stretch = RouteStretch.objects.create(
        route=route, ordinal=route.stretches.count() + 1, **_of_route(route), **_columns(described), during=period(begins, until)
    )
    if after != behind_all:
        place_in_walk(route.pk, stretch.pk, after)
    return stretch


def end_at(stretch: RouteStretch, ends: date) -> int | None:
    """Let a stretch have no door from a day on; one that begins no earlier goes. Returns behind which one whatever follows it comes."""
    if stretch.during.lower < ends:
        stretch.during = period(stretch.during.lower, ends)
        stretch.save(update_fields=["during"])
        return stretch.pk
    behind = RouteStretch.objects.filter(route=stretch.route_id, ordinal__lt=stretch.ordinal).order_by("ordinal").last()
    stretch.delete()
    statements.run("distribution/order_stretches", stretches=_walk(stretch.route_id))
    return behind.pk if behind else None


def last_of(route: int) -> int | None:
    """The last stretch of a walk; None while there is none."""
    walk = _walk(route)
    return walk[-1] if walk else None


def place_in_walk(route: int, stretch: int, after: int | None) -> None:
    """Put a stretch behind another of its route; first without one."""
    walk = [one for one in _walk(route) if one != stretch]
    place = walk.index(after) + 1 if after in walk else 0
    statements.run("distribution/order_stretches", stretches=[*walk[:place], stretch, *walk[place:]])


def told(routes: Sequence[int]) -> list[dict[str, Any]]:
    """The stretches of routes as an act remembers them."""
    names = ("id", "route_id", "ordinal", "country", "postal_code", "street", "side", "from_number", "to_number", "downwards", "place_id")
    stretches = RouteStretch.objects.filter(route__in=routes).order_by("route", "ordinal")
    return [
        {
            **{name: getattr(one, name) for name in names},
            "from": one.during.lower.isoformat(),
            "until": one.during.upper.isoformat() if one.during.upper else None,
        }
        for one in stretches
    ]


def _walk(route: int) -> list[int]:
    return list(RouteStretch.objects.filter(route=route).order_by("ordinal").values_list("pk", flat=True))


def _columns(described: StretchDescription) -> dict[str, Any]:
    return {name: getattr(described, name) for name in SAID}


def _of_route(route: Route) -> dict[str, Any]:
    """What a stretch repeats of its route."""
    return {"entity_id": route.entity_id, "delivery_method": route.delivery_method, "weekdays": route.weekdays}


def demand_standing(stretch: RouteStretch, from_day: date, today: date) -> None:
    """What is changed from a day on still holds then, and the day is not past."""
    if from_day < today:
        raise CannotRoute("route.past", day=today)
    if stretch.during.upper is not None and stretch.during.upper <= from_day:
        raise CannotRoute("route.stretch_is_over")


def _demand_possible(described: StretchDescription) -> None:
    if described.place is None and not (described.country and described.postal_code):
        raise CannotRoute("route.nowhere")
    if not described.street and (described.side != ALL or described.from_number is not None or described.to_number is not None):
        raise CannotRoute("route.numbers_without_street")
    if described.from_number is not None and described.to_number is not None and described.from_number > described.to_number:
        raise CannotRoute("route.backwards", first=described.from_number, latest=described.to_number)


def _demand_free(route: Route, described: StretchDescription, begins: date, until: date | None) -> None:
    """No route, this one neither, has the doors already."""
    asked = {**_columns(described), "place": described.place.pk if described.place else None}
    refuse_taken("distribution/stretch_asked", route=route.pk, stretch=None, begins=begins, ends=until, **asked)


def refuse_taken(source: str, **parameters: Any) -> None:
    """Refuse doors that a route has already, by the name of the first."""
    found = statements.rows("distribution/stretches_in_the_way", source=source, **parameters)
    if found:
        other = RouteStretch.objects.select_related("route", "place").get(pk=found[0].stretch_id)
        raise CannotRoute("route.taken", route=other.route.number, doors=stretch_words(other))

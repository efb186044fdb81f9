"""Give doors of one route to another from a day on: what that moves is shown first, and saving does exactly that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.distribution.models import Route, RouteStop, RouteStretch
from abonent.distribution.operations.stops import refresh_stops
from abonent.distribution.operations.stretches import (
    changing_stretches,
    demand_standing,
    describe_stretch,
    end_at,
    last_of,
    write_stretch,
)
from abonent.distribution.rules.cutting import ALL, Numbers, part_of, rest_of
from abonent.kit import statements
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.refusals import Refusal


class CannotRecut(Refusal):
    """Doors that cannot be given over as asked."""

    sentences = {
        "recut.same_route": _("They are on that route already."),
        "recut.other_way": _("Route %(route)s brings papers in another way, or for another company."),
        "recut.no_such_part": _("The stretch has no such numbers."),
        "recut.whole_only": _("A postal code or a single address is given over as a whole."),
        "recut.effect_changed": _("Something was changed meanwhile. Look at the new effect and save again."),
    }


@dataclass(frozen=True, kw_only=True)
class Recut:
    """Which part of a stretch goes to which route, from which day on."""

    to_route: Route
    begins: date
    side: str = ALL
    from_number: int | None = None
    to_number: int | None = None


@dataclass(frozen=True)
class RecutEffect:
    """What a re-cut does: the doors of both routes before and after, those that move, those that no route has then, and the copies that
    move on each day of the first week. `digest` names exactly this."""

    doors: tuple[int, ...]
    lost: tuple[int, ...]
    from_before: int
    from_after: int
    to_before: int
    to_after: int
    copies: tuple[tuple[date, int], ...]

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(self)


def preview_recut(*, stretch: RouteStretch, asked: Recut, today: date) -> RecutEffect:
    """What a re-cut would do, by the doing of it; nothing is kept."""
    return foresee(lambda: recut(stretch=stretch, asked=asked, actor=None, today=today))


def recut(*, stretch: RouteStretch, asked: Recut, actor: StaffUser | None, today: date, effect: str | None = None) -> RecutEffect:
    """Give a stretch, or a part of it, to another route from a day on. With `effect` only if it still does what was shown."""
    # Read anew: what is cut here is not there any more, and the caller shows it again if this is refused.
    stretch = RouteStretch.objects.get(pk=stretch.pk)
    demand_standing(stretch, asked.begins, today)
    source, target = stretch.route, asked.to_route
    if source.pk == target.pk:
        raise CannotRecut("recut.same_route")
    if (source.entity_id, source.delivery_method) != (target.entity_id, target.delivery_method):
        raise CannotRecut("recut.other_way", route=target.number)
    with changing_stretches("recut", [source.pk, target.pk], actor):
        refresh_stops(routes=[source.pk, target.pk])
        before = [_doors_on(route, asked.begins) for route in (source, target)]
        _cut(stretch, asked)
        refresh_stops(routes=[source.pk, target.pk])
        done = _effect(source, target, before, asked.begins, today)
        insist(done, effect, CannotRecut("recut.effect_changed"))
    return done


def _cut(stretch: RouteStretch, asked: Recut) -> None:
    """The part goes to the end of the other walk; what is left stays where the stretch was."""
    source, until, described = stretch.route, stretch.during.upper, describe_stretch(stretch)
    whole = Numbers(stretch.side, stretch.from_number, stretch.to_number)
    part = part_of(whole, asked.side, asked.from_number, asked.to_number)
    if part is None:
        raise CannotRecut("recut.no_such_part")
    if part != whole and not stretch.street:
        raise CannotRecut("recut.whole_only")
    behind = end_at(stretch, asked.begins)
    rest = rest_of(whole, part)
    for left in reversed(rest) if stretch.downwards else rest:
        piece = replace(described, side=left.side, from_number=left.first, to_number=left.latest)
        behind = write_stretch(source, piece, asked.begins, until, after=behind).pk
    given = replace(described, side=part.side, from_number=part.first, to_number=part.latest)
    write_stretch(asked.to_route, given, asked.begins, until, after=last_of(asked.to_route.pk))


def _effect(source: Route, target: Route, before: list[set[int]], begins: date, today: date) -> RecutEffect:
    had, got = before
    has, gets = _doors_on(source, begins), _doors_on(target, begins)
    gone = had - has
    moved = tuple(sorted(gone & gets))
    return RecutEffect(
        moved, tuple(sorted(gone - gets)), len(had), len(has), len(got), len(gets), _copies_by_day(source, list(moved), begins, today)
    )


def _copies_by_day(route: Route, places: list[int], begins: date, today: date) -> tuple[tuple[date, int], ...]:
    """How many copies of the route's way come to some of its doors on each day of a week, as it is known today."""
    counted = statements.rows(
        "distribution/copies_by_day",
        source=["subscriptions/issue_destinations", "distribution/orders_at_doors"],
        places=places,
        entity=route.entity_id,
        method=route.delivery_method,
        begins=begins,
        today=today,
    )
    return tuple((row.published_on, int(row.copies)) for row in counted)


def _doors_on(route: Route, day: date) -> set[int]:
    return set(RouteStop.objects.filter(stretch__route=route, stretch__during__contains=day).values_list("place_id", flat=True))

"""Keep the stops in line with the stretches: the same statements for one door, for a route and for all that are new."""

from __future__ import annotations

from collections.abc import Sequence

from abonent.kit import statements

WRITE = "distribution/write_stops"
MATCHES = "distribution/matches_of_places"


def refresh_stops(*, routes: Sequence[int]) -> None:
    """Bring the stops of routes in line with their stretches, in the caller's transaction; several hundred routes at most."""
    stretches = "distribution/stretches_of_routes"
    statements.run("distribution/forget_stops", source=stretches, routes=list(routes))
    statements.run(WRITE, source=[MATCHES, "distribution/places_of_stretches", stretches], routes=list(routes))


def find_stops_of_new_places() -> int:
    """Put every door to which papers go and that is on no route yet on those that have it; returns how many stops that are.

    Called where it counts: before an issue is frozen, and every night. Addresses are lower than routes, and tell nobody.
    """
    return statements.run(WRITE, source=[MATCHES, "distribution/places_without_stop"])

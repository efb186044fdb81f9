"""What is always true of distribution (numbers as in docs/invariants.md)."""

from django.utils.translation import gettext_lazy as _

from abonent.runs.invariants import Invariant

INVARIANTS = [
    Invariant(
        19,
        _("The stops of a route are the doors that its stretches have, in the order of the walk"),
        "distribution/check_stops",
        _("Route %(number)s: %(doors)s doors are not where its stretches say."),
        "/routes/%(route_id)s/",
    ),
    Invariant(
        21,
        _("No more copies come back from an outlet than it drew"),
        "distribution/check_returns",
        _("%(name)s: %(returned)s copies of %(issue)s came back, %(drawn)s were drawn."),
        "/outlets/%(outlet_id)s/",
    ),
]

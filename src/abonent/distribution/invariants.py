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
    Invariant(
        21,
        _("What is settled with an outlet is charged to the cent, as its issues come to it"),
        "distribution/check_draw_settlements",
        _("%(name)s, from %(first_on)s: %(amount)s are settled, the issues come to %(of_issues)s, charged are %(charged)s."),
        "/outlets/%(outlet_id)s/",
    ),
    Invariant(
        22,
        _("A carrier is paid once for what he walked, and a statement is its lines"),
        "distribution/check_pay",
        _("%(name)s was paid %(paid)s for %(what)s where %(due)s is due."),
        "/carriers/pay/%(statement_id)s/",
    ),
    Invariant(
        9,
        _("What was frozen of an issue comes to what its sums say"),
        "distribution/check_frozen_sums",
        _("The copies of list %(list_id)s come to %(copies)s, its sums to %(summed)s."),
        "/night/lists/%(list_id)s/",
    ),
    Invariant(
        9,
        _("Every frozen copy leads to a list, a subscription, a door and a route that exist"),
        "distribution/check_frozen_copies",
        _("In list %(list_id)s subscription %(subscription_id)s names a %(missing)s that does not exist."),
        "/night/lists/%(list_id)s/",
    ),
    Invariant(
        9,
        _("The circulation of an issue is what was frozen of it and what its addenda changed"),
        "distribution/check_circulation",
        _("Of issue %(issue_id)s %(copies)s copies are counted; %(frozen)s were frozen, addenda changed that by %(added)s."),
        "/circulation/issues/%(issue_id)s/",
    ),
    Invariant(
        9,
        _("What is laid out comes to the households or people that are meant, less those that refuse, each once"),
        "distribution/check_coverage",
        _("%(name)s comes to %(by_door)s copies where %(copies)s were shown."),
        "/coverage/%(coverage_id)s/",
    ),
    Invariant(
        9,
        _("A consignment has the pieces that it says, and one taken back has none"),
        "distribution/check_consignments",
        _("Consignment %(consignment_id)s has %(found)s pieces where %(pieces)s should be."),
        "/consignments/%(consignment_id)s/",
    ),
    Invariant(
        7,
        _("Nobody gets one issue in two ways"),
        "distribution/check_copies_once",
        _("Subscription %(number)s gets the issue of %(published_on)s in %(ways)s ways."),
        "/subscriptions/%(number)s/",
    ),
]

"""How far a colleague sees, in words a manager reads; and who may give it."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from abonent.access.models import StaffUser

Reach = StaffUser.Reach
# The narrower of two sees what the wider sees, or less of it.
WIDTH = {Reach.EVERYTHING: 2, Reach.UNITS: 1, Reach.OWN: 0}


def reach_in_words(person: StaffUser) -> str:
    """What a person sees of the customers and of what hangs on them."""
    names = {
        "companies": ", ".join(entity.name for entity in person.entities.all()) or "\N{EN DASH}",
        "units": ", ".join(unit.name for unit in person.units.all()) or "\N{EN DASH}",
    }
    if person.reach == Reach.OWN:
        words = _("Only customers this person is responsible for, with their orders, invoices and payments in %(companies)s.")
    elif person.reach == Reach.UNITS:
        words = _("Only customers of these units: %(units)s. With their orders, invoices and payments in %(companies)s.")
    else:
        words = _("All customers, and everything of %(companies)s.")
    return words % names


def reaches_given_by(giver: StaffUser) -> list[tuple[str, str]]:
    """How far somebody may let others see: as far as he sees himself."""
    return [(value, str(label)) for value, label in Reach.choices if WIDTH[Reach(value)] <= WIDTH[Reach(giver.reach)]]


def sees_more_than(person: StaffUser, other: StaffUser) -> bool:
    """Whether a person may see rows that another does not: a company, a unit, or somebody else's customers."""
    if _ids(person.entities.all()) - _ids(other.entities.all()):
        return True
    if other.reach == Reach.EVERYTHING or person == other:
        return False
    both_by_units = person.reach == other.reach == Reach.UNITS
    return not (both_by_units and _ids(person.units.all()) <= _ids(other.units.all()))


def _ids(rows: Collection[object]) -> set[object]:
    return {getattr(row, "pk", None) for row in rows}

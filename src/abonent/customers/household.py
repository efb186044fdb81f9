"""Who belongs to a customer's household or family, or looks as if he did: at the same door, on the same telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.kit import statements

HOUSEHOLD = "household"
SIGNS: dict[str, Any] = {
    HOUSEHOLD: _("Same household"),
    "family": _("Family"),
    "door": _("Same door"),
    "telephone": _("Same telephone"),
}
# A block of flats without numbers has hundreds at one door.
MOST_SHOWN = 8


@dataclass(frozen=True)
class Housemate:
    """Somebody beside a customer, and why he stands there."""

    id: int
    number: int
    name: str
    is_organisation: bool
    why: list[Any]
    is_of_household: bool


@dataclass(frozen=True)
class Household:
    """The people beside a customer, those first of whom it is said; `more` stand at the same door and are not shown."""

    people: list[Housemate]
    more: int

    @property
    def to_join(self) -> list[Housemate]:
        """Persons who look as if they lived together with him, of whom nobody has said so."""
        return [one for one in self.people if not one.is_of_household and not one.is_organisation]


def household_of(customer: Customer, *, viewer: StaffUser, today: date) -> Household:
    """The people beside a customer whom the viewer sees."""
    asked = {"customers": customer.merged_ids, "viewer": viewer.pk, "today": today, "limit": MOST_SHOWN}
    rows = statements.rows("customers/household", **asked)
    people = [
        Housemate(
            row.id, row.number, row.name, row.is_organisation, [SIGNS[sign] for sign in SIGNS if sign in row.signs], HOUSEHOLD in row.signs
        )
        for row in rows
    ]
    return Household(people, rows[0].people - len(rows) if rows else 0)

"""What to do next in an installation that has no customer yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Price, Product, Title
from abonent.customers.models import Customer

MOST_STEPS = 3


@dataclass(frozen=True)
class FirstStep:
    """A step in words, why it is taken, and where."""

    label: Any
    why: Any
    url: str
    icon: str


def first_steps(viewer: StaffUser) -> list[FirstStep]:
    """The next three steps that the viewer may take, in their order; none once there is a customer."""
    if Customer.objects.exists():
        return []
    return [step for permission, done, step in _all_steps() if viewer.may(permission) and not _exists(done, viewer)][:MOST_STEPS]


def _all_steps() -> list[tuple[str, tuple[QuerySet[Any], str] | None, FirstStep]]:
    """Permission, what is there once the step is done with the path to its company, and the step."""
    return [
        (
            "editions.change",
            (Title.objects.all(), "entity"),
            FirstStep(
                _("Enter a title"), _("with its editions and the days on which they come out"), reverse("editions:new_title"), "news"
            ),
        ),
        (
            "catalog.change",
            (Product.objects.all(), "entity"),
            FirstStep(_("Describe a product"), _("what can be ordered, and which VAT it bears"), reverse("catalog:new_product"), "package"),
        ),
        (
            "catalog.price",
            (Price.objects.all(), "version__price_list__entity"),
            FirstStep(_("Set its price"), _("in a price list that holds from a day"), reverse("catalog:price_lists"), "tag"),
        ),
        (
            "customers.import",
            None,
            FirstStep(
                _("Bring in your customers"),
                _("from a file; nothing is written before you have looked"),
                reverse("imports:new", args=["customers"]),
                "table-import",
            ),
        ),
        (
            "customers.add",
            None,
            FirstStep(_("Or register the first one by hand"), _("a name is enough"), reverse("customers:new"), "user-plus"),
        ),
    ]


def _exists(done: tuple[QuerySet[Any], str] | None, viewer: StaffUser) -> bool:
    if done is None:
        return False
    rows, path = done
    return of_my_entities(rows, viewer, path=path).exists()

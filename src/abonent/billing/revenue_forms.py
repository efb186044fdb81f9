"""What is typed to split the revenue of a product."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.billing.operations.revenue_shares import Share
from abonent.catalog.fields import PercentField, RowField
from abonent.catalog.models import Product
from abonent.customers.fields import CustomerField
from abonent.organisation.models import LegalEntity, Unit
from abonent.ui.inputs import FormWithDays, TypedDayField

MOST_SHARES = 4


class SharesForm(FormWithDays):
    """Of which product, from which day on, and to whom how much of it belongs."""

    product = RowField(label=gettext_lazy("Product"))
    customer = CustomerField(
        label=gettext_lazy("Of one customer"), required=False, help_text=gettext_lazy("Left empty, of all who buy it.")
    )
    from_on = TypedDayField(label=pgettext_lazy("day", "From"))

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        customer = self.fields["customer"]
        customer.viewer, customer.today = viewer, self.today  # type: ignore[attr-defined]
        self.fields["product"].offer(of_whole_companies(Product.objects.order_by("code"), viewer))  # type: ignore[attr-defined]
        self.places = _places(viewer)
        offered = [("", _("none")), *((key, _name(*place)) for key, place in self.places.items())]
        for number in range(1, MOST_SHARES + 1):
            self.fields[f"place_{number}"] = forms.ChoiceField(
                label=_("Company or unit %(number)s") % {"number": number}, choices=offered, required=number == 1
            )
            self.fields[f"percent_{number}"] = PercentField(
                label=_("Percent %(number)s") % {"number": number}, required=False, max_value=100, min_value=0
            )

    def clean(self) -> dict[str, Any]:
        """Whoever is named has a part, and a part belongs to somebody."""
        cleaned = super().clean() or {}
        for number in range(1, MOST_SHARES + 1):
            place, percent = cleaned.get(f"place_{number}"), cleaned.get(f"percent_{number}")
            if bool(place) != bool(percent) and f"percent_{number}" not in self.errors and f"place_{number}" not in self.errors:
                self.add_error(f"percent_{number}", _("Write how much of it, and to whom it belongs."))
        return cleaned

    @property
    def shares(self) -> list[Share]:
        """What is said, once the form is valid."""
        said = self.cleaned_data
        numbers = [number for number in range(1, MOST_SHARES + 1) if said[f"place_{number}"]]
        return [Share(*self.places[said[f"place_{number}"]], said[f"percent_{number}"]) for number in numbers]


Place = tuple[LegalEntity, Unit | None]


def _places(viewer: StaffUser) -> dict[str, Place]:
    """The viewer's companies, each with its units."""
    places: dict[str, Place] = {}
    for entity in viewer.entities.prefetch_related("units").order_by("name"):
        places[f"company-{entity.pk}"] = (entity, None)
        for unit in entity.units.all():
            places[f"unit-{unit.pk}"] = (entity, unit)
    return places


def _name(entity: LegalEntity, unit: Unit | None) -> str:
    return f"{entity.name}, {unit.name}" if unit else entity.name

"""What is typed about routes, their stretches, depots and carriers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.access.models import StaffUser
from abonent.catalog.fields import RowField, WeekdaysField
from abonent.customers.countries import COUNTRIES, countries
from abonent.customers.rules.postal import postal_code
from abonent.distribution.models import Carrier, Depot, Route, RouteStretch
from abonent.distribution.models.route import METHODS
from abonent.distribution.models.stretch import SIDES
from abonent.distribution.operations import CarrierDescription, DepotDescription, Recut, RouteDescription, StretchDescription
from abonent.distribution.operations.doors import DoorDescription
from abonent.distribution.wording import stretch_words
from abonent.ui.inputs import FormWithDays, TypedDayField

WHOLE = {"invalid": gettext_lazy("Write a whole number, such as 3.")}
HIGHEST_NUMBER = 99_999


class HouseNumberField(forms.IntegerField):
    """A house number without what stands after it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=HIGHEST_NUMBER, required=False, widget=widget, error_messages=WHOLE, **kwargs)


def degrees(label: Any, *, most: int, help_text: Any = "") -> forms.DecimalField:
    """A coordinate, which need not be known."""
    widget = forms.TextInput({"inputmode": "decimal"})
    return forms.DecimalField(
        label=label, required=False, min_value=-most, max_value=most, decimal_places=5, widget=widget, localize=True, help_text=help_text
    )


class OfACompanyForm(forms.Form):
    """A row of a company: asked for a new one, fixed for one that is there."""

    entity = RowField(label=gettext_lazy("Company"))

    def __init__(self, *args: Any, viewer: StaffUser, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].offer(viewer.entities.order_by("name"))  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["entity"]


class RouteForm(OfACompanyForm):
    """A route, new or as it is."""

    field_order = ["number", "name", "entity", "delivery_method", "weekdays", "depot"]
    number = forms.CharField(label=gettext_lazy("Number"), max_length=20)
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, required=False, help_text=gettext_lazy("Where it goes: North harbour, for example.")
    )
    delivery_method = forms.ChoiceField(label=gettext_lazy("It brings"), choices=METHODS)
    weekdays = WeekdaysField(label=gettext_lazy("Walked on"), initial=127)
    depot = RowField(label=gettext_lazy("Depot"), required=False, empty_label=gettext_lazy("none"))

    def __init__(self, *args: Any, depots: Sequence[Depot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["depot"].offer(depots)  # type: ignore[attr-defined]

    @property
    def described(self) -> RouteDescription:
        """What is said, once the form is valid."""
        said = self.cleaned_data
        names = ("number", "name", "delivery_method", "weekdays")
        return RouteDescription(depot_id=said["depot"].pk if said["depot"] else None, **{name: said[name] for name in names})


class StretchForm(FormWithDays):
    """Which doors a stretch has, from which day on, and where in the walk."""

    postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=12)
    street = forms.CharField(
        label=gettext_lazy("Street"), max_length=100, required=False, help_text=gettext_lazy("Left empty, all of the postal code.")
    )
    side = forms.ChoiceField(label=pgettext_lazy("of a street", "Side"), choices=SIDES)
    from_number = HouseNumberField(label=gettext_lazy("From number"), help_text=gettext_lazy("Left empty, from its beginning."))
    to_number = HouseNumberField(label=gettext_lazy("To number"), help_text=gettext_lazy("Left empty, to its end."))
    downwards = forms.BooleanField(label=gettext_lazy("Walked from the highest number down"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=COUNTRIES)
    begins = TypedDayField(label=gettext_lazy("From"))
    after = RowField(label=gettext_lazy("Behind"), required=False, empty_label=gettext_lazy("the end of the walk"))

    def __init__(self, *args: Any, walk: Sequence[RouteStretch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(self.initial.get("country", ""))  # type: ignore[attr-defined]
        self.fields["after"].rows = {str(one.pk): one for one in walk}  # type: ignore[attr-defined]
        self.fields["after"].choices = [("", _("the end of the walk")), *((str(one.pk), stretch_words(one)) for one in walk)]  # type: ignore[attr-defined]
        if not walk:
            del self.fields["after"]

    def clean(self) -> dict[str, Any]:
        """The postal code as its country writes it, numbers in their order."""
        cleaned = super().clean() or {}
        code, country = cleaned.get("postal_code"), cleaned.get("country")
        if code and country:
            written = postal_code(code, country)
            if not written:
                self.add_error("postal_code", _("%(code)s is not a postal code there.") % {"code": code})
            cleaned["postal_code"] = written
        return cleaned

    @property
    def described(self) -> StretchDescription:
        """What is said, once the form is valid."""
        names = ("country", "postal_code", "street", "side", "from_number", "to_number", "downwards")
        return StretchDescription(**{name: self.cleaned_data[name] for name in names})


class StretchEndForm(FormWithDays):
    """From which day on a route does not have these doors."""

    ends = TypedDayField(label=gettext_lazy("Not on the route from"))


class RecutForm(FormWithDays):
    """Which part of a stretch goes to which route from which day on."""

    to_route = RowField(label=gettext_lazy("To route"))
    begins = TypedDayField(label=gettext_lazy("From"))
    side = forms.ChoiceField(label=pgettext_lazy("of a street", "Side"), choices=SIDES)
    from_number = HouseNumberField(label=gettext_lazy("From number"), help_text=gettext_lazy("Left empty, from its beginning."))
    to_number = HouseNumberField(label=gettext_lazy("To number"), help_text=gettext_lazy("Left empty, to its end."))

    def __init__(self, *args: Any, routes: Sequence[Route], stretch: RouteStretch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_route"].rows = {str(one.pk): one for one in routes}  # type: ignore[attr-defined]
        self.fields["to_route"].choices = [(str(one.pk), f"{one.number} {one.name}".strip()) for one in routes]  # type: ignore[attr-defined]
        if not stretch.street:
            for name in ("side", "from_number", "to_number"):
                del self.fields[name]

    @property
    def asked(self) -> Recut:
        """What is asked, once the form is valid."""
        return Recut(**self.cleaned_data)


class WalkerForm(FormWithDays):
    """Who walks a route from which day on."""

    carrier = RowField(label=gettext_lazy("Carrier"), required=False, empty_label=gettext_lazy("nobody"))
    begins = TypedDayField(label=gettext_lazy("From"))

    def __init__(self, *args: Any, carriers: Sequence[Carrier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carrier"].offer(carriers)  # type: ignore[attr-defined]


class DepotForm(OfACompanyForm):
    """A depot, new or as it is."""

    field_order = ["name", "town", "entity", "latitude", "longitude"]
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    town = forms.CharField(label=gettext_lazy("Town"), max_length=60, required=False)
    latitude = degrees(gettext_lazy("Latitude"), most=90, help_text=gettext_lazy("In degrees, as maps say it: 59.33."))
    longitude = degrees(gettext_lazy("Longitude"), most=180)

    @property
    def described(self) -> DepotDescription:
        """What is said, once the form is valid."""
        return DepotDescription(**{name: self.cleaned_data[name] for name in ("name", "town", "latitude", "longitude")})


class RegisteredDoorForm(forms.Form):
    """What is said of a door."""

    households = forms.IntegerField(
        label=gettext_lazy("Households"), min_value=0, max_value=999, widget=forms.TextInput({"inputmode": "numeric"}), error_messages=WHOLE
    )
    refuses = forms.BooleanField(label=gettext_lazy("Says no to what is not addressed"), required=False)
    latitude = degrees(gettext_lazy("Latitude"), most=90, help_text=gettext_lazy("In degrees, as maps say it: 59.33."))
    longitude = degrees(gettext_lazy("Longitude"), most=180)

    @property
    def described(self) -> DoorDescription:
        """What is said, once the form is valid."""
        return DoorDescription(**{name: self.cleaned_data[name] for name in ("households", "refuses", "latitude", "longitude")})


class CarrierForm(OfACompanyForm, FormWithDays):
    """A carrier, new or as he is."""

    field_order = ["name", "number", "entity", "telephone", "email", "language", "gone_from"]
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    number = forms.CharField(label=gettext_lazy("Number"), max_length=20)
    telephone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    gone_from = TypedDayField(label=gettext_lazy("Gone from"), required=False)

    @property
    def described(self) -> CarrierDescription:
        """What is said, once the form is valid."""
        names = ("number", "name", "telephone", "email", "language", "gone_from")
        return CarrierDescription(**{name: self.cleaned_data[name] for name in names})


class DoorForm(FormWithDays):
    """An address whose route is asked for."""

    street_line = forms.CharField(label=gettext_lazy("Street and number"), max_length=120, required=False)
    postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=12)
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=COUNTRIES)
    day = TypedDayField(label=gettext_lazy("On"))

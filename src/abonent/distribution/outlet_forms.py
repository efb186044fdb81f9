"""What is typed about outlets: where they are, what they draw from a day on, single issues, and what came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.access.models import StaffUser
from abonent.catalog.fields import RowField
from abonent.customers.fields import CustomerField
from abonent.distribution.models import Outlet
from abonent.distribution.models.outlet import MOST_COPIES
from abonent.distribution.operations.draws import AskedDraw
from abonent.distribution.operations.outlets import OutletDescription, describe_outlet
from abonent.distribution.outlet_queries import Drawn, products_to_draw
from abonent.subscriptions.redirect_forms import AddressLineForm
from abonent.ui import wording
from abonent.ui.inputs import CountField, FormWithDays, TypedDayField


class CopiesField(CountField):
    """A number of copies."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"most": MOST_COPIES, **kwargs})


class OutletForm(AddressLineForm):
    """An outlet, new or as it is; the company of one that is there stays."""

    entity = RowField(label=gettext_lazy("Company"))
    number = forms.RegexField(
        "^[-a-zA-Z0-9]+$",
        label=gettext_lazy("Outlet number"),
        max_length=20,
        error_messages={"invalid": gettext_lazy("Write letters without accents, figures and - only.")},
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("As people call it: Kiosk at the station."))
    customer = CustomerField(
        label=gettext_lazy("Sold by"), help_text=gettext_lazy("The customer who is invoiced: by number, name or telephone.")
    )
    return_days = CountField(
        most=365, label=gettext_lazy("Copies may come back for"), help_text=gettext_lazy("Days after the issue; 0: none come back.")
    )
    return_percent = CountField(
        most=100, label=gettext_lazy("At most come back"), help_text=gettext_lazy("Percent of what was drawn of an issue.")
    )
    closed_from = TypedDayField(
        label=pgettext_lazy("outlet", "Closed from"), required=False, help_text=gettext_lazy("From this day on nothing is drawn.")
    )

    def __init__(self, *args: Any, viewer: StaffUser, today: date, country: str, outlet: Outlet | None = None, **kwargs: Any) -> None:
        said = vars(describe_outlet(outlet)) if outlet else {"return_days": 14, "return_percent": 100}
        where = {"to": str(outlet.place_id)} if outlet else {}
        super().__init__(*args, known=[outlet.place] if outlet else [], country=country, initial={**said, **where}, **kwargs)
        self.fields["entity"].offer(viewer.entities.order_by("name"))  # type: ignore[attr-defined]
        self.fields["customer"].viewer, self.fields["customer"].today = viewer, today  # type: ignore[attr-defined]
        self.fields["closed_from"].today = today  # type: ignore[attr-defined]
        if outlet:
            del self.fields["entity"]

    @property
    def described(self) -> OutletDescription:
        """What is said, once the form is valid."""
        said = self.cleaned_data
        names = ("number", "name", "customer", "return_days", "return_percent", "closed_from")
        return OutletDescription(**{name: said[name] for name in names}, place=said["door"])


class DrawForm(FormWithDays):
    """How many copies on each weekday from a day on."""

    product = RowField(label=gettext_lazy("Product"))
    from_on = TypedDayField(label=pgettext_lazy("day", "From"))

    def __init__(self, *args: Any, viewer: StaffUser, outlet: Outlet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].offer(products_to_draw(viewer, outlet))  # type: ignore[attr-defined]
        for weekday, name in WEEKDAYS.items():
            self.fields[f"copies-{weekday}"] = CopiesField(label=name, initial=0)

    @property
    def by_weekday(self) -> list[forms.BoundField]:
        """The fields of the weekdays, Monday first."""
        return [self[f"copies-{weekday}"] for weekday in WEEKDAYS]

    @property
    def asked(self) -> AskedDraw:
        """What is asked, once the form is valid."""
        said = self.cleaned_data
        return AskedDraw(product=said["product"], from_on=said["from_on"], copies=tuple(said[f"copies-{weekday}"] for weekday in WEEKDAYS))


class IssuesForm(forms.Form):
    """A number of copies beside each of some issues; `changed` are those that were typed otherwise than they are."""

    remark = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Stands beside the issues that you change: Market in the square."),
    )

    def __init__(self, *args: Any, issues: Sequence[Drawn], today: date, language: str, returned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issues = {f"issue-{issue.issue_id}": issue for issue in issues}
        self.returned = returned
        if returned:
            del self.fields["remark"]
        for name, issue in self.issues.items():
            label = _("Copies of %(day)s") % {"day": wording.day(issue.on, today, language)}
            self.fields[name] = CopiesField(label=label, required=False, initial=issue.returned if returned else issue.copies)

    @property
    def lines(self) -> Iterator[tuple[Drawn, forms.BoundField]]:
        """Each issue beside its field."""
        return ((issue, self[name]) for name, issue in self.issues.items())

    @property
    def changed(self) -> dict[int, int | None]:
        """Issue -> copies, of those that were typed otherwise than they are; None: what the draw says, or nothing came back."""
        typed = {name: self.cleaned_data[name] for name in self.changed_data if name in self.issues and name in self.cleaned_data}
        return {self.issues[name].issue_id: self._meant(self.issues[name], copies) for name, copies in typed.items()}

    def _meant(self, issue: Drawn, copies: int | None) -> int | None:
        return None if not self.returned and copies == issue.by_draw else copies

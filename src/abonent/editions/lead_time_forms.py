"""What is typed about lead times, and about the deadline of one issue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.fields import RowField
from abonent.catalog.models import Edition, Product
from abonent.editions.models import LeadTime
from abonent.editions.models.lead_time import ACTS, DELIVERY_METHODS
from abonent.ui.inputs import FormWithDays, TypedDayField

MOST_DAYS = 60


class TypedTimeField(forms.TimeField):
    """A time of day: 14, 14:30, 14.30."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"})
    default_error_messages = {"invalid": _("Write the time as 14:30.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H"], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The time as it is typed."""
        return value if value is None or isinstance(value, str) else f"{value:%H:%M}"


class LeadTimeForm(FormWithDays):
    """How long before an issue a change must be known."""

    entity = RowField(label=_("Company"))
    product = RowField(label=_("Product"), required=False, empty_label=_("All products"))
    edition = RowField(label=_("Edition"), required=False, empty_label=_("All editions"))
    act = forms.ChoiceField(label=_("Change"), required=False, choices=[("", _("Every change")), *ACTS])
    delivery_method = forms.ChoiceField(label=_("Delivery"), required=False, choices=[("", _("Every way of delivery")), *DELIVERY_METHODS])
    weekday = forms.TypedChoiceField(
        label=_("Issue comes out on"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any day")), *((number + 1, name) for number, name in WEEKDAYS.items())],
    )
    days_before = forms.IntegerField(label=_("How many days before"), min_value=0, max_value=MOST_DAYS, initial=1)
    counted_in = forms.ChoiceField(label=_("Counted in"), choices=LeadTime.COUNTED_IN, widget=forms.RadioSelect, initial=LeadTime.DAYS)
    at = TypedTimeField(label=_("Until what time"), initial="14:00", help_text=_("In the time of the company, for example 14:30."))
    begins = TypedDayField(label=_("For issues from"), help_text=_("The lead time before ends there; later ones give way."))

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editions = of_my_entities(Edition.objects.select_related("title"), viewer, path="title__entity").order_by("title__code", "code")
        self.fields["entity"].offer(viewer.entities.order_by("name"))  # type: ignore[attr-defined]
        self.fields["product"].offer(of_my_entities(Product.objects.filter(kind="subscription"), viewer))  # type: ignore[attr-defined]
        self.fields["edition"].offer(editions)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A product or an edition, of the company."""
        cleaned = super().clean() or {}
        entity, product, edition = (cleaned.get(name) for name in ("entity", "product", "edition"))
        if product and edition:
            self.add_error("edition", _("Choose a product or an edition, not both."))
        if entity and product and product.entity_id != entity.pk:
            self.add_error("product", _("Choose a product of %(company)s.") % {"company": entity.name})
        if entity and edition and edition.title.entity_id != entity.pk:
            self.add_error("edition", _("Choose an edition of %(company)s.") % {"company": entity.name})
        return cleaned


class EndingForm(FormWithDays):
    """From which issue on a lead time holds no more."""

    ends = TypedDayField(label=_("Holds no more for issues from"))

"""What is typed of a recurring invoice: to whom, for what, how often, from when until when; and on which days it is paused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.billing.models import RecurringInvoice
from abonent.billing.operations.recurring import LineDescription, RecurringDescription
from abonent.catalog.fields import AmountField, PercentField, RowField
from abonent.catalog.models import Product, TaxCategory
from abonent.customers.fields import CustomerField
from abonent.kit.periods import DateRange, inclusive, period
from abonent.ui.inputs import CountField, FormWithDays, TypedDayField

MOST_LINES = 40
MOST_TIMES = 999
BLANK_LINES = 2
USUAL_CATEGORY, USUAL_CLASS = "standard", "service"


class RecurringForm(FormWithDays):
    """A recurring invoice, new or as it is; the company of one that is there stays."""

    entity = RowField(label=gettext_lazy("Company"))
    payer = CustomerField(
        label=gettext_lazy("Payer"), help_text=gettext_lazy("The customer who is invoiced: by number, name or telephone.")
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("As you call it: Care of the web site."))
    every_count = CountField(least=1, most=MOST_TIMES, label=gettext_lazy("Every"), initial=1)
    every_unit = forms.ChoiceField(
        label=gettext_lazy("Days, weeks or months"), choices=RecurringInvoice.UNITS, initial=RecurringInvoice.MONTH
    )
    starts_on = TypedDayField(label=gettext_lazy("First day"))
    ends_on = TypedDayField(label=gettext_lazy("Latest day"), required=False, help_text=gettext_lazy("Empty: until somebody ends it."))
    times = CountField(
        least=1, most=MOST_TIMES, label=gettext_lazy("So many times"), required=False, help_text=gettext_lazy("Those made are counted.")
    )
    covers = forms.ChoiceField(
        label=gettext_lazy("Pays for"), choices=RecurringInvoice.COVERS, required=False, initial=RecurringInvoice.AHEAD
    )
    makes = forms.ChoiceField(
        label=gettext_lazy("Makes"),
        choices=RecurringInvoice.MAKES,
        initial=RecurringInvoice.INVOICE,
        required=False,
        help_text=gettext_lazy("A pro forma is shown to the payer; no run invoices what it shows."),
    )
    basis = forms.ChoiceField(label=gettext_lazy("Prices are"), choices=RecurringInvoice.BASES, initial=RecurringInvoice.NET)
    index_percent = PercentField(
        label=gettext_lazy("Prices rise each year by, percent"),
        required=False,
        min_value=Decimal(-50),
        max_value=Decimal(100),
        least_decimals=0,
    )
    indexed_from = TypedDayField(
        label=gettext_lazy("They rise first on"), required=False, help_text=gettext_lazy("And on the same day of each year after it.")
    )
    text = forms.CharField(
        label=gettext_lazy("Text on the invoice"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Stands under the first line: your order number, what was agreed."),
    )

    def __init__(self, *args: Any, viewer: StaffUser, recurring: RecurringInvoice | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].offer(viewer.entities.order_by("name"))  # type: ignore[attr-defined]
        self.fields["payer"].viewer, self.fields["payer"].today = viewer, self.today  # type: ignore[attr-defined]
        if recurring:
            del self.fields["entity"]

    def clean(self) -> dict[str, Any]:
        """An end after the beginning, and a day for prices that rise."""
        said = super().clean() or self.cleaned_data
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("This is before the first day."))
        if said.get("index_percent") and not said.get("indexed_from"):
            self.add_error("indexed_from", _("Say from which day the prices rise."))
        return said

    def clean_makes(self) -> str:
        """Invoices, unless something else is said."""
        return str(self.cleaned_data["makes"] or RecurringInvoice.INVOICE)

    def described(self, lines: list[LineDescription]) -> RecurringDescription:
        """What is said, once the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "entity"}
        rises = said.pop("index_percent") or Decimal(0)
        return RecurringDescription(**said, index_percent=rises, lines=lines)


class RecurringLineForm(forms.Form):
    """A line: a product, or words with a VAT class and a place in the books; one without either is left out."""

    product = RowField(label=gettext_lazy("Product"), required=False, empty_label=gettext_lazy("none, by words"))
    text = forms.CharField(label=gettext_lazy("Words"), max_length=200, required=False)
    quantity = AmountField(label=gettext_lazy("Quantity"), initial=Decimal(1), least_decimals=0, required=False)
    unit_price = AmountField(label=pgettext_lazy("of one piece", "Price"), required=False)
    tax_category = RowField(label=gettext_lazy("VAT class"), required=False)
    revenue_class = forms.SlugField(label=gettext_lazy("Revenue class"), max_length=30, required=False, initial=USUAL_CLASS)

    def __init__(self, *args: Any, products: list[Product], tax_categories: list[TaxCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].offer(products)  # type: ignore[attr-defined]
        self.fields["tax_category"].offer(tax_categories)  # type: ignore[attr-defined]
        self.fields["tax_category"].initial = USUAL_CATEGORY

    @property
    def is_said(self) -> bool:
        """Whether the line is one."""
        return bool(self.cleaned_data.get("product") or self.cleaned_data.get("text")) and not self.cleaned_data.get("DELETE")

    def clean(self) -> dict[str, Any]:
        """Of what is sold so much at a price, and where words stand in the books."""
        said = super().clean() or self.cleaned_data
        if self.errors or said.get("DELETE"):
            return said
        if not (said["product"] or said["text"]):
            if said["unit_price"] is not None:
                self.add_error("text", _("Choose a product, or say in words what it is for."))
            return said
        if said["unit_price"] is None:
            self.add_error("unit_price", _("Say the price of one."))
        if not said["quantity"]:
            self.add_error("quantity", _("Say how many, not zero."))
        if not said["product"]:
            self._demand_its_place(said)
        return said

    def _demand_its_place(self, said: dict[str, Any]) -> None:
        if not said["tax_category"]:
            self.add_error("tax_category", _("Choose the VAT class."))
        if not said["revenue_class"]:
            self.add_error("revenue_class", _("Say the revenue class."))

    @property
    def described(self) -> LineDescription:
        """What is said, once the form is valid."""
        said = self.cleaned_data
        by_words = {"tax_category": said["tax_category"].pk, "revenue_class": said["revenue_class"]} if not said["product"] else {}
        return LineDescription(
            product=said["product"], text=said["text"], quantity=said["quantity"], unit_price=said["unit_price"], **by_words
        )


class RecurringLineSet(forms.BaseFormSet):
    """The lines of one recurring invoice, and blank ones to be filled."""

    @property
    def described(self) -> list[LineDescription]:
        """Those that are said, in their order."""
        return [form.described for form in self.forms if form.is_said]


def line_set(*, viewer: StaffUser, lines: list[LineDescription], data: Any = None) -> RecurringLineSet:
    """The lines as forms, with blank ones after them."""
    initial = [
        {
            "product": line.product and line.product.pk,
            "text": line.text,
            "quantity": line.quantity.normalize() if line.quantity % 1 else Decimal(int(line.quantity)),
            "unit_price": line.unit_price,
            "tax_category": line.tax_category or USUAL_CATEGORY,
            "revenue_class": line.revenue_class or USUAL_CLASS,
        }
        for line in lines
    ]
    of_lines = forms.formset_factory(
        RecurringLineForm, formset=RecurringLineSet, extra=BLANK_LINES, max_num=MOST_LINES, absolute_max=MOST_LINES, can_delete=True
    )
    sold = of_my_entities(Product.objects.filter(withdrawn_on=None), viewer).order_by("code")
    offered = {"products": list(sold), "tax_categories": list(TaxCategory.objects.all())}
    return of_lines(data, initial=initial, prefix="lines", form_kwargs=offered)  # type: ignore[return-value]


class RecurringPauseForm(FormWithDays):
    """On which days nothing is due."""

    from_on = TypedDayField(label=pgettext_lazy("day", "From"))
    until = TypedDayField(label=gettext_lazy("To and with"), required=False, help_text=gettext_lazy("Empty: until somebody lets it go on."))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """An end after the beginning."""
        said = super().clean() or self.cleaned_data
        if said.get("from_on") and said.get("until") and said["until"] < said["from_on"]:
            self.add_error("until", _("This is before the first day."))
        return said

    @property
    def during(self) -> DateRange:
        """The days, once the form is valid."""
        first, latest = self.cleaned_data["from_on"], self.cleaned_data["until"]
        return inclusive(first, latest) if latest else period(first, None)

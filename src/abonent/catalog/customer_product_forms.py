"""Forms about what customers are to products."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.customer_product_queries import products_to_choose
from abonent.catalog.models import CustomerProduct, Product, ProductStatus
from abonent.catalog.operations.customer_products import Said
from abonent.customers.choices import colleagues_to_choose
from abonent.ui.inputs import FormWithDays, TypedDayField
from abonent.ui.named_form import NamedForm


def offer_products(field: Any, viewer: StaffUser, today: date) -> None:
    """Let one of the products of the viewer's companies be chosen."""
    choices = products_to_choose(viewer, today)
    field.queryset = Product.objects.filter(pk__in=[key for key, _name in choices])
    field.choices = choices


class StatusForm(FormWithDays):
    """The status with a product that is known: which, since when, whose customer he is in it, and where it is known from."""

    status = forms.ModelChoiceField(
        label=_("Status"), queryset=ProductStatus.objects.none(), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": _("Choose what the customer is to the product.")},
    )  # fmt: skip
    since = TypedDayField(label=_("Since"), error_messages={"required": _("Say since which day.")})
    seller = forms.ModelChoiceField(label=_("Seller"), queryset=StaffUser.objects.none(), required=False, empty_label="\N{EN DASH}")
    source = forms.CharField(label=_("Source"), max_length=60, required=False, help_text=_("Where it is known from: fair, call, campaign."))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *arguments: Any, today: date, present: CustomerProduct | None = None, **named: Any) -> None:
        super().__init__(*arguments, today=today, **named)
        present_status, present_seller = (present.status_id, present.seller_id) if present else (None, None)
        statuses = ProductStatus.objects.filter(Q(retired=False) | Q(pk=present_status))
        self.fields["status"].queryset = statuses  # type: ignore[attr-defined]
        self.fields["seller"].queryset = StaffUser.objects.filter(Q(is_active=True) | Q(pk=present_seller))  # type: ignore[attr-defined]
        self.fields["seller"].choices = [("", "\N{EN DASH}"), *colleagues_to_choose(present_seller)]  # type: ignore[attr-defined]

    def said(self) -> Said:
        """What is said of the customer and the product."""
        return Said(**self.cleaned_data)


class ProductStatusForm(StatusForm):
    """The same with the product still to choose."""

    product = forms.ModelChoiceField(
        label=_("Product"), queryset=Product.objects.none(), empty_label=None, error_messages={"required": _("Choose the product.")}
    )
    field_order = ["product", "status", "since", "seller", "source", "note"]

    def __init__(self, *arguments: Any, viewer: StaffUser, today: date, **named: Any) -> None:
        super().__init__(*arguments, today=today, **named)
        offer_products(self.fields["product"], viewer, today)

    def said(self) -> Said:
        """What is said; the product is said beside it."""
        return Said(**{name: value for name, value in self.cleaned_data.items() if name != "product"})


class ManyStatusesForm(FormWithDays):
    """The one status for many rows; who sold and where it is known from stays as it is."""

    status = forms.ModelChoiceField(label=_("Status from now on"), queryset=ProductStatus.objects.none(), empty_label=None)
    since = TypedDayField(label=_("Since"), error_messages={"required": _("Say since which day.")})

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, today=today, **named)
        self.fields["status"].queryset = ProductStatus.objects.in_use()  # type: ignore[attr-defined]

    def said(self, actor: StaffUser) -> Said:
        """What is said of all of them; who is new to it is the actor's."""
        return Said(**self.cleaned_data, seller=actor, keeps_rest=True)


class ManyProductStatusesForm(ManyStatusesForm):
    """The same with the product still to choose."""

    product = forms.ModelChoiceField(label=_("Product"), queryset=Product.objects.none(), empty_label=None)
    field_order = ["product", "status", "since"]

    def __init__(self, *arguments: Any, viewer: StaffUser, today: date, **named: Any) -> None:
        super().__init__(*arguments, today=today, **named)
        offer_products(self.fields["product"], viewer, today)

    def said(self, actor: StaffUser) -> Said:
        """What is said; the product is said beside it."""
        return Said(status=self.cleaned_data["status"], since=self.cleaned_data["since"], seller=actor, keeps_rest=True)


class StatusWordForm(NamedForm):
    """A status itself: its name, its colour, what it means."""

    longest_name = 40
    tone = forms.ChoiceField(label=_("Colour"), choices=ProductStatus.Tone.choices)
    means_bought = forms.BooleanField(
        label=_("Means that the customer has bought"), required=False, help_text=_("Lists and segments count such customers as buyers.")
    )
    ordinal = forms.IntegerField(label=_("Place in lists"), min_value=1, max_value=999)
    in_use = forms.BooleanField(label=_("May be chosen"), required=False)

"""What is typed about discounts: what is taken off, for what and whom, and from which order."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.discount_queries import visible_discount_groups
from abonent.catalog.fields import AmountField, CustomerNumberField, PercentField, RowField, row_label
from abonent.catalog.models import Discount, DiscountGroup, PriceGroup, PriceList, Product
from abonent.catalog.models.product import SOLD_BY_TERM
from abonent.catalog.operations import DiscountDescription
from abonent.catalog.price_forms import HIGHEST_PRICE
from abonent.catalog.price_queries import visible_price_lists
from abonent.customers.models import Customer
from abonent.customers.visibility import visible_customers
from abonent.ui.inputs import FormWithDays, TypedDayField
from abonent.ui.named_form import NamedForm


class DiscountForm(FormWithDays, NamedForm):
    """A discount, new or as it is. The price list of one that is there stays."""

    code = forms.RegexField(
        r"^[A-Za-z0-9-]+$",
        label=_("Code"),
        max_length=20,
        error_messages={"invalid": _("Letters A to Z, figures and dashes only, for example WINTER10.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    price_list = RowField(label=_("Price list"))
    percent_off = PercentField(label=_("Per cent off"), min_value=Decimal("0.01"), max_value=Decimal(100), required=False, least_decimals=0)
    amount_off = AmountField(label=_("Or amount off each copy"), min_value=Decimal("0.01"), max_value=HIGHEST_PRICE, required=False)
    base = forms.ChoiceField(label=_("The percentage is of"), choices=Discount.BASES, widget=forms.RadioSelect, initial=Discount.LIST)
    begins_on = TypedDayField(label=_("For terms that begin from"))
    ends_on = TypedDayField(label=_("Until, that day too"), required=False, help_text=_("Empty: until further notice."))
    products = forms.MultipleChoiceField(
        label=_("Makes cheaper"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("No tick: every product of the list.")
    )
    needs = forms.MultipleChoiceField(
        label=_("Only together with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All that is ticked must be on the same order."),
    )
    copies_from = forms.IntegerField(label=_("From a quantity of"), min_value=1, max_value=1_000_000, initial=1)
    value_from = AmountField(
        label=_("From an order of"), min_value=Decimal(0), max_value=HIGHEST_PRICE, required=False, help_text=_("By the list price.")
    )
    price_group = RowField(label=_("Only for the group"), required=False, empty_label=_("Everybody"))
    customer = CustomerNumberField(label=_("Only for the customer, number"), required=False)
    with_promotion = forms.BooleanField(label=_("Also on terms that a promotion prices"), required=False)
    group = RowField(
        label=_("Alternative to others"),
        required=False,
        empty_label=_("It holds beside all others"),
        help_text=_("A group of alternatives."),
    )
    ordinal = forms.IntegerField(
        label=_("Its turn"), min_value=1, max_value=999, initial=10, help_text=_("The lower number comes first. Usual is 10.")
    )

    def __init__(self, *args: Any, viewer: StaffUser, discount: Discount | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        lists = [discount.price_list] if discount else visible_price_lists(viewer)
        entities = {price_list.entity_id for price_list in lists}
        sold = Product.objects.filter(entity__in=entities, kind__in=SOLD_BY_TERM, withdrawn_on=None)
        chosen = Product.objects.filter(pk__in=discount.products.values("product")) if discount else Product.objects.none()
        self.sold = {str(product.pk): product for product in (sold | chosen).distinct().order_by("code")}
        choices = [(key, row_label(product)) for key, product in self.sold.items()]
        for name in ("products", "needs"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self._offer("price_list", lists)
        self._offer("price_group", of_my_entities(PriceGroup.objects.filter(entity__in=entities), viewer))
        self._offer("group", visible_discount_groups(viewer).filter(price_list__in=[price_list.pk for price_list in lists]))
        if discount:
            self.fields["price_list"].disabled = True

    def clean_customer(self) -> Customer | None:
        """One whom the viewer sees."""
        customer: Customer | None = self.cleaned_data["customer"]
        if customer and not visible_customers(self.viewer).filter(pk=customer.pk).exists():
            raise ValidationError(_("There is no customer with this number."))
        return customer

    def clean(self) -> dict[str, Any]:
        """A percentage or an amount; a group or a customer; a last day that is not before the first."""
        cleaned = super().clean() or {}
        percent, amount = cleaned.get("percent_off"), cleaned.get("amount_off")
        if percent is None and amount is None and not {"percent_off", "amount_off"} & set(self.errors):
            self.add_error("percent_off", _("Say a percentage or an amount."))
        if percent is not None and amount is not None:
            self.add_error("amount_off", _("Say a percentage or an amount, not both."))
        if cleaned.get("price_group") and cleaned.get("customer"):
            self.add_error("customer", _("Choose a group or a customer, not both."))
        first, last = cleaned.get("begins_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        return cleaned

    @property
    def described(self) -> DiscountDescription:
        """What is said, once the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "price_list"}
        products = {name: [self.sold[key] for key in said[name]] for name in ("products", "needs")}
        return DiscountDescription(**{**said, **products, "value_from": said["value_from"] or Decimal(0)})

    def _offer(self, name: str, rows: Iterable[PriceList | PriceGroup | DiscountGroup]) -> None:
        self.fields[name].offer(rows)  # type: ignore[attr-defined]


class DiscountGroupForm(NamedForm):
    """A group of discounts of which one alone holds."""

    price_list = RowField(label=_("Price list"))
    takes = forms.ChoiceField(
        label=_("Which of them holds"), choices=DiscountGroup.TAKES, widget=forms.RadioSelect, initial=DiscountGroup.BEST
    )

    def __init__(self, *args: Any, viewer: StaffUser, group: DiscountGroup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price_list"].offer([group.price_list] if group else visible_price_lists(viewer))  # type: ignore[attr-defined]
        self.fields["price_list"].disabled = group is not None

"""What is typed about price lists: a new list, a version, one more price, the prices of a draft, a case to try, a confirmation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.fields import AmountField, CustomerNumberField, PercentField, RowField, TermField, WeekdaysField, row_label, term_value
from abonent.catalog.models import Price, PriceGroup, PriceList, Product
from abonent.catalog.models.price import ISSUE, TERM_KINDS, TERM_UNITS
from abonent.catalog.price_queries import terms_of
from abonent.catalog.rules.rounding import AS_IT_IS, ROUNDINGS, Rounding
from abonent.catalog.rules.term_words import term_words
from abonent.ui.inputs import FormWithDays, TypedDayField
from abonent.ui.named_form import NamedForm

HIGHEST_PRICE = Decimal("99999999")
Term = tuple[str, str, int]


class PriceListForm(NamedForm):
    """A price list that is not there yet."""

    entity = RowField(label=_("Company"))
    code = forms.SlugField(label=_("Code"), max_length=20)
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency"), max_length=3, error_messages={"invalid": _("Write the code of the currency, for example SEK.")}
    )
    basis = forms.ChoiceField(label=_("Its prices are"), choices=PriceList.BASES, widget=forms.RadioSelect, initial=PriceList.GROSS)

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].offer(viewer.entities.order_by("name"))  # type: ignore[attr-defined]


class DraftForm(FormWithDays):
    """A version that will hold from a day: a copy of the present one, raised and rounded, or an empty one."""

    valid_from = TypedDayField(label=_("Holds from"), help_text=_("Terms that begin on this day or later get these prices."))
    raise_percent = PercentField(
        label=_("Raise by, per cent"), required=False, help_text=_("4,5 raises, -10 lowers. Empty copies the prices as they are.")
    )
    rounding = forms.ChoiceField(
        label=_("Round the raised prices"), choices=[(code, rounding.label) for code, rounding in ROUNDINGS.items()], initial="whole"
    )

    def clean_valid_from(self) -> date:
        """A day that is not past."""
        begins: date = self.cleaned_data["valid_from"]
        if begins < self.today:
            raise ValidationError(_("A version begins today at the earliest."))
        return begins

    @property
    def percent(self) -> Decimal:
        """The raise; zero if none was typed."""
        return self.cleaned_data["raise_percent"] or Decimal(0)

    @property
    def how(self) -> Rounding:
        """The rounding; prices that are not raised are not rounded either."""
        return ROUNDINGS[self.cleaned_data["rounding"]] if self.percent else AS_IT_IS


class NewPriceForm(forms.Form):
    """One more price of a draft."""

    product = RowField(label=_("Product"))
    term_length = forms.IntegerField(label=_("Length"), min_value=1, max_value=240, initial=12)
    term_unit = forms.ChoiceField(label=_("Counted in"), choices=TERM_UNITS)
    term_kind = forms.ChoiceField(label=_("Kind of term"), choices=TERM_KINDS)
    quantity_from = forms.IntegerField(label=_("From quantity"), min_value=1, max_value=1_000_000, initial=1)
    price_group = RowField(label=_("For the group"), required=False, empty_label=_("Everybody"))
    customer = CustomerNumberField(label=_("For one customer, number"), required=False)
    weekdays = WeekdaysField(label=_("Only for the pattern"), required=False)
    unit_price = AmountField(label=_("Unit price"), min_value=Decimal(0), max_value=HIGHEST_PRICE)

    def __init__(self, *args: Any, price_list: PriceList, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not viewer.has_part("editions"):
            del self.fields["weekdays"]
            self.fields["term_unit"].choices = [(unit, label) for unit, label in TERM_UNITS if unit != ISSUE]  # type: ignore[attr-defined]
        self.fields["product"].offer(Product.objects.filter(entity=price_list.entity_id))  # type: ignore[attr-defined]
        self.fields["price_group"].offer(PriceGroup.objects.filter(entity=price_list.entity_id))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A price is for a group or for a customer, never for both."""
        cleaned = super().clean() or {}
        if cleaned.get("price_group") and cleaned.get("customer"):
            self.add_error("customer", _("Choose a group or a customer, not both."))
        return cleaned


class PricesForm(forms.Form):
    """The prices of a draft that stand on the page, by their ids; what was not posted is left alone."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        for name in data:
            if name.startswith("price-") and name.removeprefix("price-").isdecimal():
                self.fields[name] = AmountField(label=_("Price"), min_value=Decimal(0), max_value=HIGHEST_PRICE)

    @property
    def unit_prices(self) -> dict[int, Decimal]:
        """Price by id."""
        return {int(name.removeprefix("price-")): amount for name, amount in self.cleaned_data.items()}


class CaseForm(FormWithDays):
    """Any case: what, for how long, how many, for whom, on which day."""

    product = RowField(label=_("Product"))
    term = TermField(label=_("Term"))
    copies = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=1_000_000)
    price_group = RowField(label=_("Group"), required=False, empty_label=_("None"))
    customer = CustomerNumberField(label=_("Customer, number"), required=False)
    on = TypedDayField(label=_("The term begins on"))
    weekdays = WeekdaysField(label=_("Comes on"), required=False, help_text=_("No tick: as the product."))
    promotion = RowField(label=_("With the promotion"), required=False, empty_label=_("None"))
    term_number = forms.IntegerField(
        label=_("Its term number"), min_value=1, max_value=999, required=False, help_text=_("Empty: the first.")
    )
    others = forms.MultipleChoiceField(
        label=_("Also on the order"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("One copy of each.")
    )

    def __init__(self, *args: Any, price_list: PriceList, sold: Sequence[Price], viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not viewer.has_part("editions"):
            del self.fields["weekdays"]
        self.products = {str(price.product_id): price.product for price in sold}
        self.fields["product"].offer(self.products.values())  # type: ignore[attr-defined]
        self.fields["others"].choices = [(key, row_label(product)) for key, product in self.products.items()]  # type: ignore[attr-defined]
        if viewer.has_part("subscriptions"):
            self.fields["promotion"].offer(price_list.promotions.prefetch_related("steps"))  # type: ignore[attr-defined]
        else:
            del self.fields["promotion"], self.fields["term_number"]
        self.fields["price_group"].offer(PriceGroup.objects.filter(entity=price_list.entity_id))  # type: ignore[attr-defined]
        self.fields["term"].choices = term_choices(terms_of(sold))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A promotion goes with the term it was made for."""
        cleaned = super().clean() or {}
        promotion = cleaned.get("promotion")
        if promotion and cleaned.get("term") != (promotion.term_kind, promotion.term_unit, promotion.term_length):
            term = term_words(kind=promotion.term_kind, unit=promotion.term_unit, length=promotion.term_length)
            self.add_error("promotion", _("It goes with another term: %(term)s.") % {"term": term})
        return cleaned


class ConfirmationForm(forms.Form):
    """A typed confirmation of what cannot be undone."""

    typed = forms.CharField(label=_("Code of the price list"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code
        self.fields["typed"].help_text = _("Type %(code)s to confirm.") % {"code": code}

    def clean_typed(self) -> str:
        """The code, exactly."""
        typed = str(self.cleaned_data["typed"])
        if typed != self.code:
            raise ValidationError(_("That is not the code of the price list."))
        return typed


def term_choices(terms: Iterable[Term]) -> list[tuple[str, str]]:
    """Terms as options in words."""
    return [(term_value(kind, unit, length), capfirst(term_words(kind=kind, unit=unit, length=length))) for kind, unit, length in terms]

"""What is typed about promotions: what is promised, and who may order it when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.fields import AmountField, PercentField, row_label, term_value
from abonent.catalog.models import PriceList, Product, Promotion
from abonent.catalog.models.product import SOLD_BY_TERM
from abonent.catalog.models.promotion import SALES_CHANNELS
from abonent.catalog.operations import PromotionDescription
from abonent.catalog.price_forms import HIGHEST_PRICE
from abonent.catalog.price_queries import cases_sold, terms_of, visible_price_lists
from abonent.catalog.rules.promotions import Step
from abonent.catalog.rules.term_words import term_words
from abonent.kit.names import name_in
from abonent.ui.inputs import FormWithDays, TypedDayField
from abonent.ui.named_form import NamedForm

MOST_STEPS = 4
STEP_FIELDS = ("terms", "price", "percent", "length")


class ConditionsForm(FormWithDays, NamedForm):
    """Who may order a promotion, and when; this can change as long as it is there."""

    ordered_from = TypedDayField(label=_("First day to order"))
    ordered_to = TypedDayField(label=_("Last day to order"), required=False, help_text=_("Empty: until further notice."))
    for_whom = forms.ChoiceField(label=_("For whom"), choices=Promotion.CUSTOMERS, widget=forms.RadioSelect)
    sales_channels = forms.MultipleChoiceField(
        label=_("Sold through"),
        choices=SALES_CHANNELS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No tick: through any sales channel."),
    )
    by_code_only = forms.BooleanField(
        label=_("Only for who knows the code"), required=False, help_text=_("It is not proposed in the order form.")
    )

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("ordered_from"), cleaned.get("ordered_to")
        if first and last and last < first:
            self.add_error("ordered_to", _("The last day is before the first."))
        return cleaned

    @property
    def conditions(self) -> dict[str, Any]:
        """What is said of who may order it and when."""
        return {
            name: self.cleaned_data[name] for name in ("name", "ordered_from", "ordered_to", "for_whom", "sales_channels", "by_code_only")
        }


@dataclass(frozen=True)
class StepFields:
    """The fields of one step, for the template."""

    place: int
    terms: forms.BoundField
    price: forms.BoundField
    percent: forms.BoundField
    length: forms.BoundField


class PromotionForm(ConditionsForm):
    """A promotion that is not there yet. The list and the term it goes with are one choice: each list has terms of its own."""

    code = forms.RegexField(
        r"^[A-Za-z0-9-]+$",
        label=_("Code"),
        max_length=20,
        help_text=_("What people say or type to get it."),
        error_messages={"invalid": _("Letters A to Z, figures and dashes only, for example SPRING3.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sold_as = forms.ChoiceField(
        label=_("Goes with the order of"), help_text=_("The price list, and the term that follows once the promotion is through.")
    )
    products = forms.MultipleChoiceField(label=_("Products"), widget=forms.CheckboxSelectMultiple)
    then_ends = forms.BooleanField(
        label=_("A trial: the subscription ends after its one term"), required=False, help_text=_("Else the list price follows.")
    )

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_issues = viewer.has_part("editions")
        self.price_lists = {price_list.pk: price_list for price_list in visible_price_lists(viewer)}
        sold = Product.objects.filter(kind__in=SOLD_BY_TERM, withdrawn_on=None)
        self.sold = {str(product.pk): product for product in of_my_entities(sold.select_related("entity").order_by("code"), viewer)}
        self.fields["sold_as"].choices = _sold_as_choices(self.price_lists.values())  # type: ignore[attr-defined]
        self.fields["products"].choices = [(key, row_label(product)) for key, product in self.sold.items()]  # type: ignore[attr-defined]
        for place in range(1, MOST_STEPS + 1):
            self._add_step(place)

    @property
    def steps(self) -> list[StepFields]:
        """The fields of the steps, for the template."""
        return [StepFields(place, *(self[f"{name}_{place}"] for name in STEP_FIELDS)) for place in range(1, MOST_STEPS + 1)]

    def clean(self) -> dict[str, Any]:
        """Each step that is begun says how many terms, and a price or a percentage."""
        cleaned = super().clean()
        promised = [step for place in range(1, MOST_STEPS + 1) if (step := self._step(place, cleaned)) is not None]
        if not promised and not any(name.startswith(STEP_FIELDS) for name in self.errors):
            self.add_error("price_1", _("Say what the first terms cost: a price or a percentage."))
        cleaned["steps"] = promised
        return cleaned

    @property
    def price_list(self) -> PriceList:
        """The list it is of, once the form is valid."""
        return self.price_lists[int(self.cleaned_data["sold_as"].split("-")[0])]

    @property
    def described(self) -> PromotionDescription:
        """What is promised, once the form is valid."""
        _list, kind, unit, length = self.cleaned_data["sold_as"].split("-")
        return PromotionDescription(
            code=self.cleaned_data["code"],
            products=[self.sold[key] for key in self.cleaned_data["products"]],
            term_kind=kind,
            term_unit=unit,
            term_length=int(length),
            steps=self.cleaned_data["steps"],
            then_ends=self.cleaned_data["then_ends"],
            **self.conditions,
        )

    def _add_step(self, place: int) -> None:
        self.fields[f"terms_{place}"] = forms.IntegerField(
            label=_("How many terms"), min_value=1, max_value=120, required=False, initial=1 if place == 1 else None
        )
        self.fields[f"price_{place}"] = AmountField(label=_("Price of each"), min_value=Decimal(0), max_value=HIGHEST_PRICE, required=False)
        self.fields[f"percent_{place}"] = PercentField(
            label=_("Or per cent off"), min_value=Decimal("0.01"), max_value=Decimal(100), required=False
        )
        self.fields[f"length_{place}"] = forms.IntegerField(
            label=_("Months or issues, if other") if self.by_issues else _("Months, if other"), min_value=1, max_value=240, required=False
        )

    def _step(self, place: int, cleaned: Mapping[str, Any]) -> Step | None:
        terms, price, percent, length = (cleaned.get(f"{name}_{place}") for name in STEP_FIELDS)
        if price is None and percent is None:
            if length is not None or (terms is not None and place > 1):
                self._refuse(f"price_{place}", _("Say a price or a percentage."))
            return None
        if price is not None and percent is not None:
            self._refuse(f"percent_{place}", _("Say a price or a percentage, not both."))
            return None
        if length is not None and price is None:
            self._refuse(f"length_{place}", _("Terms of another length need a price."))
            return None
        return Step(terms=terms or 1, unit_price=price, percent_off=percent, own_length=length)

    def _refuse(self, name: str, why: Any) -> None:
        if name not in self.errors:
            self.add_error(name, ValidationError(why))


def _sold_as_choices(price_lists: Iterable[PriceList]) -> list[tuple[str, str]]:
    """Each term of each list; by their own names, the lists as groups."""
    language = get_language() or "en"
    found: list[tuple[str, str]] = []
    for price_list in price_lists:
        name = name_in(price_list.name, language)
        for kind, unit, length in terms_of(cases_sold(price_list)):
            words = _("%(term)s, %(list)s") % {"term": capfirst(term_words(kind=kind, unit=unit, length=length)), "list": name}
            found.append((f"{price_list.pk}-{term_value(kind, unit, length)}", words))
    return found

"""What is typed to take an order and to end one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.models import Price
from abonent.catalog.queries import offers
from abonent.catalog.rules.term_words import term_words
from abonent.customers.models import Customer
from abonent.kit.names import name_in
from abonent.subscriptions.models import StopReason, Subscription
from abonent.subscriptions.operations import Order
from abonent.ui import wording
from abonent.ui.inputs import DayInput


class CustomerNumberField(forms.CharField):
    """A customer by his number; whoever was merged stands for the one that remains."""

    default_error_messages = {"unknown": _("There is no customer with this number.")}

    def clean(self, value: Any) -> Any:
        """The customer, or None where nothing is asked and nothing typed."""
        typed = "".join(str(super().clean(value) or "").split())
        if not typed:
            return None
        found = Customer.objects.select_related("canonical").filter(number=typed).first() if typed.isascii() and typed.isdigit() else None
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found.canonical


class OrderForm(forms.Form):
    """An order: who gets what, for how long at a time, from when, and who pays."""

    subscriber = CustomerNumberField(label=_("Subscriber, customer number"), max_length=20)
    payer = CustomerNumberField(
        label=_("Payer, customer number"), max_length=20, required=False, help_text=_("Empty: the subscriber pays.")
    )
    offer = forms.ModelChoiceField(Price.objects.none(), label=_("What"), empty_label=None)
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=100_000, initial=1)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    delivery_method = forms.ChoiceField(label=_("Delivery"), choices=Subscription.DELIVERY_METHODS)
    sales_channel = forms.ChoiceField(label=_("Sold by"), choices=Subscription.SALES_CHANNELS)
    reference = forms.CharField(
        label=_("Reference"), max_length=60, required=False, help_text=_("The payer's own, printed on his invoices.")
    )

    def __init__(self, *args: Any, viewer: StaffUser, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = today
        choice = self.fields["offer"]
        choice.queryset = offers(viewer.entities.all(), today)  # type: ignore[attr-defined]
        choice.choices = list(_grouped(choice.queryset))  # type: ignore[attr-defined]

    def order(self) -> Order:
        """The order that was typed."""
        typed = dict(self.cleaned_data)
        offer: Price = typed.pop("offer")
        return Order(
            product=offer.product,
            price_list=offer.version.price_list,
            term_kind=offer.term_kind,
            term_unit=offer.term_unit,
            term_length=offer.term_length,
            **typed,
        )


class CancellationForm(forms.Form):
    """Why a subscription ends, and what was said."""

    reason = forms.ModelChoiceField(StopReason.objects.all(), label=_("Reason"), empty_label=None)
    remark = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        choice = self.fields["reason"]
        choice.label_from_instance = lambda reason: name_in(reason.name, language)  # type: ignore[attr-defined]


def _grouped(prices: Any) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """The offers under the name of their product, each with term and price."""
    language = get_language() or "en"
    for product, rows in groupby(prices, key=lambda price: price.product):
        yield name_in(product.name, language), [(price.pk, _offer_words(price, language)) for price in rows]


def _offer_words(price: Price, language: str) -> str:
    term = term_words(kind=price.term_kind, unit=price.term_unit, length=price.term_length)
    amount = wording.money(price.unit_price, price.version.price_list.currency, language)
    return f"{name_in(price.product.name, language)}, {term}: {amount}"

"""What is typed to let a subscription go over to something else."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.access.models import StaffUser
from abonent.catalog.models import Price
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.offer_form import OfferForm
from abonent.subscriptions.operations import AskedSwitch
from abonent.subscriptions.operations.switch_checks import earliest_switch
from abonent.subscriptions.queries import products_on_sale
from abonent.ui.inputs import TypedDayField

# What another product leaves no choice of: the nearest to what there is now is proposed.
FOLLOW_THE_PRODUCT = ("offer", "delivery_method")


class SwitchForm(OfferForm):
    """What comes instead, for which term, how, and from which day. Of the same company, and in the same currency."""

    starts_on = TypedDayField(
        label=pgettext_lazy("day", "From"),
        required=False,
        help_text=_("Empty: the first possible day. Or as you say it: 21/7, 21 jul, fri."),
    )

    field_order = ["product", "starts_on", "offer", "delivery_method"]

    def __init__(self, *args: Any, subscription: Subscription, viewer: StaffUser, today: date, **kwargs: Any) -> None:
        self.subscription = subscription
        proposed = {"product": self._another_product(viewer, today), "delivery_method": subscription.delivery_method}
        super().__init__(*args, viewer=viewer, today=today, entity=subscription.entity_id, initial=proposed, **kwargs)
        self.fields["product"].widget.attrs["autofocus"] = True
        # The first day follows the product; it stands among the days that are proposed.
        self.fields["starts_on"].widget.attrs.pop("placeholder", None)
        self.fields["offer"].initial = next((offer.pk for offer in self.offers if self._is_like_now(offer)), self.fields["offer"].initial)
        self.fields["delivery_method"].initial = self.way
        if self.is_bound:
            self._follow_the_product()

    @cached_property
    def offers(self) -> list[Price]:
        """The terms by which it is sold in the currency of what there is now."""
        currency = self.subscription.price_list.currency
        return [offer for offer in super().offers if offer.version.price_list.currency == currency]

    @cached_property
    def first_day(self) -> date | None:
        """The first day on which the one can still be stopped and the other still begin."""
        return earliest_switch(self.subscription, self.chosen_product, self.way, self.today) if self.chosen_product else None

    @property
    def asked(self) -> AskedSwitch:
        """What is asked, once the form is valid."""
        offer = next(offer for offer in self.offers if str(offer.pk) == self.cleaned_data["offer"])
        return AskedSwitch(
            product=self.cleaned_data["product"],
            price_list=offer.version.price_list,
            term_kind=offer.term_kind,
            term_unit=offer.term_unit,
            term_length=offer.term_length,
            delivery_method=self.cleaned_data["delivery_method"],
            from_on=self.begins_on,
        )

    def _another_product(self, viewer: StaffUser, today: date) -> int | None:
        """The first that is not what there is now."""
        others = products_on_sale(viewer=viewer, day=today).filter(entity=self.subscription.entity_id)
        return others.exclude(pk=self.subscription.product_id).values_list("pk", flat=True).first()

    def _is_like_now(self, offer: Price) -> bool:
        now = self.subscription
        return (offer.term_kind, offer.term_unit, offer.term_length) == (now.term_kind, now.term_unit, now.term_length)

    def _follow_the_product(self) -> None:
        followed = {}
        for name in FOLLOW_THE_PRODUCT:
            choices = [str(value) for value, _label in self.fields[name].choices]  # type: ignore[attr-defined]
            if choices and self.typed(name) not in choices:
                followed[name] = str(self.fields[name].initial)
        self.data = {**self.data.dict(), **followed}  # type: ignore[attr-defined]

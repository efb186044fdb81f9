"""What is typed of one line of an order: what, for how long, from which day, how many copies, for whom."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.customers.fields import CustomerField
from abonent.customers.models import Customer
from abonent.subscriptions.offer_form import OfferForm
from abonent.subscriptions.operations import Order
from abonent.subscriptions.promoted import Promoted, promoted_choices, promoted_offers, why_no_promotion

MOST_COPIES = 9999
# Those found stand under the field.
CHOOSE = {"unknown": _("Choose one of those found, or write the number of the customer.")}


class LineForm(OfferForm):
    """A line of an order: an offer, for whom, how many, and by which promotion.

    `country` is the subscriber's, if he is known: before anybody chose, a product of that country is proposed. `entity` is the company
    of the lines before: an order is taken by one.
    """

    subscriber = CustomerField(label=_("Subscriber"), error_messages=CHOOSE)
    promotion_code = forms.CharField(
        label=_("Promotion code"),
        max_length=20,
        required=False,
        help_text=_("As the customer says it. What can be chosen without a code is among the terms above."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    copies = forms.IntegerField(label=_("Copies"), initial=1)

    field_order = ["subscriber", "product", "offer", "starts_on", "promotion_code", "copies", "delivery_method"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subscriber"].viewer, self.fields["subscriber"].today = self.viewer, self.today  # type: ignore[attr-defined]
        if self.edition is None:
            self.fields["copies"].label = _("Quantity")

    @property
    def offer_choices(self) -> list[tuple[str, str]]:
        """The terms that can be ordered, and the promotions that go with them; whoever knows a code chooses its promotion by it."""
        shown = [each for each in self.promoted if each == self.coded or not each.promotion.by_code_only]
        product, on = self.chosen_product, self.begins_on
        language = get_language() or "en"
        return super().offer_choices + (promoted_choices(shown, product=product, on=on, language=language) if product else [])

    @cached_property
    def promoted(self) -> list[Promoted]:
        """The promotions that an order taken today may carry, each with the term it goes with."""
        return promoted_offers(self.chosen_product, self.offers, today=self.today) if self.chosen_product else []

    @cached_property
    def coded(self) -> Promoted | None:
        """The promotion whose code is typed; it goes before whatever term is chosen."""
        code = self.typed("promotion_code").strip().upper()
        return next((each for each in self.promoted if each.promotion.code == code), None)

    def clean_promotion_code(self) -> str:
        """A code that gives something for this product."""
        code: str = self.cleaned_data["promotion_code"]
        if code and self.coded is None and self.chosen_product:
            raise forms.ValidationError(why_no_promotion(code, self.chosen_product, today=self.today, language=get_language() or "en"))
        return code

    def clean_copies(self) -> int:
        """One or more, and no more than anybody means."""
        copies: int = self.cleaned_data["copies"]
        if not 1 <= copies <= MOST_COPIES:
            raise forms.ValidationError(_("One or more, up to %(most)s.") % {"most": MOST_COPIES})
        return copies

    def ordered(self, *, subscriber: Customer, payer: Customer | None, **shared: Any) -> Order:
        """What is ordered by this line, once it is valid; the rest is said once for the whole order."""
        typed = self.cleaned_data
        promoted = self.coded or next((each for each in self.promoted if each.value == typed["offer"]), None)
        offer = promoted.offer if promoted else next(offer for offer in self.offers if str(offer.pk) == typed["offer"])
        return Order(
            product=typed["product"],
            price_list=offer.version.price_list,
            subscriber=subscriber,
            payer=payer,
            starts_on=self.begins_on,
            term_kind=offer.term_kind,
            term_unit=offer.term_unit,
            term_length=offer.term_length,
            copies=typed["copies"],
            delivery_method=typed["delivery_method"],
            promotion=promoted.promotion if promoted else None,
            **shared,
        )


class FurtherLineForm(LineForm):
    """Another line of the same order, for the same payer; its receiver is that of the first line unless another is said."""

    subscriber = CustomerField(label=_("Receiver, if another"), required=False, error_messages=CHOOSE)

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"line-{number}", **kwargs)
        self.number = number
        self.fields["product"].error_messages["invalid_choice"] = _("An order is of one company. Take the line away and add it again.")

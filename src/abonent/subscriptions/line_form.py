"""What is typed of one line of an order: what, for how long, from which day, how many copies, for whom."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.models import Edition, Price, Product
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.catalog.rules.weekdays import EVERY_DAY
from abonent.customers.fields import CustomerField
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.subscriptions import wording
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.models.subscription import NOT_DELIVERED
from abonent.subscriptions.operations import Order
from abonent.subscriptions.promoted import Promoted, promoted_choices, promoted_offers, why_no_promotion
from abonent.subscriptions.queries import first_possible_day, leading_edition, offers_of, products_on_sale
from abonent.ui.inputs import TypedDayField

MOST_COPIES = 9999
# Those found stand under the field.
CHOOSE = {"unknown": _("Choose one of those found, or write the number of the customer.")}


class ProductField(forms.ModelChoiceField):
    """What is on sale, with its days."""

    def label_from_instance(self, product: Product) -> str:
        """Norrviks Dagblad, Mon-Sat."""
        language = get_language() or "en"
        name = name_in(product.name, language, product.entity.language)
        return (
            name if product.weekdays == EVERY_DAY or product.kind == "service" else f"{name}, {weekday_words(product.weekdays, language)}"
        )


class LineForm(forms.Form):
    """A line of an order. The offers are those of the product on its first day; without a day the first that is possible.

    `country` is the subscriber's, if he is known: before anybody chose, a product of that country is proposed. `entity` is the company
    of the lines before: an order is taken by one.
    """

    subscriber = CustomerField(label=_("Subscriber"), error_messages=CHOOSE)
    product = ProductField(Product.objects.none(), label=_("Product"), empty_label=None)
    offer = forms.ChoiceField(label=_("Term and price"), widget=forms.RadioSelect)
    starts_on = TypedDayField(
        label=_("Begins"), required=False, help_text=_("Empty: the first possible day. Or as you say it: 21/7, 21 jul, fri.")
    )
    promotion_code = forms.CharField(
        label=_("Promotion code"),
        max_length=20,
        required=False,
        help_text=_("As the customer says it. What can be chosen without a code is among the terms above."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    copies = forms.IntegerField(label=_("Copies"), initial=1)
    delivery_method = forms.ChoiceField(label=_("Delivery"), choices=Subscription.DELIVERY_METHODS)

    def __init__(self, *args: Any, viewer: StaffUser, today: date, country: str = "", entity: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.country, self.viewer = today, country, viewer
        self.fields["subscriber"].viewer, self.fields["subscriber"].today = viewer, today  # type: ignore[attr-defined]
        self.fields["starts_on"].today = today  # type: ignore[attr-defined]
        on_sale = products_on_sale(viewer=viewer, day=today)
        self.fields["product"].queryset = on_sale.filter(entity=entity) if entity else on_sale  # type: ignore[attr-defined]
        self.fields["product"].initial = self.chosen_product
        self.fields["delivery_method"].choices = self.ways_of_delivery  # type: ignore[attr-defined]
        if self.edition is None:
            self.fields["copies"].label = _("Quantity")
        self.fields["offer"].choices = self.offer_choices  # type: ignore[attr-defined]
        self.fields["offer"].initial = self.offers[0].pk if self.offers else None
        if self.first_day:
            self.fields["starts_on"].widget.attrs["placeholder"] = self.fields["starts_on"].prepare_value(self.first_day)  # type: ignore[attr-defined]

    def typed(self, name: str) -> str:
        """What is typed in a field so far; nothing in a form that is opened."""
        return str(self.data.get(self.add_prefix(name), "")) if self.is_bound else ""

    @property
    def offer_choices(self) -> list[tuple[str, str]]:
        """The terms that can be ordered, and the promotions that go with them; whoever knows a code chooses its promotion by it."""
        language = get_language() or "en"
        plain = [(str(offer.pk), wording.offer(offer, language)) for offer in self.offers]
        shown = [each for each in self.promoted if each == self.coded or not each.promotion.by_code_only]
        product, on = self.chosen_product, self.begins_on
        return plain + (promoted_choices(shown, product=product, on=on, language=language) if product else [])

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

    @cached_property
    def chosen_product(self) -> Product | None:
        """The product that is chosen so far; the first on sale before anybody chose."""
        on_sale = self.fields["product"].queryset  # type: ignore[attr-defined]
        asked = self.typed("product") or str(self.initial.get("product", ""))
        chosen = on_sale.filter(pk=asked).first() if asked.isdecimal() else None
        return chosen or on_sale.filter(entity__country=self.country).first() or on_sale.first()

    @cached_property
    def edition(self) -> Edition | None:
        """The edition that the product brings; None for what is not delivered."""
        return leading_edition(self.chosen_product) if self.chosen_product else None

    @cached_property
    def ways_of_delivery(self) -> list[tuple[str, Any]]:
        """How the product can come: an electronic one by no carrier, a printed one not through the wire, a service not at all."""
        methods = dict(Subscription.DELIVERY_METHODS)
        if self.edition is None:
            return [(NOT_DELIVERED, methods[NOT_DELIVERED])]
        if self.edition.medium == Edition.ELECTRONIC:
            return [("electronic", methods["electronic"])]
        return [(code, label) for code, label in methods.items() if code not in ("electronic", NOT_DELIVERED)]

    @cached_property
    def first_day(self) -> date | None:
        """The first day that is possible: that of the first issue an order still reaches, today where the product brings none."""
        if self.chosen_product is None:
            return None
        ways = [code for code, _label in self.ways_of_delivery]
        asked = self.typed("delivery_method")
        method = asked if asked in ways else ways[0]
        return first_possible_day(self.chosen_product, delivery_method=method, asked_at=clock.now(), today=self.today)

    @cached_property
    def begins_on(self) -> date:
        """The day that is typed; where none is, or none that can be read, the next possible one."""
        try:
            typed = self.fields["starts_on"].clean(self.typed("starts_on") or self.initial.get("starts_on", ""))
        except forms.ValidationError:
            typed = None
        return typed or self.first_day or self.today + timedelta(days=1)

    @cached_property
    def offers(self) -> list[Price]:
        """The terms by which the product can be ordered from that day."""
        return offers_of(self.chosen_product, day=self.begins_on) if self.chosen_product else []

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

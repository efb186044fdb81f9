"""What is typed to choose something that is sold: the product, the term and its price, from which day, how it comes."""

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
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.subscriptions import wording
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.models.subscription import NOT_DELIVERED
from abonent.subscriptions.queries import first_possible_day, leading_edition, offers_of, products_on_sale
from abonent.ui.inputs import TypedDayField


class ProductField(forms.ModelChoiceField):
    """What is on sale, with its days."""

    def label_from_instance(self, product: Product) -> str:
        """Norrviks Dagblad, Mon-Sat."""
        language = get_language() or "en"
        name = name_in(product.name, language, product.entity.language)
        return (
            name if product.weekdays == EVERY_DAY or product.kind == "service" else f"{name}, {weekday_words(product.weekdays, language)}"
        )


class OfferForm(forms.Form):
    """One of the terms by which a product is sold. The offers are those of the product on its first day; without a day the first that
    is possible.

    Before anybody chose, a product of the `country` is proposed. `entity` is the company whose products are offered, if not all.
    """

    product = ProductField(Product.objects.none(), label=_("Product"), empty_label=None)
    offer = forms.ChoiceField(label=_("Term and price"), widget=forms.RadioSelect)
    starts_on = TypedDayField(
        label=_("Begins"), required=False, help_text=_("Empty: the first possible day. Or as you say it: 21/7, 21 jul, fri.")
    )
    delivery_method = forms.ChoiceField(label=_("Delivery"), choices=Subscription.DELIVERY_METHODS)

    def __init__(self, *args: Any, viewer: StaffUser, today: date, country: str = "", entity: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.country, self.viewer = today, country, viewer
        self.fields["starts_on"].today = today  # type: ignore[attr-defined]
        on_sale = products_on_sale(viewer=viewer, day=today)
        self.fields["product"].queryset = on_sale.filter(entity=entity) if entity else on_sale  # type: ignore[attr-defined]
        self.fields["product"].initial = self.chosen_product
        self.fields["delivery_method"].choices = self.ways_of_delivery  # type: ignore[attr-defined]
        self.fields["offer"].choices = self.offer_choices  # type: ignore[attr-defined]
        self.fields["offer"].initial = self.offers[0].pk if self.offers else None
        if self.first_day:
            self.fields["starts_on"].widget.attrs["placeholder"] = self.fields["starts_on"].prepare_value(self.first_day)  # type: ignore[attr-defined]

    def typed(self, name: str) -> str:
        """What is typed in a field so far; nothing in a form that is opened."""
        return str(self.data.get(self.add_prefix(name), "")) if self.is_bound else ""

    @property
    def offer_choices(self) -> list[tuple[str, str]]:
        """The terms that can be ordered."""
        language = get_language() or "en"
        return [(str(offer.pk), wording.offer(offer, language)) for offer in self.offers]

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

    @property
    def way(self) -> str:
        """How it comes as far as that is said: the way that is typed or proposed where the product has it, else its first."""
        ways = [code for code, _label in self.ways_of_delivery]
        asked = self.typed("delivery_method") or self.initial.get("delivery_method", "")
        return asked if asked in ways else ways[0]

    @cached_property
    def first_day(self) -> date | None:
        """The first day that is possible: that of the first issue an order still reaches, today where the product brings none."""
        if self.chosen_product is None:
            return None
        return first_possible_day(self.chosen_product, delivery_method=self.way, asked_at=clock.now(), today=self.today)

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

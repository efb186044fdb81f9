"""What is typed to take an order: its first line, what holds for the whole order, and further lines."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.customers.fields import CustomerField
from abonent.stock.queries import items_to_give
from abonent.subscriptions.gift_forms import GiftOrNotForm
from abonent.subscriptions.line_form import CHOOSE, FurtherLineForm, LineForm
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.operations import Order
from abonent.subscriptions.party_forms import AgentField
from abonent.subscriptions.premium_forms import PremiumForm
from abonent.subscriptions.queries import agents_to_choose

MOST_LINES = 20


class OrderForm(GiftOrNotForm, LineForm):
    """An order of one line, and what holds for all of it. `lines` are those that were added, `premiums` what goes with the first."""

    sales_channel = forms.ChoiceField(label=gettext_lazy("Sales channel"), choices=Subscription.SALES_CHANNELS, initial="telephone")
    payer = CustomerField(label=gettext_lazy("Payer, if another"), required=False, error_messages=CHOOSE)
    orderer = CustomerField(label=gettext_lazy("Orderer, if another than the payer"), required=False, error_messages=CHOOSE)
    agent = AgentField(label=gettext_lazy("Agent"), required=False)
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("The payer's own words, printed on his invoices."),
    )
    over_credit = forms.CharField(
        label=gettext_lazy("Why it is taken above the credit limit"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("It is kept with the order and shown in the history of the subscription."),
        widget=forms.TextInput({"form": "order", "autocomplete": "off", "hx-preserve": "true"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("payer", "orderer"):
            self.fields[name].viewer, self.fields[name].today = self.viewer, self.today  # type: ignore[attr-defined]
        self.fields["agent"].queryset = agents_to_choose(self.viewer)  # type: ignore[attr-defined]
        if self.initial.get("subscriber"):
            self.fields["product"].widget.attrs["autofocus"] = True

    @cached_property
    def premiums(self) -> list[PremiumForm]:
        """The subscriber gifts that were added."""
        return [self.another_premium(number, self.data) for number in self._numbers("premium")]

    def another_premium(self, number: int, data: Any = None) -> PremiumForm:
        """A further gift; without data as it is before anything is typed."""
        entity = self.chosen_product.entity if self.chosen_product else None
        country = self.country or (entity.country if entity else "")
        return PremiumForm(data, number=number, viewer=self.viewer, today=self.today, entity=entity.pk if entity else 0, country=country)

    @cached_property
    def may_give_premiums(self) -> bool:
        """Whether there is anything on the shelf that the viewer may give with it."""
        product = self.chosen_product
        return bool(product and self.viewer.may("stock.reserve") and items_to_give(self.viewer, product.entity_id))

    @cached_property
    def has_agents(self) -> bool:
        """Whether anybody mediates orders."""
        return agents_to_choose(self.viewer).exists()

    @cached_property
    def lines(self) -> list[FurtherLineForm]:
        """The lines that were added to the first."""
        return [self.another_line(number, self.data) for number in self._numbers("line")]

    def _numbers(self, name: str) -> list[int]:
        """The numbers of what was added to the first line, in the order in which it stands on the page."""
        asked = self.data.getlist(name) if isinstance(self.data, QueryDict) else []
        numbers = list(dict.fromkeys(int(text) for text in asked if text.isdecimal() and len(text) < 3))
        return numbers[: MOST_LINES - 1]

    def another_line(self, number: int, data: Any = None) -> FurtherLineForm:
        """A further line; without data as it is before anything is typed."""
        entity = self.chosen_product.entity_id if self.chosen_product else None
        return FurtherLineForm(data, number=number, viewer=self.viewer, today=self.today, country=self.country, entity=entity)

    def clean(self) -> dict[str, Any]:
        """An order is wrong where one of its lines is."""
        cleaned = super().clean() or self.cleaned_data
        for place, line in enumerate(self.lines, start=2):
            for name, errors in line.errors.items():
                said = {"number": place, "field": line[name].label, "error": errors[0]}
                self.add_error(None, _("Line %(number)s, %(field)s: %(error)s") % said)
        for premium in self.premiums:
            for name, errors in premium.errors.items():
                self.add_error(None, f"{premium[name].label}: {errors[0]}")
        return cleaned

    @property
    def orders(self) -> list[Order]:
        """What is ordered, line by line, once the form is valid."""
        first, typed = self.cleaned_data["subscriber"], self.cleaned_data
        payer, agent = typed["payer"], typed["agent"]
        named = {name: typed[name] for name in ("orderer", "agent", "sales_channel", "reference")}
        shared = {**named, "gift": self.ordered_gift}
        # Whoever gets the first line pays all of them, where nobody else does.
        of_all = payer if payer or agent and agent.pays else first
        further = [line.ordered(subscriber=line.cleaned_data["subscriber"] or first, payer=of_all, **shared) for line in self.lines]
        premiums = tuple(premium.ordered for premium in self.premiums)
        return [self.ordered(subscriber=first, payer=payer, premiums=premiums, **shared), *further]

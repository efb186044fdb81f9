"""What is typed to change the prices of running subscriptions: by how much, for whom, how far, and with which notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.catalog.fields import AmountField, PercentField
from abonent.catalog.models import PriceGroup, PriceList, PriceListVersion, Product
from abonent.catalog.models.price import TERM_KINDS
from abonent.catalog.rules.rounding import AS_IT_IS, ROUNDINGS, Rounding
from abonent.kit.names import name_in
from abonent.subscriptions.operations import Cohort, Raise
from abonent.ui import wording
from abonent.ui.inputs import FormWithDays, TypedDayField
from abonent.ui.language import OWN_NAMES

BY_PERCENT, BY_VERSION = "percent", "version"
NO_GROUP = 0
MONTH_OF_NOTICE = 30


class PriceChangeForm(FormWithDays):
    """A price change of the subscriptions of one price list."""

    by = forms.ChoiceField(
        label=_("Change to"),
        widget=forms.RadioSelect,
        choices=[(BY_PERCENT, _("the present price and a percentage")), (BY_VERSION, _("a coming version of the price list"))],
        initial=BY_PERCENT,
    )
    version = forms.ChoiceField(
        label=_("Version"),
        required=False,
        help_text=_(
            "A draft is put in force by the commit. All subscriptions of the list are planned: whoever is not chosen keeps his price."
        ),
    )
    percent = PercentField(
        label=_("Percentage"),
        required=False,
        min_value=Decimal(-90),
        max_value=Decimal(200),
        help_text=_("4,5 raises, -10 lowers."),
    )
    rounding = forms.ChoiceField(
        label=_("Round the new prices"), choices=[(code, rounding.label) for code, rounding in ROUNDINGS.items()], initial="whole"
    )
    effective_on = TypedDayField(
        label=_("From"), required=False, help_text=_("Terms that begin on this day or later. Terms that are made already keep their price.")
    )
    products = forms.TypedMultipleChoiceField(
        label=_("Products"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple, help_text=_("No tick: all.")
    )
    price_groups = forms.TypedMultipleChoiceField(
        label=_("Price groups"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple, help_text=_("No tick: all.")
    )
    term_kind = forms.ChoiceField(label=_("Kind of term"), required=False, choices=[("", _("Any")), *TERM_KINDS])
    bought_before = TypedDayField(label=_("Began before"), required=False, help_text=_("Subscriptions that began before this day."))
    price_from = AmountField(label=_("Price now, from"), required=False, min_value=Decimal(0), help_text=_("Of one copy for one term."))
    price_until = AmountField(label=_("Price now, up to"), required=False, min_value=Decimal(0))
    most_percent = PercentField(
        label=_("Raise a subscription by at most, per cent"), required=False, min_value=Decimal(0), help_text=_("Empty: no limit.")
    )
    most_yearly = AmountField(
        label=_("Raise a customer by at most, in a year"),
        required=False,
        min_value=Decimal(0),
        help_text=_("The sum over all that he pays for. Empty: no limit."),
    )
    notice_on = TypedDayField(label=_("Customers are told on"), help_text=_("The day the letters go out."))
    notice_days = forms.IntegerField(
        label=_("Days of notice, at least"),
        min_value=0,
        max_value=366,
        initial=MONTH_OF_NOTICE,
        help_text=_("The days of the payer's country hold if they are more."),
    )
    by_email = forms.BooleanField(
        label=_("E-mail to whoever takes e-mails about his subscription"), required=False, help_text=_("Everybody else gets a letter.")
    )
    over_percent = PercentField(
        label=_("Show raises over, per cent"), min_value=Decimal(0), initial=Decimal(10), help_text=_("They are marked in the plan.")
    )

    def __init__(self, *args: Any, price_list: PriceList, versions: Sequence[PriceListVersion], today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.price_list = price_list
        self.versions = {str(version.pk): version for version in versions}
        language = get_language() or "en"
        if versions:
            self.fields["version"].choices = [(key, _version_words(version, today)) for key, version in self.versions.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["by"], self.fields["version"]
        products = Product.objects.filter(prices__version__price_list=price_list).distinct().order_by("code")
        self.fields["products"].choices = [(each.pk, name_in(each.name, language)) for each in products]  # type: ignore[attr-defined]
        for spoken, label in OWN_NAMES.items():
            said = forms.Textarea(attrs={"rows": 3, "lang": spoken})
            self.fields[f"why_{spoken}"] = forms.CharField(label=label, max_length=1000, required=False, widget=said)
        groups = PriceGroup.objects.filter(entity=price_list.entity_id)
        if groups:
            named = [(each.pk, name_in(each.name, language)) for each in groups]
            self.fields["price_groups"].choices = [(NO_GROUP, _("In no group")), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["price_groups"]

    def clean(self) -> dict[str, Any]:
        """Each way asks for its own; the limits of the price are in their order."""
        said = super().clean() or {}
        if said.get("by") == BY_VERSION:
            self._demand("version", _("Choose the version."))
        else:
            self._demand("percent", _("Say by how many per cent."))
            self._demand("effective_on", _("Say from which day."))
            if said.get("percent") == 0:
                self.add_error("percent", _("Nothing changes by 0 per cent."))
        price_from, price_until = said.get("price_from"), said.get("price_until")
        if price_from is not None and price_until is not None and price_from > price_until:
            self.add_error("price_until", _("Write an amount that is not less than the one before."))
        if said.get("notice_on") and said["notice_on"] < self.today:
            self.add_error("notice_on", _("Letters go out today at the earliest."))
        return said

    @property
    def reasons(self) -> list[forms.BoundField]:
        """The fields that say why, a language each."""
        return [self[f"why_{spoken}"] for spoken in OWN_NAMES]

    @property
    def cohort(self) -> Cohort:
        """Whose prices change."""
        said = self.cleaned_data
        return Cohort(
            products=said["products"],
            price_groups=said.get("price_groups") or (),
            term_kind=said["term_kind"],
            bought_before=said["bought_before"],
            price_from=said["price_from"],
            price_until=said["price_until"],
        )

    @property
    def change(self) -> Raise:
        """By how much, and how far."""
        said = self.cleaned_data
        version = self.versions[said["version"]] if said.get("by") == BY_VERSION else None
        return Raise(
            notice_on=said["notice_on"],
            version=version,
            effective_on=None if version else said["effective_on"],
            percent=Decimal(0) if version else said["percent"],
            rounding=self._rounding(version),
            most_percent=said["most_percent"],
            most_yearly=said["most_yearly"],
            notice_days=said["notice_days"],
            over_percent=said["over_percent"],
            why={spoken: said[f"why_{spoken}"] for spoken in OWN_NAMES if said[f"why_{spoken}"]},
            by_email=said["by_email"],
        )

    def _rounding(self, version: PriceListVersion | None) -> Rounding:
        return AS_IT_IS if version else ROUNDINGS[self.cleaned_data["rounding"]]

    def _demand(self, name: str, words: Any) -> None:
        if name not in self.errors and self.cleaned_data.get(name) in (None, ""):
            self.add_error(name, words)


class ToldForm(FormWithDays):
    """When those who pay more were told."""

    told_on = TypedDayField(label=_("Sent on"), help_text=_("The day the letters and e-mails went out."))


def _version_words(version: PriceListVersion, today: date) -> str:
    """from 1 Jan 2027, a draft."""
    words = {"day": wording.day(version.valid_from, today, get_language() or "en")}
    return str((_("from %(day)s") if version.approved_at else _("from %(day)s, a draft")) % words)

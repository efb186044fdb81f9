"""What is typed to set up a save offer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Product
from abonent.catalog.models.product import SOLD_BY_TERM
from abonent.kit.names import name_in
from abonent.subscriptions.models import StopReason
from abonent.subscriptions.models.save_offer import DISCOUNT, GIVES, ISSUES
from abonent.ui.language import OWN_NAMES


class SaveOfferForm(forms.Form):
    """For whom, what is given, and the sentence to say in each language."""

    entity = forms.ModelChoiceField(None, label=_("Company"), empty_label=None)
    reason = forms.ModelChoiceField(
        StopReason.objects.filter(retired=False), label=_("To whom stops because of"), required=False, empty_label=_("any reason")
    )
    product = forms.ModelChoiceField(None, label=_("Product"), required=False, empty_label=_("any product"))
    gives = forms.ChoiceField(label=_("What is offered"), choices=GIVES, widget=forms.RadioSelect, initial=ISSUES)
    count = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=366,
        help_text=_("Free issues, days of the pause, or terms that cost less: 10, 28, 3."),
        initial=10,
    )
    percent = forms.DecimalField(
        label=_("Per cent off"),
        min_value=1,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text=_("Only of the price of terms: 20."),
    )
    place = forms.IntegerField(
        label=pgettext_lazy("place in a list", "Order"), min_value=1, max_value=99, initial=1, help_text=_("The lowest is proposed first.")
    )
    in_use = forms.BooleanField(label=_("Offered"), required=False, initial=True)

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        said = (kwargs.get("initial") or {}).get("say", {})
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        products = of_my_entities(Product.objects.filter(kind__in=SOLD_BY_TERM), viewer).order_by("code")
        self.fields["entity"].queryset = viewer.entities.order_by("name")  # type: ignore[attr-defined]
        self.fields["product"].queryset = products  # type: ignore[attr-defined]
        self.fields["product"].label_from_instance = lambda one: name_in(one.name, language)  # type: ignore[attr-defined]
        for code, label in OWN_NAMES.items():
            field = forms.CharField(label=label, required=False, max_length=200, initial=said.get(code, ""))
            field.widget.attrs["lang"] = code
            self.fields[f"say_{code}"] = field

    @property
    def names(self) -> list[forms.BoundField]:
        """The fields of the sentence, for the template."""
        return [self[f"say_{language}"] for language in OWN_NAMES]

    def clean(self) -> dict[str, Any]:
        """Gather the languages that were filled; there must be one. The product is of the company."""
        cleaned = super().clean() or {}
        cleaned["say"] = {code: text for code in OWN_NAMES if (text := cleaned.pop(f"say_{code}", ""))}
        if not cleaned["say"]:
            self.add_error("say_en", _("Write the sentence to say in at least one language."))
        self._check_percent(cleaned)
        product, entity = cleaned.get("product"), cleaned.get("entity")
        if product and entity and product.entity_id != entity.pk:
            self.add_error("product", _("This product is of another company."))
        return cleaned

    def _check_percent(self, cleaned: dict[str, Any]) -> None:
        """Terms that cost less say by how much; nothing else does."""
        if cleaned.get("gives") == DISCOUNT and not cleaned.get("percent") and "percent" not in self.errors:
            self.add_error("percent", _("Say how much less the terms cost, such as 20."))
        elif cleaned.get("gives") != DISCOUNT:
            cleaned["percent"] = None

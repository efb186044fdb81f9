"""What is typed about invoices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from abonent.ui.inputs import AmountField


class CreditForm(forms.Form):
    """A box and an amount for each line of which something is left to credit; the reason goes into the history.

    Where the payer has an e-mail address the credit note can go there at once: so it does, unless said otherwise, as his invoice did.
    """

    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("For the history; the customer does not see it.")
    )

    def __init__(
        self, data: Any = None, *, left: Mapping[int, Any], chosen: int | None = None, address: str = "", mails: bool = False
    ) -> None:
        super().__init__(data)
        self.left = {ordinal: line.left_amount for ordinal, line in left.items() if line.left_amount > 0}
        self.chosen = [chosen] if chosen in self.left else list(self.left) if len(self.left) == 1 else []
        for ordinal, amount in self.left.items():
            self.fields[f"line_{ordinal}"] = forms.BooleanField(required=False, initial=ordinal in self.chosen)
            at_most = MaxValueValidator(amount)
            self.fields[f"amount_{ordinal}"] = AmountField(label=_("Amount"), validators=[at_most], initial=amount, required=False)
        if address:
            label = _("Send the credit note to %(address)s") % {"address": address}
            self.fields["mail"] = forms.BooleanField(label=label, required=False, initial=mails)

    @property
    def proposed(self) -> dict[int, Decimal | None]:
        """What is credited if nothing is typed."""
        return {ordinal: self.left[ordinal] for ordinal in self.chosen}

    @property
    def amounts(self) -> dict[int, Decimal | None]:
        """The chosen lines with their amounts; None is all that is left."""
        typed = getattr(self, "cleaned_data", {})
        return {ordinal: typed.get(f"amount_{ordinal}") for ordinal in self.left if typed.get(f"line_{ordinal}")}

    @property
    def mails(self) -> bool:
        """Whether the credit note shall go by e-mail at once."""
        return "mail" in self.fields and bool(self.cleaned_data.get("mail") if self.is_bound else self.fields["mail"].initial)

    def clean(self) -> dict[str, Any]:
        """At least one line is chosen."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(f"line_{ordinal}") for ordinal in self.left):
            raise forms.ValidationError(_("Choose at least one line to credit."))
        return cleaned

    def lines(self, shown: Sequence[Any]) -> list[tuple[Any, Any, Any]]:
        """Each line that can be credited with its box and its amount."""
        return [
            (line, self[f"line_{line.line.ordinal}"], self[f"amount_{line.line.ordinal}"])
            for line in shown
            if line.line.ordinal in self.left
        ]

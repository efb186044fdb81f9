"""What is typed when somebody moves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.subscriptions.operations import AskedMove
from abonent.subscriptions.redirect_forms import AddressLineForm
from abonent.ui.inputs import TypedDayField


class MoveForm(AddressLineForm):
    """The first day at the new address, the door, and where invoices go."""

    THERE, STAY = "there", "stay"

    moves_on = TypedDayField(label=_("First day there"), help_text=_("As you say it: today, 21/7, 21 jul, fri, 3w."))
    care_of = forms.CharField(label=_("c/o"), max_length=80, required=False)
    invoices = forms.ChoiceField(
        label=_("Invoices"),
        choices=[(THERE, _("go to the new address")), (STAY, _("go where they go now"))],
        widget=forms.RadioSelect,
        initial=THERE,
    )

    field_order = ["moves_on", "to", "address", "country", "care_of", "invoices"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moves_on"].today = today  # type: ignore[attr-defined]
        self.fields["moves_on"].widget.attrs["autofocus"] = True

    @property
    def asked(self) -> AskedMove:
        """What is asked, once the form is valid."""
        said = self.cleaned_data
        return AskedMove(
            moves_on=said["moves_on"],
            to=said["door"],
            care_of=" ".join(said["care_of"].split()),
            invoices_too=said["invoices"] == self.THERE,
        )

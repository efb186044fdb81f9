"""What is typed to end a subscription, and to set up the reasons for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.subscriptions.models import Cancellation, StopReason
from abonent.subscriptions.models.cancellation import KINDS, OTHER, SWITCHED
from abonent.ui.inputs import FormWithDays, TypedDayField
from abonent.ui.named_form import NamedForm

CREDIT, KEEP = "credit", "keep"


class CancellationForm(FormWithDays):
    """Until when, why, and whether what is left is credited. Without a day it ends with the term."""

    last_day = TypedDayField(
        label=_("Last day"),
        required=False,
        help_text=_("As you say it: 15/8, 31 aug, fri. Empty: with the term."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "ab-when", "autofocus": True}),
    )
    reason = forms.ModelChoiceField(
        StopReason.objects.filter(retired=False).exclude(pk=SWITCHED),
        label=_("Reason"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason; it counts in the figures.")},
    )
    left = forms.ChoiceField(
        label=_("What is left of the term"),
        choices=[(CREDIT, _("Is credited")), (KEEP, _("Is not paid back"))],
        widget=forms.RadioSelect,
        initial=CREDIT,
    )
    told_by = forms.ChoiceField(label=_("Told us by"), choices=Cancellation.TOLD_BY, required=False)
    remark = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        if self.is_bound and "left" not in self.data:
            self.fields["left"].required = False

    @property
    def gives_back(self) -> bool:
        """Whether what is left is credited, as far as it is typed."""
        return str(self.data.get("left", CREDIT)) != KEEP

    @property
    def typed_day(self) -> date | None:
        """The last day, once it can be read."""
        found: date | None = self.cleaned_data.get("last_day")
        return found


class StopReasonForm(NamedForm):
    """A reason in each language, and what stands behind it."""

    longest_name = 60
    kind = forms.ChoiceField(
        label=_("Counts as"), choices=KINDS, initial=OTHER, help_text=_("Figures are counted by this, whatever the words.")
    )
    in_use = forms.BooleanField(label=_("Offered to be chosen"), required=False, initial=True)

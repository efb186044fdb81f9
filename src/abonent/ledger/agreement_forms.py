"""What is typed to let a customer pay later: another due day, instalments, and how far a company goes with that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from abonent.ledger.models import ClaimRule, Receivable
from abonent.ledger.rules.instalments import FORTNIGHT, MONTH, WEEK, instalments
from abonent.ui import wording
from abonent.ui.inputs import AmountField, CountField, FormWithDays, TypedDayField

MOST_INSTALMENTS = 60
LONGEST = 400


class DueMoveForm(FormWithDays):
    """Another due day of an item, and why."""

    due_on = TypedDayField(label=gettext_lazy("Due"))
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=200, help_text=gettext_lazy("Whoever asks for the money next will read this.")
    )


@dataclass(frozen=True)
class AskedPlan:
    """A plan as it was typed."""

    items: Sequence[Receivable]
    parts: Sequence[tuple[date, Any]]
    reason: str


class PaymentPlanForm(FormWithDays):
    """Which items are paid in how many instalments from which day on."""

    EVERY = [
        (MONTH, pgettext_lazy("interval", "month")),
        (FORTNIGHT, pgettext_lazy("interval", "two weeks")),
        (WEEK, pgettext_lazy("interval", "week")),
    ]

    items = forms.MultipleChoiceField(label=gettext_lazy("Items"), widget=forms.CheckboxSelectMultiple)
    count = CountField(label=gettext_lazy("Instalments"), least=2, most=MOST_INSTALMENTS)
    every = forms.ChoiceField(label=gettext_lazy("Every"), choices=EVERY)
    first_on = TypedDayField(label=gettext_lazy("The first on"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)

    def __init__(self, *args: Any, offered: Sequence[Receivable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(item.pk): item for item in offered}
        self.fields["items"].choices = [(key, _item_words(item)) for key, item in self.offered.items()]  # type: ignore[attr-defined]

    @property
    def asked(self) -> AskedPlan:
        """The plan, once the form is valid: the instalments are as equal as cents allow."""
        said = self.cleaned_data
        items = [self.offered[key] for key in said["items"]]
        amount = sum((item.open_amount for item in items), Decimal(0))  # type: ignore[attr-defined]
        parts = instalments(amount, count=said["count"], first_on=said["first_on"], every=said["every"])
        return AskedPlan(items, parts, said["reason"])


def _item_words(item: Any) -> str:
    language = get_language() or "en"
    words = {"document": item.document_number, "amount": wording.money(item.open_amount, item.currency, language)}
    return _("%(document)s, %(amount)s open") % words


class ClaimRuleForm(forms.Form):
    """How far a company meets its debtors."""

    deferral_days = CountField(
        label=gettext_lazy("Days by which a due day may be moved"),
        most=LONGEST,
        help_text=gettext_lazy("From the day on which it is asked."),
    )
    most_instalments = CountField(label=gettext_lazy("Instalments of a plan at most"), least=2, most=MOST_INSTALMENTS)
    missed_days = CountField(
        label=gettext_lazy("Days after which a missed instalment ends its plan"),
        most=LONGEST,
        required=False,
        help_text=gettext_lazy("Left empty, a plan never ends by itself."),
    )
    small_amount = AmountField(
        label=gettext_lazy("Small amount"),
        help_text=gettext_lazy("What the run that clears small differences gives up of one item at most."),
    )

    def __init__(self, *args: Any, rule: ClaimRule, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {name: getattr(rule, name) for name in self.base_fields}, **kwargs})
        self.rule = rule

    @property
    def said(self) -> ClaimRule:
        """What was said, once the form is valid."""
        return ClaimRule(entity=self.rule.entity, **self.cleaned_data)

"""What is typed to write to a customer about his account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.billing.models.account_letter import CONFIRMATION, LETTER_KINDS
from abonent.organisation.models import LegalEntity
from abonent.ui.inputs import AmountField, FormWithDays, TypedDayField


@dataclass(frozen=True)
class OfferedAccount:
    """An account that a letter can be about: with which company, in which currency."""

    entity: LegalEntity
    currency: str

    @property
    def key(self) -> str:
        """As it is chosen."""
        return f"{self.entity.pk} {self.currency}"


class AccountLetterForm(FormWithDays):
    """Which letter about which account, of which time."""

    kind = forms.ChoiceField(label=gettext_lazy("Letter"), choices=LETTER_KINDS)
    account = forms.ChoiceField(label=gettext_lazy("Account"))
    from_on = TypedDayField(label=gettext_lazy("From"), required=False, help_text=gettext_lazy("Of a statement only."))
    as_of = TypedDayField(label=gettext_lazy("Until the end of"))

    def __init__(self, *args: Any, offered: Sequence[OfferedAccount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.key: one for one in offered}
        self.fields["account"].choices = [(key, f"{one.entity.name}, {one.currency}") for key, one in self.offered.items()]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What the letter is about, once the form is valid."""
        said = self.cleaned_data
        account = self.offered[said["account"]]
        from_on: date | None = None if said["kind"] == CONFIRMATION else said["from_on"]
        return {"entity": account.entity, "currency": account.currency, "kind": said["kind"], "from_on": from_on, "as_of": said["as_of"]}


class LetterRunForm(FormWithDays):
    """Which letters to all whose account stands at so much."""

    entity = forms.ModelChoiceField(LegalEntity.objects.none(), label=gettext_lazy("Company"), empty_label=None)
    kind = forms.ChoiceField(label=gettext_lazy("Letter"), choices=LETTER_KINDS, initial=CONFIRMATION)
    from_on = TypedDayField(label=gettext_lazy("From"), required=False, help_text=gettext_lazy("Of a statement only."))
    as_of = TypedDayField(label=gettext_lazy("Until the end of"))
    least = AmountField(label=gettext_lazy("Balance of at least"), help_text=gettext_lazy("Owed, or in the customer's favour."))

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].queryset = of_whole_companies(LegalEntity.objects.order_by("name"), viewer, path="pk")  # type: ignore[attr-defined]

"""What is brought as the file of an issue, and who wants to read it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.fields import CustomerField
from abonent.subscriptions.models import IssueFile


class IssueFileForm(forms.Form):
    """A PDF or an EPUB."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A PDF or an EPUB. One of the same kind is replaced and kept."),
        widget=forms.FileInput({"accept": ".pdf,.epub"}),
        error_messages={"required": _("Choose a file first.")},
    )


class IssueReaderForm(forms.Form):
    """Somebody who wants to read an issue."""

    who = CustomerField(label=_("Customer"), help_text=_("By number, name, telephone or address."))
    kind = forms.ChoiceField(label=_("File"), choices=IssueFile.KINDS)

    def __init__(self, *args: Any, viewer: StaffUser, today: date, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].viewer, self.fields["who"].today = viewer, today  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(kind, label) for kind, label in IssueFile.KINDS if kind in kinds]  # type: ignore[attr-defined]

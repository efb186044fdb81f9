"""What is typed to have another number of copies come."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.subscriptions.operations import AskedCopies
from abonent.ui.inputs import FormWithDays, TypedDayField


class CopiesForm(FormWithDays):
    """How many, and from which day."""

    copies = forms.IntegerField(
        label=gettext_lazy("New quantity"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
        error_messages={"invalid": gettext_lazy("Write a whole number, such as 3.")},
    )
    from_on = TypedDayField(label=pgettext_lazy("day", "From"))

    field_order = ["copies", "from_on"]

    def __init__(self, *args: Any, now: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["copies"].help_text = _("Now %(copies)s.") % {"copies": now}

    @property
    def asked(self) -> AskedCopies:
        """What is asked, once the form is valid."""
        said: dict[str, Any] = self.cleaned_data
        return AskedCopies(copies=said["copies"], from_on=said["from_on"])

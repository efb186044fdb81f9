"""What is typed about something that goes with an issue."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.catalog.fields import RowField
from abonent.distribution.models import Insert
from abonent.distribution.operations.inserts import AskedInsert
from abonent.organisation.models import LegalEntity
from abonent.stock.models import StockItem


class InsertForm(forms.Form):
    """What it is, and with which copies it goes."""

    name = forms.CharField(label=_("What goes with it"), max_length=80, required=False, help_text=_("As people call it: Spring brochure."))
    item = RowField(label=_("From the shelf"), required=False, empty_label=_("It comes from elsewhere"))
    goes_with = forms.ChoiceField(label=pgettext_lazy("insert", "Goes with"), choices=Insert.GOES_WITH)
    places = forms.CharField(
        label=_("Which routes or postal codes"),
        max_length=400,
        required=False,
        help_text=_("Numbers of routes, or how postal codes begin, with a comma between: 111, 114 20."),
    )

    def __init__(self, *args: Any, entity: LegalEntity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].offer(StockItem.objects.filter(entity=entity, retired=False).order_by("number"))  # type: ignore[attr-defined]

    @property
    def asked(self) -> AskedInsert:
        """What is asked, once the form is valid."""
        said = self.cleaned_data
        places = (re.sub(r"\s", "", one) for one in said["places"].split(","))
        return AskedInsert(name=said["name"], item=said["item"], goes_with=said["goes_with"], places=[one for one in places if one])

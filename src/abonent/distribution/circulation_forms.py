"""What is typed about circulation: the classes that a company counts by."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_CLASSES = 6


class PercentsField(forms.CharField):
    """Some whole percents in one line, in any order: 70, 50."""

    default_error_messages = {"invalid": _("Write up to six different percents from 1 to 100, such as 70, 50.")}
    widget = forms.TextInput({"autocomplete": "off", "inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        """The percents, highest first."""
        typed = super().to_python(value)
        said = re.split(r"[\s,;%]+", typed.strip(" ,;%")) if typed else []
        percents = {int(one) for one in said if one.isdecimal() and 1 <= int(one) <= 100}
        if len(percents) != len(said) or len(said) > MOST_CLASSES:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return sorted(percents, reverse=True)

    def prepare_value(self, value: Any) -> Any:
        """As one writes them."""
        return ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else value


class ClassesForm(forms.Form):
    """From which percents of the full price on each class begins; what is below the lowest is one of its own."""

    from_percents = PercentsField(
        label=_("Classes begin at, in percent of the full price"),
        help_text=_("As your bureau counts: 70, 50. Copies that were cheaper than the lowest are told by themselves."),
    )

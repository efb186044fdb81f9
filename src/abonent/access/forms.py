"""What a member of staff chooses for himself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.ui.language import OWN_NAMES


class AccountForm(forms.ModelForm):
    """Language, look and keys of one's own account."""

    language = forms.ChoiceField(
        label=_("Language"), choices=list(OWN_NAMES.items()), help_text=_("Of your screens. Customers' documents keep theirs.")
    )

    class Meta:
        model = StaffUser
        fields = ["language", "theme", "density", "keys_enabled"]
        labels = {"theme": _("Theme"), "density": _("Density"), "keys_enabled": _("One-letter keys")}
        help_texts = {"keys_enabled": _("For example / for search. Switch off if they come in the way of a screen reader.")}

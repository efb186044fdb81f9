"""Forms about rows whose name is data, in each of our languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.ui.language import OWN_NAMES


class NamedForm(forms.Form):
    """A form with a name in each of the five languages; `cleaned_data["name"]` has those that were filled."""

    longest_name = 120

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        named: Mapping[str, str] = (kwargs.get("initial") or {}).get("name", {})
        super().__init__(*args, **kwargs)
        for language, label in OWN_NAMES.items():
            field = forms.CharField(label=label, required=False, max_length=self.longest_name, initial=named.get(language, ""))
            field.widget.attrs["lang"] = language
            self.fields[f"name_{language}"] = field

    @property
    def names(self) -> list[forms.BoundField]:
        """The fields of the name, for the template."""
        return [self[f"name_{language}"] for language in OWN_NAMES]

    def clean(self) -> dict[str, Any]:
        """Gather the languages that were filled; there must be one."""
        cleaned = super().clean() or {}
        named = {language: cleaned.pop(f"name_{language}", "") for language in OWN_NAMES}
        cleaned["name"] = {language: text for language, text in named.items() if text}
        if not cleaned["name"]:
            self.add_error("name_en", _("Give the name in at least one language."))
        return cleaned

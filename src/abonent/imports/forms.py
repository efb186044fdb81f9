"""Forms of an import: the file, and which of its columns is what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.imports.kinds import ImportKind
from abonent.imports.models import ImportBatch


class FileForm(forms.Form):
    """The file, and the system whose keys it has."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV of any separator and encoding, XLSX or ODS. The first row holds the headers."),
        widget=forms.FileInput({"accept": ".csv,.txt,.tsv,.xlsx,.xls,.ods"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Where its keys are from"),
        max_length=40,
        initial="file",
        help_text=gettext_lazy("A row is known again by source and key. Write the same source each time for the same system."),
    )


class MappingForm(forms.Form):
    """A choice for each column of the file, and values for what the file does not say."""

    NOT_USED = "-"

    def __init__(self, *arguments: Any, kind: ImportKind, batch: ImportBatch, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.kind, self.headers = kind, batch.layout["headers"]
        choices = [(self.NOT_USED, _("not used")), *((field.name, field.label) for field in kind.fields if field.headers)]
        chosen = {place: name for name, place in batch.mapping.items()}
        for place, (header, sample) in enumerate(zip(self.headers, _samples(batch), strict=True)):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header or _("Column %(number)s") % {"number": place + 1},
                choices=choices,
                initial=chosen.get(place, self.NOT_USED),
                help_text=sample or "–",
            )
        for field in kind.fields:
            if not field.headers:
                self.fields[field.name] = forms.ChoiceField(
                    label=field.label, choices=field.choices, required=False, initial=batch.defaults.get(field.name, "")
                )

    @property
    def columns(self) -> list[forms.BoundField]:
        """The choices for the columns of the file."""
        return [self[f"column_{place}"] for place in range(len(self.headers))]

    @property
    def usual(self) -> list[forms.BoundField]:
        """The values for what the file does not say."""
        return [self[field.name] for field in self.kind.fields if not field.headers]

    def clean(self) -> dict[str, Any]:
        """A field has one column."""
        said = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for place, header in enumerate(self.headers):
            name = said.get(f"column_{place}", self.NOT_USED)
            if name in taken:
                self.add_error(f"column_{place}", _("%(header)s is this already.") % {"header": taken[name]})
            elif name != self.NOT_USED:
                taken[name] = header
        return said

    def mapping(self) -> dict[str, int]:
        """Field -> place of its column."""
        chosen = {self.cleaned_data[f"column_{place}"]: place for place in range(len(self.headers))}
        return {name: place for name, place in chosen.items() if name != self.NOT_USED}

    def defaults(self) -> dict[str, str]:
        """What holds where the file does not say."""
        return {field.name: self.cleaned_data[field.name] for field in self.kind.fields if not field.headers}


def _samples(batch: ImportBatch) -> list[str]:
    """The first filled cells of each column."""
    rows = batch.layout["sample"]
    filled = [[row[place] for row in rows if place < len(row) and row[place]] for place in range(len(batch.layout["headers"]))]
    return [", ".join(cells[:3]) for cells in filled]

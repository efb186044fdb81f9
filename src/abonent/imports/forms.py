"""Forms of an import: the file, and which of its columns is what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.imports.kinds import ImportField, ImportKind
from abonent.imports.mapping import missing_groups
from abonent.imports.models import ImportBatch, SourceRule
from abonent.imports.precedence import may_have_rules, rules_of

CHOSEN = "chosen"
PASTED = "pasted.tsv"
_LETTERS_SHOWN = 30


class FileForm(forms.Form):
    """The file, or cells pasted from a spreadsheet, and the system whose keys they have."""

    source = forms.CharField(
        label=gettext_lazy("Where its keys are from"),
        max_length=40,
        initial="file",
        help_text=gettext_lazy("A row is known again by source and key. Write the same source each time for the same system."),
    )
    file = forms.FileField(label=gettext_lazy("File"), required=False)
    pasted = forms.CharField(
        label=gettext_lazy("Or paste cells from a spreadsheet"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text=gettext_lazy("Copy them together with the row of headers."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two brings the rows."""
        said = super().clean() or self.cleaned_data
        if not said.get("file") and not said.get("pasted", "").strip() and not self.errors.get("file"):
            self.add_error("file", _("Choose a file, or paste cells."))
        return said

    def brought(self) -> tuple[str, str, BinaryIO]:
        """What the rows come in: a name, what it is, its content."""
        upload = self.cleaned_data["file"]
        if upload:
            return upload.name, upload.content_type or "", upload.file
        return PASTED, "text/tab-separated-values", BytesIO(self.cleaned_data["pasted"].encode())


@dataclass(frozen=True)
class ColumnRow:
    """A column of the file as the reader chooses for it: its header, its first cells, the choice, who wins, how sure the guess was."""

    header: str
    cells: str
    choice: forms.BoundField
    wins: forms.BoundField
    sureness: str


class MappingForm(forms.Form):
    """A choice for each column of the file, and values for what the file does not say."""

    NOT_USED = "-"

    def __init__(self, *arguments: Any, kind: ImportKind, batch: ImportBatch, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.kind, self.batch, self.headers = kind, batch, batch.layout["headers"]
        choices = [(self.NOT_USED, _("not used")), *((field.name, field.label) for field in kind.fields if field.headers)]
        self.guessed = {place: name for name, place in batch.mapping.items()}
        rules = rules_of(kind, batch.source)
        for place, header in enumerate(self.headers):
            self.fields[f"wins_{place}"] = forms.ChoiceField(
                label=_("What is known already"),
                choices=[("", _("overwrites it")), *SourceRule.Wins.choices],
                required=False,
                initial=self._rule(place, rules),
            )
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header or _("Column %(number)s") % {"number": place + 1},
                choices=choices,
                initial=self.guessed.get(place, self.NOT_USED),
            )
        self._begin_with_unknown()
        for field in kind.fields:
            if _is_usual(field):
                self.fields[field.name] = forms.ChoiceField(
                    label=field.label, choices=field.choices, required=False, initial=batch.defaults.get(field.name, "")
                )

    def _begin_with_unknown(self) -> None:
        """The first column that nothing is known of has the focus: there is something to choose."""
        unknown = next((place for place in range(len(self.headers)) if place not in self.guessed), None)
        if unknown is not None:
            self.fields[f"column_{unknown}"].widget.attrs["autofocus"] = True

    @property
    def columns(self) -> list[ColumnRow]:
        """The columns of the file with the choices for them."""
        cells = _first_cells(self.batch)
        return [
            ColumnRow(
                header=str(self.fields[f"column_{place}"].label),
                cells=cells[place],
                choice=self[f"column_{place}"],
                wins=self[f"wins_{place}"],
                sureness=self._sureness(place),
            )
            for place in range(len(self.headers))
        ]

    def _rule(self, place: int, rules: Mapping[str, str]) -> str:
        field = self.kind.field(self.guessed.get(place, ""))
        return rules.get(field.group or field.name, "") if field else ""

    def rules(self) -> dict[str, str]:
        """Field -> who wins, for the columns that are used and could overwrite something."""
        said = {name: self.cleaned_data[f"wins_{place}"] for name, place in self.mapping().items()}
        return {name: wins for name, wins in said.items() if (field := self.kind.field(name)) and may_have_rules(self.kind, field)}

    def _sureness(self, place: int) -> str:
        """How sure the choice for a column is; the empty text where there is none."""
        name = self.guessed.get(place)
        return self.batch.sureness.get(name, CHOSEN) if name else ""

    @property
    def usual(self) -> list[forms.BoundField]:
        """The values for what the file does not say."""
        return [self[field.name] for field in self.kind.fields if _is_usual(field)]

    @property
    def missing(self) -> list[str]:
        """What no column is yet and the kind cannot do without, a sentence each."""
        return _needed(self.kind, self.mapping() if self.is_bound and hasattr(self, "cleaned_data") else self.batch.mapping)

    def clean(self) -> dict[str, Any]:
        """A field has one column, and what is needed has one."""
        said = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for place, header in enumerate(self.headers):
            name = said.get(f"column_{place}", self.NOT_USED)
            if name in taken:
                self.add_error(f"column_{place}", _("%(header)s is this already.") % {"header": taken[name]})
            elif name != self.NOT_USED:
                taken[name] = header
        for sentence in _needed(self.kind, dict.fromkeys(taken, 0)):
            self.add_error(None, sentence)
        return said

    def mapping(self) -> dict[str, int]:
        """Field -> place of its column."""
        chosen = {self.cleaned_data.get(f"column_{place}", self.NOT_USED): place for place in range(len(self.headers))}
        return {name: place for name, place in chosen.items() if name != self.NOT_USED}

    def defaults(self) -> dict[str, str]:
        """What holds where the file does not say."""
        return {field.name: self.cleaned_data[field.name] for field in self.kind.fields if _is_usual(field)}


def _is_usual(field: ImportField) -> bool:
    """Whether it is asked what holds where the file does not say."""
    return not field.headers and not field.of_sheets


def _needed(kind: ImportKind, mapping: Mapping[str, int]) -> list[str]:
    return [
        _("No column is the %(field)s yet. Choose which one is.") % {"field": labels[0]}
        if len(labels) == 1
        else _("No column is any of these yet: %(fields)s. Choose which one is.") % {"fields": ", ".join(labels)}
        for labels in missing_groups(kind, mapping)
    ]


def _first_cells(batch: ImportBatch) -> list[str]:
    """The first filled cells of each column, cut where they are long."""
    rows = batch.layout["sample"]
    filled = [[row[place] for row in rows if place < len(row) and row[place]] for place in range(len(batch.layout["headers"]))]
    return [", ".join(Truncator(cell).chars(_LETTERS_SHOWN) for cell in cells[:3]) for cells in filled]

"""What people say of a list, of its columns, and of a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from abonent.customers.models.consents import Purpose
from abonent.external_lists.models import ExternalList, ListCall
from abonent.external_lists.operations import Described, Said
from abonent.external_lists.operations.lists import USUAL_DAYS
from abonent.external_lists.reading import list_kind
from abonent.imports.mapping import missing_groups
from abonent.ui.inputs import TypedDayField

_LETTERS_SHOWN = 30


class DescriptionForm(forms.Form):
    """What a list is called and for, whether its people have agreed, and until when it is kept."""

    name = forms.CharField(label=_("Name"), max_length=40)
    purpose = forms.CharField(
        label=_("What its people are contacted for"),
        max_length=200,
        help_text=_("In a sentence, for colleagues and for whoever asks why we have the list."),
    )
    contact_purpose = forms.ChoiceField(label=_("Kind of contact"), choices=Purpose.choices, initial=Purpose.MARKETING)
    agreed = forms.CharField(
        label=_("Where they agreed to be called"),
        max_length=200,
        required=False,
        help_text=_(
            "For example: competition at the spring fair, box ticked. Empty: they have not been asked, and the law of each country decides."
        ),
    )
    ends_on = TypedDayField(
        label=_("Thrown away on"), help_text=_("On that day the list goes, with its file and all earlier versions. A year at most.")
    )

    field_order = ("name", "purpose", "contact_purpose", "agreed", "ends_on")

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        named["initial"] = {"ends_on": today + timedelta(days=USUAL_DAYS), **named.get("initial", {})}
        super().__init__(*arguments, **named)
        self.fields["ends_on"].today = today  # type: ignore[attr-defined]

    def described(self) -> Described:
        """What is said, as an operation takes it."""
        return Described(**{name: self.cleaned_data[name] for name in Described.__dataclass_fields__})

    @staticmethod
    def initial_of(external_list: ExternalList) -> dict[str, Any]:
        """What is said of a list now."""
        return {name: getattr(external_list, name) for name in Described.__dataclass_fields__}


class NewListForm(DescriptionForm):
    """The same with the file: uploaded, or one that lies in the folder of lists."""

    file = forms.FileField(label=_("File"), required=False)
    there = forms.ChoiceField(label=_("Or a file from the folder of lists"), required=False)

    def __init__(self, *arguments: Any, there: list[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["there"].choices = [("", "–"), *((name, name) for name in there)]  # type: ignore[attr-defined]
        if not there:
            del self.fields["there"]

    def clean(self) -> dict[str, Any]:
        """One file, from one place."""
        said = super().clean() or self.cleaned_data
        if bool(said.get("file")) == bool(said.get("there")) and "file" not in self.errors:
            self.add_error("file", _("Choose one file: upload it, or take one from the folder."))
        return said


@dataclass(frozen=True)
class ColumnRow:
    """A column of the file as it is chosen for: its header, its first cells, the choice, how sure the guess was."""

    header: str
    cells: str
    choice: forms.BoundField
    sureness: str


class ColumnsForm(forms.Form):
    """Which column of a list is what."""

    NOT_USED = "-"

    def __init__(self, *arguments: Any, external_list: ExternalList, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.external_list, self.kind = external_list, list_kind()
        self.guessed = {place: name for name, place in external_list.mapping.items()}
        choices = [(self.NOT_USED, _("only shown")), *((field.name, field.label) for field in self.kind.fields if field.headers)]
        for place, header in enumerate(external_list.headers):
            label = header or _("Column %(number)s") % {"number": place + 1}
            self.fields[f"column_{place}"] = forms.ChoiceField(label=label, choices=choices, initial=self.guessed.get(place, self.NOT_USED))
        for field in self.kind.fields:
            if not field.headers:
                initial = external_list.defaults.get(field.name, "")
                self.fields[field.name] = forms.ChoiceField(label=field.label, choices=field.choices, initial=initial)

    @property
    def columns(self) -> list[ColumnRow]:
        """The columns of the file with the choices for them."""
        return [self._column(place) for place in range(len(self.external_list.headers))]

    @property
    def usual(self) -> list[forms.BoundField]:
        """The values for what the file does not say."""
        return [self[field.name] for field in self.kind.fields if not field.headers]

    def clean(self) -> dict[str, Any]:
        """A field has one column, and there is one by which a person knows whom he calls."""
        said = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for place, header in enumerate(self.external_list.headers):
            name = said.get(f"column_{place}", self.NOT_USED)
            if name in taken:
                self.add_error(f"column_{place}", _("%(header)s is this already.") % {"header": taken[name]})
            elif name != self.NOT_USED:
                taken[name] = header
        if missing_groups(self.kind, dict.fromkeys(taken, 0)):
            self.add_error(None, _("Say which column is the name, the telephone or the e-mail: one of them at least."))
        return said

    def mapping(self) -> dict[str, int]:
        """Field -> place of its column."""
        chosen = {self.cleaned_data.get(f"column_{place}", self.NOT_USED): place for place in range(len(self.external_list.headers))}
        return {name: place for name, place in chosen.items() if name != self.NOT_USED}

    def defaults(self) -> dict[str, str]:
        """What holds where the file does not say."""
        return {field.name: self.cleaned_data[field.name] for field in self.kind.fields if not field.headers}

    def _column(self, place: int) -> ColumnRow:
        rows = self.external_list.layout.get("sample", [])
        filled = [row[place] for row in rows if place < len(row) and row[place]]
        name = self.guessed.get(place)
        return ColumnRow(
            header=str(self.fields[f"column_{place}"].label),
            cells=", ".join(Truncator(cell).chars(_LETTERS_SHOWN) for cell in filled[:3]),
            choice=self[f"column_{place}"],
            sureness=self.external_list.sureness.get(name, "chosen") if name else "",
        )


class CallForm(forms.Form):
    """What came of a call."""

    result = forms.ChoiceField(label=_("Result"), choices=ListCall.Result.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))
    call_back_on = TypedDayField(label=_("Call back on"), required=False)

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["call_back_on"].today = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who is to be called back has a day."""
        said = super().clean() or self.cleaned_data
        if said.get("result") == ListCall.Result.CALL_BACK and not said.get("call_back_on") and "call_back_on" not in self.errors:
            self.add_error("call_back_on", _("Say on which day. As you say it: 21/7, fri, 3d."))
        return said

    def said(self) -> Said:
        """What is said, as an operation takes it."""
        return Said(result=self.cleaned_data["result"], note=self.cleaned_data["note"], call_back_on=self.cleaned_data["call_back_on"])

"""A form that changes a record and sends along what it showed, so that nobody overwrites what he has not seen.

Beside each field travels what it said when the form was opened. When an operation refuses with `ChangedMeanwhile`, `show_both` puts
before, yours and theirs into the form with a choice for each; sent again, what was chosen is saved: theirs has been seen now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.datastructures import MultiValueDict

from abonent.kit.edits import ChangedMeanwhile
from abonent.ui.forms import refuse

THEIRS = "theirs"


@dataclass(frozen=True)
class BothSaid:
    """What two people wrote into one field, in words, and the name of the choice between them."""

    name: str
    label: Any
    before: Any
    mine: Any
    theirs: Any


class EditForm(forms.Form):
    """Fields of a record as it says them; `together` names the fields that are one value: key -> fields."""

    together: ClassVar[Mapping[str, Sequence[str]]] = {}

    def __init__(self, *arguments: Any, only: Sequence[str] = (), **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.both: list[BothSaid] = []
        if only:
            self.fields = {name: self.fields[name] for name in only if name in self.fields}
        for field in self.fields.values():
            field.show_hidden_initial = True
        if self.is_bound:
            self._take_what_was_chosen()

    @property
    def seen(self) -> dict[str, Any]:
        """What the fields said when the form was opened."""
        return {name: self._seen(name) for name in self.fields}

    def said(self) -> dict[str, Any]:
        """What the fields say now."""
        return {name: self.cleaned_data[name] for name in self.fields}

    def show_both(
        self, refusal: ChangedMeanwhile, now: Mapping[str, Any], in_words: Callable[[str, Any], Any] = lambda _name, value: value
    ) -> None:
        """Let the user choose between his words and those that are saved; `now` is what the fields concerned say in the record."""
        for key, (before, mine, theirs) in refusal.conflicts.items():
            names = self.together.get(key, (key,))
            label = self.fields[names[0]].label if key in self.fields else refusal.parameters["fields"]
            self.both.append(BothSaid(f"choose-{key}", label, in_words(key, before), in_words(key, mine), in_words(key, theirs)))
            for name in names:
                self._note_as_seen(name, now[name])
        refuse(self, refusal)

    def _seen(self, name: str) -> Any:
        field = self.fields[name]
        raw = field.hidden_widget().value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
        if raw is None:
            return self.get_initial_for_field(field, name)
        return field.to_python(raw)

    def _take_what_was_chosen(self) -> None:
        """Where theirs was chosen, the field says what was shown as theirs."""
        chosen = [key.removeprefix("choose-") for key in self.data if key.startswith("choose-") and self.data[key] == THEIRS]
        for name in (name for key in chosen for name in self.together.get(key, (key,)) if name in self.fields):
            self._write(self.add_prefix(name), self._data().getlist(self.add_initial_prefix(name)))

    def _note_as_seen(self, name: str, value: Any) -> None:
        prepared = self.fields[name].prepare_value(value)
        values = prepared if isinstance(prepared, (list, tuple)) else ["" if prepared is None else prepared]
        self._write(self.add_initial_prefix(name), [str(one) for one in values])

    def _write(self, name: str, values: Sequence[str]) -> None:
        data = self._data()
        data.setlist(name, list(values))
        self.data = data

    def _data(self) -> MultiValueDict[str, str]:
        return (
            self.data.copy()
            if isinstance(self.data, MultiValueDict)
            else MultiValueDict({key: [value] for key, value in self.data.items()})
        )

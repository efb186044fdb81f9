"""Forms about own fields: setting one up, and saying something of a customer in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.customers.choices import RowField, RowsField
from abonent.customers.models import OwnField, OwnFieldOption
from abonent.customers.models.own_fields import Value
from abonent.customers.own_values import name_of
from abonent.ui.inputs import TypedDayField
from abonent.ui.named_form import NamedForm
from abonent.ui.typed_amounts import read_amount

Kind = OwnField.Kind
MOST = Decimal(10) ** 14
LETTERS = {Kind.TEXT: 200, Kind.LONG_TEXT: 4000}


class LongTextField(forms.CharField):
    """A text of several lines."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        """The text with bare line ends, as the database keeps it."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class NumberField(forms.CharField):
    """A number as people type it, with comma or point and blanks between thousands; `whole` for one without decimals."""

    default_error_messages = {
        "number": _("“%(text)s” is not a number. Write it as 1249,50."),
        "whole": _("“%(text)s” is not a whole number. Write it as 1249."),
        "decimals": _("“%(text)s” has too many decimals. Four are kept."),
        "great": _("“%(text)s” is too great. Fourteen digits are kept."),
    }

    def __init__(self, *, whole: bool, **named: Any) -> None:
        super().__init__(**named)
        self.whole = whole
        self.widget.attrs |= {"inputmode": "numeric" if whole else "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        """The number; None for none."""
        typed = super().to_python(value)
        if not typed:
            return None
        number = read_amount(typed)
        if number is None:
            raise self._refusal("whole" if self.whole else "number", typed)
        if self.whole and number != number.to_integral():
            raise self._refusal("whole", typed)
        if abs(number) >= MOST:
            raise self._refusal("great", typed)
        if number != round(number, 4):
            raise self._refusal("decimals", typed)
        return int(number) if self.whole else number

    def prepare_value(self, value: Any) -> Any:
        """A number as its reader types it: without blanks, with his own point."""
        if not isinstance(value, (int, Decimal)):
            return value
        plain = format(value, "f")
        return plain if (get_language() or "en").startswith("en") else plain.replace(".", ",")

    def _refusal(self, code: str, typed: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params={"text": typed})


class YesNoField(forms.ChoiceField):
    """Yes, no, or not said."""

    def __init__(self, **named: Any) -> None:
        super().__init__(choices=[("", "\N{EN DASH}"), ("yes", _("Yes")), ("no", _("No"))], **named)

    def to_python(self, value: Any) -> Any:
        """True, False or None."""
        return {"yes": True, "no": False}.get(str(value))

    def valid_value(self, value: Any) -> bool:
        """What it becomes is always one of the three."""
        return True

    def validate(self, value: Any) -> None:
        """No is an answer too."""
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def prepare_value(self, value: Any) -> Any:
        """The answer by its name."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def question_of(field: OwnField, *, present: Value = None, required: bool = False, today: date) -> forms.Field:
    """The input of an own field; `present` is what is said now, whose option is offered even if it is retired."""
    named: dict[str, Any] = {"label": str(field), "required": required, "initial": present}
    if field.kind == Kind.DAY:
        typed = TypedDayField(**named)
        typed.today = today
        return typed
    if field.kind in (Kind.WHOLE_NUMBER, Kind.DECIMAL):
        return NumberField(whole=field.kind == Kind.WHOLE_NUMBER, **named)
    if field.kind == Kind.YES_NO:
        return YesNoField(**named)
    if field.kind == Kind.CHOICE:
        return RowField(choices=[("", "\N{EN DASH}"), *_options(field, present)], **named)
    if field.kind == Kind.CHOICES:
        return RowsField(choices=_options(field, present), **named)
    text = LongTextField if field.kind == Kind.LONG_TEXT else forms.CharField
    return text(max_length=LETTERS[Kind(field.kind)], **named)


def _options(field: OwnField, present: Value) -> list[tuple[str, str]]:
    chosen = present if isinstance(present, list) else [present]
    options = sorted(field.options.all(), key=lambda option: option.pk)
    return [(str(option.pk), str(option)) for option in options if not option.retired or option.pk in chosen]


class OwnValuesForm(forms.Form):
    """What a customer says in own fields. What was said when the form was opened travels with it.

    A field that must be filled in cannot be emptied; where it never was, something else can be changed without knowing it.
    """

    def __init__(self, *arguments: Any, own_fields: Sequence[OwnField], values: Mapping[int, Value], today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.own_fields = own_fields
        for field in own_fields:
            present = values.get(field.pk)
            question = question_of(field, present=present, required=field.required and present is not None, today=today)
            question.show_hidden_initial = True
            self.fields[name_of(field)] = question

    @property
    def seen(self) -> dict[int, Value]:
        """What the fields said when the form was opened."""
        return {field.pk: self._seen(name_of(field)) for field in self.own_fields}

    def said(self) -> dict[int, Value]:
        """What they say now."""
        return {field.pk: self.cleaned_data[name_of(field)] for field in self.own_fields}

    def _seen(self, name: str) -> Any:
        question = self.fields[name]
        raw = question.hidden_widget().value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
        return question.initial if raw is None else question.to_python(raw)


class OwnFieldForm(NamedForm):
    """A field that a manager sets up; its kind is asked once."""

    longest_name = 60
    kind = forms.ChoiceField(label=_("What is written in it"), choices=Kind.choices)
    options = forms.CharField(
        label=_("Options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, where there is something to choose from. Their names in other languages are given afterwards."),
    )
    of_persons = forms.BooleanField(label=_("Persons have it"), required=False, initial=True)
    of_organisations = forms.BooleanField(label=_("Organisations have it"), required=False, initial=True)
    required = forms.BooleanField(
        label=_("Must be filled in"),
        required=False,
        help_text=_("New customers are not registered without it; of the others a list says who lacks it."),
    )
    searchable = forms.BooleanField(
        label=_("Found in the search box"), required=False, help_text=_("Of a text: who types what is written there finds the customer.")
    )
    in_use = forms.BooleanField(
        label=_("In use"),
        required=False,
        help_text=_("Taken away, the field is put away with all that is written in it. It can be taken out again."),
    )

    def __init__(self, *arguments: Any, field: OwnField | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if field is None:
            del self.fields["in_use"]
        else:
            del self.fields["kind"]
            del self.fields["options"]
            if field.kind not in LETTERS:
                del self.fields["searchable"]

    @property
    def option_names(self) -> list[dict[str, str]]:
        """The options, each with its name in the reader's language."""
        language = (get_language() or "en")[:2]
        lines = (" ".join(line.split()) for line in self.cleaned_data.get("options", "").splitlines())
        return [{language: line[: self.longest_name]} for line in dict.fromkeys(lines) if line]

    def wanted(self) -> dict[str, Any]:
        """What was said, as columns of the field."""
        said = self.cleaned_data
        columns: dict[str, Any] = {
            name: said[name] for name in ("of_persons", "of_organisations", "required", "searchable") if name in self.fields
        }
        return {"name": said["name"], **columns, **({"retired": not said["in_use"]} if "in_use" in self.fields else {})}


class OptionForm(NamedForm):
    """An option of an own field; one that is not in use is not offered any more."""

    longest_name = 60
    in_use = forms.BooleanField(label=_("Offered to be chosen"), required=False)

    def __init__(self, *arguments: Any, option: OwnFieldOption | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if option is None:
            del self.fields["in_use"]

"""Inputs that forms of all folders use."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from abonent.ui import wording
from abonent.ui.typed_amounts import read_amount
from abonent.ui.typed_days import read_day
from abonent.ui.typed_moments import read_moment


class DayInput(forms.DateInput):
    """The browser's own field for a day; it speaks ISO whatever the reader's language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TypedMomentField(forms.CharField):
    """A moment that was, as people type it: 14:30, yesterday 9.15, 21/7 14; seen from `now`, which the form that uses it sets."""

    now: datetime
    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """The moment; the empty text is no moment."""
        typed = super().to_python(value)
        if not typed:
            return None
        found = read_moment(typed, now=self.now)
        if found is None:
            raise forms.ValidationError(
                _("“%(text)s” is not a day and time. Write it as 14:30, yesterday 9:15 or 21/7 14:30.") % {"text": typed}
            )
        if found > self.now:
            raise forms.ValidationError(_("“%(text)s” is still to come. Say when it was.") % {"text": typed})
        return found


class TypedDayField(forms.CharField):
    """A day as people type it: 21/7, 21 jul, fri, 2026-07-21; seen from `today`, which the form that uses it sets."""

    today: date
    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": gettext_lazy("As you say it: 21/7, 21 jul, fri."), **kwargs})

    def to_python(self, value: Any) -> Any:
        """The day; the empty text is no day."""
        typed = super().to_python(value)
        if not typed:
            return None
        found = read_day(typed, today=self.today)
        if found is None:
            raise forms.ValidationError(_("“%(text)s” is not a day. Write it as 21 Jul, 21/7 or 2026-07-21.") % {"text": typed})
        return found

    def prepare_value(self, value: Any) -> Any:
        """A day as its reader writes it, if that is read again as the same day."""
        if not isinstance(value, date):
            return value
        written = wording.short_day(value, self.today, get_language() or "en")
        return written if read_day(written, today=self.today) == value else value.isoformat()


class FormWithDays(forms.Form):
    """A form whose days are typed as people say them, seen from `today`."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for field in self.fields.values():
            if isinstance(field, TypedDayField):
                field.today = today


class AmountField(forms.CharField):
    """An amount of money as people type it, above zero, with two decimals at most."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        """The amount; the empty text is none."""
        typed = super().to_python(value)
        if not typed:
            return None
        amount = read_amount(typed)
        if amount is None or amount != round(amount, 2) or abs(amount) >= Decimal(10) ** 12:
            raise forms.ValidationError(_("“%(text)s” is not an amount. Write it as 1249,00.") % {"text": typed})
        if amount <= 0:
            raise forms.ValidationError(_("Give an amount above zero."))
        return amount

    def prepare_value(self, value: Any) -> Any:
        """An amount as its reader writes it."""
        return wording.money(value, None, get_language() or "en") if isinstance(value, Decimal) else value


class CountField(forms.IntegerField):
    """How many of something: a whole number, from `least` to `most`."""

    default_error_messages = {"invalid": gettext_lazy("Write a whole number, such as 3.")}

    def __init__(self, *, least: int = 0, most: int, **kwargs: Any) -> None:
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=least, max_value=most, widget=widget, **kwargs)

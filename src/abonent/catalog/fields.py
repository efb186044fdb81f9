"""Fields of forms about what is sold: ticks for weekdays, a term, prices and customers as people type them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.catalog.models import Edition
from abonent.catalog.rules.weekdays import bits_of, days_of
from abonent.customers.models import Customer
from abonent.kit.names import name_in
from abonent.ui.wording import MINUS

SPACES = str.maketrans("", "", " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}")


class RowField(forms.ChoiceField):
    """One of some rows whose name is data, in the reader's language; loaded once however many fields offer them."""

    def __init__(self, *, empty_label: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.empty_label = empty_label
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Iterable[Any]) -> None:
        """Let one of these be chosen."""
        self.rows = {str(row.pk): row for row in rows}
        blank = [("", self.empty_label)] if self.empty_label is not None else []
        self.choices = blank + [(key, row_label(row)) for key, row in self.rows.items()]

    def clean(self, value: Any) -> Any:
        """The row, None for none."""
        return self.rows.get(super().clean(value))


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Ticks for weekdays; the value is a set of bits, None for no tick at all."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=list(WEEKDAYS_ABBR.items()), coerce=int, widget=forms.CheckboxSelectMultiple, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The ticks of a set of bits."""
        return [str(day) for day in days_of(value)] if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        """The set of bits."""
        days = super().clean(value)
        return bits_of(days) if days else None


class AmountField(forms.DecimalField):
    """A price as people type it: with comma or point, with spaces between thousands."""

    default_error_messages = {"invalid": _("Write the amount as 1249,00.")}

    def __init__(self, *, least_decimals: int = 2, **kwargs: Any) -> None:
        self.least_decimals = least_decimals
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_digits=18, decimal_places=6, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """An amount as people type it; what was typed stays as it was typed."""
        return typed_form(value, self.least_decimals) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The amount; 1,249.00 is refused, for it may mean a thousand or one."""
        return None if value in self.empty_values else super().to_python(typed_amount(str(value)))


class PercentField(AmountField):
    """A percentage, with or without its sign."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(str(value).replace("%", "") if value is not None else value)


class CustomerNumberField(forms.CharField):
    """A customer by number; one that was merged is the one he was merged into."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.number if isinstance(value, Customer) else value

    def clean(self, value: Any) -> Customer | None:  # type: ignore[override]
        """The customer, None if nothing was typed."""
        typed = super().clean(value).translate(SPACES)
        if not typed:
            return None
        found = Customer.objects.select_related("canonical").filter(number=typed).first() if typed.isdecimal() else None
        if found is None:
            raise forms.ValidationError(_("There is no customer with this number."))
        return found.canonical


class TermField(forms.ChoiceField):
    """One of the terms that are sold; the value is kind, unit and length."""

    def clean(self, value: Any) -> tuple[str, str, int] | None:  # type: ignore[override]
        """(kind, unit, length)."""
        chosen = super().clean(value)
        if not chosen:
            return None
        kind, unit, length = chosen.split("-")
        return kind, unit, int(length)


def row_label(row: Any) -> str:
    """The name of a row; an edition after its title."""
    language = get_language() or "en"
    name = name_in(row.name, language) if isinstance(row.name, Mapping) else row.name
    return f"{name_in(row.title.name, language)}, {name}" if isinstance(row, Edition) else name


def typed_amount(text: str) -> str:
    """The figure as Python writes it; a text with both comma and point stays as it is, which is no figure."""
    plain = text.translate(SPACES).replace(MINUS, "-")
    return text if "," in plain and "." in plain else plain.replace(",", ".")


def typed_form(amount: Decimal, least_decimals: int = 2) -> str:
    """An amount as it stands in a field: 1249,00, and as many decimals as it has."""
    decimals = max(least_decimals, -int(amount.normalize().as_tuple().exponent))
    return f"{amount:.{decimals}f}".replace(".", ",")


def term_value(kind: str, unit: str, length: int) -> str:
    """A term as the value of an option."""
    return f"{kind}-{unit}-{length}"

"""What customers say in own fields: read, said in words, written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from abonent.customers.models import Customer, OwnField, OwnValue
from abonent.customers.models.own_fields import Value
from abonent.kit.once import once_a_page
from abonent.ui import wording

Kind = OwnField.Kind

# The column of `own_value` that holds what is said in a field of a kind.
COLUMN_OF = {
    Kind.TEXT: "text",
    Kind.LONG_TEXT: "text",
    Kind.WHOLE_NUMBER: "number",
    Kind.DECIMAL: "number",
    Kind.DAY: "day",
    Kind.YES_NO: "yes",
    Kind.CHOICE: "option_id",
    Kind.CHOICES: "options",
}
TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
WITH_OPTIONS = (Kind.CHOICE, Kind.CHOICES)
COLUMNS = tuple(dict.fromkeys(COLUMN_OF.values()))


def own_fields(*, of_kind: str = "", filled: Collection[int] = (), besides: Collection[int] = ()) -> list[OwnField]:
    """The own fields in use, in their order and with their options.

    Those that customers of a kind have, and those that are `filled` all the same; `besides` are wanted even if they are put away.
    """
    fields = _fields_in_use()
    put_away = set(besides) - {field.pk for field in fields}
    if put_away:
        found = OwnField.objects.filter(pk__in=put_away).prefetch_related("options")
        fields = sorted([*fields, *found], key=lambda field: (field.ordinal, field.pk))
    return [field for field in fields if not of_kind or field.is_of(of_kind) or field.pk in filled]


@once_a_page
def _fields_in_use() -> list[OwnField]:
    return list(OwnField.objects.filter(retired=False).prefetch_related("options").order_by("ordinal", "pk"))


def name_of(field: OwnField) -> str:
    """The name of an own field in forms, in the addresses of lists and in what a merge has taken over."""
    return f"own_{field.pk}"


def own_values_said(customer: Customer, *, today: date, language: str) -> list[tuple[OwnField, str]]:
    """The own fields of a customer with what they say, in words."""
    values = own_values_of(customer) if own_fields() else {}
    fields = own_fields(of_kind=customer.kind, filled=values)
    return [(field, own_value_in_words(field, values.get(field.pk), today=today, language=language)) for field in fields]


def own_values_of(customer: Customer) -> dict[int, Value]:
    """What a record says: field -> value."""
    return {row.field_id: value_of(row) for row in OwnValue.objects.filter(customer=customer).select_related("field")}


def value_of(row: OwnValue) -> Value:
    """The value of a row, in the type of its field."""
    return bare(row.field.kind, getattr(row, COLUMN_OF[Kind(row.field.kind)]))


def bare(kind: str, value: Any) -> Value:
    """A value as people would write it: a number without noughts behind the point, options in their order."""
    if isinstance(value, Decimal):
        return (
            int(value) if kind == Kind.WHOLE_NUMBER else value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
        )
    return sorted(value) if isinstance(value, list) else value


def write_own_values(customer: Customer, values: Mapping[int, Value]) -> None:
    """Let a record say these values and leave its other fields alone; a field is emptied by None."""
    fields = OwnField.objects.in_bulk(list(values))
    OwnValue.objects.filter(customer=customer, field__in=[field for field, value in values.items() if is_empty(value)]).delete()
    rows = [
        OwnValue(customer=customer, field_id=field, **{COLUMN_OF[Kind(fields[field].kind)]: value})
        for field, value in values.items()
        if not is_empty(value)
    ]
    OwnValue.objects.bulk_create(rows, update_conflicts=True, unique_fields=["customer", "field"], update_fields=list(COLUMNS))


def is_empty(value: Value) -> bool:
    """Whether nothing is said. No is something, nought too."""
    return value is None or value == "" or value == []


def own_value_in_words(field: OwnField, value: Value, *, today: date, language: str) -> str:
    """A value as its reader writes it."""
    if is_empty(value):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.kind in WITH_OPTIONS:
        return ", ".join(options_in_words(field, value if isinstance(value, list) else [value]))
    if isinstance(value, date):
        return wording.short_day(value, today, language)
    if isinstance(value, (int, Decimal)):
        return wording.number(value, language)
    return str(value)


def options_in_words(field: OwnField, option_ids: Sequence[Any]) -> list[str]:
    """The names of options, in the order in which the field offers them."""
    return [str(option) for option in sorted(field.options.all(), key=lambda option: option.pk) if option.pk in option_ids]


def kept_as_json(values: Mapping[int, Value]) -> dict[str, Any]:
    """Values as an act keeps them."""
    return {str(field): str(value) if isinstance(value, (date, Decimal)) else value for field, value in values.items()}


def read_from_json(kept: Mapping[str, Any]) -> dict[int, Value]:
    """The values that an act kept."""
    kinds = dict(OwnField.objects.filter(pk__in=[int(field) for field in kept]).values_list("pk", "kind"))
    return {int(field): read_value(kinds[int(field)], value) for field, value in kept.items()}


def read_value(kind: str, value: Any) -> Value:
    """A value that was kept as JSON."""
    if value is None:
        return None
    if kind == Kind.DAY:
        return date.fromisoformat(value)
    return bare(kind, Decimal(str(value))) if kind in (Kind.WHOLE_NUMBER, Kind.DECIMAL) else value

"""Own fields in the list of customers: each a column to show, sort by and export, and a filter.

A column joins the one row of its field only where it is on show or sorted by; a list sorted by it walks the index of that kind of
value (docs/decisions/0012), page by page, then those who have none. Filters of a field that was put away stay for the views that
were saved with them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from abonent.customers.models import OwnField, OwnValue
from abonent.customers.models.own_fields import Folded
from abonent.customers.own_values import COLUMN_OF, WITH_OPTIONS, bare, name_of, options_in_words, own_fields
from abonent.kit.alphabets import fold
from abonent.ui.lists import AmountFilter, BooleanFilter, ChoiceFilter, Column, DayColumn, Filter, NumberColumn, PeriodFilter, TextFilter
from abonent.ui.lists.reader import Reader

Kind = OwnField.Kind
# What a list is sorted by; long texts and several options have no order.
ORDER_OF = {
    Kind.TEXT: "sorted_as",
    Kind.WHOLE_NUMBER: "number",
    Kind.DECIMAL: "number",
    Kind.DAY: "day",
    Kind.YES_NO: "yes",
    Kind.CHOICE: "option",
}


@dataclass(frozen=True, kw_only=True)
class YesNoColumn(Column):
    """Yes, no, or nothing said."""

    def write(self, found: bool, row: Any, reader: Reader) -> str:
        return _("Yes") if found else _("No")

    def typed(self, row: Any) -> Any:
        return self.of(row)


COLUMN_CLASSES: dict[str, type[Column]] = {
    Kind.WHOLE_NUMBER: NumberColumn,
    Kind.DECIMAL: NumberColumn,
    Kind.DAY: DayColumn,
    Kind.YES_NO: YesNoColumn,
}


def own_columns() -> list[Column]:
    """A column for each own field in use, which readers take in as they wish."""
    return [_column(field) for field in own_fields()]


def own_filters(asked: Collection[str]) -> list[Filter]:
    """A filter for each own field in use, and for those put away that an address asks for all the same."""
    besides = [int(name.split("_")[1]) for name in asked if name.startswith("own_") and name.split("_")[1].isdecimal()]
    return [_filter(field) for field in own_fields(besides=besides)]


def _column(field: OwnField) -> Column:
    name, kind = name_of(field), Kind(field.kind)
    sorted_by: dict[str, Any] = {"sort": f"{name}_order", "sort_identity": f"{name}_of"} if kind in ORDER_OF else {}
    column = COLUMN_CLASSES.get(kind, Column)
    return column(name=name, label=str(field), value=_value(field), joins=partial(_joined, field), shown=False, **sorted_by)


def _joined(field: OwnField, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with what the customer says in a field."""
    name = name_of(field)
    order = ORDER_OF.get(Kind(field.kind))
    said = {f"{name}_said": F(f"{name}_row__{COLUMN_OF[Kind(field.kind)]}")}
    if order:
        said |= {f"{name}_order": F(f"{name}_row__{order}"), f"{name}_of": F(f"{name}_row__customer_id")}
    return rows.annotate(**{f"{name}_row": FilteredRelation("own_values", condition=Q(own_values__field=field.pk))}).annotate(**said)


def _value(field: OwnField) -> Callable[[Any], Any]:
    said = f"{name_of(field)}_said"

    def value(row: Any) -> Any:
        found = getattr(row, said, None)
        if found is None:
            return None
        if field.kind in WITH_OPTIONS:
            return ", ".join(options_in_words(field, found if isinstance(found, list) else [found]))
        return bare(field.kind, found) if isinstance(found, Decimal) else found

    return value


def _filter(field: OwnField) -> Filter:
    label = _("%(field)s (put away)") % {"field": field} if field.retired else str(field)
    values = OwnValue.objects.filter(customer=OuterRef("pk"), field=field.pk)
    named: dict[str, Any] = {"name": name_of(field), "label": label, "empty": lambda: ~Q(Exists(values))}

    def those(**said: Any) -> Q:
        return Q(Exists(values.filter(**said)))

    match field.kind:
        case Kind.WHOLE_NUMBER | Kind.DECIMAL:
            span = AmountFilter(name="number", label="")
            return AmountFilter(**named, decimals=None, where=lambda ends: Q(Exists(values.filter(span.lookup(ends)))))
        case Kind.DAY:
            days = PeriodFilter(name="day", label="")
            return PeriodFilter(**named, where=lambda ends: Q(Exists(values.filter(days.lookup(ends)))))
        case Kind.YES_NO:
            return BooleanFilter(**named, where=lambda yes: those(yes=yes))
        case Kind.CHOICE:
            return ChoiceFilter(**named, choices=_options(field), where=lambda chosen: those(option__in=chosen))
        case Kind.CHOICES:
            return ChoiceFilter(**named, choices=_options(field), where=lambda chosen: those(options__overlap=[int(one) for one in chosen]))
    # The index of words holds texts alone; that the folded text has letters does not tell the planner that there is one.
    folded = values.filter(text__isnull=False).annotate(folded=Folded("text"))
    return TextFilter(**named, where=lambda text: Q(Exists(folded.filter(folded__contains=fold(text)))))


def _options(field: OwnField) -> list[tuple[int, str]]:
    """Every option, retired ones too: there are customers who have them."""
    return [(option.pk, str(option)) for option in sorted(field.options.all(), key=lambda option: (option.retired, option.pk))]

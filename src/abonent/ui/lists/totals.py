"""Counts and sums of a whole view in one statement; amounts per currency, never across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from abonent.ui.lists.columns import Column, MoneyColumn
from abonent.ui.lists.reader import Reader


@dataclass(frozen=True)
class Totals:
    """How many rows; and for each totalled column its sum per currency (None where there is no currency)."""

    count: int
    sums: dict[str, dict[str | None, Any]]

    def under(self, column: Column, reader: Reader) -> str:
        """What stands under a column; several currencies one beside the other."""
        by_currency = self.sums.get(column.name, {})
        if not isinstance(column, MoneyColumn):
            return column.write_total(sum(by_currency.values(), Decimal(0)) if by_currency else None, None, reader)
        return "\N{NO-BREAK SPACE}+ ".join(
            column.write_total(amount, currency, reader) for currency, amount in sorted(by_currency.items(), key=str)
        )


def totals_of(queryset: QuerySet[Any], columns: Sequence[Column]) -> Totals:
    """Count the view and total its columns."""
    totalled, currency = _totalled(columns)
    wanted = {f"total_{column.name}": column.total for column in totalled}
    plain = queryset.order_by()
    if currency:
        groups = list(plain.values(currency).annotate(total_rows=Count("*"), **wanted))
    else:
        groups = [plain.aggregate(total_rows=Count("*"), **wanted)]
    sums = {column.name: _per_currency(groups, f"total_{column.name}", currency) for column in totalled}
    return Totals(count=sum(group["total_rows"] for group in groups), sums=sums)


def totals_of_whole_view(rows: Sequence[Any], columns: Sequence[Column]) -> Totals | None:
    """The same from rows that are all there are, without asking the database; None if a total is more than the sum of a fetched field."""
    totalled, currency = _totalled(columns)
    sums: dict[str, dict[str | None, Any]] = {column.name: {} for column in totalled}
    try:
        for row in rows:
            key = _fetched(row, currency) if currency else None
            for column in totalled:
                if (amount := _fetched(row, _summed_field(column))) is not None:
                    sums[column.name][key] = sums[column.name].get(key, 0) + amount
    except LookupError:
        return None
    return Totals(count=len(rows), sums=sums)


def _totalled(columns: Sequence[Column]) -> tuple[list[Column], str]:
    totalled = [column for column in columns if column.total is not None]
    return totalled, next((column.currency for column in totalled if isinstance(column, MoneyColumn) and column.currency), "")


def _summed_field(column: Column) -> str:
    summed = column.total.get_source_expressions()[0] if isinstance(column.total, Sum) else None
    if not isinstance(summed, F):
        raise LookupError(column.name)
    return str(summed.name)  # type: ignore[attr-defined]


def _fetched(row: Any, path: str) -> Any:
    """The value at the end of a path of which every relation was fetched with the row."""
    *relations, name = path.split("__")
    for relation in relations:
        if relation not in row._state.fields_cache:
            raise LookupError(path)
        row = getattr(row, relation)
    if name not in row.__dict__:
        raise LookupError(path)
    return row.__dict__[name]


def _per_currency(groups: list[dict[str, Any]], name: str, currency: str) -> dict[str | None, Any]:
    return {group.get(currency) if currency else None: group[name] for group in groups if group[name] is not None}

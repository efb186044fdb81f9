"""Pages by keyset: the next page begins after the last row of this one, wherever that row now stands. No OFFSET, so page 2,000 costs
what page 1 costs, and rows that come or go in between shift nothing.

Rows without a sort value come last in either direction. They are a segment of their own, fetched by a statement of its own when a
page reaches them: `(value, id) > (...)` can use the index only where there is a value.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import BooleanField, F, Field, Func, Model, QuerySet, Value

SORT = "sort_value"


@dataclass(frozen=True)
class SortKey:
    """What rows are sorted by: an ORM path or annotation, then the identity; where the path leads into a joined table, the same
    identity as that table has it (`sort_identity`)."""

    path: str
    descending: bool
    nullable: bool
    identity: str = "pk"
    sort_identity: str = ""

    @property
    def beside(self) -> str:
        """The identity that stands in one index with the sort value."""
        return self.sort_identity or self.identity


@dataclass(frozen=True)
class Position:
    """A row's place: its sort value, its identity, and which number it had on the way here."""

    value: Any
    identity: Any
    number: int

    def text(self) -> str:
        """The place as it stands in an address."""
        value = (
            str(self.value) if isinstance(self.value, Decimal) else self.value.isoformat() if isinstance(self.value, date) else self.value
        )
        packed = json.dumps([value, self.identity, self.number], ensure_ascii=False, separators=(",", ":"), default=str)
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


@dataclass(frozen=True)
class Slice:
    """The rows of a page, whether there are rows before and after it, and the number of its first row."""

    rows: list[Any]
    has_previous: bool
    has_next: bool
    first_number: int


class _RowComparison(Func):
    """(value, identity) > (other value, other identity), which a btree on both answers in one descent."""

    template = "(%(expressions)s)"
    output_field = BooleanField()
    conditional = True

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        parts = [compiler.compile(expression) for expression in self.source_expressions]
        left_value, left_id, right_value, right_id = (sql for sql, _parameters in parts)
        sql = f"(({left_value}, {left_id}) {self.extra['operator']} ({right_value}, {right_id}))"
        return sql, [parameter for _sql, parameters in parts for parameter in parameters]


def sort_key(model: type[Model], path: str, *, descending: bool, identity: str = "pk") -> SortKey:
    """The key for a path; an annotation or an optional relation on the way may be empty."""
    return SortKey(path=path, descending=descending, nullable=_may_be_null(model, path), identity=identity)


def position_of(row: Any, key: SortKey, number: int) -> Position:
    """Where a fetched row stands."""
    return Position(getattr(row, SORT), getattr(row, key.identity), number)


def read_position(text: str, queryset: QuerySet[Any], key: SortKey) -> Position | None:
    """The place in an address; None if somebody has tampered with it or it belongs to another order."""
    try:
        value, identity, number = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        field = with_sort(queryset, key).query.annotations[SORT].output_field
        return Position(None if value is None else field.to_python(value), identity, max(1, int(number)))
    except (ValueError, TypeError, binascii.Error, ValidationError, ArithmeticError):
        return None


def first_slice(queryset: QuerySet[Any], key: SortKey, size: int) -> Slice:
    """The first page."""
    rows = _take(queryset, key, None, size + 1, forward=True)
    return Slice(rows[:size], False, len(rows) > size, 1)


def slice_after(queryset: QuerySet[Any], key: SortKey, position: Position, size: int) -> Slice:
    """The page that begins after a place."""
    rows = _take(queryset, key, position, size + 1, forward=True)
    return Slice(rows[:size], True, len(rows) > size, position.number + 1)


def slice_before(queryset: QuerySet[Any], key: SortKey, position: Position, size: int) -> Slice:
    """The page that ends before a place."""
    rows = _take(queryset, key, position, size + 1, forward=False)
    has_previous = len(rows) > size
    page = rows[:size][::-1]
    return Slice(page, has_previous, True, max(1, position.number - len(page)) if has_previous else 1)


def ordered(queryset: QuerySet[Any], key: SortKey) -> QuerySet[Any]:
    """The whole view in its order, for an export."""
    expression = F(SORT)
    first = expression.desc(nulls_last=True) if key.descending else expression.asc(nulls_last=True)
    return with_sort(queryset, key).order_by(first, f"-{key.identity}" if key.descending else key.identity)


def with_sort(queryset: QuerySet[Any], key: SortKey) -> QuerySet[Any]:
    """The queryset with the sort value beside each row."""
    return queryset.annotate(**{SORT: F(key.path)})


def _take(queryset: QuerySet[Any], key: SortKey, position: Position | None, limit: int, *, forward: bool) -> list[Any]:
    rows: list[Any] = []
    for segment in _segments(with_sort(queryset, key), key, position, forward=forward):
        rows += segment[: limit - len(rows)]
        if len(rows) >= limit:
            break
    return rows


def _segments(queryset: QuerySet[Any], key: SortKey, position: Position | None, *, forward: bool) -> Iterator[QuerySet[Any]]:
    """Rows with a value, then rows without one; the other way round when walking back; what lies behind the position is left out."""
    falling = key.descending == forward
    turned = "-" if falling else ""
    operator = "<" if falling else ">"
    valued = queryset.order_by(f"{turned}{SORT}", f"{turned}{key.beside}")
    if key.nullable:
        valued = valued.filter(**{f"{SORT}__isnull": False})
    blank = queryset.filter(**{f"{SORT}__isnull": True}).order_by(f"{turned}{key.identity}")
    in_blank = position is not None and position.value is None
    if position is not None and in_blank:
        blank = blank.filter(**{f"{key.identity}__{'lt' if falling else 'gt'}": position.identity})
    elif position is not None:
        valued = valued.filter(_beyond(queryset, key, position, operator))
    if forward:
        if not in_blank:
            yield valued
        if key.nullable:
            yield blank
    else:
        if in_blank:
            yield blank
        yield valued


def _beyond(queryset: QuerySet[Any], key: SortKey, position: Position, operator: str) -> _RowComparison:
    field = queryset.query.annotations[SORT].output_field
    identity_field = queryset.model._meta.pk if key.identity == "pk" else queryset.model._meta.get_field(key.identity)
    return _RowComparison(
        F(SORT),
        F(key.beside),
        Value(position.value, output_field=field),
        Value(position.identity, output_field=identity_field),
        operator=operator,
    )


def _may_be_null(model: type[Model], path: str) -> bool:
    if path == "pk":
        return False
    found: Any = model
    for step in path.split("__"):
        try:
            field: Any = found._meta.get_field(step)
        except (FieldDoesNotExist, AttributeError):
            return True
        if not isinstance(field, Field) or field.null:
            return True
        found = field.related_model
    return False

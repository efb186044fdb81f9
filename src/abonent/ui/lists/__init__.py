"""Lists that are declared: columns, filters, an order; the tools give pages, totals, export, keys, phone and print.

See ui/README.md for a sample of thirty lines.
"""

from abonent.ui.lists.columns import (
    BooleanColumn,
    Column,
    DayColumn,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    PercentColumn,
    PeriodColumn,
    State,
    StateColumn,
)
from abonent.ui.lists.declaration import BulkAct, EmptyState, List, View
from abonent.ui.lists.filters import AmountFilter, BooleanFilter, ChoiceFilter, Filter, PeriodFilter, TextFilter
from abonent.ui.lists.view import list_view, render_list

__all__ = [
    "AmountFilter",
    "BooleanColumn",
    "BooleanFilter",
    "BulkAct",
    "ChoiceFilter",
    "Column",
    "DayColumn",
    "EmptyState",
    "Filter",
    "List",
    "MomentColumn",
    "MoneyColumn",
    "NumberColumn",
    "PercentColumn",
    "PeriodColumn",
    "PeriodFilter",
    "State",
    "StateColumn",
    "TextFilter",
    "View",
    "list_view",
    "render_list",
]

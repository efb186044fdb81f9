"""Columns: what a cell shows, how it is exported, what it is sorted and totalled by.

`value` is the attribute path of a row ("payer.name") or a function of the row; without it, `name`. `sort` is the ORM path or
annotation behind it. `joins` gives the rows what the value or the order needs and the list does not have anyway; it is asked for
where the column is on show or sorted by. If the order stands in a joined table, `sort_identity` is the path of that table's column
with the row's identity, so that both are walked by one index. Whether an annotation may be empty cannot be seen from outside:
`sort_is_filled` says that it never is, which saves a statement. `slot` says where the cell goes on a phone: main, sub, fig, fig2, or hide; there it bears its label if
`labelled`, for figures that do not speak for themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import Aggregate, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from abonent.ui import wording
from abonent.ui.icons import icon
from abonent.ui.lists.reader import Reader


@dataclass(frozen=True, kw_only=True)
class State:
    """A state in words, with the icon and the tone that repeat it: ok, warn, danger, gift, ink2."""

    label: Any
    icon: str = ""
    tone: str = "ink2"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of text; the kinds below are for figures, days and states."""

    name: str
    label: Any
    value: str | Callable[[Any], Any] = ""
    sort: str = ""
    sort_identity: str = ""
    sort_is_filled: bool = False
    joins: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    link: Callable[[Any], str] | None = None
    why: str = ""
    slot: str = "hide"
    labelled: bool = False
    total: Aggregate | None = None
    quiet: bool = False
    shown: bool = True
    permission: str | None = None
    numeric: ClassVar[bool] = False

    def of(self, row: Any) -> Any:
        """The bare value of a row."""
        if callable(self.value):
            return self.value(row)
        found = row
        for step in (self.value or self.name).split("."):
            found = found.get(step) if isinstance(found, Mapping) else getattr(found, step, None)
            if found is None:
                return None
            if callable(found):
                found = found()
        return found

    def words(self, row: Any, reader: Reader) -> str:
        """The cell as its reader writes it; the empty text for nothing."""
        found = self.of(row)
        return "" if wording.is_blank(found) else self.write(found, row, reader)

    def write(self, found: Any, row: Any, reader: Reader) -> str:
        """A value that is there, as text."""
        return str(found)

    def html(self, row: Any, reader: Reader) -> SafeString | str:
        """The cell as it stands in the table."""
        return self.linked(self.words(row, reader), row)

    def linked(self, text: SafeString | str, row: Any) -> SafeString | str:
        """The text as a link, if the column has one and the row something to open."""
        url = self.link(row) if self.link and text else ""
        if not url:
            return text
        kind = "main" if self.slot == "main" else "fig"
        if self.why:
            pattern = '<a class="{}" href="{}" role="button" aria-expanded="false" aria-controls="{}" data-why="{}">{}</a>'
            return format_html(pattern, kind, url, self.why, self.why, text)
        return format_html('<a class="{}" href="{}">{}</a>', kind, url, text)

    def typed(self, row: Any) -> Any:
        """The value for a spreadsheet: text, number, day, moment or None."""
        found = self.of(row)
        return None if found is None else str(found)

    def write_total(self, amount: Any, currency: str | None, reader: Reader) -> str:
        """The total under the column."""
        return "" if amount is None else wording.number(amount, reader.language)

    @property
    def css(self) -> str:
        """Classes of the cell."""
        return " ".join(name for name, on in (("num", self.numeric), ("ink2", self.quiet)) if on)


@dataclass(frozen=True, kw_only=True)
class NumberColumn(Column):
    """A count or a measure; `decimals` None shows as many as it carries."""

    decimals: int | None = None
    numeric: ClassVar[bool] = True

    def write(self, found: Any, row: Any, reader: Reader) -> str:
        return wording.number(found, reader.language, decimals=self.decimals)

    def typed(self, row: Any) -> Any:
        return self.of(row)


@dataclass(frozen=True, kw_only=True)
class PercentColumn(NumberColumn):
    """A share: 0.286 is 28,6 %. `change` writes the plus sign as well."""

    change: bool = False

    def write(self, found: Any, row: Any, reader: Reader) -> str:
        decimals = 1 if self.decimals is None else self.decimals
        return wording.percent(found, reader.language, decimals=decimals, sign=self.change)


@dataclass(frozen=True, kw_only=True)
class MoneyColumn(NumberColumn):
    """An amount. `currency` is the ORM path of its currency: totals are summed per currency, never across; the unit stands only there.

    `shows_currency` puts it into every cell, for lists that mix currencies.
    """

    currency: str = ""
    shows_currency: bool = False

    def write(self, found: Any, row: Any, reader: Reader) -> str:
        return wording.money(found, self.currency_of(row) if self.shows_currency else None, reader.language)

    def currency_of(self, row: Any) -> str | None:
        """The currency code of a row."""
        if not self.currency:
            return None
        return Column(name="currency", label="", value=self.currency.replace("__", ".")).of(row)

    def write_total(self, amount: Any, currency: str | None, reader: Reader) -> str:
        return "" if amount is None else wording.money(amount, currency, reader.language)


@dataclass(frozen=True, kw_only=True)
class DayColumn(Column):
    """A day: Tue 21 Jul."""

    def write(self, found: date, row: Any, reader: Reader) -> str:
        return wording.day(found, reader.today, reader.language)

    def html(self, row: Any, reader: Reader) -> SafeString | str:
        found = self.of(row)
        if not found:
            return ""
        return self.linked(format_html('<time datetime="{}">{}</time>', found.isoformat(), self.write(found, row, reader)), row)

    def typed(self, row: Any) -> Any:
        found = self.of(row)
        return timezone.localtime(found).date() if isinstance(found, datetime) else found


@dataclass(frozen=True, kw_only=True)
class MomentColumn(Column):
    """A moment in the reader's zone: 10:38 of today, else Wed 1 Jul 10:38."""

    def write(self, found: datetime, row: Any, reader: Reader) -> str:
        local = timezone.localtime(found)
        hour = wording.clock_time(local)
        return hour if local.date() == reader.today else f"{wording.day(local.date(), reader.today, reader.language)} {hour}"

    def typed(self, row: Any) -> Any:
        found = self.of(row)
        return timezone.localtime(found).replace(tzinfo=None) if found else None


@dataclass(frozen=True, kw_only=True)
class PeriodColumn(Column):
    """A half-open period, written with both its days: 6 – 19 Jul."""

    def write(self, found: Any, row: Any, reader: Reader) -> str:
        first, last = wording.days_between(found, reader.today, reader.language)
        if not last:
            return gettext("from %(day)s") % {"day": first}
        return f"{first} {wording.DASH} {last}" if first != last else first

    def typed(self, row: Any) -> Any:
        found = self.of(row)
        return f"{found.lower or ''}/{found.upper or ''}" if found else None


@dataclass(frozen=True, kw_only=True)
class StateColumn(Column):
    """A state with icon and word; `states` maps the stored code to its State. A code without one is shown as it is."""

    states: Mapping[str, State] = field(default_factory=dict)

    def write(self, found: Any, row: Any, reader: Reader) -> str:
        state = self.states.get(found)
        return str(state.label) if state else str(found)

    def html(self, row: Any, reader: Reader) -> SafeString | str:
        found = self.of(row)
        if wording.is_blank(found):
            return ""
        state = self.states.get(found) or State(label=found)
        drawn = icon(state.icon) if state.icon else ""
        return self.linked(format_html('<span class="ab-state {}">{}{}</span>', state.tone, drawn, state.label), row)

    def typed(self, row: Any) -> Any:
        found = self.of(row)
        return str(self.states[found].label) if found in self.states else found


@dataclass(frozen=True, kw_only=True)
class BooleanColumn(Column):
    """Yes, or nothing."""

    yes: Any = gettext_lazy("Yes")

    def write(self, found: Any, row: Any, reader: Reader) -> str:
        return str(self.yes) if found else ""

    def typed(self, row: Any) -> Any:
        return bool(self.of(row))

"""Filters: read from the address, said in words, applied to the queryset. What cannot be read is said, never guessed.

`path` is the ORM path; `where` replaces it by a function of the value for what one lookup cannot say. Beside its values a filter
may say how it is meant, in the parameter `<name>_how`: turned round ("not"), or asking for rows without a value ("empty") or with
one ("filled"), where `empty` says which rows those are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from abonent.ui import wording
from abonent.ui.lists.reader import Reader
from abonent.ui.typed_amounts import read_amount
from abonent.ui.typed_days import read_day

NOT, EMPTY, FILLED = "not", "empty", "filled"


@dataclass(frozen=True)
class Applied:
    """A filter that is on: its value, the words for it, or why it cannot be read."""

    filter: Filter
    value: Any
    operator: str
    words: str
    error: str = ""
    how: str = ""

    @property
    def condition(self) -> Q:
        """The rows that are kept."""
        if self.how in (EMPTY, FILLED):
            return self.filter.without_value() if self.how == EMPTY else ~self.filter.without_value()
        condition = self.filter.condition(self.value)
        return ~condition if self.how == NOT else condition


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What all filters share. `prominent` puts it into the bar as a field instead of behind the button Filter.

    `empty` lets a reader ask for the rows without a value: True for a path that is NULL or the empty text, else a function that says
    which.
    """

    name: str
    label: Any
    path: str = ""
    where: Callable[[Any], Q] | None = None
    prominent: bool = False
    permission: str | None = None
    empty: bool | Callable[[], Q] = False
    kind: ClassVar[str] = ""
    may_be_turned: ClassVar[bool] = False

    @property
    def value_parameters(self) -> list[str]:
        """Names of the query parameters of its values."""
        return [self.name]

    @property
    def parameters(self) -> list[str]:
        """Names of the query parameters that are this filter's."""
        return [*self.value_parameters, f"{self.name}_how"] if self.hows else self.value_parameters

    @property
    def hows(self) -> list[tuple[str, str]]:
        """How it may be meant beside plainly: (parameter, words)."""
        turned = [(NOT, str(self.turned_words))] if self.may_be_turned and not self.prominent else []
        return turned + ([(EMPTY, _("is empty")), (FILLED, _("is not empty"))] if self.empty else [])

    @property
    def turned_words(self) -> str:
        """How it is called when it is turned round."""
        return _("is not")

    @property
    def plain_words(self) -> str:
        """How it is called when it is not."""
        return _("is")

    def read(self, query: QueryDict, reader: Reader) -> Applied | None:
        """What the address says of this filter; None if it is off."""
        how = query.get(f"{self.name}_how", "")
        hows = dict(self.hows)
        if how in hows and how != NOT:
            return Applied(self, None, "", hows[how], how=how)
        applied = self.read_values(query, reader)
        if applied is None or applied.error or how not in hows:
            return applied
        return replace(applied, how=NOT, operator=self.turned_words)

    def read_values(self, query: QueryDict, reader: Reader) -> Applied | None:
        """What the address says of its values; None if it says none."""
        raise NotImplementedError

    def without_value(self) -> Q:
        """The rows without a value."""
        if callable(self.empty):
            return self.empty()
        path = self.path or self.name
        return Q(**{f"{path}__isnull": True}) | Q(**{path: ""}) if self.kind in ("text", "choice") else Q(**{f"{path}__isnull": True})

    def condition(self, value: Any) -> Q:
        """The rows it keeps."""
        return self.where(value) if self.where else self.lookup(value)

    def lookup(self, value: Any) -> Q:
        """The condition on `path` for a value."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class TextFilter(Filter):
    """Words in a text; `how` is the lookup, istartswith for what has an index for it."""

    how: str = "icontains"
    kind: ClassVar[str] = "text"
    may_be_turned: ClassVar[bool] = True

    @property
    def turned_words(self) -> str:
        return _("does not contain")

    @property
    def plain_words(self) -> str:
        return _("contains")

    def read_values(self, query: QueryDict, reader: Reader) -> Applied | None:
        text = query.get(self.name, "").strip()
        return Applied(self, text, self.plain_words, f"“{text}”") if text else None

    def lookup(self, value: str) -> Q:
        return Q(**{f"{self.path or self.name}__{self.how}": value})


@dataclass(frozen=True, kw_only=True)
class ChoiceFilter(Filter):
    """One or some of a few; `choices` are pairs (value, label) or a function that gives them."""

    choices: Iterable[tuple[Any, Any]] | Callable[[], Iterable[tuple[Any, Any]]] = field(default_factory=list)
    kind: ClassVar[str] = "choice"
    may_be_turned: ClassVar[bool] = True

    def options(self) -> list[tuple[str, Any]]:
        """The choices, values as text."""
        listed = self.choices() if callable(self.choices) else self.choices
        return [(str(value), label) for value, label in listed]

    def read_values(self, query: QueryDict, reader: Reader) -> Applied | None:
        asked = query.getlist(self.name)
        if not any(asked):
            return None
        labels = {value: str(label) for value, label in self.options()}
        known = [value for value in asked if value in labels]
        if len(known) < len(asked):
            return Applied(self, None, "", ", ".join(asked), _("There is no such choice; take one of the list."))
        operator = _("is") if len(known) == 1 else _("is one of")
        return Applied(self, known, operator, ", ".join(labels[value] for value in known))

    def lookup(self, value: list[str]) -> Q:
        return Q(**{f"{self.path or self.name}__in": value})


@dataclass(frozen=True, kw_only=True)
class BooleanFilter(Filter):
    """Yes or no."""

    kind: ClassVar[str] = "boolean"

    def read_values(self, query: QueryDict, reader: Reader) -> Applied | None:
        text = query.get(self.name, "")
        if text not in ("yes", "no"):
            return None
        return Applied(self, text == "yes", _("is"), _("Yes") if text == "yes" else _("No"))

    def lookup(self, value: bool) -> Q:
        return Q(**{self.path or self.name: value})


@dataclass(frozen=True, kw_only=True)
class PeriodFilter(Filter):
    """Days from and to, both included; `moments` for a column of moments instead of days."""

    moments: bool = False
    kind: ClassVar[str] = "period"

    @property
    def value_parameters(self) -> list[str]:
        return [f"{self.name}_from", f"{self.name}_to"]

    def read_values(self, query: QueryDict, reader: Reader) -> Applied | None:
        texts = [query.get(name, "").strip() for name in self.value_parameters]
        if not any(texts):
            return None
        days = [read_day(text, today=reader.today) if text else None for text in texts]
        for text, found in zip(texts, days, strict=True):
            if text and found is None:
                return Applied(self, None, "", text, _("“%(text)s” is not a day. Write it as 2026-07-21.") % {"text": text})
        first, last = days
        return Applied(self, (first, last), *_range_words([day and wording.short_day(day, reader.today, reader.language) for day in days]))

    def lookup(self, value: tuple[date | None, date | None]) -> Q:
        first, last = value
        path = f"{self.path or self.name}__date" if self.moments else self.path or self.name
        condition = Q()
        if first:
            condition &= Q(**{f"{path}__gte": first})
        if last:
            condition &= Q(**{f"{path}__lt": last + timedelta(days=1)})
        return condition


@dataclass(frozen=True, kw_only=True)
class AmountFilter(Filter):
    """An amount from and to, both included; typed with comma or point. `decimals` None shows as many as it carries."""

    decimals: int | None = 2
    kind: ClassVar[str] = "amount"

    @property
    def value_parameters(self) -> list[str]:
        return [f"{self.name}_from", f"{self.name}_to"]

    def read_values(self, query: QueryDict, reader: Reader) -> Applied | None:
        texts = [query.get(name, "").strip() for name in self.value_parameters]
        if not any(texts):
            return None
        amounts = [read_amount(text) if text else None for text in texts]
        for text, found in zip(texts, amounts, strict=True):
            if text and found is None:
                return Applied(self, None, "", text, _("“%(text)s” is not an amount. Write it as 1249,00.") % {"text": text})
        words = [None if amount is None else wording.number(amount, reader.language, decimals=self.decimals) for amount in amounts]
        return Applied(self, tuple(amounts), *_range_words(words))

    def lookup(self, value: tuple[Decimal | None, Decimal | None]) -> Q:
        low, high = value
        path = self.path or self.name
        condition = Q() if low is None else Q(**{f"{path}__gte": low})
        return condition if high is None else condition & Q(**{f"{path}__lte": high})


def _range_words(words: list[Any]) -> tuple[str, str]:
    low, high = words
    if low and high:
        return (_("is"), low) if low == high else (_("between"), f"{low} {wording.DASH} {high}")
    return (pgettext("at least", "from"), low) if low else (pgettext("at most", "to"), high)

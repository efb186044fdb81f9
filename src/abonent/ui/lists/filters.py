"""Filters: read from the address, said in words, applied to the queryset. What cannot be read is said, never guessed.

`path` is the ORM path; `where` replaces it by a function of the value for what one lookup cannot say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Applied:
    """A filter that is on: its value, the words for it, or why it cannot be read."""

    filter: Filter
    value: Any
    operator: str
    words: str
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What all filters share. `prominent` puts it into the bar as a field instead of behind the button Filter."""

    name: str
    label: Any
    path: str = ""
    where: Callable[[Any], Q] | None = None
    prominent: bool = False
    permission: str | None = None
    kind: ClassVar[str] = ""

    @property
    def parameters(self) -> list[str]:
        """Names of the query parameters that are this filter's."""
        return [self.name]

    def read(self, query: QueryDict, reader: Reader) -> Applied | None:
        """What the address says of this filter; None if it is off."""
        raise NotImplementedError

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

    def read(self, query: QueryDict, reader: Reader) -> Applied | None:
        text = query.get(self.name, "").strip()
        return Applied(self, text, _("contains"), f"“{text}”") if text else None

    def lookup(self, value: str) -> Q:
        return Q(**{f"{self.path or self.name}__{self.how}": value})


@dataclass(frozen=True, kw_only=True)
class ChoiceFilter(Filter):
    """One or some of a few; `choices` are pairs (value, label) or a function that gives them."""

    choices: Iterable[tuple[Any, Any]] | Callable[[], Iterable[tuple[Any, Any]]] = field(default_factory=list)
    kind: ClassVar[str] = "choice"

    def options(self) -> list[tuple[str, Any]]:
        """The choices, values as text."""
        listed = self.choices() if callable(self.choices) else self.choices
        return [(str(value), label) for value, label in listed]

    def read(self, query: QueryDict, reader: Reader) -> Applied | None:
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

    def read(self, query: QueryDict, reader: Reader) -> Applied | None:
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
    def parameters(self) -> list[str]:
        return [f"{self.name}_from", f"{self.name}_to"]

    def read(self, query: QueryDict, reader: Reader) -> Applied | None:
        texts = [query.get(name, "").strip() for name in self.parameters]
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
    """An amount from and to, both included; typed with comma or point."""

    kind: ClassVar[str] = "amount"

    @property
    def parameters(self) -> list[str]:
        return [f"{self.name}_from", f"{self.name}_to"]

    def read(self, query: QueryDict, reader: Reader) -> Applied | None:
        texts = [query.get(name, "").strip() for name in self.parameters]
        if not any(texts):
            return None
        amounts = [read_amount(text) if text else None for text in texts]
        for text, found in zip(texts, amounts, strict=True):
            if text and found is None:
                return Applied(self, None, "", text, _("“%(text)s” is not an amount. Write it as 1249,00.") % {"text": text})
        words = [None if amount is None else wording.money(amount, None, reader.language) for amount in amounts]
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

"""The promise clock: the first issue that a change still reaches, until when, and why.

One statement answers; a single question is a batch of one. So desk, portal and runs never differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from abonent.catalog.models import Product
from abonent.editions.rules.national_holidays import holiday_names
from abonent.kit import statements

NO_LEAD_TIME, LEAD_TIME, DEADLINE, PRINT = "no_lead_time", "lead_time", "deadline", "print"


@dataclass(frozen=True)
class Affected:
    """An issue, the moment until which changes for it are taken, and what decided that moment: the lead time of a rule, an earlier
    deadline of this very issue, the order to the printer, or - without any rule - that its day begins."""

    issue_id: int
    edition_id: int
    published_on: date
    cut_off_at: datetime
    zone: str
    decided_by: str
    days_before: int | None
    counted_in: str | None
    cut_off_time: time | None


def first_issue_affected(
    *, product: Product, weekdays: int, delivery_method: str, act: str, asked_at: datetime, on_or_after: date | None = None
) -> Affected | None:
    """The first issue, on a day or after it, that an act asked for at a moment still reaches. None: it brings none, or none is made."""
    asked = {"product": product.pk, "weekdays": weekdays, "delivery_method": delivery_method, "act": act}
    found = first_issues_affected(
        source="editions/asked_once", countries=[product.entity.country], asked_at=asked_at, on_or_after=on_or_after, **asked
    )
    return found.get(1)


def first_issues_affected(*, source: str, countries: Iterable[str], asked_at: datetime, **asked: Any) -> dict[int, Affected]:
    """Question -> answer, for all questions that a SELECT of the caller's folder hands over; those without an answer are left out."""
    off = [(country, day) for country in sorted(set(countries)) for day in _days_off(country, asked_at.year)]
    found = statements.rows(
        "editions/first_issues_affected",
        source=source,
        countries=[country for country, _day in off],
        days_off=[day for _country, day in off],
        asked_at=asked_at,
        **asked,
    )
    return {row.asked_id: _answer(row) for row in found}


def _days_off(country: str, year: int) -> Iterable[date]:
    """National holidays, on which nobody works: those that a lead time of issues in sight may run into."""
    return (day for each in range(year - 1, year + 3) for day in holiday_names(country, each, "en"))


def _answer(row: Any) -> Affected:
    return Affected(
        row.issue_id,
        row.edition_id,
        row.published_on,
        row.cut_off_at,
        row.zone,
        row.decided_by,
        row.days_before,
        row.counted_in,
        row.cut_off_time,
    )

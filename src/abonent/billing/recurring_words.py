"""What is said aloud of a recurring invoice: how often it comes, and what a change of it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.billing.models import RecurringInvoice
from abonent.billing.operations.recurring import DueDay, RecurringDescription, RecurringEffect
from abonent.ui import wording
from abonent.ui.lists.reader import Reader

A_YEAR = timedelta(days=365)


def pace_words(count: int, unit: str) -> str:
    """Every month, every 3 months, every 2 weeks."""
    if unit == RecurringInvoice.DAY:
        said = ngettext("every day", "every %(count)s days", count)
    elif unit == RecurringInvoice.WEEK:
        said = ngettext("every week", "every %(count)s weeks", count)
    else:
        said = ngettext("every month", "every %(count)s months", count)
    return said % {"count": count}


@dataclass(frozen=True)
class ShownRecurring:
    """The sentences and cells of an effect."""

    digest: str
    say: str
    next_before: str
    next_after: str
    next_note: str
    due: str
    due_note: str
    then: str
    year_before: str
    year_after: str


def shown_recurring(
    effect: RecurringEffect, described: RecurringDescription, *, currency: str, today: date, reader: Reader
) -> ShownRecurring:
    """What saving does, for a reader."""
    language = reader.language

    def money(amount: Decimal) -> str:
        return wording.money(amount, currency, language)

    def next_of(days: list[DueDay]) -> str:
        return money(days[0].amount) if days else ""

    days, before = effect.days, effect.before
    already = [day for day in days if day.due_on <= today]
    years = [_in_a_year(each, today) for each in (before, days)]
    return ShownRecurring(
        digest=effect.digest,
        say=_said(days, described, money, reader),
        next_before=next_of(before) if next_of(before) != next_of(days) else "",
        next_after=next_of(days) or "–",
        next_note=_("on %(day)s, %(basis)s") % {"day": _day(days[0], reader), "basis": dict(RecurringInvoice.BASES)[described.basis]}
        if days
        else "",
        due=wording.number(len(already), language),
        due_note=_("together %(amount)s") % {"amount": money(sum((day.amount for day in already), Decimal(0)))} if already else "",
        then=_day(days[1], reader) if len(days) > 1 else "–",
        year_before=money(years[0]) if before and years[0] != years[1] else "",
        year_after=money(years[1]),
    )


def _said(days: list[DueDay], described: RecurringDescription, money, reader: Reader) -> str:  # type: ignore[no-untyped-def]
    if not days:
        return _("Nothing is due any more.")
    pace = pace_words(described.every_count, described.every_unit)
    words = {"amount": money(days[0].amount), "day": _day(days[0], reader), "pace": pace}
    if described.makes == RecurringInvoice.PRO_FORMA:
        return _("You get a pro forma of %(amount)s on %(day)s, and are invoiced once you say yes.") % words
    return (
        _("You are invoiced %(amount)s on %(day)s, then %(pace)s.") % words
        if len(days) > 1
        else _("You are invoiced %(amount)s on %(day)s.") % words
    )


def _day(day: DueDay, reader: Reader) -> str:
    return wording.day(day.due_on, reader.today, reader.language)


def _in_a_year(days: list[DueDay], today: date) -> Decimal:
    return sum((day.amount for day in days if today < day.due_on <= today + A_YEAR), Decimal(0))

"""Rules, exceptions and effects of the publication calendar in the reader's words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.catalog.rules.weekday_words import weekday_words
from abonent.editions.models import PublicationException, PublicationRule
from abonent.editions.operations import CalendarEffect
from abonent.ui import wording


def rule_words(rule: PublicationRule, today: date, language: str) -> str:
    """Mon–Sat; every 2 weeks from Wed 7 Jan; every month on the 12th."""
    if rule.kind == PublicationRule.WEEKDAYS:
        return weekday_words(rule.weekdays or 0, language)
    every, counted = rule.every or 1, rule.counted_from
    if counted is None:
        return ""
    if rule.kind == PublicationRule.WEEKS:
        weeks = ngettext("every week", "every %(count)s weeks", every) % {"count": every}
        return _("%(weeks)s, counted from %(day)s") % {"weeks": weeks, "day": wording.day(counted, today, language)}
    months = ngettext("every month", "every %(count)s months", every) % {"count": every}
    return _("%(months)s on day %(day)s") % {"months": months, "day": counted.day}


def exception_words(exception: PublicationException, today: date, language: str) -> str:
    """No issue; extra issue; moved to Thu 30 Apr."""
    if exception.kind == PublicationException.MOVED and exception.moved_to:
        return _("Moved to %(day)s") % {"day": wording.day(exception.moved_to, today, language)}
    return str(exception.get_kind_display())


def effect_words(effect: CalendarEffect, today: date, language: str) -> str:
    """The whole effect as one sentence to read aloud."""
    gone, new = effect.disappearing, effect.appearing
    if not gone and not new:
        if effect.reaches is None:
            return _("No issues are made yet, so nothing changes now.")
        reach = wording.day(effect.reaches, today, language)
        return _("No issue changes. The calendar reaches until %(day)s.") % {"day": reach}
    if len(gone) == 1 and len(new) == 1:
        days = {"gone": _full_day(gone[0], today, language), "new": _full_day(new[0], today, language)}
        return _("The issue of %(gone)s comes out on %(new)s instead.") % days
    return " ".join(part for part in (_gone(gone, today, language), _new(new, today, language)) if part)


def first_affected(effect: CalendarEffect) -> date | None:
    """The first day on which something is different."""
    return min((*effect.appearing, *effect.disappearing), default=None)


def span_words(days: tuple[date, ...], today: date, language: str) -> str:
    """The days of issues: one, or the first and the last."""
    if not days:
        return ""
    first, last = wording.short_day(days[0], today, language), wording.short_day(days[-1], today, language)
    return first if len(days) == 1 else f"{first} {wording.DASH} {last}"


def _full_day(day: date, today: date, language: str) -> str:
    """A day to be read aloud, with the year when it is not this one."""
    return wording.spoken_day(day, today, language)


def _gone(days: tuple[date, ...], today: date, language: str) -> str:
    if not days:
        return ""
    said = {"count": wording.number(len(days), language), "first": _full_day(days[0], today, language)}
    text = ngettext("There is no issue on %(first)s.", "%(count)s issues disappear, the first on %(first)s.", len(days))
    return text % said


def _new(days: tuple[date, ...], today: date, language: str) -> str:
    if not days:
        return ""
    said = {"count": wording.number(len(days), language), "first": _full_day(days[0], today, language)}
    text = ngettext("There is an issue on %(first)s.", "%(count)s issues are new, the first on %(first)s.", len(days))
    return text % said

"""Lead times and the answers of the promise clock in the reader's words."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.editions.models import LeadTime
from abonent.editions.promise_clock import DEADLINE, NO_LEAD_TIME, PRINT, Affected
from abonent.kit.names import name_in
from abonent.ui import wording


def moment_words(moment: datetime, zone: str, today: date, language: str) -> str:
    """Thu 9 Jul 14:00, as the clocks of the company show it."""
    local = moment.astimezone(ZoneInfo(zone))
    return _("%(day)s %(time)s") % {"day": wording.day(local.date(), today, language), "time": wording.clock_time(local)}


def why_words(answer: Affected) -> str:
    """What decided the moment until which changes are taken."""
    if answer.decided_by == DEADLINE:
        return _("This issue has an earlier deadline of its own.")
    if answer.decided_by == PRINT:
        return _("The printer is told then how many copies to print.")
    if answer.decided_by == NO_LEAD_TIME or answer.cut_off_time is None:
        return _("No lead time is set: changes are taken until the day of the issue begins.")
    return _("Lead time: %(rule)s.") % {"rule": before_words(answer.days_before or 0, answer.counted_in or "", answer.cut_off_time)}


def before_words(days_before: int, counted_in: str, at: time) -> str:
    """2 working days before, at 14:00."""
    said = {"count": days_before, "time": f"{at:%H:%M}"}
    if days_before == 0:
        return _("the day itself, at %(time)s") % said
    if counted_in == LeadTime.WORKING_DAYS:
        words = ngettext("%(count)s working day before, at %(time)s", "%(count)s working days before, at %(time)s", days_before)
    else:
        words = ngettext("%(count)s day before, at %(time)s", "%(count)s days before, at %(time)s", days_before)
    return words % said


def holds_for(row: LeadTime, language: str) -> str:
    """The product or edition that a lead time is for, or everything."""
    if row.product is not None:
        return name_in(row.product.name, language, row.entity.language)
    if row.edition is not None:
        return (
            f"{name_in(row.edition.title.name, language, row.entity.language)}, {name_in(row.edition.name, language, row.entity.language)}"
        )
    return _("Everything")

"""Say when an edition comes out: by rule, without which holidays, and on which days otherwise."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.models import Edition
from abonent.editions.models import HolidayChoice, Issue, PublicationException, PublicationRule
from abonent.kit import clock
from abonent.kit.periods import period
from abonent.kit.refusals import Refusal


class CannotPublish(Refusal):
    """A publication calendar that cannot be as asked."""

    sentences = {
        "calendar.past": _("%(day)s is past; what has come out is not changed."),
        "calendar.moved_onto_an_issue": _("There is an issue on %(day)s already."),
        "calendar.moved_to_nowhere": _("Say to which day the issue is moved."),
        "calendar.no_days": _("Choose at least one weekday."),
        "calendar.nothing_to_move": _("There is no issue on %(day)s that could be moved."),
        "calendar.too_far": _("Issues are made until %(day)s at most; nobody sells further ahead."),
        "calendar.issue_named": _(
            "The issue of %(day)s has to stay: a list, a file, an insert, a draw or a complaint names it. Leave that day as it is."
        ),
        "calendar.effect_changed": _("The calendar was changed meanwhile. Look at the new effect and save again."),
    }


def publish_by(
    *,
    edition: Edition,
    begins: date,
    actor: StaffUser | None,
    weekdays: int | None = None,
    every_weeks: int | None = None,
    every_months: int | None = None,
    counted_from: date | None = None,
) -> PublicationRule:
    """From a day on, the edition comes out on these weekdays, or every so many weeks or months; the rule before ends there."""
    if not (weekdays or every_weeks or every_months):
        raise CannotPublish("calendar.no_days")
    kind = PublicationRule.WEEKDAYS if weekdays else PublicationRule.WEEKS if every_weeks else PublicationRule.MONTHS
    with transaction.atomic():
        clock.hand_over()
        hold_calendar(edition)
        _end_rules(edition, begins)
        return PublicationRule.objects.create(
            edition=edition,
            during=period(begins, None),
            kind=kind,
            weekdays=weekdays,
            every=every_weeks or every_months,
            counted_from=None if weekdays else counted_from or begins,
        )


def hold_calendar(edition: Edition) -> None:
    """Let nobody else change the rules of an edition until this transaction ends: the second one changes what the first has left."""
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)


def choose_holidays(*, edition: Edition, without_issue: Collection[str], actor: StaffUser | None) -> None:
    """Say on which national holidays there is no issue, by their names in the national calendar."""
    with transaction.atomic():
        clock.hand_over()
        edition.holiday_choices.exclude(holiday__in=without_issue).delete()
        HolidayChoice.objects.bulk_create([HolidayChoice(edition=edition, holiday=name) for name in without_issue], ignore_conflicts=True)


def decide_exception(
    *, edition: Edition, on: date, kind: str, reason: str, actor: StaffUser | None, today: date, moved_to: date | None = None
) -> PublicationException:
    """Decide that a day is not as the rule says; a second decision about the day takes the place of the first."""
    if on < today or (moved_to and moved_to < today):
        raise CannotPublish("calendar.past", day=min(on, moved_to or on))
    if kind == PublicationException.MOVED and moved_to is None:
        raise CannotPublish("calendar.moved_to_nowhere")
    if moved_to and Issue.objects.filter(edition=edition, published_on=moved_to).exists():
        raise CannotPublish("calendar.moved_onto_an_issue", day=moved_to)
    with transaction.atomic():
        clock.hand_over()
        decided = {"kind": kind, "moved_to": moved_to, "reason": reason, "decided_by": actor, "decided_at": clock.now()}
        exception, _is_new = PublicationException.objects.update_or_create(edition=edition, on=on, defaults=decided)
    return exception


def withdraw_exception(*, exception: PublicationException, actor: StaffUser | None, today: date) -> None:
    """Let the rule decide about the day again."""
    if exception.on < today:
        raise CannotPublish("calendar.past", day=exception.on)
    with transaction.atomic():
        clock.hand_over()
        exception.delete()


def _end_rules(edition: Edition, begins: date) -> None:
    """Rules that begin on the day or later go; the one that holds the day before ends."""
    PublicationRule.objects.filter(edition=edition, during__startswith__gte=begins).delete()
    for rule in PublicationRule.objects.filter(edition=edition, during__contains=begins - timedelta(days=1)):
        rule.during = period(rule.during.lower, begins)
        rule.save(update_fields=["during"])

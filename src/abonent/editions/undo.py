"""How changes of the publication calendar are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.models import Edition
from abonent.editions import operations
from abonent.editions.models import PublicationException
from abonent.editions.operations.lead_times import Scope
from abonent.organisation.models import LegalEntity
from abonent.runs.inverses import Inverse, of_a_company

Arguments = Mapping[str, Any]


def except_day(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The former decision about the day holds again."""
    operations.except_day(
        edition=_edition(arguments),
        on=date.fromisoformat(arguments["on"]),
        kind=arguments["kind"],
        moved_to=_day(arguments["moved_to"]),
        reason=arguments["reason"],
        until=_day(arguments["until"]),
        actor=actor,
        today=today,
    )


def let_rule_decide(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The day is as the rule says."""
    exception = PublicationException.objects.select_related("edition__title__entity").get(pk=arguments["exception"])
    operations.let_rule_decide(exception=exception, until=_day(arguments["until"]), actor=actor, today=today)


def restore_rules(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The former rules hold again."""
    operations.restore_rules(
        edition=_edition(arguments), rules=arguments["rules"], until=_day(arguments["until"]), actor=actor, today=today
    )


def leave_out_holidays(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The former holidays are without an issue."""
    operations.leave_out_holidays(
        edition=_edition(arguments), without_issue=arguments["holidays"], until=_day(arguments["until"]), actor=actor, today=today
    )


def shorten_calendar(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The issues that were made are gone."""
    days = [date.fromisoformat(day) for day in arguments["days"]]
    operations.shorten_calendar(edition=_edition(arguments), days=days, actor=actor, today=today)


def restore_lead_times(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The former lead times hold again."""
    operations.restore_lead_times(scope=Scope(**arguments["scope"]), rows=arguments["rows"], actor=actor)


def _edition(arguments: Arguments) -> Edition:
    return Edition.objects.select_related("title__entity").get(pk=arguments["edition"])


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


EDITION = of_a_company(Edition, "edition", "title__entity")
COMPANY = of_a_company(LegalEntity, "entity", "pk")
EXCEPTION = of_a_company(PublicationException, "exception", "edition__title__entity")

INVERSES = [
    Inverse("except_day", _("Decide about a day"), except_day, "editions.change", EDITION),
    Inverse("let_rule_decide", _("Let the rule decide about a day"), let_rule_decide, "editions.change", EXCEPTION),
    Inverse("restore_rules", _("Publish by the former rules"), restore_rules, "editions.change", EDITION),
    Inverse("leave_out_holidays", _("Choose holidays without an issue"), leave_out_holidays, "editions.change", EDITION),
    Inverse("shorten_calendar", _("Take issues away"), shorten_calendar, "editions.change", EDITION),
    Inverse("restore_lead_times", _("Let the former lead times hold"), restore_lead_times, "editions.change", COMPANY),
]

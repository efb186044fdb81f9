"""How an alarm that was set aside stands again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.distribution.models import AlarmSetAside
from abonent.distribution.operations.alarms import raise_alarm_again
from abonent.runs.inverses import Inverse, of_a_company


def alarm_raised_again(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """It needs a look after all."""
    raise_alarm_again(said=AlarmSetAside.objects.get(pk=arguments["alarm"]), actor=actor)


OF_ALARMS = [
    Inverse(
        "raise_alarm_again",
        _("Let the route alarm again"),
        alarm_raised_again,
        "distribution.freeze",
        of_a_company(AlarmSetAside, "alarm", "issue__edition__title__entity"),
    ),
]

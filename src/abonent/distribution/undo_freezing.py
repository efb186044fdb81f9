"""How a freeze, a sort profile and a hand-over are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.models import Edition
from abonent.distribution.models import SortProfile
from abonent.distribution.operations.freezing import withdraw_freeze
from abonent.distribution.operations.sorting import restore_hand_over, restore_sort_profile
from abonent.runs.inverses import Inverse, of_a_company
from abonent.runs.models import Run

Arguments = Mapping[str, Any]


def take_freeze_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The issue is not frozen."""
    withdraw_freeze(run=Run.objects.get(pk=arguments["run"]), actor=actor)


def former_profile(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The profile sorts as it did."""
    profile = SortProfile.objects.get(pk=arguments["profile"])
    restore_sort_profile(profile=profile, said=arguments["said"], actor=actor)


def former_hand_over(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """Copies are handed over as they were."""
    edition = Edition.objects.get(pk=arguments["edition"])
    restore_hand_over(edition=edition, delivery_method=arguments["delivery_method"], said=arguments["said"], actor=actor)


FREEZING = [
    Inverse("withdraw_freeze", _("Take a freeze back"), take_freeze_back, "distribution.freeze", of_a_company(Run, "run")),
    Inverse("restore_sort_profile", _("Sort as before"), former_profile, "distribution.change", of_a_company(SortProfile, "profile")),
    Inverse(
        "restore_hand_over",
        _("Hand copies over as before"),
        former_hand_over,
        "distribution.change",
        of_a_company(Edition, "edition", "title__entity"),
    ),
]

"""After a restore the product stands still: what was billed or sent since the backup is not in it and would go out twice."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.models import Standstill


class StandsStill(Refusal):
    """What is held until a person has looked at the restored database."""

    sentences = {
        "standstill.restored": _(
            "The backup %(backup)s was restored. Nothing is committed or sent until somebody lets it go on, under Runs."
        )
    }


def present_standstill() -> Standstill | None:
    """The standstill that nobody has ended yet."""
    return Standstill.objects.filter(ended_at=None).order_by("pk").last()


def demand_no_standstill() -> None:
    """Refuse while the product stands still."""
    if standstill := present_standstill():
        raise StandsStill("standstill.restored", backup=standstill.backup)


def stand_still(*, backup: str) -> Standstill:
    """Hold billing, sending and whatever starts by itself."""
    with transaction.atomic():
        clock.hand_over()
        return Standstill.objects.create(backup=backup)


def end_standstill(*, actor: StaffUser) -> None:
    """Let all go on again."""
    Standstill.objects.filter(ended_at=None).update(ended_at=clock.now(), ended_by=actor)

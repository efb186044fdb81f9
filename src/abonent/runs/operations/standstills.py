"""After a restore the product stands still: what was billed or sent since the backup is not in it and would go out twice.

A practice copy stands still for ever. What is committed there stays there, so that people may practise runs to their end; nothing is
sent, nothing starts by itself, and nobody can let it go on.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
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
        ),
        "standstill.practice": _("This is a practice copy: nothing is sent from here, and nothing starts by itself."),
    }


def present_standstill() -> Standstill | None:
    """The standstill that nobody has ended yet; a practice copy always has one."""
    if settings.PRACTICE_OF:
        return Standstill(backup=settings.PRACTICE_OF, began_at=datetime.fromisoformat(settings.PRACTICE_OF))
    return Standstill.objects.filter(ended_at=None).order_by("pk").last()


def demand_no_standstill() -> None:
    """Refuse while the product stands still."""
    if settings.PRACTICE_OF:
        raise StandsStill("standstill.practice")
    if standstill := present_standstill():
        raise StandsStill("standstill.restored", backup=standstill.backup)


def commits_are_held() -> bool:
    """Whether runs wait with their commit: after a restore, but not in a practice copy, whose books are nobody's."""
    return bool(present_standstill()) and not settings.PRACTICE_OF


def stand_still(*, backup: str) -> Standstill:
    """Hold billing, sending and whatever starts by itself."""
    with transaction.atomic():
        clock.hand_over()
        return Standstill.objects.create(backup=backup)


def end_standstill(*, actor: StaffUser) -> None:
    """Let all go on again; never in a practice copy."""
    if settings.PRACTICE_OF:
        raise StandsStill("standstill.practice")
    Standstill.objects.filter(ended_at=None).update(ended_at=clock.now(), ended_by=actor)

"""How acts about inserts are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.distribution.models import Insert
from abonent.distribution.operations.inserts import restore_insert, withdraw_insert
from abonent.runs.inverses import Inverse, of_a_company


def taken_out(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """It does not go with the issue."""
    withdraw_insert(insert=Insert.objects.get(pk=arguments["insert"]), actor=actor)


def put_in_again(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """It goes with the issue again."""
    restore_insert(insert=Insert.objects.get(pk=arguments["insert"]), actor=actor)


INSERT = of_a_company(Insert, "insert", "issue__edition__title__entity")
OF_INSERTS = [
    Inverse("withdraw_insert", _("Let it not go with the issue"), taken_out, "distribution.change", INSERT),
    Inverse("restore_insert", _("Let it go with the issue again"), put_in_again, "distribution.change", INSERT),
]

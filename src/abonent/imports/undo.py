"""How the act of an import is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.imports.models import ImportBatch
from abonent.imports.undoing import undo_import
from abonent.runs.inverses import Inverse, everybodys


def _undo_import(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    undo_import(batch=ImportBatch.objects.get(pk=arguments["batch"]), actor=actor, today=today)


INVERSES = [Inverse("undo_import", _("Undo the whole import"), _undo_import, "imports.use", everybodys)]

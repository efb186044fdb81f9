"""How the act of an import is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.imports.models import ImportBatch, ImportSource
from abonent.imports.operations import take_up_batch
from abonent.imports.sources import put_back_source
from abonent.imports.undoing import undo_import
from abonent.runs.inverses import Inverse, everybodys


def _undo_import(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    undo_import(batch=ImportBatch.objects.get(pk=arguments["batch"]), actor=actor, today=today)


def _take_up(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    take_up_batch(batch=ImportBatch.objects.get(pk=arguments["batch"]))


def _put_back_source(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    put_back_source(source=ImportSource.objects.get(pk=arguments["source"]), before=arguments["before"])


INVERSES = [
    Inverse("undo_import", _("Undo the whole import"), _undo_import, "imports.use", everybodys),
    Inverse("take_up_import", _("Let the file wait again"), _take_up, "imports.use", everybodys),
    Inverse("put_back_import_source", _("Put the source back as it was"), _put_back_source, "imports.sources", everybodys),
]

"""How the act of an import is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.imports.conflicts import unsettle
from abonent.imports.models import ImportBatch, ImportSource
from abonent.imports.operations import take_up_batch
from abonent.imports.precedence import put_back_rules
from abonent.imports.sources import put_back_source
from abonent.imports.undoing import undo_import
from abonent.runs.inverses import Inverse, everybodys


def _undo_import(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    undo_import(batch=ImportBatch.objects.get(pk=arguments["batch"]), actor=actor, today=today)


def _take_up(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    take_up_batch(batch=ImportBatch.objects.get(pk=arguments["batch"]))


def _put_back_source(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    put_back_source(source=ImportSource.objects.get(pk=arguments["source"]), before=arguments["before"])


def _unsettle(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    unsettle(
        batch=ImportBatch.objects.select_related("file").get(pk=arguments["batch"]), before=arguments["before"], actor=actor, today=today
    )


def _put_back_rules(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    put_back_rules(kind=arguments["kind"], source=arguments["source"], before=arguments["before"], after=arguments["after"])


INVERSES = [
    Inverse("unsettle_import_conflicts", _("Take back what was chosen"), _unsettle, "imports.use", everybodys),
    Inverse("put_back_source_rules", _("Put the rules back as they were"), _put_back_rules, "imports.use", everybodys),
    Inverse("undo_import", _("Undo the whole import"), _undo_import, "imports.use", everybodys),
    Inverse("take_up_import", _("Let the file wait again"), _take_up, "imports.use", everybodys),
    Inverse("put_back_import_source", _("Put the source back as it was"), _put_back_source, "imports.sources", everybodys),
]

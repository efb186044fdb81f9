"""Take a street register: add the routes that it names, and see once more that no route has its doors, before its rows are written."""

from __future__ import annotations

import json
from datetime import date

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.imports.models import ImportBatch
from abonent.kit import statements
from abonent.kit.refusals import Refusal


class CannotTakeRegister(Refusal):
    """A street register that cannot come in as it is."""

    sentences = {
        "register.whole_with_errors": _(
            "A whole register comes in without errors only, or the doors of its wrong rows would end. Mend them, or bring the file in as a part."
        ),
        "register.taken_meanwhile": _(
            "row %(line)s: somebody has given some of these doors to route %(route)s meanwhile. Check the file again."
        ),
    }


def take_street_register(*, batch: ImportBatch, actor: StaffUser | None, today: date) -> None:
    """Hold the stretches of all routes, so that no others come between; refused where some have come since the check."""
    if batch.is_whole and batch.error_count:
        raise CannotTakeRegister("register.whole_with_errors")
    statements.run("distribution/hold_stretches")
    statements.run("distribution/add_imported_routes", batch=batch.pk)
    statements.run("distribution/name_imported_routes", batch=batch.pk)
    known = set(batch.faults.values_list("line", flat=True))
    taken = statements.rows("distribution/faults_of_stretches_taken", batch=batch.pk, today=today, lines=None)
    fresh = next((row for row in taken if row.line not in known), None)
    if fresh:
        raise CannotTakeRegister("register.taken_meanwhile", line=fresh.line, route=json.loads(fresh.parameters)["route"])

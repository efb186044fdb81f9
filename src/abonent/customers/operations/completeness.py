"""Say which data the house wants of everybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.models import RequiredDetail
from abonent.runs.operations import record_act

# There is one answer for the whole house, so its acts have one subject.
SUBJECT = 1


def require_details(*, wanted: Mapping[str, Collection[str]], actor: StaffUser | None, today: date) -> None:
    """Want these details of each kind of customers, and no others: kind -> codes."""
    with change_by(actor, "require_details"):
        before = write_required_details(wanted)
        if before is not None:
            inverse = {"verb": "require_former_details", "before": before}
            record_act(actor=actor, verb="require_details", subject_kind="required_detail", subject_ids=[SUBJECT], inverse=inverse)


def write_required_details(wanted: Mapping[str, Collection[str]]) -> dict[str, list[str]] | None:
    """Write what is wanted; what was wanted before, None if that is the same. The caller records the act."""
    rows = list(RequiredDetail.objects.select_for_update().order_by("pk"))
    before: dict[str, list[str]] = {kind: sorted(row.detail for row in rows if row.kind == kind) for kind in wanted}
    if before == {kind: sorted(codes) for kind, codes in wanted.items()}:
        return None
    RequiredDetail.objects.filter(pk__in=[row.pk for row in rows if row.detail not in wanted.get(row.kind, ())]).delete()
    RequiredDetail.objects.bulk_create(
        (RequiredDetail(kind=kind, detail=code) for kind, codes in wanted.items() for code in sorted(codes)), ignore_conflicts=True
    )
    return before

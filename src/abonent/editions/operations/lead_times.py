"""Say how long before an issue a change must be known, from which issue on; and take that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Edition, Product
from abonent.editions.models import LeadTime
from abonent.kit.periods import period
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act
from abonent.runs.operations import record_act


class CannotSetLeadTime(Refusal):
    """A lead time that cannot be as asked."""

    sentences = {
        "lead_time.past": _("Issues before %(day)s are past; say a later day."),
        "lead_time.over": _("This lead time has ended already."),
        "lead_time.other_company": _("The product or edition belongs to another company."),
    }


@dataclass(frozen=True)
class Scope:
    """What a lead time is for; what is empty holds for all."""

    entity_id: int
    product_id: int | None = None
    edition_id: int | None = None
    act: str = ""
    delivery_method: str = ""
    weekday: int | None = None


def set_lead_time(
    *,
    entity: LegalEntity,
    begins: date,
    days_before: int,
    at: time,
    counted_in: str = LeadTime.DAYS,
    product: Product | None = None,
    edition: Edition | None = None,
    act: str = "",
    delivery_method: str = "",
    weekday: int | None = None,
    actor: StaffUser | None,
    today: date,
) -> Act:
    """Let another lead time hold for issues from a day on; the one before ends, those to come give way."""
    if begins < today:
        raise CannotSetLeadTime("lead_time.past", day=today)
    if (product and product.entity_id != entity.pk) or (edition and edition.title.entity_id != entity.pk):
        raise CannotSetLeadTime("lead_time.other_company")
    scope = Scope(entity.pk, product.pk if product else None, edition.pk if edition else None, act, delivery_method, weekday)
    with change_by(actor, "set_lead_time"):
        former = [_told(row) for row in _rows(scope)]
        _end(scope, begins)
        LeadTime.objects.create(**asdict(scope), during=period(begins, None), days_before=days_before, counted_in=counted_in, at=at)
        return _record(actor, "set_lead_time", scope, former)


def end_lead_time(*, lead_time: LeadTime, ends: date, actor: StaffUser | None, today: date) -> Act:
    """Let a lead time hold no more for issues from a day on; what holds more generally decides then."""
    if ends < today:
        raise CannotSetLeadTime("lead_time.past", day=today)
    if lead_time.during.upper is not None and lead_time.during.upper <= ends:
        raise CannotSetLeadTime("lead_time.over")
    scope = scope_of(lead_time)
    with change_by(actor, "end_lead_time"):
        former = [_told(row) for row in _rows(scope)]
        _end(scope, ends)
        return _record(actor, "end_lead_time", scope, former)


def restore_lead_times(*, scope: Scope, rows: Sequence[Mapping[str, Any]], actor: StaffUser | None) -> Act:
    """Let the lead times of a scope be those that are given."""
    with change_by(actor, "restore_lead_times"):
        _rows(scope).delete()
        for row in rows:
            LeadTime.objects.create(
                **asdict(scope),
                during=period(row["from"], row["until"]),
                days_before=row["days_before"],
                counted_in=row["counted_in"],
                at=time.fromisoformat(row["at"]),
            )
        return _record(actor, "restore_lead_times", scope, None)


def scope_of(row: LeadTime) -> Scope:
    """What a row is for."""
    return Scope(row.entity_id, row.product_id, row.edition_id, row.act, row.delivery_method, row.weekday)


def _rows(scope: Scope) -> QuerySet[LeadTime]:
    return LeadTime.objects.filter(**asdict(scope))


def _end(scope: Scope, begins: date) -> None:
    _rows(scope).filter(during__startswith__gte=begins).delete()
    for row in _rows(scope).filter(during__contains=begins):
        row.during = period(row.during.lower, begins)
        row.save(update_fields=["during"])


def _told(row: LeadTime) -> dict[str, Any]:
    until = row.during.upper
    return {
        "from": row.during.lower.isoformat(),
        "until": until.isoformat() if until else None,
        "days_before": row.days_before,
        "counted_in": row.counted_in,
        "at": row.at.isoformat(),
    }


def _record(actor: StaffUser | None, verb: str, scope: Scope, former: list[dict[str, Any]] | None) -> Act:
    inverse = None if former is None else {"verb": "restore_lead_times", "scope": asdict(scope), "entity": scope.entity_id, "rows": former}
    return record_act(actor=actor, verb=verb, subject_kind="lead_times", subject_ids=[scope.entity_id], inverse=inverse)

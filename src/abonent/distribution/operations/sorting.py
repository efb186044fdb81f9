"""Say how copies are sorted, and how those of an edition are handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Edition
from abonent.distribution.models import HandOver, SortProfile
from abonent.distribution.rules.sort_profile import Profile, data_of
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act


class CannotSort(Refusal):
    """A profile or a rule that cannot be as asked."""

    sentences = {
        "sorting.unchanged": _("It is so already."),
        "sorting.another_company": _("This profile belongs to another company."),
    }


@dataclass(frozen=True, kw_only=True)
class HandingOver:
    """How the copies of an edition that go one way are handed over."""

    profile: SortProfile | None = None
    by_itself: bool = False
    spare_percent: Decimal = Decimal(0)
    least_spares: int = 0
    pages: int = 32


def compose_profile(
    *,
    entity: LegalEntity,
    name: Mapping[str, str],
    profile: Profile,
    actor: StaffUser | None,
    row: SortProfile | None = None,
    retired: bool = False,
) -> SortProfile:
    """Another profile, or `row` as it is from now on. Lists that were made of it stay as they are."""
    said = {"name": dict(name), "definition": data_of(profile), "retired": retired}
    with change_by(actor, "compose_sort_profile"):
        if row is None:
            made = SortProfile.objects.create(entity=entity, **said)
            _record_profile(actor, made, {**said, "retired": True})
            return made
        return _changed(row, said, actor)


def restore_sort_profile(*, profile: SortProfile, said: Mapping[str, Any], actor: StaffUser | None) -> SortProfile:
    """Let a profile say again what it said."""
    with change_by(actor, "restore_sort_profile"):
        return _changed(profile, said, actor)


def hand_over(*, edition: Edition, delivery_method: str, asked: HandingOver, actor: StaffUser | None) -> HandOver:
    """Say how the copies of an edition that go one way are handed over from now on."""
    if asked.profile and asked.profile.entity_id != edition.title.entity_id:
        raise CannotSort("sorting.another_company")
    return _handed_over(edition, delivery_method, _said(asked), actor, "hand_over_copies")


def restore_hand_over(*, edition: Edition, delivery_method: str, said: Mapping[str, Any], actor: StaffUser | None) -> HandOver:
    """Hand over again as was said."""
    return _handed_over(edition, delivery_method, said, actor, "restore_hand_over")


def handing_over(row: HandOver | None) -> HandingOver:
    """What a row says; without one, what is usual."""
    if row is None:
        return HandingOver()
    return HandingOver(
        profile=row.profile, by_itself=row.by_itself, spare_percent=row.spare_percent, least_spares=row.least_spares, pages=row.pages
    )


def _changed(row: SortProfile, said: Mapping[str, Any], actor: StaffUser | None) -> SortProfile:
    locked = SortProfile.objects.select_for_update().get(pk=row.pk)
    before = {"name": locked.name, "definition": locked.definition, "retired": locked.retired}
    if before == said:
        raise CannotSort("sorting.unchanged")
    locked.name, locked.definition, locked.retired = said["name"], said["definition"], said["retired"]
    locked.save()
    _record_profile(actor, locked, before)
    return locked


def _record_profile(actor: StaffUser | None, row: SortProfile, before: Mapping[str, Any]) -> None:
    inverse = {"verb": "restore_sort_profile", "profile": row.pk, "said": before}
    record_act(actor=actor, verb="compose_sort_profile", subject_kind="sort_profile", subject_ids=[row.pk], inverse=inverse)


def _handed_over(edition: Edition, way: str, said: Mapping[str, Any], actor: StaffUser | None, verb: str) -> HandOver:
    with change_by(actor, verb):
        Edition.objects.select_for_update().get(pk=edition.pk)
        row = HandOver.objects.filter(edition=edition, delivery_method=way).first()
        before = _said(handing_over(row))
        if before == said:
            raise CannotSort("sorting.unchanged")
        row = row or HandOver(edition=edition, delivery_method=way)
        row.profile_id, row.by_itself, row.least_spares, row.pages = said["profile"], said["by_itself"], said["least_spares"], said["pages"]
        row.spare_percent = Decimal(said["spare_percent"])
        row.save()
        inverse = {"verb": "restore_hand_over", "edition": edition.pk, "delivery_method": way, "said": before}
        record_act(actor=actor, verb=verb, subject_kind="hand_over", subject_ids=[row.pk], inverse=inverse)
    return row


def _said(asked: HandingOver) -> dict[str, Any]:
    """What is asked in words that an act can keep."""
    return {**vars(asked), "profile": asked.profile.pk if asked.profile else None, "spare_percent": f"{asked.spare_percent:.1f}"}

"""Groups of customers who pay prices of their own: set up, called otherwise, and who is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import PriceGroup
from abonent.kit import statements
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act
from abonent.runs.operations import record_act

MEMBERS = "price_group_member"


class CannotGroup(Refusal):
    """A price group that cannot be as asked."""

    sentences = {
        "price_group.code_taken": _("There is already a price group with the code %(taken)s."),
        "price_group.in_use": _("The group has prices, discounts or customers. Take them away first."),
        "price_group.nothing_to_change": _("All of them are in this group already."),
        "price_group.in_none": _("None of them is in a price group."),
        "price_group.no_company": _("There is no company “%(said)s” here that you work for. Set it up first, or take it out of the file."),
    }


def open_price_group(*, entity: LegalEntity, code: str, name: Mapping[str, str], actor: StaffUser | None) -> PriceGroup:
    """A group that is not there yet."""
    with change_by(actor, "open_price_group"):
        group, is_new = PriceGroup.objects.get_or_create(entity=entity, code=code, defaults={"name": dict(name)})
        if not is_new:
            raise CannotGroup("price_group.code_taken", taken=code)
        _record(actor, "open_price_group", group, {"verb": "remove_price_group", "price_group": group.pk})
    return group


def rename_price_group(*, price_group: PriceGroup, name: Mapping[str, str], actor: StaffUser | None) -> PriceGroup:
    """Call it otherwise; prices and traces keep knowing it."""
    with change_by(actor, "rename_price_group"):
        locked = PriceGroup.objects.select_for_update().get(pk=price_group.pk)
        inverse = {"verb": "rename_price_group", "price_group": locked.pk, "name": locked.name}
        locked.name = dict(name)
        locked.save()
        _record(actor, "rename_price_group", locked, inverse)
    return locked


def remove_price_group(*, price_group: PriceGroup, actor: StaffUser | None) -> None:
    """Take a group away that has no customers, prices or discounts."""
    with change_by(actor, "remove_price_group"):
        if price_group.members.exists():
            raise CannotGroup("price_group.in_use")
        plain = {"entity": price_group.entity_id, "code": price_group.code, "name": price_group.name}
        _record(actor, "remove_price_group", price_group, {"verb": "open_price_group", **plain})
        try:
            price_group.delete()
        except ProtectedError as held:
            raise CannotGroup("price_group.in_use") from held


def put_into_price_group(*, customers: Sequence[int], entity: LegalEntity, price_group: PriceGroup | None, actor: StaffUser | None) -> Act:
    """Let customers pay the prices of a group from their next terms on; without a group, those of everybody."""
    with change_by(actor, "put_into_price_group"):
        if price_group is None:
            rows = statements.rows("catalog/leave_price_groups", entity=entity.pk, customers=list(customers), only=None)
        else:
            columns = {"customers": list(customers), "price_groups": [price_group.pk] * len(customers)}
            rows = statements.rows("catalog/set_price_groups", entity=entity.pk, only=None, **columns)
        if not rows:
            raise CannotGroup("price_group.nothing_to_change" if price_group else "price_group.in_none")
        inverse = {
            "verb": "put_price_groups_back",
            "entity": entity.pk,
            "after": price_group.pk if price_group else 0,
            "before": [[row.customer, row.price_group] for row in rows],
        }
        subjects = [row.customer for row in rows]
        return record_act(actor=actor, verb="put_into_price_group", subject_kind=MEMBERS, subject_ids=subjects, inverse=inverse)


def put_price_groups_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Let each be in the group he was in, unless somebody has put him elsewhere since."""
    entity, after = arguments["entity"], arguments["after"]
    grouped = [pair for pair in arguments["before"] if pair[1] is not None]
    others = [customer for customer, group in arguments["before"] if group is None]
    with change_by(actor, "put_price_groups_back"):
        if grouped:
            columns = {"customers": [pair[0] for pair in grouped], "price_groups": [pair[1] for pair in grouped]}
            statements.rows("catalog/set_price_groups", entity=entity, only=after, **columns)
        if others:
            statements.rows("catalog/leave_price_groups", entity=entity, customers=others, only=after)


def _record(actor: StaffUser | None, verb: str, price_group: PriceGroup, inverse: Mapping[str, Any]) -> None:
    record_act(actor=actor, verb=verb, subject_kind="price_group", subject_ids=[price_group.pk], inverse=inverse)

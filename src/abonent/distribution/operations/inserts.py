"""Say what goes with an issue besides the paper, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Edition
from abonent.distribution.models import Insert, Route
from abonent.editions.models import Issue
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.stock.models import StockItem


class CannotInsert(Refusal):
    """Something that cannot go with an issue."""

    sentences = {
        "insert.on_a_screen": _("An electronic edition has nothing to put anything into."),
        "insert.another_company": _("This item lies on the shelf of another company."),
        "insert.nameless": _("Write what it is, or choose it from the shelf."),
        "insert.nowhere": _("Write the numbers of the routes, or how the postal codes begin."),
        "insert.no_such_route": _("There is no route with the number %(number)s."),
        "insert.withdrawn": _("This is taken back already."),
        "insert.stands": _("This goes with the issue already."),
    }


@dataclass(frozen=True, kw_only=True)
class AskedInsert:
    """What is to go with an issue, and with which of its copies."""

    name: str = ""
    item: StockItem | None = None
    goes_with: str = Insert.ALL
    places: Sequence[str] = ()


def add_insert(*, issue: Issue, asked: AskedInsert, actor: StaffUser | None) -> Insert:
    """Let something go with the copies of an issue."""
    _check(issue, asked)
    with change_by(actor, "add_insert"):
        insert = Insert.objects.create(
            issue=issue,
            name=asked.name or str(asked.item),
            item=asked.item,
            goes_with=asked.goes_with,
            places=[] if asked.goes_with == Insert.ALL else list(asked.places),
            said_by=actor,
        )
        _record(actor, "add_insert", "withdraw_insert", insert)
    return insert


def withdraw_insert(*, insert: Insert, actor: StaffUser | None) -> None:
    """It does not go with the issue after all."""
    with change_by(actor, "withdraw_insert"):
        if not Insert.objects.filter(pk=insert.pk, withdrawn_at=None).update(withdrawn_at=clock.now(), withdrawn_by=actor):
            raise CannotInsert("insert.withdrawn")
        _record(actor, "withdraw_insert", "restore_insert", insert)


def restore_insert(*, insert: Insert, actor: StaffUser | None) -> None:
    """It goes with the issue again."""
    with change_by(actor, "restore_insert"):
        if not Insert.objects.filter(pk=insert.pk, withdrawn_at__isnull=False).update(withdrawn_at=None, withdrawn_by=None):
            raise CannotInsert("insert.stands")
        _record(actor, "restore_insert", "withdraw_insert", insert)


def _check(issue: Issue, asked: AskedInsert) -> None:
    entity = issue.edition.title.entity_id
    if issue.edition.medium == Edition.ELECTRONIC:
        raise CannotInsert("insert.on_a_screen")
    if not asked.name and not asked.item:
        raise CannotInsert("insert.nameless")
    if asked.item and asked.item.entity_id != entity:
        raise CannotInsert("insert.another_company")
    if asked.goes_with != Insert.ALL and not asked.places:
        raise CannotInsert("insert.nowhere")
    if asked.goes_with == Insert.ROUTES:
        known = set(Route.objects.filter(entity=entity, number__in=asked.places).values_list("number", flat=True))
        missing = [number for number in asked.places if number not in known]
        if missing:
            raise CannotInsert("insert.no_such_route", number=missing[0])


def _record(actor: StaffUser | None, verb: str, inverse: str, insert: Insert) -> None:
    record_act(actor=actor, verb=verb, subject_kind="issue", subject_ids=[insert.issue_id], inverse={"verb": inverse, "insert": insert.pk})

"""Questions about lists: which row comes next, what came of the calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from abonent.access.models import StaffUser
from abonent.external_lists.models import ExternalList, ListCall, ListRow
from abonent.external_lists.standing import standings
from abonent.kit.batches import batched

_LOOKED_AT_TOGETHER = 50
# Called again when nothing else is left: who was not there.
CALLED_AGAIN = ("no_answer",)


def rows_with_latest_call(external_list: ExternalList) -> QuerySet[Any]:
    """The rows of a list, each with what came of its latest call."""
    latest = ListCall.objects.filter(row=OuterRef("pk")).order_by("-pk")
    return ListRow.objects.filter(external_list=external_list).annotate(
        result=Subquery(latest.values("result")[:1]),
        note=Subquery(latest.values("note")[:1]),
        call_back_on=Subquery(latest.values("call_back_on")[:1]),
        made_on=Subquery(latest.values("made_on")[:1]),
    )


def next_row(external_list: ExternalList, *, viewer: StaffUser, today: date, after: ListRow | None = None) -> ListRow | None:
    """Whom to call next: who waits to be called back by today, then who was not called yet, after the present row and round again.

    Who may not be called is passed over.
    """
    waiting = rows_with_latest_call(external_list).filter(emptied_at=None, line__isnull=False).exclude(pk=after.pk if after else 0)
    due = waiting.filter(call_back_on__lte=today).order_by("call_back_on", "line")
    fresh = waiting.filter(result=None).order_by("line")
    place = after.line if after and after.line else 0
    for rows in (due, fresh.filter(line__gt=place), fresh.filter(line__lte=place)):
        if (found := next(_callable(external_list, rows, viewer, today), None)) is not None:
            return found
    return None


def left_to_call(external_list: ExternalList, *, today: date) -> dict[str, int]:
    """How many rows were not called yet, wait to be called back by today, and are done."""
    rows = rows_with_latest_call(external_list).filter(emptied_at=None)
    there = rows.filter(line__isnull=False)
    return {
        "fresh": there.filter(result=None).count(),
        "due": rows.filter(call_back_on__lte=today).count(),
        "called": rows.exclude(result=None).count(),
        "interested": rows.filter(result__in=["interested", "sold"]).count(),
    }


def rows_not_in_file(external_list: ExternalList) -> list[ListRow]:
    """The rows whose latest call the file does not say: an earlier version was put back since."""
    latest = ListCall.objects.filter(row=OuterRef("pk")).order_by("-pk")
    rows = ListRow.objects.filter(external_list=external_list, line__isnull=False, emptied_at=None)
    return list(rows.annotate(in_file=Subquery(latest.values("in_file")[:1])).filter(Q(in_file=False)))


def _callable(external_list: ExternalList, rows: QuerySet[Any], viewer: StaffUser, today: date) -> Iterator[ListRow]:
    for together in batched(rows.iterator(_LOOKED_AT_TOGETHER), _LOOKED_AT_TOGETHER):
        found = standings(external_list, together, viewer=viewer, today=today)
        yield from (row for row in together if found[row.pk].may_call)

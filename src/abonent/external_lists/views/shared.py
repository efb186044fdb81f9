"""What the screens of lists have in common: which list a person may see, and how it is said what is now true."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from abonent.access.requests import StaffRequest
from abonent.external_lists.models import ExternalList, ListRow
from abonent.runs.queries import undo_address
from abonent.ui import toasts


def list_of(request: StaffRequest, list_id: int) -> ExternalList:
    """A list of a company the viewer works for that is not thrown away, or 404."""
    lists = ExternalList.objects.seen_by(request.user).kept().select_related("file", "owner", "entity")
    return get_object_or_404(lists, pk=list_id)


def row_of(external_list: ExternalList, row_id: int) -> ListRow:
    """A row of a list, or 404."""
    row = ListRow.objects.select_related("customer").filter(external_list=external_list, pk=row_id).first()
    if row is None:
        raise Http404
    row.external_list = external_list
    return row


def say(request: StaffRequest, text: str, *, subject_kind: str, subject_id: int) -> None:
    """Say what is now true, with the way back if it can be undone."""
    toasts.say(request, text, undo_url=undo_address(request.user, subject_kind, subject_id))

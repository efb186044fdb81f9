"""What goes with an issue besides the paper: said, counted beside its copies, and taken back."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_whole_companies
from abonent.catalog.models import Edition
from abonent.distribution.insert_forms import InsertForm
from abonent.distribution.insert_queries import inserts_of
from abonent.distribution.models import Insert
from abonent.distribution.operations.inserts import CannotInsert, add_insert, withdraw_insert
from abonent.editions.models import Issue
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import UNPROCESSABLE, refuse
from abonent.ui.lists.reader import present_reader

PLACES = ("insert.nowhere", "insert.no_such_route")


@permit("distribution.see")
def inserts(request: StaffRequest, issue_id: int) -> HttpResponse:
    """What goes with an issue, with how many copies; posted, something more."""
    issue = get_object_or_404(_issues(request), pk=issue_id)
    may_change = request.user.may("distribution.change")
    form = InsertForm(request.POST if request.method == "POST" and may_change else None, entity=issue.edition.title.entity)
    if form.is_bound and form.is_valid():
        try:
            insert = add_insert(issue=issue, asked=form.asked, actor=request.user)
        except CannotInsert as refusal:
            refuse(form, refusal, field="places" if refusal.code in PLACES else "name")
        else:
            _tell(request, _("%(name)s goes with the issue."), insert)
            return redirect("distribution:inserts", issue_id=issue.pk)
    context = {**_counted(issue), "form": form if may_change else None, "today": present_reader().today}
    return render(request, "distribution/inserts.html", context, status=UNPROCESSABLE if form.errors else 200)


@permit("distribution.see")
def inserts_beside(request: StaffRequest, issue_id: int) -> HttpResponse:
    """The same in short, beside the copies of the night and the print order."""
    return render(request, "distribution/inserts_beside.html", _counted(get_object_or_404(_issues(request), pk=issue_id)))


@permit("distribution.change")
@require_POST
def withdrawal(request: StaffRequest, issue_id: int, insert_id: int) -> HttpResponse:
    """It does not go with the issue after all."""
    insert = get_object_or_404(Insert, pk=insert_id, issue=get_object_or_404(_issues(request), pk=issue_id))
    try:
        withdraw_insert(insert=insert, actor=request.user)
    except CannotInsert as refusal:
        toasts.warn(request, str(refusal))
    else:
        _tell(request, _("%(name)s does not go with the issue."), insert)
    return redirect(reverse("distribution:inserts", args=[issue_id]))


def _counted(issue: Issue) -> dict[str, Any]:
    edition, language = issue.edition, present_reader().language
    name = f"{name_in(edition.title.name, language)}, {name_in(edition.name, language)}"
    return {"issue": issue, "name": name, "inserts": inserts_of(issue, today=clock.today(edition.title.entity.zone))}


def _tell(request: StaffRequest, text: str, insert: Insert) -> None:
    toasts.say(request, text % {"name": insert.name}, undo_url=undo_address(request.user, "issue", insert.issue_id))


def _issues(request: StaffRequest) -> QuerySet[Issue]:
    """Printed issues; their copies are of all customers, so whoever sees only some of them sees none."""
    rows = Issue.objects.select_related("edition__title__entity").exclude(edition__medium=Edition.ELECTRONIC)
    return of_whole_companies(rows, request.user, path="edition__title__entity")

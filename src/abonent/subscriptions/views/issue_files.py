"""The files of an electronic issue: brought, replaced, taken out by staff, and read by whoever is entitled at an address of his own."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.permissions import PUBLIC, permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Edition
from abonent.editions.models import Issue
from abonent.kit import clock
from abonent.kit.files import open_stored
from abonent.kit.names import name_in
from abonent.runs.queries import undo_address
from abonent.subscriptions.issue_file_forms import IssueFileForm, IssueReaderForm
from abonent.subscriptions.models import IssueFile
from abonent.subscriptions.operations.issue_files import (
    CannotKeepFile,
    CannotReadIssue,
    bring_issue_file,
    file_to_read,
    reading_address,
)
from abonent.ui import toasts
from abonent.ui.forms import UNPROCESSABLE
from abonent.ui.lists.reader import present_reader

TEMPLATE = "subscriptions/issue_files.html"
# Nobody but its reader keeps it, and what is in it runs nothing here.
HEADERS = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
# An address that was never ours, and one at which there is nothing yet, are not there.
STATUS = {"reading.too_late": 410, "reading.not_entitled": 403}
NOT_THERE = 404


@permit("subscriptions.see")
def issue_files(request: StaffRequest, issue_id: int) -> HttpResponseBase:
    """The files of an issue, those that were replaced among them; `?who=` and `?kind=` answer whether somebody may read it, and where.
    Posted, another file."""
    issue = _issue(request, issue_id)
    may_bring = request.user.may("editions.change")
    form = IssueFileForm(request.POST, request.FILES) if request.method == "POST" and may_bring else IssueFileForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = bring_issue_file(issue=issue, name=file.name, size=file.size, stream=file, actor=request.user)
        except CannotKeepFile as refusal:
            form.add_error("file", str(refusal))
        else:
            text = _("Whoever is entitled reads %(name)s.") % {"name": brought.stored_file.name}
            toasts.say(request, text, undo_url=undo_address(request.user, "issue", issue.pk))
            return redirect("subscriptions:issue_files", issue_id=issue.pk)
    reader, files = present_reader(), issue.files.select_related("stored_file", "brought_by").order_by("-pk")
    standing = [file for file in files if file.replaced_at is None]
    asking = IssueReaderForm(
        request.GET if "who" in request.GET else None,
        viewer=request.user,
        today=clock.today(issue.edition.title.entity.zone),
        kinds=[file.kind for file in standing],
    )
    answer = None
    if asking.is_bound and asking.is_valid():
        said = asking.cleaned_data
        answer = reading_address(issue=issue, kind=said["kind"], customer=said["who"], viewer=request.user)
    context = {
        "issue": issue,
        "name": f"{name_in(issue.edition.title.name, reader.language)}, {name_in(issue.edition.name, reader.language)}",
        "form": form if may_bring else None,
        "standing": standing,
        "former": [file for file in files if file.replaced_at],
        "asking": asking if standing else None,
        "says": answer.access.said(reader) if answer else "",
        "address": request.build_absolute_uri(reverse("subscriptions:read_issue", args=[answer.token])) if answer and answer.token else "",
        "today": reader.today,
    }
    return render(request, TEMPLATE, context, status=UNPROCESSABLE if form.errors else 200)


@permit("subscriptions.see")
def issue_file(request: StaffRequest, issue_id: int, file_id: int) -> FileResponse:
    """A file of an issue, as it was brought."""
    file = get_object_or_404(IssueFile.objects.select_related("stored_file"), issue=_issue(request, issue_id), pk=file_id)
    return _opened(file, as_attachment=True)


@permit(PUBLIC)
def read_issue(request: HttpRequest, token: str) -> HttpResponseBase:
    """The issue for the reader whose address this is, as long as it is good."""
    try:
        return _opened(file_to_read(token), as_attachment=False)
    except CannotReadIssue as refusal:
        return _refused(request, refusal)


def _refused(request: HttpRequest, refusal: CannotReadIssue) -> HttpResponse:
    answer = render(request, "subscriptions/cannot_read.html", {"text": str(refusal)}, status=STATUS.get(refusal.code, NOT_THERE))
    for name, value in HEADERS.items():
        answer[name] = value
    return answer


def _opened(file: IssueFile, *, as_attachment: bool) -> FileResponse:
    stored = file.stored_file
    return FileResponse(
        open_stored(stored), as_attachment=as_attachment, filename=stored.name, content_type=stored.media_type, headers=HEADERS
    )


def _issue(request: StaffRequest, issue_id: int) -> Issue:
    issues = of_my_entities(Issue.objects.select_related("edition__title__entity"), request.user, path="edition__title__entity")
    return get_object_or_404(issues, pk=issue_id, edition__medium=Edition.ELECTRONIC)

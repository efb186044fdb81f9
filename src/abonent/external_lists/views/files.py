"""The file of a list: download it, read it again, write into it what it lacks, put an earlier version back."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from abonent.access.history import change_by
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.external_lists.files.place import MOST_BYTES, CannotWrite
from abonent.external_lists.operations import CannotList, put_back, read_again, write_rows
from abonent.external_lists.operations.versions import locked
from abonent.external_lists.queries import rows_not_in_file
from abonent.external_lists.views.shared import list_of, say
from abonent.imports.refusals import CannotImport
from abonent.kit.files import open_stored
from abonent.kit.models import StoredFile
from abonent.ui import toasts


@permit("external_lists.work")
def download(request: StaffRequest, list_id: int) -> HttpResponseBase:
    """The file as it is now, results and all."""
    file = list_of(request, list_id).file
    assert file is not None
    return _as_file(file)


@permit("external_lists.work")
@require_POST
def read(request: StaffRequest, list_id: int) -> HttpResponse:
    """Read the file again: as somebody has changed it in the folder, or another one that is brought."""
    external_list = list_of(request, list_id)
    upload = request.FILES.get("file")
    try:
        content = upload.read(MOST_BYTES + 1) if upload else None  # type: ignore[union-attr]
        found = read_again(external_list=external_list, actor=request.user, today=today_of(request), content=content)
    except (CannotList, CannotImport, CannotWrite) as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(
            request, ngettext("Read again: %(count)s row.", "Read again: %(count)s rows.", found.row_count) % {"count": found.row_count}
        )
    return redirect(external_list.url)


@permit("external_lists.work")
@require_POST
def write(request: StaffRequest, list_id: int) -> HttpResponse:
    """Write the results into the file that it does not have."""
    external_list = list_of(request, list_id)
    try:
        with change_by(request.user, "write_list"):
            held = locked(external_list)
            write_rows(external_list=held, rows=rows_not_in_file(held), actor=request.user)
    except CannotWrite as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The file has all results."))
    return redirect(external_list.url)


@permit("external_lists.work")
def versions(request: StaffRequest, list_id: int) -> HttpResponse:
    """The versions of the file that are kept, the latest first."""
    external_list = list_of(request, list_id)
    kept = external_list.versions.select_related("file", "made_by")
    context = {"external_list": external_list, "versions": kept, "may_bring": request.user.may("external_lists.bring")}
    return render(request, "external_lists/versions.html", context)


@permit("external_lists.work")
def version(request: StaffRequest, list_id: int, version_id: int) -> HttpResponseBase:
    """An earlier version of the file."""
    external_list = list_of(request, list_id)
    return _as_file(get_object_or_404(external_list.versions.select_related("file"), pk=version_id).file)


@permit("external_lists.bring")
@require_POST
def put_version_back(request: StaffRequest, list_id: int, version_id: int) -> HttpResponse:
    """Let the file be as it was."""
    external_list = list_of(request, list_id)
    earlier = get_object_or_404(external_list.versions.select_related("file"), pk=version_id)
    try:
        put_back(version=earlier, actor=request.user, today=today_of(request))
    except (CannotWrite, CannotImport) as refusal:
        toasts.warn(request, str(refusal))
    else:
        say(request, _("The file is as it was. Results since then stand here."), subject_kind="external_list", subject_id=external_list.pk)
    return redirect(external_list.url)


def _as_file(file: StoredFile) -> FileResponse:
    return FileResponse(open_stored(file), as_attachment=True, filename=file.name, content_type="application/octet-stream")

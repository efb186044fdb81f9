"""The files of lists that one has asked for."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from abonent.access.exporting import may_open
from abonent.access.models import ListExport
from abonent.access.permissions import SIGNED_IN, permit
from abonent.access.requests import StaffRequest
from abonent.kit.files import open_stored
from abonent.ui import wording
from abonent.ui.lists import Column, EmptyState, List, MomentColumn, NumberColumn, StateColumn, list_view
from abonent.ui.lists.columns import State

STATES = {
    "ready": State(label=_("Ready"), icon="circle-check", tone="ok"),
    "writing": State(label=_("Being written"), icon="hourglass"),
    "failed": State(label=_("Could not be written"), icon="alert-triangle", tone="danger"),
}


def address_of(export: ListExport) -> str:
    """Where the file is fetched; the empty text while there is none."""
    return reverse("access:file", args=[export.pk]) if export.file_id else ""


class FileList(List):
    """One's own files, the latest first."""

    name = "list-files"
    title = _("Files of lists")
    default_sort = "-asked"
    empty: ClassVar[EmptyState] = EmptyState(
        title=_("No files yet"), text=_("The export of a long list is written here, and kept for a week.")
    )
    columns: ClassVar[list[Column]] = [
        Column(name="title", label=_("List"), slot="main", link=address_of),
        Column(name="name", label=_("File"), value="file.name", slot="sub"),
        NumberColumn(name="rows", label=_("Rows"), value="row_count", slot="fig"),
        StateColumn(name="state", label=_("State"), slot="fig2", states=STATES),
        MomentColumn(name="asked", label=_("Asked for"), value="asked_at", sort="asked_at"),
    ]

    def rows(self) -> QuerySet[ListExport]:
        return ListExport.objects.filter(owner=self.request.user).select_related("file")  # type: ignore[misc]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s file", "%(count)s files", count) % {"count": wording.number(count, self.reader.language)}


@permit(SIGNED_IN)
def list_files(request: StaffRequest) -> HttpResponseBase:
    """All files one has asked for."""
    return list_view(request, FileList)


@permit(SIGNED_IN)
def fetch(request: StaffRequest, export_id: int) -> HttpResponseBase:
    """A file, for whoever asked for it and may still see its list."""
    export = get_object_or_404(ListExport.objects.select_related("file"), pk=export_id, owner=request.user, file__isnull=False)
    if not may_open(request.user, resolve(export.address.partition("?")[0])):
        raise PermissionDenied
    file = export.file
    return FileResponse(open_stored(file), as_attachment=True, filename=file.name, content_type=file.media_type)  # type: ignore[union-attr, arg-type]

"""The list of imports."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.imports.kinds import declared_kinds
from abonent.imports.models import ImportBatch
from abonent.ui import wording
from abonent.ui.lists import ChoiceFilter, Column, EmptyState, List, MomentColumn, NumberColumn, StateColumn, list_view
from abonent.ui.lists.columns import State

STATES = {
    "uploaded": State(label=_("Uploaded"), icon="file-import"),
    "checking": State(label=_("Checking"), icon="loader-2"),
    "checked": State(label=_("Checked"), icon="clipboard-list", tone="warn"),
    "committing": State(label=_("Committing"), icon="loader-2"),
    "committed": State(label=_("Committed"), icon="circle-check", tone="ok"),
    "undoing": State(label=_("Being undone"), icon="loader-2"),
    "undone": State(label=_("Undone"), icon="arrow-back-up"),
    "left": State(label=_("Not brought in"), icon="ban"),
    "refused": State(label=_("Refused"), icon="circle-x", tone="danger"),
}


def _who(batch: ImportBatch) -> str:
    """The person who brought the file in."""
    return (batch.created_by.get_full_name() or batch.created_by.username) if batch.created_by else ""


class BatchList(List):
    """Files that were brought in, the latest first."""

    name = "imports"
    title = _("Imports")
    default_sort = "-number"
    empty: ClassVar[EmptyState] = EmptyState(
        title=_("Nothing imported yet"), text=_("Bring in a file of rows; it is checked whole before anything is written.")
    )
    columns: ClassVar[list[Column]] = [
        Column(name="file", label=_("File"), value="file.name", slot="main", link=lambda row: reverse("imports:batch", args=[row.pk])),
        Column(name="number", label=_("Number"), value="pk", sort="pk", shown=False),
        MomentColumn(name="came", label=_("Came in"), value="created_at", quiet=True),
        Column(name="source", label=_("Source"), slot="sub"),
        NumberColumn(name="rows", label=_("Rows"), value="row_count", slot="fig", labelled=True),
        NumberColumn(name="new", label=pgettext_lazy("rows", "New"), value="new_count"),
        NumberColumn(name="changed", label=_("Changed"), value="changed_count"),
        NumberColumn(name="same", label=_("The same"), value="same_count"),
        NumberColumn(name="errors", label=_("With errors"), value="error_count"),
        StateColumn(name="state", label=_("State"), states=STATES, slot="fig2"),
        Column(name="who", label=_("Who"), value=_who, quiet=True),
    ]
    filters: ClassVar[list[Any]] = [ChoiceFilter(name="state", label=_("State"), choices=ImportBatch.State.choices)]

    def rows(self) -> QuerySet[ImportBatch]:
        allowed = [kind.code for kind in declared_kinds if self.allowed(kind.permission)]
        viewer: StaffUser = self.request.user  # type: ignore[assignment]
        rows = ImportBatch.objects.filter(kind__in=allowed) if viewer.sees_everybody else ImportBatch.objects.none()
        return rows.select_related("file", "created_by")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s import", "%(count)s imports", count) % {"count": wording.number(count, self.reader.language)}


@permit("imports.use")
def batch_list(request: StaffRequest) -> HttpResponseBase:
    """All imports, and the way to a new one of each kind."""
    kinds = [kind for kind in declared_kinds if request.user.may(kind.permission) and request.user.sees_everybody]
    return list_view(request, BatchList, template="imports/list.html", kinds=kinds, may_set_up_sources=request.user.may("imports.sources"))

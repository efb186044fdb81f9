"""The lists there are; bring one in, say which column is what, what it is for, and until when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.external_lists.files.place import MOST_BYTES, CannotWrite, files_there, folder, read_from_folder
from abonent.external_lists.forms import ColumnsForm, DescriptionForm, NewListForm
from abonent.external_lists.models import ExternalList
from abonent.external_lists.operations import CannotList, describe_list, open_list, take_list, throw_away
from abonent.external_lists.views.shared import list_of, say
from abonent.imports.refusals import CannotImport
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import Column, DayColumn, EmptyState, List, NumberColumn, TextFilter, list_view


class ListOfLists(List):
    """The lists of the companies the viewer works for, the newest first."""

    name = "external_lists"
    title = gettext_lazy("Lists")
    default_sort = "-brought"
    empty: ClassVar[EmptyState] = EmptyState(
        title=gettext_lazy("No list yet"),
        text=gettext_lazy(
            "Bring in a CSV or XLSX file of people to call. It stays a file: results are written into it, and nobody becomes a customer by it."
        ),
        act_label=gettext_lazy("Bring a list in"),
        act_url_name="external_lists:new",
    )
    columns: ClassVar[list[Column]] = [
        Column(name="name", label=gettext_lazy("Name"), slot="main", sort="name", link=lambda row: row.url),
        Column(name="purpose", label=gettext_lazy("What for"), slot="sub"),
        Column(name="owner", label=gettext_lazy("Owner"), value="owner_name", quiet=True),
        NumberColumn(name="rows", label=gettext_lazy("Rows"), value="row_count", slot="fig", labelled=True),
        NumberColumn(name="called", label=gettext_lazy("Called"), value="called"),
        NumberColumn(name="due", label=gettext_lazy("To be called back"), value="due"),
        DayColumn(name="ends", label=gettext_lazy("Thrown away on"), value="ends_on", sort="ends_on", slot="fig2"),
        DayColumn(name="brought", label=gettext_lazy("Brought in"), value="created_at", sort="created_at", shown=False),
    ]
    filters: ClassVar[list[Any]] = [TextFilter(name="q", label=gettext_lazy("Name"), path="name", prominent=True)]

    def rows(self) -> QuerySet[Any]:
        viewer: Any = self.request.user
        lists = ExternalList.objects.seen_by(viewer).kept().select_related("owner")
        return lists.annotate(
            called=Count("rows", filter=Q(rows__calls__isnull=False), distinct=True),
            due=Count("rows", filter=Q(rows__calls__call_back_on__lte=self.reader.today), distinct=True),
        )

    def counted(self, count: int) -> str:
        return ngettext("%(count)s list", "%(count)s lists", count) % {"count": wording.number(count, self.reader.language)}


@permit("external_lists.work")
def lists(request: StaffRequest) -> HttpResponseBase:
    """All lists, and the way to a new one."""
    return list_view(request, ListOfLists, template="external_lists/lists.html", may_bring=request.user.may("external_lists.bring"))


@permit("external_lists.bring")
def new(request: StaffRequest) -> HttpResponse:
    """The form of a list; posted, the list with its columns guessed, and open if such a file was opened before."""
    there, company = files_there(), request.user.company
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewListForm(*posted, today=today_of(request), there=[file.name for file in there])
    context = {"form": form, "there": there, "folder": folder(), "company": company}
    if not posted:
        return render(request, "external_lists/new.html", context)
    if company is None:
        form.add_error(None, _("You work for no company yet, and a list belongs to one. Ask an administrator."))
    if form.is_valid():
        try:
            taken = _taken(request, form)
        except (CannotList, CannotImport, CannotWrite) as refusal:
            field = {"list.past": "ends_on", "list.too_long": "ends_on"}.get(
                refusal.code, "there" if form.cleaned_data.get("there") else "file"
            )
            refuse(form, refusal, field=field)
        else:
            if taken.maps_itself:
                taken = open_list(external_list=taken, mapping=taken.mapping, defaults=taken.defaults)
            return redirect(taken.url)
    return refused(request, "external_lists/new.html", context)


@permit("external_lists.bring")
def columns(request: StaffRequest, list_id: int) -> HttpResponse:
    """Which column is what; posted, the rows are read."""
    external_list = list_of(request, list_id)
    form = ColumnsForm(request.POST or None, external_list=external_list)
    context = {"form": form, "external_list": external_list}
    if request.method != "POST":
        return render(request, "external_lists/columns.html", context)
    if form.is_valid():
        try:
            opened = open_list(external_list=external_list, mapping=form.mapping(), defaults=form.defaults())
        except (CannotImport, CannotWrite) as refusal:
            refuse(form, refusal)
        else:
            count = opened.row_count
            toasts.say(
                request,
                ngettext("%(count)s row is ready to be called.", "%(count)s rows are ready to be called.", count) % {"count": count},
            )
            return redirect(opened.url)
    return refused(request, "external_lists/columns.html", context)


@permit("external_lists.bring")
def describe(request: StaffRequest, list_id: int) -> HttpResponse:
    """What a list is for and until when it is kept; posted, the change."""
    external_list = list_of(request, list_id)
    form = DescriptionForm(request.POST or None, today=today_of(request), initial=DescriptionForm.initial_of(external_list))
    context = {"form": form, "external_list": external_list}
    if request.method != "POST":
        return render(request, "external_lists/describe.html", context)
    if form.is_valid():
        try:
            describe_list(external_list=external_list, described=form.described(), actor=request.user, today=today_of(request))
        except CannotList as refusal:
            refuse(form, refusal, field="ends_on")
        else:
            say(request, _("Kept."), subject_kind="external_list", subject_id=external_list.pk)
            return redirect(external_list.url)
    return refused(request, "external_lists/describe.html", context)


@permit("external_lists.bring")
@require_POST
def end(request: StaffRequest, list_id: int) -> HttpResponse:
    """Throw a list away before its day; whoever does writes its name, for nobody can undo it."""
    external_list = list_of(request, list_id)
    if request.POST.get("name", "").strip().casefold() != external_list.name.casefold():
        toasts.warn(request, _("Nothing is thrown away. Write the name of the list as it stands above."))
        return redirect("external_lists:describe", list_id=external_list.pk)
    throw_away(external_list=external_list, actor=request.user)
    toasts.say(request, _("%(list)s is thrown away, with its file.") % {"list": external_list.name})
    return redirect("external_lists:lists")


def _taken(request: StaffRequest, form: NewListForm) -> ExternalList:
    upload, there = form.cleaned_data.get("file"), form.cleaned_data.get("there", "")
    assert request.user.company is not None
    content = upload.read(MOST_BYTES + 1) if upload else read_from_folder(there)
    return take_list(
        name=upload.name if upload else there,
        content=content,
        described=form.described(),
        entity=request.user.company,
        actor=request.user,
        today=today_of(request),
        watched="" if upload else there,
    )

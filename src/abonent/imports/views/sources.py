"""Other systems that rows are loaded from: databases and addresses that are asked, folders that they put files into."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.imports import jobs
from abonent.imports.drops import drop_root
from abonent.imports.external import CannotLoad
from abonent.imports.kinds import kind_of
from abonent.imports.models import DroppedFile, ImportSource
from abonent.imports.queries import vanished_rows
from abonent.imports.source_forms import FORMS
from abonent.imports.sources import keep_source
from abonent.kit.refusals import stored_refusal
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused

VANISHED_SHOWN = 50
FILES_SHOWN = 20
# The field that is to be mended, where it is not the first.
FIELDS = {"source.not_a_question": "query", "address.secret_unreadable": "new_secret"}


@permit("imports.sources")
def sources(request: StaffRequest) -> HttpResponse:
    """All sources: when each is asked, and what came of it."""
    rows = [(source, source.batches.order_by("-id").first(), _failure(source)) for source in ImportSource.objects.all()]
    return render(request, "imports/sources.html", {"rows": rows})


@permit("imports.sources")
def new(request: StaffRequest) -> HttpResponse:
    """A source that is not there yet."""
    company, way = request.user.company, request.GET.get("way", "")
    source = ImportSource(way=way if way in FORMS else ImportSource.Way.DATABASE)
    if company:
        source.zone = company.zone
    return _form(request, source)


@permit("imports.sources")
def edit(request: StaffRequest, source_id: int) -> HttpResponse:
    """A source to be looked at and changed; where it was taken back a moment ago, the others."""
    source = ImportSource.objects.filter(pk=source_id).first()
    return _form(request, source) if source else redirect("imports:sources")


@permit("imports.sources")
@require_POST
def load(request: StaffRequest, source_id: int) -> HttpResponse:
    """Ask the source now, or look into its folder."""
    source = get_object_or_404(ImportSource, pk=source_id)
    jobs.load_soon(source=source, actor=request.user, today=today_of(request))
    text = (
        _("%(source)s is being looked into. What comes stands here and among the imports.")
        if source.folder
        else _("%(source)s is being asked. What comes stands among the imports.")
    )
    toasts.say(request, text % {"source": source.name})
    return redirect("imports:source", source_id=source.pk)


def _form(request: StaffRequest, source: ImportSource) -> HttpResponse:
    form = FORMS[source.way](request.POST or None, instance=source)
    context = {
        "form": form,
        "source": source,
        "failure": _failure(source),
        "batches": source.batches.select_related("file").order_by("-id")[:10] if source.pk else [],
        "place": drop_root() / source.folder if source.folder else "",
        "files": [(file, _why_not_read(file)) for file in source.dropped_files.select_related("batch")[:FILES_SHOWN]] if source.pk else [],
        "vanished": vanished_rows(source, kind_of(source.kind), limit=VANISHED_SHOWN) if source.pk else [],
    }
    if request.method != "POST":
        return render(request, "imports/source.html", context)
    if form.is_valid():
        try:
            kept = keep_source(
                source=source,
                address=form.cleaned_data.get("new_address", ""),
                secret=form.cleaned_data.get("new_secret", ""),
                said=form.said(),
                actor=request.user,
            )
        except CannotLoad as refusal:
            refuse(form, refusal, field=FIELDS.get(refusal.code, form.first[0]))
        else:
            toasts.say(request, _("The source is kept."), undo_url=undo_address(request.user, "import_source", kept.pk))
            return redirect("imports:source", source_id=kept.pk)
    return refused(request, "imports/source.html", context)


def _failure(source: ImportSource) -> str:
    return stored_refusal(source.failure["code"], source.failure["parameters"]) if source.failure else ""


def _why_not_read(file: DroppedFile) -> str:
    return stored_refusal(file.failure["code"], file.failure["parameters"]) if file.failure else ""

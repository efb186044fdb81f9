"""One import: the file, its columns, the check, the commit; each step looks before the next."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.imports import jobs
from abonent.imports.forms import FileForm, MappingForm
from abonent.imports.kinds import ImportKind
from abonent.imports.models import ImportBatch, ImportSource
from abonent.imports.operations import WAITING, leave_batch, take_file, write_error_file
from abonent.imports.precedence import keep_rules
from abonent.imports.queries import (
    act_to_undo,
    conflicts_to_settle,
    first_faults,
    first_faulty_lines,
    kept_rows,
    rows_to_mend,
    said_of_workbook,
    standing_of,
)
from abonent.imports.refusals import CannotImport
from abonent.imports.views.shared import allowed_batch, allowed_kind
from abonent.kit.files import open_stored, store_stream
from abonent.kit.refusals import Refusal, stored_refusal
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused
from abonent.ui.steps import Progress, steps

State = ImportBatch.State
FAULTS_SHOWN = 50
ROWS_SHOWN = 25
KEPT_SHOWN = 50
AT_WORK = (State.CHECKING, State.COMMITTING, State.UNDOING)
PAST_CHECKING = (State.COMMITTING, State.COMMITTED, State.UNDOING, State.UNDONE, State.LEFT)
STEPS = {
    State.UPLOADED: 1, State.REFUSED: 1, State.CHECKING: 2, State.CHECKED: 3, State.COMMITTING: 3, State.COMMITTED: 4, State.UNDOING: 4, State.UNDONE: 4, State.LEFT: 1,
}  # fmt: skip


@permit("imports.use")
def new(request: StaffRequest, kind: str) -> HttpResponse:
    """The form of a file, or of pasted cells; posted, the import with its columns guessed."""
    declared = allowed_kind(request, kind)
    form = FileForm(request.POST or None, request.FILES or None)
    context = {"form": form, "kind": declared, "steps": steps(_step_labels(), present=0)}
    if request.method != "POST":
        return render(request, "imports/new.html", context)
    if form.is_valid():
        name, media_type, stream = form.brought()
        file = store_stream(name=name, media_type=media_type, stream=stream, owner="import_batch")
        try:
            batch = take_file(
                kind=kind, file=file, source=form.cleaned_data["source"], actor=request.user, defaults=declared.usual(request.user.company)
            )
        except CannotImport as refusal:
            refuse(form, refusal, field="file")
        else:
            if batch.maps_itself:
                _check(request, batch)
            return redirect("imports:batch", batch_id=batch.pk)
    return refused(request, "imports/new.html", context)


@permit("imports.use")
def batch(request: StaffRequest, batch_id: int) -> HttpResponse:
    """The import as it stands: the columns to say, what the check found, how far the commit is, what came in."""
    shown, kind = allowed_batch(request, batch_id)
    form = None if shown.given_out else MappingForm(kind=kind, batch=shown)
    return render(request, "imports/batch.html", _context(shown, kind, form))


@permit("imports.use")
def standing(request: StaffRequest, batch_id: int) -> HttpResponse:
    """How far the work on a large file is; when it is done, the page is asked for again."""
    shown, kind = allowed_batch(request, batch_id)
    if shown.state not in AT_WORK:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "imports/standing.html", _context(shown, kind, None))


@permit("imports.use")
@require_POST
def check(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Check the file with the columns as chosen."""
    shown, kind = allowed_batch(request, batch_id)
    form = MappingForm(request.POST, kind=kind, batch=shown)
    if not form.is_valid() or shown.state in PAST_CHECKING:
        return refused(request, "imports/batch.html", _context(shown, kind, form))
    ImportBatch.objects.filter(pk=shown.pk).update(defaults=form.defaults())
    if shown.loaded_from is not None:
        ImportSource.objects.filter(pk=shown.loaded_from.pk).update(defaults=form.defaults())
    shown.defaults = form.defaults()
    shown.mapping = form.mapping()
    act = keep_rules(kind, shown.source, form.rules(), actor=request.user)
    if act and act.subject_ids:
        toasts.say(
            request,
            _("What files from %(source)s may overwrite is saved.") % {"source": shown.source},
            undo_url=reverse("runs:undo", args=[act.pk]),
        )
    _check(request, shown)
    return redirect("imports:batch", batch_id=shown.pk)


@permit("imports.use")
@require_POST
def commit(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Write the rows without faults into the register."""
    shown, _kind = allowed_batch(request, batch_id)
    jobs.commit_soon(batch=shown, actor=request.user, today=today_of(request))
    return redirect("imports:batch", batch_id=shown.pk)


@permit("imports.use")
@require_POST
def undo(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Take back what the import did, but for rows that were used since."""
    shown, _kind = allowed_batch(request, batch_id)
    act = act_to_undo(shown)
    try:
        if act is None:
            raise CannotImport("import.not_committed", state=shown.get_state_display())
        jobs.undo_soon(act=act, batch=shown, actor=request.user, today=today_of(request))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    return redirect("imports:batch", batch_id=shown.pk)


@permit("imports.use")
@require_POST
def leave(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Do not bring in a file that waits."""
    shown, _kind = allowed_batch(request, batch_id)
    try:
        leave_batch(batch=shown, actor=request.user)
    except CannotImport as refusal:
        toasts.warn(request, str(refusal))
    else:
        undo_url = undo_address(request.user, "import_batch", shown.pk)
        toasts.say(request, _("%(file)s is not brought in.") % {"file": shown.file.name}, undo_url=undo_url)
    return redirect("imports:batch", batch_id=shown.pk)


@permit("imports.use")
def error_file(request: StaffRequest, batch_id: int) -> HttpResponseBase:
    """The rows with faults and their reasons, to be mended and brought in again."""
    shown, _kind = allowed_batch(request, batch_id)
    if shown.error_file is None:
        write_error_file(batch=shown, heading=_("What is wrong"))
    if shown.error_file is None:
        raise Http404
    return FileResponse(open_stored(shown.error_file), as_attachment=True, filename=shown.error_file.name, content_type="text/csv")


def _check(request: StaffRequest, batch: ImportBatch) -> None:
    """Check a batch with the columns that it has."""
    jobs.check_soon(batch=batch, mapping=batch.mapping, heading=_("What is wrong"), actor=request.user, today=today_of(request))


def _context(shown: ImportBatch, kind: ImportKind, form: MappingForm | None) -> dict[str, Any]:
    doing = standing_of(shown, kind) if shown.state in AT_WORK else None
    progress = Progress(doing.step, doing.steps, _("steps"), get_language() or "en") if doing and shown.state == State.COMMITTING else None
    lines = first_faulty_lines(shown, limit=ROWS_SHOWN) if shown.state == State.CHECKED else []
    to_mend = rows_to_mend(shown, kind, lines=lines)
    to_settle = conflicts_to_settle(shown, kind, limit=ROWS_SHOWN) if shown.state == State.CHECKED else []
    failure = stored_refusal(shown.failure["code"], shown.failure["parameters"]) if shown.failure else ""
    return {
        "batch": shown,
        "kind": kind,
        "form": form,
        "faults": first_faults(shown, kind, limit=FAULTS_SHOWN) if shown.error_count and not to_mend else [],
        "undoable": act_to_undo(shown) if shown.state == State.COMMITTED else None,
        "kept": kept_rows(shown, kind, limit=KEPT_SHOWN) if shown.kept_count else [],
        "to_mend": to_mend,
        "more_to_mend": shown.error_count - len(to_mend),
        "to_settle": to_settle,
        "more_to_settle": max(shown.conflicts.count() - len(to_settle), 0) if to_settle else 0,
        "given_out": said_of_workbook(shown),
        "held_back": [(kind.label_of(name), count) for name, count in shown.layout.get("held_back", {}).items()],
        "ready": shown.ready_count,
        "failure": failure,
        "may_be_left": shown.state in WAITING,
        "standing": doing,
        "progress": progress,
        "steps": steps(_step_labels(), present=STEPS[State(shown.state)]),
    }


def _step_labels() -> list[str]:
    return [_("File"), _("Columns"), _("Check"), _("Commit")]

"""Bring bank files: taken in at once, or by a worker if they are large; then what became of each, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit import clock, statements
from abonent.kit.refusals import stored_refusal
from abonent.ledger.jobs import take_in_bank_files
from abonent.ledger.models import BankUpload
from abonent.ledger.operations.uploads import bring_file, match_brought
from abonent.ledger.readers import warning_words
from abonent.ui import toasts, wording
from abonent.ui.lists import State

READ_AT_ONCE = 2 * 2**20  # bytes of all files together; about 2,000 lines

STATES = {
    BankUpload.State.WAITING: State(label=gettext_lazy("waits"), icon="clock", tone="ink2"),
    BankUpload.State.READING: State(label=gettext_lazy("is being read"), icon="loader-2", tone="ink2"),
    BankUpload.State.MATCHING: State(label=gettext_lazy("is being matched"), icon="loader-2", tone="ink2"),
    BankUpload.State.IMPORTED: State(label=gettext_lazy("imported"), icon="circle-check", tone="ok"),
    BankUpload.State.ALREADY: State(label=gettext_lazy("here already"), icon="info-circle", tone="ink2"),
    BankUpload.State.REFUSED: State(label=gettext_lazy("refused"), icon="ban", tone="danger"),
    BankUpload.State.FAILED: State(label=gettext_lazy("stopped"), icon="alert-octagon", tone="danger"),
}


@dataclass(frozen=True)
class Outcome:
    """What became of a file."""

    upload: BankUpload
    state: State
    words: str

    @property
    def warnings(self) -> list[str]:
        """What was odd about it."""
        return [warning_words(each["code"], each["parameters"]) for each in self.upload.warnings]


@dataclass(frozen=True)
class Outcomes:
    """What became of the files that were brought together."""

    batch: UUID
    files: list[Outcome]

    @property
    def under_way(self) -> bool:
        """Whether there is more to come."""
        return any(outcome.upload.is_under_way for outcome in self.files)


@permit("ledger.book_payments")
@require_POST
def bring(request: StaffRequest) -> HttpResponse:
    """Take in the files that were chosen or dropped."""
    files = request.FILES.getlist("files")
    if not files:
        toasts.warn(request, _("Choose a file first."))
        return redirect("ledger:bank")
    batch = uuid4()
    if sum(file.size or 0 for file in files) <= READ_AT_ONCE:
        _take_in(batch, files, request.user)
    else:
        _leave_to_a_worker(batch, files, request.user)
    return redirect(f"{reverse('ledger:bank')}?brought={batch}")


@permit("ledger.see_books")
def brought(request: StaffRequest, batch: UUID) -> HttpResponse:
    """What became of the files so far; asked every second while there is more to come, then the page is due anew."""
    found = outcomes(batch, request.user)
    if found is None:
        raise Http404
    response = render(request, "ledger/outcomes.html", {"outcomes": found})
    if not found.under_way:
        response["HX-Refresh"] = "true"
    return response


def outcomes(batch: UUID | None, viewer: StaffUser) -> Outcomes | None:
    """What became of the files that the viewer brought; None if there are no such."""
    uploads = list(BankUpload.objects.filter(batch=batch, brought_by=viewer).order_by("pk")) if batch else []
    if not uploads or batch is None:
        return None
    held = {row.upload_id: row for row in statements.rows("ledger/brought_files", batch=batch, viewer=viewer.pk)}
    return Outcomes(batch, [Outcome(each, STATES[BankUpload.State(each.state)], _words(each, held, viewer.language)) for each in uploads])


def _take_in(batch: UUID, files: Sequence[UploadedFile], actor: StaffUser) -> None:
    for file in files:
        bring_file(batch=batch, name=file.name or "", size=file.size or 0, content=file, actor=actor, at_once=True)  # type: ignore[arg-type]
    match_brought(batch=batch, actor=actor, today_in=clock.today)


def _leave_to_a_worker(batch: UUID, files: Sequence[UploadedFile], actor: StaffUser) -> None:
    with transaction.atomic():
        for file in files:
            bring_file(batch=batch, name=file.name or "", size=file.size or 0, content=file, actor=actor, at_once=False)  # type: ignore[arg-type]
        take_in_bank_files.defer(batch=str(batch))


def _words(upload: BankUpload, held: dict[int, Any], language: str) -> str:
    if upload.state == BankUpload.State.REFUSED:
        refusal = upload.refusal or {}
        return stored_refusal(refusal["code"], refusal["parameters"])
    if upload.state == BankUpload.State.ALREADY:
        return _("This file was taken in before; nothing has changed.")
    if upload.state == BankUpload.State.FAILED:
        return _("A fault of the program stopped it; nothing of the file was taken in.")
    if upload.state == BankUpload.State.READING:
        lines = wording.number(statements.value("ledger/lines_being_read"), language)
        return _("%(lines)s lines so far. You can leave this page.") % {"lines": lines}
    if upload.state == BankUpload.State.WAITING:
        return _("A worker will take it in. You can leave this page.")
    return _held_words(upload, held.get(upload.pk), language)


def _held_words(upload: BankUpload, held: Any, language: str) -> str:
    """6 lines, 3 076,00 kr in, 45,00 kr out. 3 matched, 3 left."""
    if held is None:
        return ""
    entries = ngettext("%(count)s line", "%(count)s lines", held.entries) % {"count": wording.number(held.entries, language)}
    sums = [_("%(amount)s in") % {"amount": wording.money(held.credit, held.currency, language)}] if held.credit else []
    sums += [_("%(amount)s out") % {"amount": wording.money(held.debit, held.currency, language)}] if held.debit else []
    known = held.entries - upload.new_lines
    words = [", ".join([entries, *sums]) + "."]
    if known > 0:
        words.append(_("%(count)s were here already.") % {"count": wording.number(known, language)})
    if upload.state == BankUpload.State.IMPORTED:
        figures = {
            "matched": wording.number(upload.new_lines - held.left_lines, language),
            "left": wording.number(held.left_lines, language),
        }
        words.append(_("%(matched)s matched, %(left)s left.") % figures)
    return " ".join(words)

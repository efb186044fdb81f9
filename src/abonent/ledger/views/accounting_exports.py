"""Accounting exports: the batches, one of them with its file and vouchers, the plan of a run, and how a company's journal leaves."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit.files import open_stored
from abonent.ledger.accounting_formats import accounting_format
from abonent.ledger.forms import AccountingProgramForm
from abonent.ledger.models import AccountingExport, ExportedEntry, PlannedExportSum
from abonent.ledger.operations import CannotExport, fetch_accounting_file, set_accounting_program, withdraw_accounting_export
from abonent.ledger.operations.accounting_exports import KIND, accounts_not_taken, program_of
from abonent.ledger.queries import visible_exports
from abonent.ledger.views.acts import undo_url
from abonent.ledger.views.company_filter import company_filters
from abonent.ledger.wording import ENTRY_KINDS
from abonent.runs.models import Run
from abonent.runs.plan_list import look_steps
from abonent.runs.queries import visible_runs
from abonent.ui import toasts, wording
from abonent.ui.forms import refused
from abonent.ui.lists import (
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    State,
    StateColumn,
    TextFilter,
    list_view,
)
from abonent.ui.open_records import remember

STATES = {
    "waits": State(label=gettext_lazy("not fetched yet"), icon="clock", tone="warn"),
    "fetched": State(label=gettext_lazy("fetched"), icon="circle-check", tone="ok"),
    "withdrawn": State(label=gettext_lazy("taken back"), icon="arrow-back-up", tone="ink3"),
}


class ExportList(List):
    """The batches of the viewer's companies, latest first."""

    name = "accounting-exports"
    title = gettext_lazy("Accounting export")
    columns = [
        Column(name="number", label=gettext_lazy("Batch"), value="number", sort="number", slot="main", link=lambda row: row.url),
        DayColumn(name="before", label=gettext_lazy("Posted before"), value="before", sort="before", slot="sub"),
        Column(name="layout", label=gettext_lazy("Format"), value=lambda row: accounting_format(row.layout).label, quiet=True),
        NumberColumn(name="entries", label=gettext_lazy("Entries"), value="entries", total=Sum("entries")),
        NumberColumn(name="vouchers", label=gettext_lazy("Vouchers"), value="vouchers", quiet=True),
        StateColumn(name="state", label=gettext_lazy("File"), value=lambda row: _state(row), states=STATES, slot="fig2"),
        MomentColumn(name="made", label=gettext_lazy("Made"), value="made_at", sort="made_at", quiet=True),
        MoneyColumn(
            name="amount", label=gettext_lazy("Debit"), value="amount", currency="entity__currency", shows_currency=True, slot="fig"
        ),
        Column(name="company", label=gettext_lazy("Company"), value="entity.name", quiet=True),
    ]
    default_sort = "-made_at"
    empty = EmptyState(
        title=gettext_lazy("Nothing has left yet"),
        text=gettext_lazy("Say on the accounts which program reads your vouchers, then plan an export: it shows what would leave."),
    )

    def __init__(self, request: StaffRequest) -> None:
        super().__init__(request)
        self.filters = company_filters(request.user, "entity_id")  # type: ignore[misc]

    def rows(self) -> QuerySet[Any]:
        return visible_exports(self.request.user)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s batch", "%(count)s batches", count) % {"count": wording.number(count, self.reader.language)}


class PlannedSumList(List):
    """What a run would export, by account and unit."""

    name = "planned-export"
    title = gettext_lazy("Accounting export")
    default_sort = "ordinal"
    columns = [
        Column(name="account", label=gettext_lazy("Account"), value="account", slot="main"),
        Column(name="unit", label=gettext_lazy("Unit"), value=lambda row: row.unit.name if row.unit else "", slot="sub"),
        NumberColumn(name="lines", label=gettext_lazy("Lines"), value="lines", quiet=True, total=Sum("lines")),
        MoneyColumn(name="debit", label=gettext_lazy("Debit"), value="debit", currency="run__currency", slot="fig", total=Sum("debit")),
        MoneyColumn(
            name="credit", label=gettext_lazy("Credit"), value="credit", currency="run__currency", slot="fig2", total=Sum("credit")
        ),
    ]
    filters = [
        TextFilter(
            name="q",
            label=gettext_lazy("Account"),
            where=lambda text: Q(account__code__startswith=text) | Q(account__name__icontains=text),
            prominent=True,
        )
    ]
    empty = EmptyState(
        title=gettext_lazy("Nothing is to leave"), text=gettext_lazy("All that was posted before this day has left already.")
    )

    def __init__(self, request: StaffRequest, run: Run) -> None:
        super().__init__(request)
        self.run = run

    def rows(self) -> QuerySet[Any]:
        return PlannedExportSum.objects.filter(run=self.run).select_related("account", "unit", "run")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s line", "%(count)s lines", count) % {"count": wording.number(count, self.reader.language)}


class VoucherList(List):
    """The entries of a batch with the vouchers they left in."""

    name = "exported-entries"
    title = gettext_lazy("Vouchers")
    columns = [
        NumberColumn(name="voucher", label=gettext_lazy("Voucher"), value="voucher", sort="voucher", slot="fig"),
        DayColumn(name="posted", label=gettext_lazy("Posted"), value="entry.posted_on", slot="sub"),
        Column(name="kind", label=gettext_lazy("Kind"), value=lambda row: ENTRY_KINDS.get(row.entry.kind, row.entry.kind), slot="fig2"),
        Column(
            name="text",
            label=gettext_lazy("Entry"),
            value="entry.text",
            slot="main",
            link=lambda row: reverse("ledger:entry", args=[row.pk]),
        ),
    ]
    filters = [
        TextFilter(
            name="voucher",
            label=gettext_lazy("Voucher"),
            where=lambda text: Q(voucher=int(text)) if text.isdecimal() else Q(pk=None),
            prominent=True,
        ),
        ChoiceFilter(name="kind", label=gettext_lazy("Kind"), path="entry__kind", choices=list(ENTRY_KINDS.items())),
    ]
    default_sort = "voucher"
    empty = EmptyState(title=gettext_lazy("No entries"), text=gettext_lazy("The batch was taken back; its entries leave with another."))

    def __init__(self, request: StaffRequest, export: AccountingExport) -> None:
        super().__init__(request)
        self.export = export

    def rows(self) -> QuerySet[Any]:
        return ExportedEntry.objects.filter(export=self.export).select_related("entry")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": wording.number(count, self.reader.language)}


@permit("ledger.see_books")
def accounting_exports(request: StaffRequest) -> HttpResponseBase:
    """All batches."""
    start_url = f"{reverse('runs:new')}?kind={KIND}"
    may = {"may_export": request.user.may("ledger.export_journal")}
    return list_view(request, ExportList, template="ledger/accounting_exports.html", start_url=start_url, **may)


@permit("ledger.see_books")
def accounting_export(request: StaffRequest, export_id: int) -> HttpResponseBase:
    """A batch: its file, its sums, its vouchers."""
    export = _export(request, export_id)
    name = _("Batch %(number)s, %(company)s") % {"number": export.number, "company": export.entity.name}
    remember(request, label=name, url=request.path, icon="file-export")
    file = getattr(export, "file", None)
    context = {
        "export": export,
        "name": name,
        "layout": accounting_format(export.layout).label,
        "state": STATES[_state(export)],
        "file": file,
        "sums": export.sums.select_related("account", "unit").order_by("ordinal"),
        "may_export": request.user.may("ledger.export_journal"),
        "may_withdraw": request.user.may("ledger.export_journal") and not export.withdrawn_at and not (file and file.fetched_at),
    }
    return list_view(request, partial(VoucherList, export=export), template="ledger/accounting_export.html", **context)  # type: ignore[arg-type]


@permit("ledger.export_journal")
def accounting_file(request: StaffRequest, export_id: int) -> HttpResponseBase:
    """The file of a batch, the same to the byte whenever it is fetched. From now on the batch stays."""
    export = _export(request, export_id)
    try:
        stored = fetch_accounting_file(export=export, actor=request.user).stored_file
    except CannotExport as refusal:
        toasts.warn(request, str(refusal))
        return redirect(export.url)
    return FileResponse(open_stored(stored), as_attachment=True, filename=stored.name, content_type=stored.media_type)


@permit("ledger.export_journal")
@require_POST
def withdrawal(request: StaffRequest, export_id: int) -> HttpResponse:
    """Take a batch back, as long as nobody fetched its file."""
    export = _export(request, export_id)
    try:
        withdraw_accounting_export(run=export.run, actor=request.user)
    except CannotExport as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The batch is taken back: its entries leave with the next."))
    return redirect(export.url)


@permit("ledger.export_journal")
def planned_export(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """What a run would export, by account; once it is committed, its batch."""
    run = get_object_or_404(visible_runs(request.user).filter(kind=KIND), pk=run_id)
    written = visible_exports(request.user).filter(run=run).first()
    if written:
        return redirect(written.url)
    counted = PlannedExportSum.objects.filter(run=run).aggregate(accounts=Count("account", distinct=True), lines=Sum("lines"))
    context = {
        "run": run,
        "counted": counted,
        "layout": accounting_format(program_of(run.entity).layout).label,
        "not_taken": accounts_not_taken(run),
        "steps": look_steps(run, request.path),
        "may_commit": run.state == Run.State.PLANNED and run.planned_rows,
    }
    return list_view(request, partial(PlannedSumList, run=run), template="ledger/planned_export.html", **context)  # type: ignore[arg-type]


@permit("ledger.edit_accounts")
def accounting_program(request: StaffRequest, entity_id: int) -> HttpResponse:
    """In which format the journal of a company leaves from now on."""
    entity = get_object_or_404(request.user.entities, pk=entity_id)
    form = AccountingProgramForm(request.POST or None, program=program_of(entity))
    context = {"form": form, "entity": entity}
    if request.method != "POST":
        return render(request, "ledger/accounting_program.html", context)
    if not form.is_valid():
        return refused(request, "ledger/accounting_program.html", context)
    set_accounting_program(program=form.said, actor=request.user)
    said = _("From the next batch on %(company)s exports as %(format)s.")
    words = said % {"company": entity.name, "format": accounting_format(form.said.layout).label}
    toasts.say(request, words, undo_url=undo_url("entity", entity.pk))
    return redirect("ledger:accounts")


def _export(request: StaffRequest, export_id: int) -> AccountingExport:
    return get_object_or_404(visible_exports(request.user), pk=export_id)


def _state(export: AccountingExport) -> str:
    if export.withdrawn_at:
        return "withdrawn"
    file = getattr(export, "file", None)
    return "fetched" if file and file.fetched_at else "waits"

"""Bank files that came in, the statements in them, and their lines."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit import files
from abonent.ledger.models import Allocation, BankLine, BankLineDecision, BankStatement, Payment
from abonent.ledger.queries import visible_files, visible_lines, visible_statements
from abonent.ledger.views.company_filter import account_filters
from abonent.ledger.wording import allocation_reason
from abonent.ui import wording
from abonent.ui.lists import (
    AmountFilter,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    PeriodFilter,
    State,
    StateColumn,
    TextFilter,
    View,
    list_view,
    render_list,
)

KINDS = {"statement": _("Statement"), "notification": _("Notification"), "report": _("Within the day")}
BALANCES = {
    "agrees": State(label=_("Agrees"), icon="circle-check", tone="ok"),
    "differs": State(label=_("Differs"), icon="alert-triangle", tone="danger"),
    "none": State(label=_("No balances"), icon="minus", tone="ink2"),
}
LINE_STATES = {
    "unknown": State(label=_("Unknown"), icon="help-circle", tone="warn"),
    "paid": State(label=_("Payment"), icon="circle-check", tone="ok"),
    **{kind.value: State(label=kind.label, icon="archive", tone="ink2") for kind in BankLineDecision.Kind},
}


class BankFileList(List):
    """Files from the bank, latest first."""

    name = "bank_files"
    title = _("Bank files")
    columns = [
        Column(
            name="file", label=_("File"), value="stored_file.name", slot="main", link=lambda row: reverse("ledger:bank_file", args=[row.pk])
        ),
        MomentColumn(name="imported", label=_("Came in"), value="imported_at", sort="imported_at", slot="sub"),
        Column(name="format", label=_("Format"), quiet=True),
        NumberColumn(name="statements", label=_("Statements"), value="statement_count"),
        NumberColumn(name="lines", label=_("Entries"), value="entries"),
        MoneyColumn(name="credit", label=_("In"), currency="currency", slot="fig"),
        MoneyColumn(name="debit", label=_("Out"), currency="currency"),
        NumberColumn(name="left", label=_("Unknown"), value=lambda row: row.left_lines or None, slot="fig2"),
        Column(name="by", label=_("By"), value=lambda row: row.imported_by.get_full_name() if row.imported_by else "", quiet=True),
    ]
    filters = [
        TextFilter(name="q", label=_("File name"), path="stored_file__name", prominent=True),
        PeriodFilter(name="imported", label=_("Came in"), path="imported_at", moments=True),
    ]
    default_sort = "-pk"
    empty = EmptyState(title=_("No bank file yet"), text=_("Bring one to the bank page."), act_label=_("Bank"), act_url_name="ledger:bank")

    def rows(self) -> QuerySet[Any]:
        return visible_files(self.request.user)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s file", "%(count)s files", count) % {"count": wording.number(count, self.reader.language)}


class BankStatementList(List):
    """Statements and notifications, latest first; whether their balances agree with their lines."""

    name = "bank_statements"
    title = _("Bank statements")
    columns = [
        Column(
            name="account",
            label=pgettext_lazy("bank", "Account"),
            value="bank_account.name",
            slot="main",
            link=lambda row: reverse("ledger:bank_statement", args=[row.pk]),
        ),
        Column(name="kind", label=_("Kind"), value=lambda row: KINDS.get(row.kind, row.kind)),
        Column(name="statement", label=_("Number"), value="statement_id", quiet=True),
        DayColumn(name="day", label=_("Day"), value="created_on", sort="created_on", slot="sub"),
        NumberColumn(name="lines", label=_("Entries"), value="entries"),
        MoneyColumn(name="opening", label=_("Opening balance"), value="opening_balance", currency="currency", quiet=True),
        MoneyColumn(name="credit", label=_("In"), sort="credit", currency="currency", shows_currency=True, total=Sum("credit"), slot="fig"),
        MoneyColumn(name="debit", label=_("Out"), sort="debit", currency="currency", total=Sum("debit")),
        MoneyColumn(name="closing", label=_("Closing balance"), value="closing_balance", currency="currency", quiet=True),
        StateColumn(name="balance", label=_("Balances"), states=BALANCES, slot="fig2"),
    ]
    filters = [
        ChoiceFilter(name="kind", label=_("Kind"), path="kind", choices=list(KINDS.items())),
        ChoiceFilter(
            name="balance", label=_("Balances"), path="balance", choices=[(code, state.label) for code, state in BALANCES.items()]
        ),
        PeriodFilter(name="day", label=_("Day"), path="created_on"),
    ]
    views = [View(name="all", label=_("All")), View(name="differ", label=_("Balances that differ"), query="balance=differs")]
    default_sort = "-pk"
    empty = EmptyState(title=_("No statement yet"), text=_("They come with the files of the bank."))

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.filters = [*account_filters(request.user, "bank_account_id"), *type(self).filters]  # type: ignore[misc,arg-type]

    def rows(self) -> QuerySet[Any]:
        closes = Q(closing_balance=F("opening_balance") + F("credit") - F("debit"))
        balance = Case(
            When(Q(opening_balance=None) | Q(closing_balance=None), then=Value("none")),
            When(closes, then=Value("agrees")),
            default=Value("differs"),
            output_field=CharField(),
        )
        return visible_statements(self.request.user).annotate(balance=balance)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s statement", "%(count)s statements", count) % {"count": wording.number(count, self.reader.language)}


class BankLineList(List):
    """The lines of one statement, in the order of the bank."""

    name = "bank_lines"
    title = _("Lines")
    columns = [
        Column(
            name="name",
            label=_("From or to"),
            value="counterpart_name",
            slot="main",
            link=lambda row: reverse("ledger:bank_line", args=[row.pk]),
        ),
        DayColumn(
            name="booked",
            label=_("Booked"),
            value="booked_on",
            sort="booked_on",
            link=lambda row: reverse("ledger:bank_line", args=[row.pk]),
        ),
        Column(name="reference", label=_("Reference"), slot="sub"),
        Column(name="text", label=_("Text"), quiet=True),
        StateColumn(name="state", label=_("State"), states=LINE_STATES, slot="fig2"),
        MoneyColumn(name="amount", label=_("Amount"), sort="amount", currency="currency", total=Sum("amount"), slot="fig"),
    ]
    filters = [
        TextFilter(name="q", label=_("Name"), path="counterpart_name", prominent=True),
        ChoiceFilter(name="state", label=_("State"), path="state", choices=[(code, state.label) for code, state in LINE_STATES.items()]),
        AmountFilter(name="amount", label=_("Amount"), path="amount"),
    ]
    default_sort = "pk"
    empty = EmptyState(title=_("No line of its own"), text=_("Everything in it had come before, from another file."))

    def __init__(self, request: StaffRequest, statement: BankStatement) -> None:
        super().__init__(request)
        self.statement = statement

    def rows(self) -> QuerySet[Any]:
        return with_state(BankLine.objects.filter(statement=self.statement))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s line", "%(count)s lines", count) % {"count": wording.number(count, self.reader.language)}


def with_state(lines: QuerySet[BankLine]) -> QuerySet[BankLine]:
    """Lines with `state`: unknown, paid, or what they were set aside as."""
    standing = BankLineDecision.objects.filter(bank_line=OuterRef("pk"), taken_back_at=None).values("kind")
    state = Case(
        When(unknown__isnull=False, then=Value("unknown")),
        When(Exists(standing), then=Subquery(standing[:1])),
        default=Value("paid"),
        output_field=CharField(),
    )
    return lines.annotate(state=state)


@permit("ledger.see_books")
def bank_files(request: StaffRequest) -> HttpResponseBase:
    """All files."""
    return list_view(request, BankFileList, template="ledger/list.html")


@permit("ledger.see_books")
def bank_file(request: StaffRequest, file_id: int) -> HttpResponse:
    """One file with its statements."""
    file = get_object_or_404(visible_files(request.user), pk=file_id)
    statements = visible_statements(request.user).filter(bank_file=file).order_by("ordinal")
    return render(request, "ledger/bank_file.html", {"file": file, "statements": statements, "kinds": KINDS})


@permit("ledger.see_books")
def raw_file(request: StaffRequest, file_id: int) -> FileResponse:
    """The file as the bank sent it."""
    file = get_object_or_404(visible_files(request.user), pk=file_id)
    stored = file.stored_file
    return FileResponse(files.open_stored(stored), as_attachment=True, filename=stored.name, content_type="application/octet-stream")


@permit("ledger.see_books")
def bank_statements(request: StaffRequest) -> HttpResponseBase:
    """All statements."""
    return list_view(request, BankStatementList, template="ledger/list.html")


@permit("ledger.see_books")
def bank_statement(request: StaffRequest, statement_id: int) -> HttpResponse:
    """One statement: its balances, and its lines."""
    statement = get_object_or_404(visible_statements(request.user), pk=statement_id)
    lines = render_list(request, BankLineList(request, statement), url=reverse("ledger:statement_lines", args=[statement.pk]))
    expected = None if statement.opening_balance is None else statement.opening_balance + statement.credit - statement.debit
    context = {
        "statement": statement,
        "kind": KINDS.get(statement.kind, statement.kind),
        "lines": lines,
        "expected": expected,
        "agrees": expected is not None and expected == statement.closing_balance,
    }
    return render(request, "ledger/bank_statement.html", context)


@permit("ledger.see_books")
def statement_lines(request: StaffRequest, statement_id: int) -> HttpResponseBase:
    """The lines of a statement as a list of their own."""
    statement = get_object_or_404(visible_statements(request.user), pk=statement_id)
    return list_view(request, partial(BankLineList, statement=statement), template="ledger/list.html")  # type: ignore[arg-type]


@permit("ledger.see_books")
def bank_line(request: StaffRequest, line_id: int) -> HttpResponse:
    """Everything about a line: what the bank said, and what became of it."""
    line = get_object_or_404(with_state(visible_lines(request.user)), pk=line_id)
    payments = Payment.objects.filter(bank_line=line).select_related("customer", "booked_by").order_by("pk")
    settled = Allocation.objects.filter(payment__in=payments, amount__gt=0, reversed_by=None).select_related("receivable")
    context = {
        "line": line,
        "state": LINE_STATES[line.state],  # type: ignore[attr-defined]
        "payments": payments,
        "settled": [(each, allocation_reason(each.reason)) for each in settled if each.receivable],
        "decisions": line.decisions.select_related("decided_by", "taken_back_by").order_by("pk"),
    }
    return render(request, "ledger/bank_line.html", context)

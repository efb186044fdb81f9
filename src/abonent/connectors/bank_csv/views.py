"""Say which column of a bank's table is what, with what would be read of a file beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import BinaryIO, cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.company.models import BankAccount
from abonent.connectors.bank_csv.finding import first_guess, headers_in
from abonent.connectors.bank_csv.forms import COLUMN, MappingForm
from abonent.connectors.bank_csv.layout import COLUMNS, DELIMITERS, ENCODINGS, Layout
from abonent.connectors.bank_csv.models import BankCsvMapping
from abonent.connectors.bank_csv.operations import map_table
from abonent.connectors.bank_csv.reader import OwnAccount, stream_table
from abonent.connectors.bank_csv.refusals import CannotReadTable
from abonent.connectors.line_files.source import Source
from abonent.ledger.readers import warning_words
from abonent.ledger.rules.statement import BankEntry, BankStatement
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refused

ROWS_SHOWN = 8
EMPTY = Layout(";", next(iter(ENCODINGS)), "YYYY-MM-DD", ",")


@dataclass
class Shown:
    """What would be read of the file at hand: the first entries and the sums of all, or why it would be refused."""

    entries: list[BankEntry] = field(default_factory=list)
    statement: BankStatement | None = None
    refusal: str = ""
    bank: str = ""

    @property
    def warnings(self) -> list[str]:
        """What is odd about it."""
        return [warning_words(each.code, each.parameters) for each in self.statement.warnings] if self.statement else []


@permit("bank_csv.map")
def mappings(request: StaffRequest) -> HttpResponse:
    """The accounts of the viewer's companies, and for which of them tables can be read."""
    accounts = of_my_entities(BankAccount.objects.select_related("entity", "csv_mapping"), request.user)
    rows = [(account, getattr(account, "csv_mapping", None)) for account in accounts.order_by("entity__name", "name", "number")]
    return render(request, "bank_csv/mappings.html", {"rows": rows})


@permit("bank_csv.map")
def mapping(request: StaffRequest, account_id: int) -> HttpResponse:
    """The mapping of an account; posted, it holds from now on."""
    account = _account(request, account_id)
    if request.method != "POST":
        layout = _kept(account) or EMPTY
        form = MappingForm(headers=[], layout=layout)
        return render(request, "bank_csv/mapping.html", {"account": account, "form": form, "is_kept": layout is not EMPTY})
    form, shown = _looked_at(request, account, is_saved=True)
    if not form.is_valid():
        return refused(request, "bank_csv/mapping.html", {"account": account, "form": form, "shown": shown})
    map_table(account=account, layout=form.layout, actor=request.user)
    said = _("Tables of %(account)s are read like this from now on.") % {"account": account}
    toasts.say(request, said, undo_url=undo_address(request.user, "bank_csv_mapping", account.pk))
    return redirect("bank_csv:mappings")


@permit("bank_csv.map")
@require_POST
def preview(request: StaffRequest, account_id: int) -> HttpResponse:
    """The form for the headers of the file at hand, and what would be read of it."""
    account = _account(request, account_id)
    form, shown = _looked_at(request, account, is_saved=False)
    return render(request, "bank_csv/mapped.html", {"account": account, "form": form, "shown": shown})


@permit("bank_csv.map")
@require_POST
def remove(request: StaffRequest, account_id: int) -> HttpResponse:
    """Read no tables of an account any more."""
    account = _account(request, account_id)
    map_table(account=account, layout=None, actor=request.user)
    said = _("Tables of %(account)s are not read any more.") % {"account": account}
    toasts.say(request, said, undo_url=undo_address(request.user, "bank_csv_mapping", account.pk))
    return redirect("bank_csv:mappings")


def _account(request: StaffRequest, account_id: int) -> BankAccount:
    return get_object_or_404(of_my_entities(BankAccount.objects.select_related("entity"), request.user), pk=account_id)


def _kept(account: BankAccount) -> Layout | None:
    kept = BankCsvMapping.objects.filter(pk=account.pk).first()
    return kept.layout if kept else None


def _looked_at(request: StaffRequest, account: BankAccount, *, is_saved: bool) -> tuple[MappingForm, Shown | None]:
    """The form as it is filled in; for a file that nobody has mapped yet, as it may be meant."""
    file = request.FILES.get("file")
    if file is None:
        return MappingForm(request.POST, headers=[], layout=EMPTY), None
    try:
        source = Source(cast(BinaryIO, file), file.name or "", CannotReadTable)
        is_mapped = any(request.POST.get(COLUMN + name) for name in COLUMNS)
        if not is_mapped and not is_saved:
            layout, bank = first_guess(source)
            form = MappingForm(headers=headers_in(source, layout), layout=layout)
            return form, _shown(source, account, layout, bank)
        typed = replace(
            EMPTY,
            delimiter=_known(DELIMITERS, request.POST.get("delimiter", "")),
            encoding=_known(ENCODINGS, request.POST.get("encoding", "")),
        )
        headers = headers_in(source, typed)
        form = MappingForm(request.POST, headers=headers, layout=EMPTY)
        if not is_saved and not form.is_valid():  # not done yet is nothing wrong
            return MappingForm(headers=headers, layout=EMPTY, initial=request.POST.dict()), None
        return form, _shown(source, account, form.layout) if form.is_valid() else None
    except CannotReadTable as refusal:
        return MappingForm(request.POST, headers=[], layout=EMPTY), Shown(refusal=str(refusal))


def _known(choices: Mapping[str, object], said: str) -> str:
    """What was chosen, or the first choice: the form says what is wrong with it."""
    return said if said in choices else next(iter(choices))


def _shown(source: Source, account: BankAccount, layout: Layout, bank: str = "") -> Shown:
    """Read it as an import would."""
    if not layout.columns:
        return Shown(bank=bank)
    try:
        items = stream_table(source, layout, OwnAccount(account.number, account.currency))
        entries = list(islice((each for each in items if isinstance(each, BankEntry)), ROWS_SHOWN))
        items = stream_table(source, layout, OwnAccount(account.number, account.currency))
        statement = next((each for each in items if isinstance(each, BankStatement)), None)
    except CannotReadTable as refusal:
        return Shown(refusal=str(refusal), bank=bank)
    return Shown(entries, statement, bank=bank)

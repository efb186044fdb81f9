"""Questions to the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities, of_whole_companies
from abonent.customers.visibility import of_my_customers
from abonent.kit import statements
from abonent.ledger.models import (
    AccountingExport,
    Allocation,
    BankFile,
    BankLine,
    BankStatement,
    Instalment,
    JournalEntry,
    Payment,
    PaymentPlan,
    Receivable,
    UnknownBankLine,
)
from abonent.ledger.rules.candidates import Candidate, Evidence, OpenItem, Payer, UnknownMoney, candidates, candidates_of
from abonent.ledger.rules.instalments import filled
from abonent.ledger.rules.references import normalise
from abonent.runs.models import Act

MOST_RETURNABLE = 5


def balances(customer_ids: Sequence[int], *, viewer: StaffUser, today: date) -> list[Any]:
    """What these customers (each with all that was merged into him) owe and have on account, by entity and currency.

    Columns: customer_id (the canonical one), entity_id, currency, owed_amount, overdue_amount, on_account,
    balance (owed less on account), days_overdue (0 if nothing is). A customer without open amounts has no row.
    """
    return statements.rows("ledger/balances", customers=list(customer_ids), viewer=viewer.pk, today=today)


def account_statement(customer_id: int, *, viewer: StaffUser) -> list[Any]:
    """All documents and payments of a customer, oldest first, by entity and currency, with the running balance.

    Columns: happened_on, kind, id, text, entity_id, currency, amount (what he owes more by it), balance.
    """
    return statements.rows("ledger/account_statement", customer=customer_id, viewer=viewer.pk)


# -- the queue of unknown lines ----------------------------------------------------------------------------------------


def unknown_lines(viewer: StaffUser) -> QuerySet[BankLine]:
    """The lines that wait for a decision, the latest booking day first, then as the bank had them."""
    waiting = of_whole_companies(BankLine.objects.filter(unknown__isnull=False), viewer, path="bank_account__entity")
    return waiting.select_related("bank_account__entity").order_by("-booked_on", "pk")


def line_after(line: BankLine, viewer: StaffUser) -> BankLine | None:
    """The line of the queue that comes after a line, whether that still waits or not; else the first; None if none waits."""
    waiting = unknown_lines(viewer).exclude(pk=line.pk)
    after = Q(booked_on__lt=line.booked_on) | Q(booked_on=line.booked_on, pk__gt=line.pk)
    return waiting.filter(after).first() or waiting.first()


def candidates_for(lines: Sequence[BankLine], viewer: StaffUser) -> dict[int, list[Candidate]]:
    """For each line the likeliest payers, best first; three statements whatever the number of lines."""
    evidence = _evidence(lines, viewer)
    people = payers({each.customer for found in evidence.values() for each in found}, viewer)
    return {line.pk: candidates(_money(line), evidence[line.pk], people.of(line)) for line in lines}


def candidates_by_hand(line: BankLine, customers: Sequence[int], viewer: StaffUser) -> list[Candidate]:
    """The same for customers that a person found, one candidate each, in their order."""
    evidence = _evidence([line], viewer)[line.pk]
    people = payers(customers, viewer).of(line)
    return [next(candidates_of(_money(line), people[customer], evidence)) for customer in dict.fromkeys(customers) if customer in people]


@dataclass(frozen=True)
class People:
    """Customers with what they owe, by company and currency."""

    rows: dict[int, Any]
    items: dict[tuple[int, int, str], list[OpenItem]]

    def of(self, line: BankLine) -> dict[int, Payer]:
        """As the payers of a line: their items of its company and currency."""
        return self.owing(line.bank_account.entity_id, line.currency)

    def owing(self, entity: int, currency: str) -> dict[int, Payer]:
        """As the payers of money for a company in a currency."""
        return {
            customer: Payer(customer, row.number, row.name, self.items.get((customer, entity, currency), []), frozenset(row.accounts))
            for customer, row in self.rows.items()
        }


def payers(customers: Iterable[int], viewer: StaffUser) -> People:
    """Customers by their canonical ids: name, number, accounts they paid from, open items."""
    ids = sorted(set(customers))
    if not ids:
        return People({}, {})
    rows = {row.id: row for row in statements.rows("ledger/payers", customers=ids, viewer=viewer.pk)}
    items = defaultdict(list)
    for row in statements.rows("ledger/open_items", customers=ids, viewer=viewer.pk):
        item = OpenItem(row.receivable_id, row.document_number, row.due_on, row.open_amount)
        items[row.customer_id, row.entity_id, row.currency].append(item)
    return People(rows, dict(items))


def latest_bank_file(viewer: StaffUser) -> Any:
    """One row: id, format, accounts, created_on, credit, lines, left_lines (those that still wait); None before the first file."""
    return statements.row("ledger/latest_bank_file", viewer=viewer.pk)


def visible_lines(viewer: StaffUser) -> QuerySet[BankLine]:
    """All bank lines of the viewer's companies."""
    return of_whole_companies(BankLine.objects.select_related("bank_account__entity", "statement"), viewer, path="bank_account__entity")


def visible_statements(viewer: StaffUser) -> QuerySet[BankStatement]:
    """Bank statements about accounts of the viewer's companies."""
    rows = BankStatement.objects.select_related("bank_account", "bank_file__stored_file")
    return of_whole_companies(rows, viewer, path="bank_account__entity")


def visible_files(viewer: StaffUser) -> QuerySet[BankFile]:
    """Bank files with what they hold of the viewer's companies: statement_count, entries, credit, debit, currency, left_lines."""
    own = of_whole_companies(BankStatement.objects.filter(bank_file=OuterRef("pk")), viewer, path="bank_account__entity").order_by()
    waiting = of_whole_companies(UnknownBankLine.objects.all(), viewer, path="bank_line__bank_account__entity")

    def summed(what: Any) -> Subquery:
        return Subquery(own.values("bank_file").annotate(found=what).values("found"))

    return (
        BankFile.objects.filter(Exists(own))
        .select_related("stored_file", "imported_by")
        .annotate(
            statement_count=summed(Count("pk")),
            entries=summed(Sum("entries")),
            credit=summed(Sum("credit")),
            debit=summed(Sum("debit")),
            currency=summed(Max("currency")),
            left_lines=Subquery(
                waiting.filter(bank_line__statement__bank_file=OuterRef("pk"))
                .order_by()
                .values("bank_line__statement__bank_file")
                .annotate(found=Count("pk"))
                .values("found")
            ),
        )
    )


def visible_payments(viewer: StaffUser) -> QuerySet[Payment]:
    """Payments of the viewer's companies, with what of them is on account and whether they were taken back."""
    taken_back = Payment.objects.filter(returns=OuterRef("pk"))
    rows = Payment.objects.select_related("customer", "booked_by").annotate(
        on_account=F("open__open_amount"), taken_back=Exists(taken_back)
    )
    return of_my_customers(of_my_entities(rows, viewer), viewer, "customer")


def visible_receivables(viewer: StaffUser) -> QuerySet[Receivable]:
    """What customers owe or owed to the viewer's companies, with what is open of it."""
    rows = of_my_entities(Receivable.objects.select_related("customer").annotate(open_amount=F("open__open_amount")), viewer)
    return of_my_customers(rows, viewer, "customer")


def visible_plans(viewer: StaffUser) -> QuerySet[PaymentPlan]:
    """Payment plans agreed with the viewer's companies."""
    rows = of_my_entities(PaymentPlan.objects.select_related("customer", "entity", "agreed_by", "ended_by"), viewer)
    return of_my_customers(rows, viewer, "customer")


@dataclass(frozen=True)
class Progress:
    """How far a plan is paid: each instalment with what came of it, and what is left in all."""

    instalments: list[tuple[Instalment, Decimal]]
    left: Decimal


def progress_of(plan: PaymentPlan) -> Progress:
    """What was paid of the items of a plan fills its instalments, oldest first; items are open by at most what was planned of them."""
    items = list(plan.items.annotate(open_amount=F("receivable__open__open_amount")))
    left = sum((min(item.open_amount or Decimal(0), item.amount) for item in items), Decimal(0))
    parts = list(plan.instalments.order_by("ordinal"))
    return Progress(list(zip(parts, filled([part.amount for part in parts], plan.amount - left), strict=True)), left)


def visible_entries(viewer: StaffUser) -> QuerySet[JournalEntry]:
    """Journal entries of the viewer's companies."""
    return of_whole_companies(JournalEntry.objects.select_related("entity"), viewer)


def visible_exports(viewer: StaffUser) -> QuerySet[AccountingExport]:
    """Accounting exports of the viewer's companies, with their files."""
    rows = AccountingExport.objects.select_related("entity", "run__created_by", "file__stored_file", "file__fetched_by", "withdrawn_by")
    return of_whole_companies(rows, viewer)


def payments_from_account(line: BankLine, viewer: StaffUser) -> QuerySet[Payment]:
    """What came from the line's account before and stands, latest first."""
    if not line.counterpart_account:
        return Payment.objects.none()
    earlier = Payment.objects.filter(bank_line__counterpart_account=line.counterpart_account, amount__gt=0, returned_by=None)
    return of_my_entities(earlier, viewer).exclude(bank_line=line).select_related("customer").order_by("-pk")


def returnable(line: BankLine, viewer: StaffUser, customers: Sequence[int] = ()) -> list[Payment]:
    """The payments that a line may have sent back: of its amount and company, standing; from its account or of these customers."""
    given_out = Allocation.objects.filter(payment=OuterRef("pk"), payout__isnull=False, amount__gt=0, reversed_by=None)
    standing = Payment.objects.filter(entity=line.bank_account.entity_id, currency=line.currency, amount=-line.amount, returned_by=None)
    mine = of_my_entities(standing, viewer).exclude(Exists(given_out)).select_related("customer__canonical", "bank_line").order_by("-pk")
    # Two questions, so that each has its index.
    of_customers = mine.filter(customer__canonical__in=customers)[:MOST_RETURNABLE] if customers else []
    from_account = (
        mine.filter(bank_line__counterpart_account=line.counterpart_account)[:MOST_RETURNABLE] if line.counterpart_account else []
    )
    found = {payment.pk: payment for payment in (*from_account, *of_customers)}
    return sorted(found.values(), key=lambda payment: (-len(signs_of_return(line, payment)), -payment.pk))[:MOST_RETURNABLE]


def signs_of_return(line: BankLine, payment: Payment) -> list[str]:
    """What a line that sent money back has in common with the line that had brought it: account, reference, the payer's own number."""
    brought = payment.bank_line
    if brought is None:
        return []
    names = ("counterpart_account", "reference", "end_to_end_id")
    return [name for name in names if getattr(line, name) and getattr(line, name) == getattr(brought, name)]


def customers_of_document(text: str, viewer: StaffUser) -> list[int]:
    """Whose items have this reference or number, by their canonical ids."""
    named = Q(document_number=text.strip())
    if reference := normalise(text):
        named |= Q(reference=reference)
    found = of_my_customers(of_my_entities(Receivable.objects.filter(named), viewer), viewer, "customer")
    return list(found.order_by("customer__canonical").values_list("customer__canonical", flat=True).distinct()[:3])


def latest_decision(viewer: StaffUser) -> Act | None:
    """What the viewer did last in the queue and has not taken back."""
    mine = Act.objects.filter(actor=viewer, subject_kind="bank_line", inverse__isnull=False, undone_at=None)
    return mine.order_by("-pk").first()


def _money(line: BankLine) -> UnknownMoney:
    return UnknownMoney(line.amount, line.counterpart_name, line.counterpart_account)


def _evidence(lines: Sequence[BankLine], viewer: StaffUser) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {line.pk: [] for line in lines}
    ids = [line.pk for line in lines if line.amount > 0]
    if not ids:
        return found
    for row in statements.rows("ledger/evidence_of_numbers", lines=ids, viewer=viewer.pk):
        found[row.bank_line_id].append(Evidence(row.how, row.customer_id, row.receivable_id))
    for row in statements.rows("ledger/evidence_of_payers", lines=ids, viewer=viewer.pk):
        found[row.bank_line_id].append(Evidence(row.how, row.customer_id, times=row.times))
    return found

"""What is always true in the ledger (numbers as in docs/invariants.md)."""

from django.utils.translation import gettext_lazy as _

from abonent.runs.invariants import Invariant

INVARIANTS = [
    Invariant(
        1,
        _("Each journal entry has lines that sum to zero per currency, and each line an entry"),
        "ledger/check_entries",
        _("Journal entry %(entry_id)s has %(lines)s lines in %(currency)s that sum to %(document_amount)s (%(amount)s in the books)."),
        "/journal/%(entry_id)s/",
    ),
    Invariant(
        2,
        _("An item is open by its amount less what was allocated to it"),
        "ledger/check_open_receivables",
        _("Item %(document_number)s is listed as open with %(listed)s; its allocations leave %(computed)s."),
        "/receivables/%(receivable_id)s/",
    ),
    Invariant(
        2,
        _("A payment is on account by its amount less what was allocated from it"),
        "ledger/check_open_payments",
        _("Payment %(payment_id)s is listed with %(listed)s on account; its allocations leave %(computed)s."),
        "/payments/%(payment_id)s/",
    ),
    Invariant(
        2,
        _("The accounts of items, payments on account, unknown lines and banks have the sums of their lists"),
        "ledger/check_subledgers",
        _("%(entity)s: the accounts for %(subledger)s stand at %(posted)s %(currency)s, their list at %(listed)s."),
        "/journal/",
    ),
    Invariant(
        2,
        _("An item is due as was agreed about it, and by what was agreed the whole of it"),
        "ledger/check_due_parts",
        _("Item %(document_number)s: the days on which it is due are not those agreed, or leave out some of it."),
        "/receivables/%(receivable_id)s/",
    ),
    Invariant(
        2,
        _("The instalments of a payment plan make the sum of its items"),
        "ledger/check_payment_plans",
        _("Payment plan %(plan_id)s of %(amount)s: its instalments make %(instalments)s, its items %(items)s."),
        "/payment-plans/%(plan_id)s/",
    ),
    Invariant(
        4,
        _("Nothing is settled beyond its amount, and no payment used beyond what was paid"),
        "ledger/check_allocations",
        _("%(kind)s %(id)s of %(amount)s is settled or used with %(allocated)s."),
        "/%(kind)ss/%(id)s/",
    ),
    Invariant(
        4,
        _("Every allocation, payment and open item leads to a row that exists"),
        "ledger/check_loose_ends",
        _("%(table_name)s %(id)s names %(missing)s, which does not exist."),
    ),
    Invariant(
        5,
        _("Every bank line is in one place: paid to customers, set aside, or in the queue of unknown lines"),
        "ledger/check_bank_lines",
        _("Bank line %(bank_line_id)s of %(amount)s: %(paid)s paid in, %(decisions)s decisions, %(queued)s times in the queue."),
        "/bank/lines/%(bank_line_id)s/",
    ),
    Invariant(
        5,
        _("The lines of a bank statement make the statement's sum"),
        "ledger/check_bank_statements",
        _("Statement %(statement_id)s: the bank says %(stated)s, its lines make %(stored)s and %(known)s were there before."),
        "/bank/statements/%(bank_statement_id)s/",
    ),
    Invariant(
        23,
        _("An entry leaves for the accounting program at most once; a batch is what its file says"),
        "ledger/check_exports",
        _(
            "Accounting export %(number)s: %(entries)s entries left, %(accounts)s accounts differ from the journal; "
            "%(debit)s in its sums, %(file_debit)s in its file."
        ),
        "/accounting-exports/%(export_id)s/",
    ),
]

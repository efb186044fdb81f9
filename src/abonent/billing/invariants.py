"""What is always true of invoices (numbers as in docs/invariants.md)."""

from django.utils.translation import gettext_lazy as _

from abonent.runs.invariants import Invariant

INVARIANTS = [
    Invariant(
        3,
        _("An invoice is its lines, VAT and rounding, and the claim on the payer says the same"),
        "billing/check_documents",
        _(
            "%(document_number)s is %(total)s; its lines make %(lines_net)s and VAT %(lines_vat)s, rounding %(rounding)s, "
            "and %(claimed)s is claimed."
        ),
        "/invoices/%(invoice_id)s/",
    ),
    Invariant(
        3,
        _("VAT is that of the rate, on the sum of the document"),
        "billing/check_vat",
        _("%(document_number)s has VAT %(vat)s at the rate %(rate)s, which gives %(expected_vat)s."),
        "/invoices/%(invoice_id)s/",
    ),
    Invariant(
        3,
        _("No line is credited beyond what was billed"),
        "billing/check_credits",
        _("Line %(line)s of %(document_number)s billed %(billed)s; credits of it make %(credited)s."),
        "/invoices/%(invoice_id)s/",
    ),
    Invariant(
        3,
        _("Every document is posted to the journal once, with its total"),
        "billing/check_postings",
        _("%(document_number)s of %(total)s has %(entries)s entries in the journal, with %(posted)s receivable."),
        "/invoices/%(invoice_id)s/",
    ),
    Invariant(
        6,
        _("The numbers of a series have no gap, and its days never go backwards"),
        "billing/check_numbers",
        _(
            "Series %(kind)s %(prefix)s: %(documents)s documents from %(lowest)s to %(highest)s, next is %(next_number)s; "
            "first day that goes backwards: number %(backwards_from)s."
        ),
        "/invoices/",
    ),
    Invariant(
        7,
        _("A charge is open until it is billed, and billed once"),
        "billing/check_open_charges",
        _("Charge %(charge_id)s: %(billed)s of %(parts)s parts billed, %(listed)s times on the list of what is open."),
    ),
    Invariant(
        10,
        _("A posted document is as it was posted"),
        "billing/check_hashes",
        _("%(document_number)s of %(issued_on)s was changed after it was posted."),
        "/invoices/%(invoice_id)s/",
    ),
    Invariant(
        11,
        _("What leaves electronically is written down as sent, and nothing is left lying"),
        "billing/check_outbox",
        _("%(document_number)s as %(format)s is %(state)s since %(changed_at)s, and sent %(sendings)s times."),
        "/invoices/%(invoice_id)s/",
    ),
    Invariant(
        24,
        _("What is prepaid in the journal is what the latest release left, and what was posted since"),
        "billing/check_releases",
        _("Account %(account)s holds %(balance)s; the release until %(until)s left %(left_there)s, and %(posted_since)s was posted since."),
        "/runs/%(run_id)s/release/",
    ),
    Invariant(
        25,
        _("A recurring invoice is made once for a day, and charged as it was made"),
        "billing/check_recurrences",
        _("%(name)s of %(due_on)s comes to %(amount)s, its lines to %(of_lines)s, and %(charged)s is charged."),
        "/invoices/recurring/%(recurring_id)s/",
    ),
    Invariant(
        26,
        _("A pro forma is its lines, and leaves no trace in the ledger"),
        "billing/check_pro_formas",
        _("Pro forma %(document_number)s of %(total)s has lines of %(of_lines)s and %(traces)s traces in the ledger."),
        "/invoices/pro-formas/%(pro_forma_id)s/",
    ),
    Invariant(
        27,
        _("The parts of an agent’s invoice make it to the cent"),
        "billing/check_parts",
        _("%(document_number)s is %(total)s; its parts make %(parts)s."),
        "/invoices/%(invoice_id)s/parts/",
    ),
    Invariant(
        27,
        _("What an agent keeps of a charge is billed with it, and never more than it"),
        "billing/check_commission",
        _("Charge %(charge_id)s of %(amount)s is kept of one of %(of_amount)s, which it does not go with."),
    ),
    Invariant(
        27,
        _("A settlement with an agent is the sum of its lines, and is credited to him once"),
        "billing/check_settlements",
        _("Settlement %(number)s is %(amount)s; its lines make %(lines)s, and %(charged)s is charged."),
        "/agent-settlements/%(settlement_id)s/",
    ),
    Invariant(
        28,
        _("The shares of what a product earns make the whole"),
        "billing/check_revenue_shares",
        _("%(code)s from %(from_on)s: the shares make %(percent)s percent."),
        "/revenue-by-unit/",
    ),
]

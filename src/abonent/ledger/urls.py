"""Addresses of the ledger: bank, payments, open items, journal."""

from django.urls import path

from abonent.ledger.views import bank, bank_files, decisions, journal, matching, new_payment, of_customer, payments, receivables, uploads

app_name = "ledger"

urlpatterns = [
    path("bank/", bank.bank_page, name="bank"),
    path("bank/uploads/", uploads.bring, name="bring"),
    path("bank/uploads/<uuid:batch>/", uploads.brought, name="brought"),
    path("bank/files/", bank_files.bank_files, name="bank_files"),
    path("bank/files/<int:file_id>/", bank_files.bank_file, name="bank_file"),
    path("bank/files/<int:file_id>/raw/", bank_files.raw_file, name="raw_file"),
    path("bank/statements/", bank_files.bank_statements, name="bank_statements"),
    path("bank/statements/<int:statement_id>/", bank_files.bank_statement, name="bank_statement"),
    path("bank/statements/<int:statement_id>/lines/", bank_files.statement_lines, name="statement_lines"),
    path("bank/lines/<int:line_id>/", bank_files.bank_line, name="bank_line"),
    path("bank/lines/<int:line_id>/acceptance/", decisions.accept, name="accept"),
    path("bank/lines/<int:line_id>/split/", decisions.split, name="split"),
    path("bank/lines/<int:line_id>/return/", decisions.return_payment, name="return_payment"),
    path("bank/lines/<int:line_id>/setting-aside/", decisions.put_aside, name="put_aside"),
    path("bank/acts/<int:act_id>/undoing/", decisions.undo, name="undo_decision"),
    path("bank/matching/<int:run_id>/", matching.matching_plan, name="matching"),
    path("bank/matching/holding/", matching.hold, name="hold_matching"),
    path("bank/matching/release/", matching.release, name="release_matching"),
    path("payments/", payments.payments, name="payments"),
    path("payments/new/", new_payment.new_payment, name="new_payment"),
    path("payments/new/effect/", new_payment.effect, name="payment_effect"),
    path("payments/<int:payment_id>/", payments.payment, name="payment"),
    path("payments/<int:payment_id>/withdrawal/", payments.withdraw, name="withdraw"),
    path("payments/<int:payment_id>/allocation/", payments.settle, name="settle"),
    path("allocations/<int:allocation_id>/withdrawal/", payments.open_again, name="open_again"),
    path("receivables/", receivables.receivables, name="receivables"),
    path("receivables/<int:receivable_id>/", receivables.receivable, name="receivable"),
    path("receivables/<int:receivable_id>/write-off/", receivables.give_up, name="give_up"),
    path("journal/", journal.journal, name="journal"),
    path("journal/<int:entry_id>/", journal.entry, name="entry"),
    path("accounts/", journal.accounts, name="accounts"),
    path("accounts/mappings/<int:mapping_id>/", journal.mapping, name="mapping"),
    path("ledger/of-customer/<int:customer_id>/balance/", of_customer.balance_panel, name="balance_panel"),
    path("ledger/of-customer/<int:customer_id>/payments/", of_customer.payments_panel, name="payments_panel"),
    path("ledger/of-customer/<int:customer_id>/items-list/", of_customer.items_of_customer, name="items_of_customer"),
    path("ledger/of-customer/<int:customer_id>/payments-list/", of_customer.payments_of_customer, name="payments_of_customer"),
]

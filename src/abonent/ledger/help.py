"""What each screen of bank, payments and books is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "ledger:bank",
        text=_("What the bank sent and nobody has known yet. Candidates are beside each line."),
        example=_("Press 1 to accept the first candidate."),
        page="bank",
    ),
    ScreenHelp(
        "ledger:bank_files",
        text=_("Every file the bank sent, and what came of it."),
        example=_("Bring in a file twice: the second time changes nothing."),
        page="bank",
    ),
    ScreenHelp(
        "ledger:bank_file",
        text=_("One file of the bank, with its statements."),
        example=_("Click on a statement to see its lines."),
        page="bank",
    ),
    ScreenHelp(
        "ledger:bank_statements",
        text=_("Statements by account and day, with the balance of the bank."),
        example=_("Compare the closing balance with the bank's own page."),
        page="bank",
    ),
    ScreenHelp(
        "ledger:bank_statement",
        text=_("One statement and its lines."),
        example=_("Filter the lines that nobody has known yet."),
        page="bank",
    ),
    ScreenHelp(
        "ledger:bank_line",
        text=_("All about one line of the bank, and what it became."),
        example=_("Click on the payment to see what it settled."),
        page="bank",
    ),
    ScreenHelp(
        "ledger:split",
        text=_("Divide one line among several. What is left stands beside the button."),
        example=_("300.00 for her, 150.00 for her mother."),
        page="bank",
    ),
    ScreenHelp(
        "ledger:matching",
        text=_("What the matching would book, before it is written."),
        example=_("Set a limit and look at what is below it."),
        page="bank",
    ),
    ScreenHelp(
        "ledger:payments",
        text=_("All payments, from the bank and by hand."),
        example=_("Filter By hand to check the cash of the day."),
        page="payments",
    ),
    ScreenHelp(
        "ledger:new_payment",
        text=_("Money that came without the bank: cash, a card, a cheque."),
        example=_("Received fri, 500.00 in cash."),
        page="payments",
    ),
    ScreenHelp(
        "ledger:payment",
        text=_("One payment and what it settled."),
        example=_("Press Take the payment back if it was booked on the wrong customer."),
        page="payments",
    ),
    ScreenHelp(
        "ledger:payment_receipt",
        text=_("For the customer, in his language: how much was received when, and what it settled."),
        example=_("Print it for whoever paid in cash at the counter."),
        page="payments",
    ),
    ScreenHelp(
        "ledger:receivables",
        text=_("What is owed, each with its due day."),
        example=_("Filter by due day to see what is over due by a month."),
        page="owed",
    ),
    ScreenHelp(
        "ledger:receivable",
        text=_("One open item: what settled it and what is left."),
        example=_("Give up 0.40 with the reason Rounding."),
        page="owed",
    ),
    ScreenHelp(
        "ledger:ageing",
        text=_("How old what is owed to a company is, after any day. Together it is what the account for open items stood at."),
        example=_("31 December for the annual accounts: compare Together with the journal."),
        page="ageing",
    ),
    ScreenHelp(
        "ledger:ageing_items",
        text=_("The items behind a figure of the ageing, the longest due first."),
        example=_("Take Over 90 as a spreadsheet to the meeting."),
        page="ageing",
    ),
    ScreenHelp(
        "ledger:due_day",
        text=_("Let an item be due later. What it changes is shown before it is saved."),
        example=_("Due 15/8, “Paid after the holiday”: the item is not overdue any more."),
        page="later-payment",
    ),
    ScreenHelp(
        "ledger:new_payment_plan",
        text=_("Let a customer pay open items in instalments. Together they are what is open, to the cent."),
        example=_("100.00 in 3 instalments: 33.34, 33.33 and 33.33."),
        page="later-payment",
    ),
    ScreenHelp(
        "ledger:payment_plans",
        text=_("All payment plans, what is left of each, and which are late."),
        example=_("Open Late in the morning and call those who missed an instalment."),
        page="later-payment",
    ),
    ScreenHelp(
        "ledger:missed_plans",
        text=_("The payment plans that a run would end, because an instalment was missed. Nothing is changed yet."),
        example=_("Look at the longest late first; who pays before the commit keeps his plan."),
        page="claims-by-the-run",
    ),
    ScreenHelp(
        "ledger:small_differences",
        text=_("What a run would give up: items that were paid but for so little. Nothing is posted yet."),
        example=_("0.40 of an invoice of 359.00 that was paid with 358.60."),
        page="claims-by-the-run",
    ),
    ScreenHelp(
        "ledger:payment_plan",
        text=_("One plan: its instalments with what came, and the items that it pays."),
        example=_("50.00 came for two instalments of 40.00: the first is paid, 10.00 of the second."),
        page="later-payment",
    ),
    ScreenHelp(
        "ledger:due_move_receipt",
        text=_("For the customer, in his language: another due day of an item."),
        example=_("Print it, or copy it into a letter."),
        page="later-payment",
    ),
    ScreenHelp(
        "ledger:payment_plan_receipt",
        text=_("For the customer, in his language: how much he pays on which day."),
        example=_("Print it, or copy it into a letter."),
        page="later-payment",
    ),
    ScreenHelp(
        "ledger:claim_rule",
        text=_("How far a company meets those who cannot pay in time."),
        example=_("60 days, 6 instalments, a plan ends 7 days after one was missed."),
        page="later-payment",
    ),
    ScreenHelp(
        "ledger:journal",
        text=_("Every entry with its lines. Debit and credit are always equal."),
        example=_("Filter Kind: Credit note."),
        page="journal",
    ),
    ScreenHelp(
        "ledger:entry",
        text=_("One entry of the journal; a click leads to its document."),
        example=_("Open the document and from there the customer."),
        page="journal",
    ),
    ScreenHelp(
        "ledger:accounts",
        text=_("To which account each purpose is posted, company by company."),
        example=_("Change the account of Bank fees."),
        page="journal",
    ),
    ScreenHelp(
        "ledger:mapping",
        text=_("Choose the account for one purpose. It holds for what is posted from now on."),
        example=_("Bank fees to 6570."),
        page="journal",
    ),
    ScreenHelp(
        "ledger:new_mapping",
        text=_("An account of its own for a product, a class of VAT or a class of revenue. The most specific one counts."),
        example=_("Revenue of the product NP on 3015."),
        page="journal",
    ),
    ScreenHelp(
        "ledger:new_account",
        text=_("An account that the chart of the country does not have."),
        example=_("3015 Sales Norrposten, revenue."),
        page="journal",
    ),
    ScreenHelp(
        "ledger:accounting_exports",
        text=_("What left the journal for the accounting program, batch by batch. No entry leaves twice."),
        example=_("Plan an export as of 1 August: it takes what was posted until 31 July."),
        page="accounting-exports",
    ),
    ScreenHelp(
        "ledger:planned_export",
        text=_("What would leave, account by account, before it does."),
        example=_("Compare the sum of the receivables with the invoices of the month."),
        page="accounting-exports",
    ),
    ScreenHelp(
        "ledger:accounting_export",
        text=_("One batch: its file, its sums by account, its vouchers."),
        example=_("Download the file again: it is the same to the letter."),
        page="accounting-exports",
    ),
    ScreenHelp(
        "ledger:accounting_program",
        text=_("In which format the journal of a company leaves, and in how many vouchers."),
        example=_("SIE 4I, one voucher for each day and kind, series B."),
        page="accounting-exports",
    ),
]
NO_SCREENS = [
    "ledger:accounting_file",
    "ledger:raw_file",
    "ledger:statement_lines",
    "ledger:brought",
    "ledger:payment_effect",
    "ledger:balance_panel",
    "ledger:payments_panel",
    "ledger:items_of_customer",
    "ledger:payments_of_customer",
]

"""What may be done with money."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, AUDITOR, CLERK, DESK, FINANCE, MONEY, SERVICE

PART = _("Payments and books")
PERMISSIONS = [
    Permission("ledger.see_balance", _("See what a customer owes and has paid"), roles=(*DESK, AUDITOR)),
    Permission("ledger.see_books", _("See payments, open items, bank lines and the journal"), roles=(*MONEY, AUDITOR)),
    Permission("ledger.book_payments", _("Bring in bank files, book payments and match them"), roles=MONEY),
    Permission("ledger.agree_terms", _("Move due days and agree payment plans"), roles=(CLERK, SERVICE, *MONEY)),
    Permission("ledger.write_off", _("Give up open items"), roles=MONEY),
    Permission("ledger.export_journal", _("Export the journal to the accounting program"), roles=(FINANCE, ADMINISTRATOR)),
    Permission("ledger.edit_accounts", _("Say which accounts are posted to"), roles=(FINANCE, ADMINISTRATOR)),
]

"""Vouchers as separated text."""

from django.utils.translation import gettext_lazy as _

from abonent.connectors.voucher_csv.writer import write_finnish, write_plain
from abonent.ledger.accounting_formats import ANYWHERE, AccountingFormat

FORMATS = [
    AccountingFormat(code=ANYWHERE, label=_("Vouchers as CSV"), media_type="text/csv", ending="csv", write=write_plain),
    AccountingFormat(
        code="finnish_csv",
        label=_("Vouchers as Finnish CSV"),
        media_type="text/csv",
        ending="csv",
        write=write_finnish,
        usual_in=("FI",),
        takes_account=str.isdecimal,
    ),
]

"""The format in which Swedish accounting programs take vouchers of other programs."""

from abonent.connectors.sie.writer import write_sie
from abonent.ledger.accounting_formats import AccountingFormat

FORMATS = [
    AccountingFormat(
        code="sie4i",
        label="SIE 4I",
        media_type="application/octet-stream",
        ending="si",
        write=write_sie,
        usual_in=("SE",),
        takes_account=str.isdecimal,
    )
]

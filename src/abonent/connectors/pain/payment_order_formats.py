"""The formats in which banks take orders to pay money out, and to collect by SEPA direct debit."""

from functools import partial

from abonent.connectors.pain.debits import write_debits
from abonent.connectors.pain.transfers import write_transfers
from abonent.connectors.pain.versions import DEBIT_V08, V03, V09
from abonent.payment_orders.formats import CollectionFormat, TransferFormat

TRANSFER_FORMATS = [
    TransferFormat(
        code=version.message, label=version.message, media_type="application/xml", ending="xml", write=partial(write_transfers, version)
    )
    for version in (V03, V09)
]
COLLECTION_FORMATS = [
    CollectionFormat(
        code=DEBIT_V08.message,
        label=DEBIT_V08.message,
        scheme="sepa",
        media_type="application/xml",
        ending="xml",
        write=partial(write_debits, DEBIT_V08),
    )
]

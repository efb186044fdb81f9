"""The formats in which banks take orders to pay money out."""

from functools import partial

from abonent.connectors.pain.transfers import write_transfers
from abonent.connectors.pain.versions import V03, V09
from abonent.payment_orders.formats import TransferFormat

TRANSFER_FORMATS = [
    TransferFormat(
        code=version.message, label=version.message, media_type="application/xml", ending="xml", write=partial(write_transfers, version)
    )
    for version in (V03, V09)
]

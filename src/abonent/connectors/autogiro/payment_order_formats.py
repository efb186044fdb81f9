"""The format in which Bankgirot takes orders to collect."""

from abonent.connectors.autogiro.writer import write_debits
from abonent.payment_orders.formats import CollectionFormat

COLLECTION_FORMATS = [
    CollectionFormat(code="autogiro", label="Autogiro", scheme="autogiro", media_type="text/plain", ending="txt", write=write_debits)
]

"""Posted documents as e-invoices: two questions for a batch of any number, then words of the customer's language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from abonent.billing.rules.einvoice import EInvoice, e_invoice
from abonent.kit import statements

# A batch of so many at most: ids are handed over as an array.
BATCH = 200


def e_invoices(invoice_ids: Sequence[int]) -> list[EInvoice]:
    """Documents in the terms of EN 16931, in the order of their ids."""
    lines = _rows("billing/einvoice_lines", invoice_ids, "description")
    of_document = {invoice: list(rows) for invoice, rows in groupby(lines, key=lambda line: line.invoice_id)}
    documents = _rows("billing/einvoice_documents", invoice_ids, "seller", "buyer")
    return [e_invoice(document, of_document.get(document.id, [])) for document in documents]


def _rows(name: str, invoice_ids: Sequence[int], *told_as_json: str) -> list[Any]:
    """The rows of a question; a statement hands JSON over as text."""
    rows = statements.rows(name, invoices=list(invoice_ids))
    return [row._replace(**{column: json.loads(getattr(row, column)) for column in told_as_json}) for row in rows]

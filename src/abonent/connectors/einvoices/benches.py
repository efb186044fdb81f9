"""`abonent bench einvoice`: what it costs to build documents beside what it costs to check them."""

from __future__ import annotations

from decimal import Decimal
from itertools import cycle

from abonent.billing.einvoices import BATCH, e_invoices
from abonent.billing.models import Invoice
from abonent.billing.testing import a_billing, a_charge, a_publisher
from abonent.connectors.einvoices.checker import Checker
from abonent.connectors.einvoices.formats.known import PEPPOL
from abonent.connectors.einvoices.testing import a_buyer
from abonent.kit import benches
from abonent.kit.batches import batched
from abonent.kit.benches import BenchResult, stopwatch

SHAPES = (
    [("press_print", "2459.00"), ("press_digital", "490.00")],
    [("standard", "39.00")],
    [("press_print", "359.00")],
    [("exempt", "120.00"), ("standard", "75.50")],
)


def bench_einvoice(*, documents: int) -> BenchResult:
    """Build and check `documents` as Peppol, then check the same ones again as they are written."""
    seconds: dict[str, float] = {}
    findings = 0
    written = []
    with benches.throw_away_database("einvoice"), Checker() as checker:
        checker.demand_rules(PEPPOL)
        entity = a_publisher()
        for number, shape in zip(range(documents), cycle(SHAPES), strict=False):
            a_charge(
                a_buyer(f"Buyer {number}"), sum((Decimal(amount) for _category, amount in shape), Decimal(0)), entity=entity, parts=shape
            )
        a_billing(entity)
        ids = list(Invoice.objects.order_by("pk").values_list("pk", flat=True))
        # The rules are compiled with the first document; that is neither part's.
        [first] = e_invoices(ids[:1])
        checker.check(PEPPOL, first, PEPPOL.write(first))
        with stopwatch(seconds, "built and checked"):
            for batch in batched(ids, BATCH):
                for document in e_invoices(batch):
                    content = PEPPOL.write(document)
                    findings += len(checker.check(PEPPOL, document, content))
                    written.append((document, content))
        with stopwatch(seconds, "checked"):
            for document, content in written:
                checker.official_findings(PEPPOL, document, content)
        detail = {"findings": findings, "seconds": seconds, "yardstick": benches.yardstick()}
    return BenchResult("einvoice", len(written), seconds["built and checked"], seconds["checked"], detail)

"""Tables of billing: posted documents, their files, the outbox and sendings, and the plan they come from."""

from abonent.billing.models.invoice import Invoice, InvoiceLine
from abonent.billing.models.outbox import OutboxDocument, OutboxFormat, OutboxRoute
from abonent.billing.models.paper import InvoiceFile, InvoiceSending, PrintFile
from abonent.billing.models.plan import (
    BillingHold,
    BillingLeftOut,
    BillingLook,
    BillingPlan,
    BillingPlanLine,
    BillingTotals,
    BillingTreatment,
)

__all__ = [
    "BillingHold",
    "BillingLeftOut",
    "BillingLook",
    "BillingPlan",
    "BillingPlanLine",
    "BillingTotals",
    "BillingTreatment",
    "Invoice",
    "InvoiceFile",
    "InvoiceLine",
    "InvoiceSending",
    "OutboxDocument",
    "OutboxFormat",
    "OutboxRoute",
    "PrintFile",
]

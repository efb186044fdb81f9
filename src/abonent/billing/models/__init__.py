"""Tables of billing: posted documents, their files, the outbox and sendings, the plan they come from, and releases."""

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
from abonent.billing.models.release import PlannedRelease, PlannedReleaseEntry, ReleasedEntry, RevenueRelease, RevenueReleaseLine

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
    "PlannedRelease",
    "PlannedReleaseEntry",
    "PrintFile",
    "ReleasedEntry",
    "RevenueRelease",
    "RevenueReleaseLine",
]

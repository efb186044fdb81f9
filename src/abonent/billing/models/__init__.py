"""Tables of billing: posted documents, letters about accounts, their files, the outbox and sendings, the plan they come from, releases,
pro formas, what recurs, and what agents earn."""

from abonent.billing.models.account_letter import AccountLetter, AccountLetterPlan
from abonent.billing.models.commission import AgentSettlement, CommissionPlan, CommissionTerms, EarnedCommission
from abonent.billing.models.document_template import DocumentTemplate, DocumentText
from abonent.billing.models.invoice import Invoice, InvoiceLine
from abonent.billing.models.outbox import AUTHORITIES, OutboxDocument, OutboxFormat, OutboxRoute
from abonent.billing.models.paper import InvoiceFile, InvoiceSending, PrintFile
from abonent.billing.models.part import InvoicePart
from abonent.billing.models.plan import (
    BillingHold,
    BillingLeftOut,
    BillingLook,
    BillingPlan,
    BillingPlanLine,
    BillingTotals,
    BillingTreatment,
)
from abonent.billing.models.pro_forma import ProForma, ProFormaLine
from abonent.billing.models.recurring import (
    DueRecurrence,
    DueRecurrenceLine,
    Recurrence,
    RecurrenceLine,
    RecurrencePlan,
    RecurringGround,
    RecurringInvoice,
    RecurringLine,
    RecurringPause,
)
from abonent.billing.models.release import PlannedRelease, PlannedReleaseEntry, ReleasedEntry, RevenueRelease, RevenueReleaseLine
from abonent.billing.models.revenue_share import RevenueShare
from abonent.billing.models.wish import BillingRule, InvoiceWish

__all__ = [
    "AUTHORITIES",
    "AccountLetter",
    "AccountLetterPlan",
    "AgentSettlement",
    "BillingHold",
    "BillingLeftOut",
    "BillingLook",
    "BillingPlan",
    "BillingPlanLine",
    "BillingRule",
    "BillingTotals",
    "BillingTreatment",
    "CommissionPlan",
    "CommissionTerms",
    "DocumentTemplate",
    "DocumentText",
    "DueRecurrence",
    "DueRecurrenceLine",
    "EarnedCommission",
    "Invoice",
    "InvoiceFile",
    "InvoiceLine",
    "InvoicePart",
    "InvoiceSending",
    "InvoiceWish",
    "OutboxDocument",
    "OutboxFormat",
    "OutboxRoute",
    "PlannedRelease",
    "PlannedReleaseEntry",
    "PrintFile",
    "RevenueShare",
    "ReleasedEntry",
    "RevenueRelease",
    "RevenueReleaseLine",
    "ProForma",
    "ProFormaLine",
    "Recurrence",
    "RecurrenceLine",
    "RecurrencePlan",
    "RecurringGround",
    "RecurringInvoice",
    "RecurringLine",
    "RecurringPause",
]

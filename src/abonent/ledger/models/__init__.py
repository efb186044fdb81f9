"""Open items and what is agreed about them, payments and what they settle, the journal and what of it left, the bank's lines, and the plan of a matching run."""

from abonent.ledger.models.accounting_export import (
    AccountingExport,
    AccountingFile,
    AccountingProgram,
    ExportedEntry,
    ExportedSum,
    PlannedExportEntry,
    PlannedExportSum,
)
from abonent.ledger.models.agreement import ClaimRule, DueMove, DuePart, Instalment, OpenPart, PaymentPlan, PaymentPlanItem
from abonent.ledger.models.bank import BankFile, BankLine, BankLineDecision, BankStatement, StagedBankLine, UnknownBankLine
from abonent.ledger.models.claim_plan import MissedPlan, PlannedWriteOff
from abonent.ledger.models.journal import Account, AccountMapping, JournalEntry, JournalLine
from abonent.ledger.models.matching import MatchingPlan, MatchingPlanItem
from abonent.ledger.models.payment import Allocation, OpenPayment, Payment
from abonent.ledger.models.receivable import OpenReceivable, Receivable, WriteOff
from abonent.ledger.models.upload import BankUpload

__all__ = [
    "Account",
    "AccountMapping",
    "AccountingExport",
    "AccountingFile",
    "AccountingProgram",
    "Allocation",
    "BankFile",
    "BankLine",
    "BankLineDecision",
    "BankStatement",
    "BankUpload",
    "ClaimRule",
    "DueMove",
    "DuePart",
    "ExportedEntry",
    "ExportedSum",
    "Instalment",
    "JournalEntry",
    "JournalLine",
    "MatchingPlan",
    "MatchingPlanItem",
    "MissedPlan",
    "OpenPart",
    "OpenPayment",
    "OpenReceivable",
    "Payment",
    "PaymentPlan",
    "PaymentPlanItem",
    "PlannedExportEntry",
    "PlannedExportSum",
    "PlannedWriteOff",
    "Receivable",
    "StagedBankLine",
    "UnknownBankLine",
    "WriteOff",
]

"""Open items, payments and what they settle, the journal and what of it left, the bank's lines, and the plan of a matching run."""

from abonent.ledger.models.accounting_export import (
    AccountingExport,
    AccountingFile,
    AccountingProgram,
    ExportedEntry,
    ExportedSum,
    PlannedExportEntry,
    PlannedExportSum,
)
from abonent.ledger.models.bank import BankFile, BankLine, BankLineDecision, BankStatement, StagedBankLine, UnknownBankLine
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
    "ExportedEntry",
    "ExportedSum",
    "JournalEntry",
    "JournalLine",
    "MatchingPlan",
    "MatchingPlanItem",
    "OpenPayment",
    "OpenReceivable",
    "Payment",
    "PlannedExportEntry",
    "PlannedExportSum",
    "Receivable",
    "StagedBankLine",
    "UnknownBankLine",
    "WriteOff",
]

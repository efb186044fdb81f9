"""The verbs of the ledger."""

from abonent.ledger.operations.allocations import CannotAllocate, allocate, unallocate, write_off
from abonent.ledger.operations.bank_files import CannotImportBankFile, TakenIn, import_bank_file
from abonent.ledger.operations.charts import CannotInstallChart, install_chart
from abonent.ledger.operations.decisions import CannotSetAside, set_aside, take_back_decision
from abonent.ledger.operations.matching import match_bank_lines
from abonent.ledger.operations.payments import CannotBookPayment, Share, accept_bank_line, post_payment, withdraw_payment
from abonent.ledger.operations.posting import CannotPost

__all__ = [
    "CannotAllocate",
    "CannotBookPayment",
    "CannotImportBankFile",
    "CannotInstallChart",
    "CannotPost",
    "CannotSetAside",
    "Share",
    "TakenIn",
    "accept_bank_line",
    "allocate",
    "import_bank_file",
    "install_chart",
    "match_bank_lines",
    "post_payment",
    "set_aside",
    "take_back_decision",
    "unallocate",
    "withdraw_payment",
    "write_off",
]

"""The verbs of the ledger."""

from abonent.ledger.operations.accounting_exports import (
    CannotExport,
    fetch_accounting_file,
    restore_accounting_program,
    set_accounting_program,
    withdraw_accounting_export,
)
from abonent.ledger.operations.allocations import CannotAllocate, allocate, allocate_again, take_back_write_off, unallocate, write_off
from abonent.ledger.operations.bank_files import CannotImportBankFile, TakenIn, import_bank_file
from abonent.ledger.operations.charts import (
    CannotInstallChart,
    CannotMap,
    add_mapping,
    install_chart,
    map_purpose,
    open_account,
    remove_mapping,
    withdraw_account,
)
from abonent.ledger.operations.decisions import CannotSetAside, set_aside, take_back_decision
from abonent.ledger.operations.matching import match_bank_lines
from abonent.ledger.operations.payments import (
    CannotBookPayment,
    Share,
    accept_bank_line,
    post_payment,
    return_bank_line,
    take_back_return,
    withdraw_payment,
)
from abonent.ledger.operations.posting import CannotPost

__all__ = [
    "CannotAllocate",
    "CannotBookPayment",
    "CannotExport",
    "CannotImportBankFile",
    "CannotInstallChart",
    "CannotMap",
    "CannotPost",
    "CannotSetAside",
    "Share",
    "TakenIn",
    "accept_bank_line",
    "add_mapping",
    "allocate",
    "allocate_again",
    "fetch_accounting_file",
    "import_bank_file",
    "install_chart",
    "map_purpose",
    "match_bank_lines",
    "open_account",
    "post_payment",
    "withdraw_account",
    "remove_mapping",
    "restore_accounting_program",
    "return_bank_line",
    "set_accounting_program",
    "set_aside",
    "take_back_decision",
    "take_back_return",
    "take_back_write_off",
    "unallocate",
    "withdraw_accounting_export",
    "withdraw_payment",
    "write_off",
]

"""Pure functions of the ledger: payment references and the typed bank statement. No database."""

"""Account information of ISO 20022: camt.052 (report), camt.053 (statement), camt.054 (notification), every version.

`read_camt` turns a file into typed statements (`ledger.rules.statement`); it stores nothing and knows no customer.
Always true here: a file is either read whole, with entries and sums that agree with the file's own totals, or refused
with a message that names the file, the line, the place and the cure. Lenient about form (order, length, encoding,
missing optional parts), strict about money (amount, currency, direction, totals). `docs/formats/camt.md` shows how every
known sample is taken.
"""

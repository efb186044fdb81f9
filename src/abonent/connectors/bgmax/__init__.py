"""BgMax, what Bankgirot told Swedish payees of payments in, until the end of 2026: for history and for moving in.

Always true here: the payments of a deposit are the bank's one entry, their sum that of its record, the counts those of the end record.
"""

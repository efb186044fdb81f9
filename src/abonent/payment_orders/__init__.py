"""What we ask our bank to do: give customers their money back. The orders, the files that say them, and whom they pay.

It lies above the ledger: a refund is a payment that goes out, covered by what the customer has on account. What is always true here: an order
is the sum of its refunds; its file is written once from its posted rows and kept; a refund is paid to an account that was looked at.
"""

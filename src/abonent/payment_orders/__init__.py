"""What we ask our bank to do: give customers their money back, and collect by mandates what they owe.

It lies above the ledger: a refund is a payment that goes out, covered by what the customer has on account. What is always true here: an order
is the sum of its pieces; its file is written once from its rows and kept; a refund is paid to an account that was looked at; an item has one
collection under way at a time.
"""

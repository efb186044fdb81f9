"""Open items, payments, the double-entry journal, and the bank lines that become payments.

It lies below billing: an open item knows customer, amount, due day and reference, not invoices. What is always true
here: each journal entry sums to zero per currency; 0 <= allocated to an item <= its amount; posted rows never change;
a bank line is in exactly one place.
"""

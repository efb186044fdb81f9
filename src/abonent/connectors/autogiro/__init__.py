"""Autogiro, the direct debit of Sweden: orders to collect, as Bankgirot takes them, and what it answers.

It translates and nothing else: what is collected, and by which mandates, is that of `payment_orders`. What is always true here: records have 80
columns in Latin-1, lines end as on Windows, amounts are in öre.
"""

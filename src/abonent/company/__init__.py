"""What a company sets up once: its kind of business, bank accounts, number series, currencies, and the rules of its country as dated rows.

What is always true here: a document series has no gap and no date that goes backwards; a country's rate is a row with
a day and a source, never a constant in code.
"""

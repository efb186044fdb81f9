"""From open charges to invoices: planned, looked at, posted with a number, printed, credited.

Billing reads charges and prices nothing. What is always true here: an invoice is born posted and numbered, a draft is a
row of a plan; total = lines + VAT + rounding; a charge is billed by one line; what is posted never changes, a
correction is a document of its own that refers to the lines it corrects; the numbers of a series have no gap and its
dates never go backwards. The single invoice and the night run go through the same statements.
"""

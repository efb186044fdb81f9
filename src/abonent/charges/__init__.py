"""The charge: the one noun between what happens and what is billed.

Every domain writes charges; billing reads nothing else and prices nothing. What is always true here: a charge is
written once per (source kind, source, ordinal); its components sum to it; it is open (has a row in `open_charge`) until
an invoice line bills it, and it is never changed after. What must be billed again is a new charge with the next ordinal
that names the one it replaces.
"""

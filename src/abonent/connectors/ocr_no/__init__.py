"""OCR giro, the payments with a KID that came to a Norwegian account, singly.

Always true here: what Nets settled in one sum is one entry of the bank; counts and sums are those of the end records of the assignment and
of the transmission.
"""

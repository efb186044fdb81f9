"""SIE 4I: vouchers as Swedish accounting programs read them, in code page 437, after the standard of 2008-09-30 (4B).

It translates and nothing else: which entries leave, and in which vouchers, is the ledger's. What is always true here: a file has the
records that the type demands, in their order; lines end as on Windows; a letter that the code page lacks is remarked.
"""

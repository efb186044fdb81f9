"""KTL (viitesiirrot): the payments that came to a Finnish account with a reference number, singly.

Always true here: the payments of an account and booking day are one entry of the bank, which its statement books as one sum (TITO 705);
number and sum are those of the closing record; a correction takes back.
"""

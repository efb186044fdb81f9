"""MT940, the statement of SWIFT that banks of Poland, Hungary, Germany and the Netherlands write, each in its own way; and MT942.

Always true here: a file is read whole, or refused with line and cure; the statement's balances are its check. `docs/formats/mt940.md` has the dialects.
"""

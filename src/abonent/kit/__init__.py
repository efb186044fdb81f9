"""Tools without a noun of the trade: the clock, money, periods, the statement runner, facts, stored files, documents.

Everything above may use it; it knows nothing above. What is always true here: no trade word, no clock but
`kit.clock`, no float for money.
"""

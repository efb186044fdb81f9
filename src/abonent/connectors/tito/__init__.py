"""TITO, the machine-readable statement of Finnish banks (konekielinen tiliote).

Always true here: opening balance and entries make each closing balance; a breakdown of an entry is never added to it; incoming reference payments
are one sum (705) whose payments come in KTL.
"""

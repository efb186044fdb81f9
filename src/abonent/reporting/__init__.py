"""What other systems may read: a schema of documented views in the same database, and the log-ins that read nothing else.

The views speak the trade's names, of the customer that a merged record stands for, and tell a log-in the rows of its companies
alone: without a log-in of ours that is in force they are empty, whoever asks. `docs/formats/views.md` has every column.
"""

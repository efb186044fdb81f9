"""Bank files that are tables (CSV): which column is what is said once for each account of ours, and kept.

Always true here: without a mapping nothing is read and nothing is guessed; a row that cannot be read refuses the file with line and column;
where there is a column of balances, it is the check.
"""

"""Imports: a file of rows becomes part of a register, for every kind of row that a folder declares.

What is always true here: a file is read by a child process with limits and no network; its rows are staged, checked whole
and counted before anything is written; the promotion is one transaction; the same file twice changes nothing.
"""

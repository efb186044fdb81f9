"""Runs: every batch is a plan that is looked at, then committed as exactly those rows; and acts, which can be undone.

What is always true here: a step or chunk is one transaction that leaves a line; a run killed at any point goes on at
the first step without a line; a case that breaks an invariant is parked with its reason and the run goes on.
"""

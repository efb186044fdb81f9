"""Subscriptions: an order line over time, the terms it is sold in, and the run that makes the next ones.

A term is made from the price list in force, writes its charge when it is made, and is never sold twice: a subscription has one term
that begins on a day, and terms do not overlap. What is always true here: status follows from rows; which terms are due follows from
the terms that exist, never from a "next date"; the day of the month a subscription began on is kept (31 Jan, 28 Feb, 31 Mar); one
subscription is a batch of one and takes the same statements as the night run.
"""

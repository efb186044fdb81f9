"""Lists from outside that are worked as they are: people are called row by row, and nobody of them becomes a customer by it.

What is always true here: the file stays its owner's: results, notes and days go into columns of our own at its end, every other
byte stays as it was, and a file that somebody else has changed is not written; what came of a call is a row that is never
overwritten; a list says what it is for and until which day, and on that day it goes with all its versions.
"""

"""What was said: who spoke or wrote to whom, when, by which way, and what came of it.

What is always true here: an interaction is one contact with one customer, or a note about him; notes have no direction, what
goes between two people has one; who wrote it may correct it for a day, afterwards another one follows up on it and both belong
to one matter; what is removed stays in the history.
"""

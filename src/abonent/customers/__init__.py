"""The register: who they are, where they live, how they are reached, and how they are found again.

What is always true here: a customer is one record whatever they buy, a person or an organisation; a customer stands for
himself until he is merged (`canonical_id` is his own id); addresses of one kind never overlap, and a temporary one beats
the permanent one for its days; a place is a door, whoever lives behind it; the row in `customer_search` says the same as
the tables it is made from.
"""

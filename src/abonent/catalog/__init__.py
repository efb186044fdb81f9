"""What is sold: titles with their editions, products with their components, price lists, and what tax they bear.

A title is a publication, an edition a variant of it that comes out on days of its own; a product is what can be ordered: one or more
editions on a pattern of weekdays, goods or a service. What is always true here: an approved price list version never changes, a
future price is a version that begins later; a product's components share its price by weights, and the parts sum to the price; a rate
of tax is a row with a day and a source. Pricing (`rules/pricing.py`) is pure: the same situation has the same price and the same
trace, whether one order asks or a run over half a million.
"""

"""Orders to banks in ISO 20022: pain.001, money that customers get back; pain.008, what is collected from them; and pain.002, the bank's report on either.

It translates and nothing else: whom an order pays, and from which account, is that of `payment_orders`. What is always true here: a file obeys
the schema of its version; addresses stand in their parts, with town and country; a bankgiro and a plusgiro are named as Swedish banks want it.
"""

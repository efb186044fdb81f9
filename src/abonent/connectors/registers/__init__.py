"""Public registers of companies, asked by one number: EU VIES, Finland's PRH, Poland's list of VAT payers and court register.

What is always true here: nothing is sent to a register that an administrator has not switched on, and then only the number that
somebody typed and, to VIES, our own VAT number; an answer is looked at by a person before it is written anywhere; every answer
is kept with its moment and the register's own number of the request, as evidence. `docs/formats/registers.md` has the contracts.
"""

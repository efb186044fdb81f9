"""JPK, the files of the Polish tax office: the sales record of JPK_V7M(3) and JPK_V7K(3), and JPK_FA of invoices outside KSeF.

What is always true here: a file is written from posted documents alone, in the order of their days; its VAT is that of the journal, or
the page says that it is not; a rate the forms have no field for stops the file. `docs/formats/jpk.md` has what stands in each field.
"""

"""The classes and rates of VAT that a new installation starts with; every row names its source.

They were read in November 2026 and are a start: whoever keeps an installation checks them against the country's own publication, and
adds a row with a new day when a rate changes. Combined print and electronic products are taxed component by component.
"""

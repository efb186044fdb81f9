"""Vouchers as separated text: a Finnish layout that the accounting programs there take under these headings, and a plain one for any other.

It translates and nothing else. What is always true here: UTF-8 with its mark, a header, a line for each line of a voucher, and no cell
that a spreadsheet would take for a formula.
"""

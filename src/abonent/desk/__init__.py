"""What staff see across all folders: the first start, home, the search box, the customer page, the board of the books.

It stands at the top: it composes panels, facts and hits that the folders below declare or answer, and has no tables.
"""

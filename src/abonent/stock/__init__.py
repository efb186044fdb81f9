"""Stock: the items that lie on our shelves, every piece that came and went, and what is kept back for orders.

What is always true here: the balance of an item is the sum of its movements, in pieces and in money, and neither is ever below zero;
a movement is never changed, a wrong one is reversed by another; what is kept back for one order is promised to nobody else, because
whoever keeps back holds the balance. What a piece is worth is its moving average (docs/algorithms/stock-value.md). Who gets an item,
and why, is said above.
"""

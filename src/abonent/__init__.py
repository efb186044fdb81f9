"""Abonent: order-to-cash and customer relations for subscription publishers."""

__version__ = "0.1.0.dev0"

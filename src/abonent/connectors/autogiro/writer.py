"""Write an order to collect as records of Autogiro: an opening record (TK01), and one of payment (TK82) for each debit."""

from __future__ import annotations

from decimal import Decimal

from abonent.payment_orders.rules.collection import CollectionOrder, Debit

WIDTH = 80
ENCODING = "iso-8859-1"
LINE_END = "\r\n"
LONGEST_REFERENCE = 16
# Once, not until further notice.
ONCE = "0"


def write_debits(order: CollectionOrder) -> bytes:
    """The file of an order."""
    lines = [_opening(order), *(_payment(order, debit) for debit in order.debits)]
    return "".join(line.ljust(WIDTH) + LINE_END for line in lines).encode(ENCODING, "replace")


def debit_reference(debit: Debit) -> str:
    """What the payment comes back with: the reference of the item where it fits, else the number of the document."""
    fits = 0 < len(debit.payment_reference) <= LONGEST_REFERENCE
    return debit.payment_reference if fits else debit.document[:LONGEST_REFERENCE]


def _opening(order: CollectionOrder) -> str:
    return f"01{order.made_at:%Y%m%d}AUTOGIRO{'':44}{order.agreement:0>6}{order.account.number:0>10}"


def _payment(order: CollectionOrder, debit: Debit) -> str:
    fields = (
        "82",
        f"{order.collect_on:%Y%m%d}",
        ONCE,
        "   ",  # how many times, where it is not once
        " ",
        f"{debit.mandate:0>16}",
        f"{_ore(debit.amount):012}",
        f"{order.account.number:0>10}",
        f"{debit_reference(debit):<16}",
    )
    return "".join(fields)


def _ore(amount: Decimal) -> int:
    return int(amount.scaleb(2))

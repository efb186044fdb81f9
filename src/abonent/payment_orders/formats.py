"""The formats of payment orders that connectors declare: `TRANSFER_FORMATS = [TransferFormat(...)]` and `COLLECTION_FORMATS =
[CollectionFormat(...)]` in their `payment_order_formats.py`.

`config` fills this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from abonent.payment_orders.rules.collection import CollectionOrder
from abonent.payment_orders.rules.transfer import TransferOrder


@dataclass(frozen=True)
class TransferFormat:
    """How an order to pay money out is written for the bank: `write(order)` gives the file."""

    code: str
    label: str
    media_type: str
    ending: str
    write: Callable[[TransferOrder], bytes]


@dataclass(frozen=True)
class CollectionFormat:
    """How an order to collect is written for the banks of a scheme of direct debit: `write(order)` gives the file."""

    code: str
    label: str
    scheme: str
    media_type: str
    ending: str
    write: Callable[[CollectionOrder], bytes]


# What banks take today; the older version is for those that have not followed.
USUAL = "pain.001.001.09"

_transfer_formats: dict[str, TransferFormat] = {}
_collection_formats: dict[str, CollectionFormat] = {}


def register(declared: Iterable[TransferFormat]) -> None:
    """Make formats known; a code twice is a mistake in a declaration."""
    for one in declared:
        if _transfer_formats.setdefault(one.code, one) is not one:
            raise ValueError(f"transfer format {one.code} is declared twice")


def transfer_formats() -> list[TransferFormat]:
    """All formats of transfers, the latest version first."""
    return [_transfer_formats[code] for code in sorted(_transfer_formats, reverse=True)]


def transfer_format(code: str) -> TransferFormat:
    """The format with a code."""
    return _transfer_formats[code]


def register_collection_formats(declared: Iterable[CollectionFormat]) -> None:
    """Make formats known; a scheme twice is a mistake in a declaration."""
    for one in declared:
        if _collection_formats.setdefault(one.scheme, one) is not one:
            raise ValueError(f"the scheme {one.scheme} is declared twice")


def collection_format_of(scheme: str) -> CollectionFormat:
    """The format of a scheme of direct debit."""
    return _collection_formats[scheme]

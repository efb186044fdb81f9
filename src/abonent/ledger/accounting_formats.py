"""The formats of accounting programs that connectors declare: `FORMATS = [AccountingFormat(...)]` in their `accounting_formats.py`.

`config` fills this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from abonent.ledger.rules.voucher import Batch, Told, Voucher


@dataclass(frozen=True)
class AccountingFormat:
    """How vouchers are written for a kind of accounting program.

    `write(batch, vouchers, told)` gives the file piece by piece and tells what it counted and had to write otherwise. `usual_in` are the
    countries whose companies get it unless they choose another; `takes_account` says whether a number can be an account there.
    """

    code: str
    label: Any
    media_type: str
    ending: str
    write: Callable[[Batch, Iterable[Voucher], Told], Iterator[bytes]]
    usual_in: tuple[str, ...] = ()
    takes_account: Callable[[str], bool] = bool


# What is used where no format is usual.
ANYWHERE = "voucher_csv"

_formats: dict[str, AccountingFormat] = {}


def register(declared: Iterable[AccountingFormat]) -> None:
    """Make formats known; a code twice is a mistake in a declaration."""
    for one in declared:
        if _formats.setdefault(one.code, one) is not one:
            raise ValueError(f"accounting format {one.code} is declared twice")


def accounting_formats() -> list[AccountingFormat]:
    """All formats, by code."""
    return [_formats[code] for code in sorted(_formats)]


def accounting_format(code: str) -> AccountingFormat:
    """The format with a code."""
    return _formats[code]


def usual_format(country: str) -> str:
    """The code of the format that accounting programs of a country usually read."""
    return next((one.code for one in accounting_formats() if country in one.usual_in), ANYWHERE)

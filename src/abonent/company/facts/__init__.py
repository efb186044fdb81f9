"""The currencies and country rules that a new installation starts with; every row names its source.

They were read in November 2026 and are a start: whoever keeps an installation checks them against the country's own
publication, and adds a row with a new day when a rule changes. Rates of VAT belong to the catalog.
"""

from __future__ import annotations

import csv
from importlib.resources import files


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of `currencies` or `country_rules`."""
    text = files(__package__).joinpath(f"{table}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))

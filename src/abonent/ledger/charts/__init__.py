"""Ready charts of accounts, one file per country: accounts with what is posted to them.

Swedish numbers are those of the BAS chart; Finnish, Polish and Hungarian ones follow the usual charts of small publishers
there. An installation changes names, numbers and mappings as its bookkeeper wishes: these are a start.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class ChartLine:
    """An account, and what is posted to it if anything is by itself. An account of two purposes stands twice."""

    code: str
    name: str
    kind: str
    subledger: str
    purpose: str
    tax_category: str
    revenue_class: str


def chart_of(country: str) -> list[ChartLine]:
    """The ready chart of a country; FileNotFoundError if there is none."""
    text = files(__package__).joinpath(f"{country.lower()}.csv").read_text("utf-8")
    return [ChartLine(**line) for line in csv.DictReader(text.splitlines())]


def has_chart(country: str) -> bool:
    """Whether a ready chart exists for a country."""
    return files(__package__).joinpath(f"{country.lower()}.csv").is_file()

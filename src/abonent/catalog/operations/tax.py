"""Enter the tax classes and rates that this version knows."""

from __future__ import annotations

import csv
from importlib.resources import files

from django.db import transaction

from abonent.catalog.models import TaxCategory, TaxRate
from abonent.kit import clock


def install_tax_facts() -> None:
    """Enter classes and rates; a row that is there, changed or not, stays."""
    with transaction.atomic():
        clock.hand_over()
        categories = [TaxCategory(code=row.pop("code"), name=row) for row in _table("tax_categories")]
        TaxCategory.objects.bulk_create(categories, ignore_conflicts=True)
        rates = [TaxRate(tax_category_id=row.pop("tax_category"), **row) for row in _table("tax_rates")]
        TaxRate.objects.bulk_create(rates, ignore_conflicts=True)


def _table(name: str) -> list[dict[str, str]]:
    text = files("abonent.catalog.facts").joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))

"""The verbs of a company's set-up."""

from __future__ import annotations

import csv
import json
from importlib.resources import files

from django.db import transaction

from abonent.company.models import CountryRule, Currency
from abonent.kit import clock


def install_country_facts() -> None:
    """Enter the currencies and country rules that this version knows; a row that is there, changed or not, stays."""
    with transaction.atomic():
        clock.hand_over()
        Currency.objects.bulk_create([Currency(**row) for row in _table("currencies")], ignore_conflicts=True)
        rules = [CountryRule(**{**row, "value": json.loads(row["value"])}) for row in _table("country_rules")]
        CountryRule.objects.bulk_create(rules, ignore_conflicts=True)


def _table(name: str) -> list[dict[str, str]]:
    text = files("abonent.company.facts").joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))

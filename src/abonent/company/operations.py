"""The verbs of a company's set-up."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.company.models import CountryRule, Currency, NumberSeries
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity


class CannotNumber(Refusal):
    """A kind of document that an entity has no series for."""

    sentences = {"series.none": _("%(entity)s has no number series for documents of the kind %(kind)s.")}


@dataclass(frozen=True)
class Numbers:
    """A block of a series, and the day its documents bear: never before the latest document of the series."""

    series: NumberSeries
    first: int
    on: date


def install_country_facts() -> None:
    """Enter the currencies and country rules that this version knows; a row that is there, changed or not, stays."""
    with transaction.atomic():
        clock.hand_over()
        Currency.objects.bulk_create([Currency(**row) for row in _table("currencies")], ignore_conflicts=True)
        rules = [CountryRule(**{**row, "value": json.loads(row["value"])}) for row in _table("country_rules")]
        CountryRule.objects.bulk_create(rules, ignore_conflicts=True)


def take_numbers(*, entity: LegalEntity, kind: str, count: int, on: date) -> Numbers:
    """Take the next `count` numbers of the entity's newest series of a kind. Holds the series until the transaction ends:
    call it last."""
    series = NumberSeries.objects.select_for_update().filter(entity=entity, kind=kind).order_by("-id").first()
    if series is None:
        raise CannotNumber("series.none", entity=entity, kind=kind)
    taken = Numbers(series=series, first=series.next_number, on=max(on, series.latest_on or on))
    NumberSeries.objects.filter(pk=series.pk).update(next_number=taken.first + count, latest_on=taken.on)
    return taken


def _table(name: str) -> list[dict[str, str]]:
    text = files("abonent.company.facts").joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))

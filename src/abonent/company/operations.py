"""The verbs of a company's set-up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.access.operations import switch_parts
from abonent.company.facts import rows_of
from abonent.company.models import THE_ONE, Business, CountryRule, Currency, NumberSeries
from abonent.company.parts import parts_foreign_to
from abonent.company.queries import kind_of_business
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


def choose_business(*, kind: str, actor: StaffUser | None) -> Business:
    """Say which kind of business this is: parts that are foreign to it are off from now on, all others on."""
    with change_by(actor, "choose_business"):
        business, _is_new = Business.objects.update_or_create(
            pk=THE_ONE, defaults={"kind": kind, "chosen_at": clock.now(), "chosen_by": actor}
        )
        switch_parts(off=parts_foreign_to(kind))
    return business


def settle_parts() -> None:
    """Switch the parts as this version declares them for the kind of business: a folder that came with it may be foreign."""
    switch_parts(off=parts_foreign_to(kind_of_business()))


def install_country_facts() -> None:
    """Enter the currencies and country rules that this version knows; a row that is there, changed or not, stays."""
    with transaction.atomic():
        clock.hand_over()
        Currency.objects.bulk_create([Currency(**row) for row in rows_of("currencies")], ignore_conflicts=True)
        rules = [CountryRule(**{**row, "value": json.loads(row["value"])}) for row in rows_of("country_rules")]
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

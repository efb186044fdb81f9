"""How prices rise: once a year each company plans what its readers shall pay, looks at it and agrees it. The magazine asks for too much at
first, and takes that back a week later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from abonent.catalog.models import PriceList
from abonent.catalog.operations import draft_version
from abonent.catalog.queries import version_in_force
from abonent.catalog.rules.rounding import ROUNDINGS
from abonent.kit.periods import add_months
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, commit_run, plan_run
from abonent.simulation.life import Life
from abonent.simulation.publisher import DAILY, MAGAZINE
from abonent.simulation.world import World
from abonent.subscriptions.operations import Cohort, Raise, begin_price_change, withdraw_price_change
from abonent.subscriptions.operations.price_changes import KIND
from abonent.subscriptions.operations.price_notices import note_told, told_of

FIRST_RISE_MONTHS, EVERY_MONTHS = 6, 12
TOLD_BEFORE, TOLD_AGAIN_BEFORE, REGRETTED_AFTER = timedelta(days=75), timedelta(days=60), timedelta(days=7)
RISE, TOO_MUCH = Decimal(4), Decimal(9)
MOST_FOR_THE_MAGAZINE = Decimal(12)


@dataclass(frozen=True)
class Rise:
    """That a company raises its prices from a day on, told on another; `regretted_on` is the day on which it is taken back."""

    entity: str
    told_on: date
    begins_on: date
    percent: Decimal
    regretted_on: date | None = None


def rises(world: World) -> Iterator[Rise]:
    """All rises of a world."""
    for months in range(FIRST_RISE_MONTHS, world.months + 1, EVERY_MONTHS):
        begins_on = add_months(world.starts_on, months)
        told_on = begins_on - TOLD_BEFORE
        yield Rise(DAILY, told_on, begins_on, RISE)
        yield Rise(MAGAZINE, told_on, begins_on, TOO_MUCH, told_on + REGRETTED_AFTER)
        yield Rise(MAGAZINE, begins_on - TOLD_AGAIN_BEFORE, begins_on, RISE)


def change_prices(life: Life, day: date) -> int:
    """What is told or regretted on the day; returns how many subscriptions it reaches."""
    reached = 0
    for rise in rises(life.world):
        if rise.told_on == day:
            reached += _raise(life, rise)
        if rise.regretted_on == day:
            reached += _regret(life, rise)
    return reached


def is_about_prices(life: Life, day: date) -> bool:
    """Whether a rise is told or regretted on the day."""
    return any(day in (rise.told_on, rise.regretted_on) for rise in rises(life.world))


def _raise(life: Life, rise: Rise) -> int:
    price_list = life.price_lists[rise.entity]
    change = _by_version(price_list, rise, life) if rise.entity == DAILY else _by_percentage(rise)
    begun = begin_price_change(price_list=price_list, cohort=Cohort(), change=change, actor=life.manager, today=rise.told_on)
    run = commit_run(run=approve_run(run=plan_run(run=begun), actor=life.manager))
    if told_of(run, rise.told_on).waiting:
        note_told(run=run, told_on=rise.told_on, actor=life.manager, today=rise.told_on)
    return run.committed_rows


def _by_version(price_list: PriceList, rise: Rise, life: Life) -> Raise:
    """The daily raises its list, for its readers and for those who order later, to whole kronor."""
    version = draft_version(
        price_list=price_list,
        valid_from=rise.begins_on,
        copy_of=version_in_force(price_list, rise.told_on),
        actor=life.manager,
        raise_percent=rise.percent,
        rounding=ROUNDINGS["whole"],
    )
    return Raise(notice_on=rise.told_on, version=version)


def _by_percentage(rise: Rise) -> Raise:
    """The magazine raises what its readers pay, to prices that end in ,90, and keeps its list for those who are to become readers."""
    return Raise(
        notice_on=rise.told_on,
        effective_on=rise.begins_on,
        percent=rise.percent,
        rounding=ROUNDINGS["ninety"],
        most_percent=MOST_FOR_THE_MAGAZINE,
    )


def _regret(life: Life, rise: Rise) -> int:
    entity = life.entities[rise.entity]
    return withdraw_price_change(run=Run.objects.get(kind=KIND, entity=entity, as_of=rise.told_on), actor=life.manager)

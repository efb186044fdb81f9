"""The freeze: which copies of an issue go where, written down at its cut-off, with the files for carriers, press and post. The settlement of
what outlets drew. Carriers' pay: what they get for the month before."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.distribution.models import Outlet, PayPlan, PlannedSettlement
from abonent.distribution.operations import draw_settlement, find_stops_of_new_places, freezing, frozen_files, pay
from abonent.runs.kinds import RunKind, Step, Subject, Totals
from abonent.runs.models import Run


def find_stops(run: Run) -> int:
    """Doors that are new since the night find their routes, so that no paper is left behind for that."""
    return find_stops_of_new_places()


def totals_of_freeze(run: Run) -> Totals:
    """The lists that it writes: one for each way of delivery."""
    return Totals(rows=freezing.planned_lists(run))


def write_chunk(run: Run, first: int, latest: int) -> int:
    """Write the lists: all of them at once, for they are read from the same copies."""
    return freezing.write_lists(run)


def totals_of_settlement(run: Run) -> Totals:
    """The settlements, one for each outlet and product, and what they come to in the currency of the company."""
    planned = PlannedSettlement.objects.filter(run=run)
    currency = run.entity.currency
    amount = planned.filter(price_list__currency=currency).aggregate(amount=Sum("amount"))["amount"]
    return Totals(rows=planned.count(), amount=amount or 0, currency=currency)


def settle_chunk(run: Run, first: int, latest: int) -> int:
    """Settle the outlets of a chunk of the plan."""
    return draw_settlement.settle_draws(run=run, first=first, latest=latest)


def outlets_set_aside(ids: Sequence[int]) -> dict[int, Subject]:
    """The outlets that were parked, by their names."""
    return {outlet.pk: Subject(outlet.name, outlet.url) for outlet in Outlet.objects.filter(pk__in=ids)}


def totals_of_pay(run: Run) -> Totals:
    """The lines of the plan, and what all carriers get."""
    planned = PayPlan.objects.filter(run=run)
    amount = planned.aggregate(amount=Sum("amount"))["amount"]
    return Totals(rows=planned.count(), amount=amount or 0, currency=run.entity.currency)


RUN_KINDS = [
    RunKind(
        code=draw_settlement.KIND,
        stands_still=True,
        taken_back=True,
        label=_("Settlement of single copies"),
        permission="distribution.settle",
        plan_steps=(
            Step("distribution.plan_draws", _("Copies drawn and come back"), draw_settlement.plan_draws),
            Step("distribution.park_unsettled", _("Outlets set aside"), draw_settlement.park_unsettled),
        ),
        totals=totals_of_settlement,
        commit_chunk=settle_chunk,
        chunk_rows=1_000,
        closing_steps=(Step("distribution.tell_settlement", _("Told in the history"), draw_settlement.tell_settlement),),
        look_url="distribution:settlement_plan",
        row_label=_("settlements"),
        commit_label=pgettext_lazy("draws", "Settle"),
        reasons={
            "no_terms": _("Nobody has said on which terms the outlet sells."),
            "no_price": _("The price list of its terms has no price for a single issue of what it draws."),
        },
        subjects=outlets_set_aside,
    ),
    RunKind(
        code=pay.KIND,
        stands_still=True,
        label=_("Carriers’ pay"),
        permission="distribution.pay",
        plan_steps=(Step("distribution.plan_pay", _("Rounds, copies and doors of the month before priced"), pay.plan_pay),),
        totals=totals_of_pay,
        first_steps=(Step("distribution.post_pay_statements", _("Statements posted"), pay.post_statements),),
        commit_chunk=pay.post_lines,
        look_url="distribution:pay_plan",
        row_label=_("lines"),
        commit_label=_("Post the pay"),
    ),
    RunKind(
        code=freezing.KIND,
        stands_still=True,
        taken_back=True,
        label=_("Freeze of an issue"),
        permission="distribution.freeze",
        plan_steps=(),
        totals=totals_of_freeze,
        commit_chunk=write_chunk,
        first_steps=(Step("distribution.find_stops", _("New doors put on their routes"), find_stops),),
        closing_steps=(
            Step("distribution.sum_lists", _("Copies summed by route"), freezing.sum_lists),
            Step("distribution.write_extras", _("What carriers bring along"), freezing.write_extras),
            Step("distribution.write_walks", _("Who walks which route"), freezing.write_walks),
            Step("distribution.make_files", _("Files for carriers, press and post"), frozen_files.make_files),
            Step("distribution.tell_freeze", _("Told in the history"), freezing.tell_freeze),
        ),
        start_url="distribution:night",
        look_url="distribution:frozen_run",
        row_label=_("lists"),
        commit_label=_("Freeze"),
    ),
]

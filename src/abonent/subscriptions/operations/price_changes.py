"""Change what running subscriptions cost: planned for all, looked at, then agreed with each; taken back where no term is made yet."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import PriceList, PriceListVersion
from abonent.catalog.operations import approve_version
from abonent.catalog.queries import version_in_force
from abonent.catalog.rules.rounding import AS_IT_IS, Rounding
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act, Run
from abonent.runs.operations import begin_run, record_act
from abonent.subscriptions.models import PriceChangePlan
from abonent.subscriptions.operations.plan_terms import price_situations
from abonent.subscriptions.operations.price_notices import write_price_notices

KIND = "price_change"


class CannotChangePrice(Refusal):
    """A price change that cannot be planned, committed or taken back as asked."""

    sentences = {
        "price_change.no_list": _("No version of the price list is in force today, so there is nothing to change from."),
        "price_change.too_early": _("Prices change from %(day)s at the earliest."),
        "price_change.other_list": _("The version belongs to another price list."),
        "price_change.prices_edited": _("The draft from %(day)s was edited after the plan was made. Cancel this run and plan again."),
        "price_change.may_not_approve": _(
            "The commit puts the draft from %(day)s in force. Ask somebody who may approve prices to commit it, or to approve the draft."
        ),
        "price_change.not_planned": _("Run %(run)s is %(state)s; rows are held back only while it waits for its approval."),
        "price_change.not_done": _("Run %(run)s is %(state)s; only a price change that is done can be taken back."),
    }


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """Whose prices change. What is empty asks for nothing; price group 0 is everybody who is in none. Prices are of one copy, now."""

    products: Sequence[int] = ()
    price_groups: Sequence[int] = ()
    term_kind: str = ""
    bought_before: date | None = None
    price_from: Decimal | None = None
    price_until: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Raise:
    """By what prices change: to those of a version of the list, or by a percentage from a day; and how far.

    `most_percent` limits the raise of each subscription, `most_yearly` the sum of the raises of one payer in a year. Letters go out on
    `notice_on`; the longer of `notice_days` and what the payer's country asks for must pass before a dearer term begins. `why` is
    what they read, by language; `by_email` sends an e-mail to whoever takes them.
    """

    notice_on: date
    version: PriceListVersion | None = None
    effective_on: date | None = None
    percent: Decimal = Decimal(0)
    rounding: Rounding = AS_IT_IS
    most_percent: Decimal | None = None
    most_yearly: Decimal | None = None
    notice_days: int = 0
    over_percent: Decimal = Decimal(10)
    why: Mapping[str, str] = field(default_factory=dict)
    by_email: bool = False


def begin_price_change(*, price_list: PriceList, cohort: Cohort, change: Raise, actor: StaffUser | None, today: date) -> Run:
    """Write the run of a price change, to be planned; nothing changes before it is committed."""
    version = change.version
    effective_on = version.valid_from if version else change.effective_on
    if version_in_force(price_list, today) is None:
        raise CannotChangePrice("price_change.no_list")
    if version and version.price_list_id != price_list.pk:
        raise CannotChangePrice("price_change.other_list")
    # A version of today is what everybody pays already; a percentage may begin at once.
    if effective_on is None or effective_on < today or (version and effective_on == today):
        raise CannotChangePrice("price_change.too_early", day=today)
    return begin_run(
        kind=KIND,
        entity=price_list.entity,
        as_of=today,
        actor=actor,
        parameters=_parameters(price_list, cohort, change, effective_on),
    )


def _parameters(price_list: PriceList, cohort: Cohort, change: Raise, effective_on: date) -> dict[str, Any]:
    """What the statements of the run name."""
    version = change.version
    return {
        "price_list": price_list.pk,
        "version": version.pk if version else None,
        "prices": _digest(version) if version else "",
        "effective_on": effective_on.isoformat(),
        "products": list(cohort.products),
        "price_groups": list(cohort.price_groups),
        "term_kind": cohort.term_kind,
        "bought_before": cohort.bought_before.isoformat() if cohort.bought_before else None,
        "price_from": _text(cohort.price_from),
        "price_until": _text(cohort.price_until),
        "factor": str(1 + change.percent / 100),
        "step": str(change.rounding.step),
        "less": str(change.rounding.less),
        "most_percent": _text(change.most_percent),
        "most_yearly": _text(change.most_yearly),
        "notice_on": change.notice_on.isoformat(),
        "notice_days": change.notice_days,
        "over_percent": str(change.over_percent),
        "why": dict(change.why),
        "by_email": change.by_email,
    }


def plan_price_changes(run: Run, parameters: dict[str, Any]) -> int:
    """Fill `price_change_plan` with what the change does to each subscription; returns to how many it does something."""
    statements.run("subscriptions/make_work_price_change")
    statements.run("subscriptions/empty_work_price_change")
    statements.run("subscriptions/find_price_changes", **parameters)
    statements.run("subscriptions/analyze_work_price_change")
    statements.run("subscriptions/find_price_situations", **parameters)
    price_situations(run=run.pk, as_of=run.as_of)
    statements.run("subscriptions/analyze_situation_price")
    planned = statements.run("subscriptions/plan_price_changes", **parameters)
    statements.run("subscriptions/analyze_price_change_plan")
    return planned


def agree_prices(*, parameters: dict[str, Any], first: int, latest: int) -> int:
    """Agree the planned prices of a chunk in the caller's transaction; returns with how many subscriptions.

    Where the list itself changes, whoever is left out keeps what he pays: nobody's price rises by more than the plan said.
    """
    chunk = {**parameters, "first": first, "latest": latest}
    statements.run("subscriptions/lock_price_changes", **chunk)
    agreed = statements.run("subscriptions/write_agreed_prices", **chunk)
    statements.run("subscriptions/keep_prices", **chunk)
    write_price_notices(parameters=parameters, first=first, latest=latest)
    return agreed


def approve_price_change(run: Run, actor: StaffUser | None) -> None:
    """With the plan its draft is approved; refused if the draft is not what was planned, or is for others to approve."""
    if run.parameters["version"] is None:
        return
    version = PriceListVersion.objects.select_for_update().get(pk=run.parameters["version"])
    if _digest(version) != run.parameters["prices"]:
        raise CannotChangePrice("price_change.prices_edited", day=version.valid_from)
    if version.approved_at is not None:
        return
    if actor is not None and not actor.may("catalog.price"):
        raise CannotChangePrice("price_change.may_not_approve", day=version.valid_from)
    approve_version(version=version, actor=actor, today=clock.today(run.entity.zone))


def tell_price_change(run: Run) -> int:
    """Write down the act of a committed change, so that it can be taken back; returns 1, or 0 if it was told."""
    if Act.objects.filter(verb="change_prices_of_subscriptions", subject_kind="run", subject_ids=[run.pk]).exists():
        return 0
    record_act(
        actor=run.created_by,
        verb="change_prices_of_subscriptions",
        subject_kind="run",
        subject_ids=[run.pk],
        inverse={"verb": "withdraw_price_change", "run": run.pk},
    )
    return 1


def withdraw_price_change(*, run: Run, actor: StaffUser | None) -> int:
    """Take back the prices that a change agreed; returns how many. Who has a term at the new price keeps it.

    A version that the change put in force stays in force for new orders; whoever was in the plan keeps what he paid before.
    """
    with change_by(actor, "withdraw_price_change"):
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if locked.state != Run.State.DONE:
            raise CannotChangePrice("price_change.not_done", run=locked.pk, state=locked.get_state_display())
        withdrawn = statements.run("subscriptions/withdraw_agreed_prices", run=run.pk)
        statements.run("subscriptions/withdraw_price_notices", run=run.pk)
        kept = {name: run.parameters[name] for name in ("version", "effective_on")}
        statements.run("subscriptions/keep_former_prices", run=run.pk, **kept)
        locked.state = Run.State.REVERSED
        locked.save(update_fields=["state"])
        record_act(actor=actor, verb="withdraw_price_change", subject_kind="run", subject_ids=[run.pk])
    return withdrawn


def hold_price_changes(*, run: Run, ordinals: Sequence[int], held: bool, actor: StaffUser | None) -> int:
    """Hold back rows of the plan, so that their subscribers keep what they pay, or let them go; returns how many rows changed."""
    with transaction.atomic():
        clock.hand_over()
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if locked.state != Run.State.PLANNED:
            raise CannotChangePrice("price_change.not_planned", run=locked.pk, state=locked.get_state_display())
        changed = PriceChangePlan.objects.filter(run=run, ordinal__in=ordinals, held=not held).update(held=held)
        record_act(
            actor=actor,
            verb="hold_price_changes" if held else "let_price_changes_go",
            subject_kind="run",
            subject_ids=[run.pk],
            inverse={"verb": "hold_price_changes", "run": run.pk, "ordinals": list(ordinals), "held": not held},
        )
    return changed


def _digest(version: PriceListVersion) -> str:
    """A name for the prices of a version as they stand, by which an edited draft is known."""
    cases = version.prices.order_by("pk").values_list("pk", "unit_price")
    return hashlib.sha256(repr(list(cases)).encode()).hexdigest()


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)

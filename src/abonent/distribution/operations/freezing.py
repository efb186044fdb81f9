"""Freeze what is due of an issue, add what changed since, and take a freeze back before anything of it left the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.distribution.brought_along import declared_brought_along
from abonent.distribution.models import FrozenFile, FrozenList
from abonent.distribution.models.sorting import PRINTED_WAYS
from abonent.distribution.refusals import DatedRefusal
from abonent.editions.models import Issue
from abonent.kit import clock, statements
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, begin_run, plan_run, record_act
from abonent.subscriptions.copies import OF_THE_ISSUE, named

KIND = "freeze"
ROUTED = ("distribution/routed_copies", *OF_THE_ISSUE)
WAYS = [way for way, _label in PRINTED_WAYS]


class CannotFreeze(DatedRefusal):
    """An issue that cannot be frozen, or a freeze that stands."""

    sentences = {
        "freeze.frozen": _("This issue is frozen already. What changes now goes on an addendum."),
        "freeze.not_frozen": _("This issue is not frozen yet, so there is nothing to add to."),
        "freeze.not_on_paper": _("An electronic edition is read as soon as it is out; there is nothing to freeze."),
        "freeze.no_way": _("Choose in which ways the issue goes out."),
        "freeze.fetched": _("The files of this list were fetched at %(at)s. What changes now goes on an addendum."),
        "freeze.added_to": _("There is an addendum to this list. Take that back first."),
        "freeze.withdrawn": _("This is taken back already."),
    }


def begin_freeze(*, issue: Issue, ways: Sequence[str], actor: StaffUser | None, addendum: bool = False) -> Run:
    """The approved run that freezes an issue in some ways of delivery, or adds to what is frozen of it; a worker writes it.

    Its plan is which lists there will be: what is due is what is due when they are written, which is the very thing to be frozen.
    """
    if issue.edition.medium != "paper":
        raise CannotFreeze("freeze.not_on_paper")
    asked = [way for way in WAYS if way in ways]
    if not asked:
        raise CannotFreeze("freeze.no_way")
    entity = issue.edition.title.entity
    with transaction.atomic():
        _lock(issue)
        frozen = set(
            FrozenList.objects.standing().freezes().filter(issue=issue, delivery_method__in=asked).values_list("delivery_method", flat=True)
        )
        if frozen and not addendum:
            raise CannotFreeze("freeze.frozen")
        if addendum and frozen != set(asked):
            raise CannotFreeze("freeze.not_frozen")
        parameters = {"issue": issue.pk, "ways": asked, "addendum": addendum}
        run = begin_run(kind=KIND, entity=entity, as_of=clock.today(entity.zone), actor=actor, parameters=parameters)
        return approve_run(run=plan_run(run=run), actor=actor)


def write_lists(run: Run) -> int:
    """Open the lists of a run and write their copies, in the caller's transaction; returns how many lists it wrote.

    A way that somebody else has frozen since is left to him.
    """
    issue = issue_of(run)
    _lock(issue)
    opened = [_open_list(run, issue, way) for way in run.parameters["ways"]]
    lists = [one for one in opened if one is not None]
    statement = "distribution/write_addendum" if run.parameters["addendum"] else "distribution/freeze_copies"
    statements.run(statement, source=ROUTED, run=run.pk, **as_known(issue, run.as_of))
    return len(lists)


def write_extras(run: Run) -> int:
    """Write what carriers bring along with the lists of a run: draws of outlets, and what folders above declare."""
    issue = issue_of(run)
    asked = {"run": run.pk, "entity": issue.edition.title.entity_id, "day": issue.published_on}
    return sum(
        statements.run("distribution/freeze_extras", source=along.source, kind=along.kind, **{**along.asked([issue]), **asked})
        for along in declared_brought_along
    )


def write_walks(run: Run) -> int:
    """Write down who brings what by which route, by the lists of a run."""
    return statements.run("distribution/freeze_walks", run=run.pk)


def sum_lists(run: Run) -> int:
    """Sum the copies of the lists of a run."""
    return statements.run("distribution/sum_frozen_copies", run=run.pk)


def tell_freeze(run: Run) -> int:
    """Write down the act of a committed run, so that it can be taken back; returns 1, or 0 if it was told or nothing was frozen."""
    lists = list(FrozenList.objects.filter(run=run).values_list("pk", flat=True))
    if not lists or Act.objects.filter(verb="freeze_issue", subject_kind="run", subject_ids=[run.pk]).exists():
        return 0
    inverse = {"verb": "withdraw_freeze", "run": run.pk}
    record_act(actor=run.created_by, verb="freeze_issue", subject_kind="run", subject_ids=[run.pk], inverse=inverse)
    return 1


def withdraw_freeze(*, run: Run, actor: StaffUser | None) -> int:
    """The lists of a run were not to be; returns how many. Refused as soon as one of their files was fetched, or added to."""
    with change_by(actor, "withdraw_freeze"):
        lists = list(FrozenList.objects.select_for_update().filter(run=run).standing())
        if not lists:
            raise CannotFreeze("freeze.withdrawn")
        for one in lists:
            _refuse_after_it_left(one)
        FrozenList.objects.filter(pk__in=[one.pk for one in lists]).update(withdrawn_at=clock.now(), withdrawn_by=actor)
        record_act(actor=actor, verb="withdraw_freeze", subject_kind="run", subject_ids=[run.pk])
    return len(lists)


def issue_of(run: Run) -> Issue:
    """The issue that a run freezes."""
    return Issue.objects.select_related("edition__title__entity").get(pk=run.parameters["issue"])


def planned_lists(run: Run) -> int:
    """How many lists a run writes."""
    return len(run.parameters["ways"])


def as_known(issue: Issue, today: date) -> dict[str, Any]:
    """An issue as the statements of `ROUTED` ask for it."""
    return {**named(issue), "today": today}


def _open_list(run: Run, issue: Issue, way: str) -> FrozenList | None:
    there = FrozenList.objects.standing().filter(issue=issue, delivery_method=way)
    mine = there.filter(run=run).first()
    if mine:
        return mine
    latest = there.order_by("-number").values_list("number", flat=True).first()
    if run.parameters["addendum"] == (latest is None):
        return None
    return FrozenList.objects.create(issue=issue, delivery_method=way, number=0 if latest is None else latest + 1, run=run)


def _refuse_after_it_left(frozen: FrozenList) -> None:
    fetched = FrozenFile.objects.filter(list=frozen).exclude(fetched_at=None).order_by("fetched_at").first()
    if fetched and fetched.fetched_at:
        raise CannotFreeze("freeze.fetched", at=fetched.fetched_at)
    later = FrozenList.objects.standing().filter(issue=frozen.issue_id, delivery_method=frozen.delivery_method, number__gt=frozen.number)
    if later.exists():
        raise CannotFreeze("freeze.added_to")


def _lock(issue: Issue) -> None:
    """One at a time freezes an issue, and nobody moves it meanwhile."""
    Issue.objects.select_for_update().get(pk=issue.pk)
